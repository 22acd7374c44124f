"""Small helpers that build the plain docutils nodes of which cards, tables and lists are made."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from docutils import nodes
from sphinx import addnodes

Inline = nodes.Node | str
Lines = Sequence[Sequence[Inline]]
Cell = Sequence[Inline] | Lines | str
"""What stands in a cell: text, inline nodes, or several paragraphs of them."""


def lines(*paragraphs: Sequence[Inline]) -> Lines:
    """Several paragraphs in one cell."""
    return list(paragraphs)


def paragraph(*parts: Inline) -> nodes.paragraph:
    """A paragraph of text and inline nodes."""
    return nodes.paragraph("", "", *map(as_node, parts))


def as_node(part: Inline) -> nodes.Node:
    """Text as a node; a node as it is."""
    return nodes.Text(part) if isinstance(part, str) else part


def strong(text: str) -> nodes.strong:
    """Bold text."""
    return nodes.strong("", text)


def capital(text: str) -> str:
    """The same text, as a cell or a sentence starts."""
    return text[:1].upper() + text[1:]


def small(*parts: Inline) -> nodes.inline:
    """Text that is less important than its neighbour."""
    return nodes.inline("", "", *map(as_node, parts), classes=["s"])


def page_link(docname: str, target: str, text: str) -> nodes.Node:
    """A link to another page of the handbook, resolved when the page is written."""
    return addnodes.pending_xref(
        "",
        nodes.inline("", text),
        refdomain="std",
        reftype="doc",
        reftarget=f"/{target}",
        refexplicit=True,
        refdoc=docname,
        refwarn=True,
    )


def link(text: str, address: str) -> nodes.reference:
    """A link to another site."""
    return nodes.reference("", text, refuri=address)


def _paragraphs(cell: Cell) -> list[nodes.paragraph]:
    if isinstance(cell, str):
        return [paragraph(cell)]
    parts = list(cell)
    if parts and all(isinstance(part, (list, tuple)) for part in parts):
        return [paragraph(*part) for part in parts]  # type: ignore[misc]
    return [paragraph(*parts)]  # type: ignore[arg-type]


def definitions(rows: Iterable[tuple[str, Cell]], *classes: str) -> nodes.definition_list:
    """Names and what belongs to each."""
    items = (
        nodes.definition_list_item("", nodes.term("", name), nodes.definition("", *_paragraphs(cell)))
        for name, cell in rows
    )
    return nodes.definition_list("", *items, classes=list(classes))


def table(caption: Cell, header: Sequence[str], rows: Iterable[Sequence[Cell]], widths: Sequence[int]) -> nodes.table:
    """A table whose first column names its rows; on phones its rows become cards."""
    entries = ([nodes.entry("", *_paragraphs(cell)) for cell in row] for row in rows)
    return table_of(_paragraphs(caption)[0].children, header, entries, widths)


def table_of(
    caption: Sequence[nodes.Node], header: Sequence[str], rows: Iterable[Sequence[nodes.entry]], widths: Sequence[int]
) -> nodes.table:
    """The same, from cells that are nodes already."""
    group = nodes.tgroup("", cols=len(header))
    group += [nodes.colspec("", colwidth=width, stub=1 if number == 0 else 0) for number, width in enumerate(widths)]
    group += nodes.thead("", nodes.row("", *(nodes.entry("", paragraph(text)) for text in header)))
    group += nodes.tbody("", *(nodes.row("", *row) for row in rows))
    return nodes.table("", nodes.title("", "", *caption), group, classes=["cards", "colwidths-given"])


def section(title: str, name: str, *children: nodes.Node, classes: Sequence[str] = ()) -> nodes.section:
    """A section with its heading and an id."""
    return nodes.section(
        "",
        nodes.title("", title),
        *children,
        ids=[name],
        names=[nodes.fully_normalize_name(title)],
        classes=list(classes),
    )
