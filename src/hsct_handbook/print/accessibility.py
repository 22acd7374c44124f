"""What Typst doesn't write yet: which cells of a table are the headers of their rows.

The look sets row headers in bold, and Typst tags bold text as such. A cell in the first column of a table's body that
begins with bold text becomes a header cell with the scope of its row. Cells of such a table lose the list of column
headers that Typst gives them: a reader's software then finds both headers by their scope, as ISO 32000 describes.

And what Typst need not tag: the empty cells by which the look keeps rows of a table on one side.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Array, Dictionary, Name

if TYPE_CHECKING:
    from collections.abc import Iterator


_TABLE = re.compile(rb"<<\s*/Type\s*/StructElem\s*/S\s*/Table\b")
"""How Typst writes a table among the structure elements. Reading them all to find the tables takes long in a book."""
_NUMBER = re.compile(rb"(\d+) 0 obj\s*$")
_LONGEST_NUMBER = 24
_TIED_COLUMNS = 2


def mark_row_headers(document: pikepdf.Pdf, pdf: bytes) -> None:
    """Mark the row headers in all tables of a document, which was read from these bytes of Typst's."""
    for table in _TABLE.finditer(pdf):
        if number := _NUMBER.search(pdf, max(0, table.start() - _LONGEST_NUMBER), table.start()):
            _mark(document.get_object(int(number[1]), 0))


def _mark(table: pikepdf.Object) -> None:
    _take_ties_out(table)
    rows = list(_elements(table, "/TR", but="/THead"))
    headers = [cells[0] for row in rows if (cells := _kids(row)) and _is_bold(cells[0])]
    if not headers:
        return
    for cell in _elements(table, "/TD"):
        for attributes in _attributes(cell):
            if attributes.get("/O") == "/Table" and "/Headers" in attributes:
                del attributes["/Headers"]
    for cell in headers:
        cell.S = Name.TH
        others = [each for each in _attributes(cell) if each.get("/O") != "/Table"]
        cell.A = Array([Dictionary(O=Name.Table, Scope=Name.Row), *others])


def _take_ties_out(table: pikepdf.Object) -> None:
    """Take out the third column of a table of two, whose empty cells only keep rows of it on one side (look.typ)."""
    rows = [(row, _kids(row)) for row in _elements(table, "/TR")]
    third = [cell for _, cells in rows for cell in cells[_TIED_COLUMNS:]]
    if not third or any(_content(cell) for cell in third):
        return
    for row, cells in rows:
        row.K = Array(cells[:_TIED_COLUMNS])
        for cell in cells[:_TIED_COLUMNS]:
            for attributes in _attributes(cell):
                if int(attributes.get("/ColSpan", 1)) > _TIED_COLUMNS:
                    attributes.ColSpan = _TIED_COLUMNS


def _is_bold(cell: pikepdf.Object) -> bool:
    """Whether the first thing in a body cell is bold text."""
    if cell.get("/S") != "/TD":
        return False
    inner = cell
    while (kids := _content(inner)) and isinstance(kids[0], Dictionary) and "/S" in kids[0]:
        inner = kids[0]
        if inner.get("/S") == "/Strong":
            return True
    return False


_WITHOUT_TABLES = {
    "/P",
    "/H1",
    "/H2",
    "/H3",
    "/H4",
    "/H5",
    "/Span",
    "/Link",
    "/Figure",
    "/TOC",
    "/Strong",
    "/Em",
    "/Lbl",
}
"""Elements that hold no table, so that looking for one need not go into them."""


def _elements(root: pikepdf.Object, kind: str, *, but: str = "") -> Iterator[pikepdf.Object]:
    """The structure elements of a kind under another, in reading order; nothing below `but`."""
    for kid in _kids(root):
        if kid.get("/S") == kind:
            yield kid
        elif kid.get("/S") != but and str(kid.get("/S")) not in _WITHOUT_TABLES:
            yield from _elements(kid, kind, but=but)


def _kids(element: pikepdf.Object) -> list[pikepdf.Object]:
    """The structure elements directly under another; marked content and objects are left out."""
    return [kid for kid in _content(element) if isinstance(kid, Dictionary) and "/S" in kid]


def _content(element: pikepdf.Object) -> list[pikepdf.Object]:
    """All that stands directly in a structure element: elements, marked content, objects."""
    kids = element.get("/K")
    if kids is None:
        return []
    return list(kids) if isinstance(kids, Array) else [kids]


def _attributes(element: pikepdf.Object) -> list[pikepdf.Object]:
    given = element.get("/A")
    if given is None:
        return []
    return list(given) if isinstance(given, Array) else [given]
