"""What the PDF of a page must say, from its doctree: every word of the text, in its order."""

from __future__ import annotations

from docutils import nodes

from hsct_handbook.directives.chart_nodes import chart_data
from hsct_handbook.print.inline import address_to_show

from .pdf_text import squash


def expected(doctree: nodes.document) -> tuple[str, str]:
    """The text of a page without white space, and that of its dates, which stand at the end of its leaflet."""
    top = next(iter(doctree.findall(nodes.section)))
    parts = list(top.children)
    brief = [part for part in parts if _has_class(part, "brief")]
    dates = [part for part in parts if _has_class(part, "dates")]
    sections = [part for part in parts if isinstance(part, nodes.section) and part not in (*brief, *dates)]
    lead = [part for part in parts if not isinstance(part, nodes.section)]
    return squash("".join(map(_text, (*lead, *brief, *sections)))), squash("".join(map(_text, dates)))


def pieces(doctree: nodes.document) -> list[str]:
    """Each piece of text of a page, without white space."""
    return [squash(text.astext()) for text in doctree.findall(nodes.Text) if not _unseen(text)]


def _has_class(node: nodes.Node, name: str) -> bool:
    return isinstance(node, nodes.section) and name in node["classes"]


def _is_behind_a_chart(node: nodes.Node) -> bool:
    """The table that a chart on the website opens: on paper its numbers stand beside the marks."""
    return isinstance(node, chart_data)


def _unseen(node: nodes.Node | None) -> bool:
    while node is not None:
        if isinstance(node, nodes.Invisible | nodes.system_message) or _is_behind_a_chart(node):
            return True
        node = node.parent
    return False


def _text(node: nodes.Node) -> str:
    if isinstance(node, nodes.Text):
        return node.astext()
    if isinstance(node, nodes.Invisible) or _is_behind_a_chart(node):
        return ""
    text = "".join(_text(child) for child in node.children)
    if isinstance(node, nodes.reference) and "://" in node.get("refuri", ""):
        address = address_to_show(node.astext(), node["refuri"])
        return f"{text} ({address})" if address else text
    return text
