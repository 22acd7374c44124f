"""A small handbook for tests: front matter and built parts as in the real one, without its checks of the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from hsct_handbook import print as printing
from hsct_handbook.directives.parts import setup_parts
from hsct_handbook.directives.rebuilding import setup_rebuilding
from hsct_handbook.directives.state import setup_state

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


class unheard_of(nodes.General, nodes.Element):  # noqa: N801 (docutils names nodes so)
    """A node that no builder knows."""


class UnheardOf(SphinxDirective):
    """Puts an unknown node into a page."""

    def run(self) -> list[nodes.Node]:
        """Build it."""
        node = unheard_of()
        self.set_source_info(node)
        return [node]


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register what a handbook in tests has."""
    setup_state(app)
    setup_rebuilding(app)
    setup_parts(app)
    printing.setup(app)
    app.add_directive("unheard-of", UnheardOf)
    return {"parallel_read_safe": True}
