"""The site's few scripts, from `script/`: none is needed to read, and each is loaded only where it is used."""

from __future__ import annotations

import re
from pathlib import Path

SCRIPTS = Path(__file__).parent / "script"


def press_script(name: str) -> str:
    """A script without its comments and indents, ready to be written into the site."""
    text = (SCRIPTS / f"{name}.js").read_text(encoding="utf-8")
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    return "\n".join(filter(None, map(str.strip, text.splitlines()))) + "\n"
