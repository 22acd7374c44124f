"""The site's few scripts, from `script/`: none is needed to read, and each is loaded only where it is used."""

from __future__ import annotations

from pathlib import Path

from rjsmin import jsmin

SCRIPTS = Path(__file__).parent / "script"


def press_script(name: str) -> str:
    """A script without what browsers do not need, ready to be written into the site."""
    return str(jsmin((SCRIPTS / f"{name}.js").read_text(encoding="utf-8"))) + "\n"
