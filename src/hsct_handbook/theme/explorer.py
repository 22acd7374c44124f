"""The script of the study explorer, in its place for the pages that load it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from .builder import is_website
from .scripts import press_script

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def write_script(app: Sphinx, exception: Exception | None) -> None:
    """Write the script; a page that has the table loads it."""
    if exception is None and is_website(app):
        path = Path(app.outdir, "_static", "explorer.js")
        path.write_text(press_script("explorer"), encoding="utf-8")


def setup_explorer_script(app: Sphinx) -> None:
    """Register the writer."""
    app.connect("build-finished", write_script)
