"""What the translator needs to know of a table before it writes the first cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from docutils.nodes import Element


def columns_of(table: Element) -> list[str]:
    """The names of the columns, from the last row of the table's head; none where it has no head."""
    for head in table.findall(nodes.thead):
        rows = list(head.findall(nodes.row))
        if rows:
            return [name for entry in rows[-1].findall(nodes.entry) for name in _names(entry)]
    return []


def _names(entry: Element) -> list[str]:
    text = " ".join(entry.astext().split())
    return [text] * (1 + int(entry.get("morecols", 0)))
