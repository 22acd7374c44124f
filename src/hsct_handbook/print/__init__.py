"""Everything on paper: leaflets, the handbook, large print, sheets. Doctrees to Typst to accessible PDFs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the builder `print`."""
    from .builder import setup_builder

    setup_builder(app)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
