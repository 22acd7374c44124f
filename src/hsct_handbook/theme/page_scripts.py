"""The scripts that single pages load, each in its place."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from .builder import is_website
from .scripts import press_script

if TYPE_CHECKING:
    from sphinx.application import Sphinx

PAGE_SCRIPTS = ("explorer", "worksheet")


def write_scripts(app: Sphinx, exception: Exception | None) -> None:
    """Write the scripts; a page that has a use for one loads it."""
    if exception is None and is_website(app):
        for name in PAGE_SCRIPTS:
            Path(app.outdir, "_static", f"{name}.js").write_text(press_script(name), encoding="utf-8")


def setup_page_scripts(app: Sphinx) -> None:
    """Register the writer."""
    app.connect("build-finished", write_scripts)
