"""The handbook's Sphinx extension: the evidence, how it is worded and drawn, and what it is built to."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__version__ = "0.1.0"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the handbook's parts with Sphinx. Each part owns its own registration.

    Sphinx finds the builders for print and for the EPUB by their entry points when they are asked for.
    """
    from . import directives, theme

    directives.setup(app)
    theme.setup(app)
    if "epub" in app.registry.builders:  # Sphinx loaded its own, and so looks for no other
        app.setup_extension("hsct_handbook.epub")
    return {"version": __version__, "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
