"""What the PDF of a page must say, from its doctree: every word of the text, in its order."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from docutils import nodes

from hsct_handbook.directives.chart_nodes import chart_data
from hsct_handbook.directives.sources import ADDRESS, IN_FULL
from hsct_handbook.print.inline import COPYABLE, address_to_show
from hsct_handbook.print.tables import STACKED

from .pdf_text import squash

SOURCES_TOLD = ("full", "found", "short")
"""How much is told of each source: all, all but titles and issues, or as little as on the website."""


def _is_left_out(node: nodes.Element, sources: str) -> bool:
    kept = sources == "full" or (sources == "found" and ADDRESS in node["classes"])
    return IN_FULL in node["classes"] and not kept


def expected(doctree: nodes.document, *, book: bool = False, sources: str = "full") -> tuple[str, str]:
    """The text of a page without white space, and that of its dates, which stand at the end of its leaflet.

    The book prints every address, a leaflet those that a person could copy. A long leaflet tells less of its sources.
    """
    doctree = doctree.deepcopy()
    for node in list(doctree.findall(nodes.inline)):
        if _is_left_out(node, sources):
            node.parent.remove(node)
    longest = sys.maxsize if book else COPYABLE
    top = next(iter(doctree.findall(nodes.section)))
    parts = list(top.children)
    brief = [part for part in parts if _has_class(part, "brief")]
    dates = [part for part in parts if _has_class(part, "dates")]
    sections = [part for part in parts if isinstance(part, nodes.section) and part not in (*brief, *dates)]
    lead = [part for part in parts if not isinstance(part, nodes.section)]
    return _all((*lead, *brief, *sections), longest), _all(dates, longest)


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


def _all(parts: Iterable[nodes.Node], longest: int) -> str:
    return squash("".join(_text(part, longest) for part in parts))


def _text(node: nodes.Node, longest: int) -> str:
    if isinstance(node, nodes.Text):
        return node.astext()
    if isinstance(node, nodes.Invisible) or _is_behind_a_chart(node):
        return ""
    if isinstance(node, nodes.table) and STACKED in node["classes"]:
        return _stacked(node, longest)
    text = "".join(_text(child, longest) for child in node.children)
    if isinstance(node, nodes.reference) and "://" in node.get("refuri", ""):
        address = address_to_show(node.astext(), node["refuri"])
        return f"{text} ({address})" if address and len(address) <= longest else text
    return text


def _stacked(table: nodes.table, longest: int) -> str:
    """A table each of whose rows is a table of its own: its name, then every column's name with what stands in it."""
    caption = next(iter(table.findall(nodes.title)))
    head, *rows = [[_text(entry, longest) for entry in row.findall(nodes.entry)] for row in table.findall(nodes.row)]
    said = [[row[0], *(name + cell for name, cell in zip(head[1:], row[1:], strict=True))] for row in rows]
    return _text(caption, longest) + "".join(part for row in said for part in row)


def chart_words(figure: nodes.Element) -> str:
    """What stands in a chart beside its marks and its scale, with spaces between its parts."""
    return " ".join(text.astext() for text in figure.findall(nodes.Text) if not _unseen(text))
