"""The boxes that Sphinx does not have: what to do at once, and what is hard to read, with a way past it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from sphinx.transforms import SphinxTransform
from sphinx.util.docutils import SphinxDirective

from ..checks.warnings import DIRECTIVE
from .build_nodes import paragraph

if TYPE_CHECKING:
    from docutils.nodes import Node
    from sphinx.application import Sphinx

BEFORE_YOU_READ = "Before you read"
BEFORE = "note-before"
"""The class of what says what is coming, and belongs to what follows it."""


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


class ContentWarning(SphinxDirective):
    """What is hard to read in the section that it opens. The way past it is built."""

    has_content = True

    def run(self) -> list[Node]:
        """Build the box; where its link leads is known once the page is whole."""
        return [warning_box(self.parse_content_to_nodes())]


WAY_PAST = "way_past"
"""Marks the link past a part: paper adds the side it leads to."""


class way_past(nodes.General, nodes.Element):  # noqa: N801 (docutils names nodes so)
    """Stands where the link past a part belongs. `to` is the heading it leads to; without it, the next one."""


def warning_box(body: list[Node], to: str = "") -> nodes.admonition:
    """What is coming, and a way past it: to the next part, or to the one with the heading `to`."""
    return nodes.admonition("", nodes.title("", BEFORE_YOU_READ), *body, way_past("", to=to), classes=[BEFORE])


class LeadPast(SphinxTransform):
    """Give each warning its link, once every part of the page stands."""

    default_priority: ClassVar[int] = 330

    def apply(self, **kwargs: object) -> None:
        """Put the links in."""
        for place in list(self.document.findall(way_past)):
            target = self._named(place["to"]) if place["to"] else _part_after(place)
            title = target.next_node(nodes.title) if target is not None else None
            if target is None or title is None:
                place.parent.remove(place)
                continue
            link = nodes.reference(
                "", f"To leave it out, go on at “{title.astext()}”", internal=True, refid=target["ids"][0]
            )
            link[WAY_PAST] = True
            place.replace_self(paragraph(link))

    def _named(self, heading: str) -> nodes.section | None:
        sections = self.document.findall(nodes.section)
        return next((part for part in sections if part[0].astext() == heading), None)


def _part_after(node: nodes.Element) -> nodes.section | None:
    """The first part of the page that starts after the one in which a node stands."""
    while node.parent is not None:
        if isinstance(node, nodes.section):
            later = node.parent.children[node.parent.index(node) + 1 :]
            if found := next((part for part in later if isinstance(part, nodes.section)), None):
                return found
        node = node.parent
    return None


def setup_boxes(app: Sphinx) -> None:
    """Register the directives."""
    app.add_directive("urgent", Urgent)
    app.add_directive(DIRECTIVE, ContentWarning)
    app.add_transform(LeadPast)
