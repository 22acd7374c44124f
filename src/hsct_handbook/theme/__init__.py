"""The website's looks: a small theme of our own that inherits Sphinx's `basic`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Register the theme under the name `handbook`."""
    app.add_html_theme("handbook", str(Path(__file__).parent))
