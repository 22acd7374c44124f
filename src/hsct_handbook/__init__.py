"""The handbook's Sphinx extension: the evidence, how it is worded and drawn, and what it is built to."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__version__ = "0.1.0"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the handbook's parts with Sphinx. Each part owns its own registration."""
    from . import directives, epub, print, theme

    directives.setup(app)
    theme.setup(app)
    print.setup(app)
    epub.setup(app)
    return {"version": __version__, "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
