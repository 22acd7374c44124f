"""The one box that Sphinx does not have: what to do at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

if TYPE_CHECKING:
    from docutils.nodes import Node
    from sphinx.application import Sphinx


class Urgent(SphinxDirective):
    """What to do at once, under a title of its own: `{urgent} Fever after treatment`. At most one on a page."""

    required_arguments = 1
    final_argument_whitespace = True
    has_content = True

    def run(self) -> list[Node]:
        """Build a titled box with the class `urgent`."""
        title, messages = self.parse_inline(self.arguments[0], lineno=self.lineno)
        body = self.parse_content_to_nodes()
        return [nodes.admonition("", nodes.title("", "", *title), *body, classes=["urgent"]), *messages]


def setup_boxes(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("urgent", Urgent)
