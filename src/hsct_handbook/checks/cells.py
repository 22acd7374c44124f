"""Tables written with bars: each row has as many cells as the head, and the line of dashes too."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it.rules_block.table import escapedSplit

from ..evidence import Evidence, Problem
from .rule import Family, Rule
from .source import PageSource

RULES = (
    Rule(
        "table-cells",
        "A cell too many is left out of the table without a word, and with a cell too few the row has a hole.",
        "Give each row as many cells as the head has; a | within a cell is written \\|.",
    ),
    Rule(
        "table-broken",
        "A table that is not known as one stands on the page as bars and dashes.",
        "Below its head write one line with as many parts of three dashes as the head has cells: |---|---|.",
    ),
)
_BEFORE = re.compile(r"[\s>]*(?:(?:[-*+]|\d+[.)])\s+(?=\|))?")
"""Marks of a list or a quotation around the table."""
_ROW = re.compile(r"\s*\||[\s:|-]*-{3,}\s*:?\s*\|")


def check(source: PageSource, evidence: Evidence) -> Iterator[Problem]:
    """Count the cells of each row as it was written, and find rows that are in no table."""
    lines = source.front.body.split("\n")
    columns = 0
    for line, token in source.parts:
        if token.type not in ("table_open", "tr_open"):
            continue
        cells = _cells(lines[line - source.front.body_line])
        if token.type == "table_open":
            columns = cells
        elif cells != columns:
            message = f"this row has {cells} {'cell' if cells == 1 else 'cells'}, and the head of its table {columns}"
            yield source.problem(line, "table-cells", message, "write as many, with a | between two of them")
    for block in source.prose:
        row = next((piece for piece in block.pieces if not piece.role and _ROW.match(piece.text)), None)
        if row is not None and block.kind in ("paragraph", "item"):
            message = f"bars stand in the text, and make no table: “{row.text.strip()[:40]}”"
            remedy = "give the line of dashes as many parts as the head has cells, with no blank line between"
            yield source.problem(row.line, "table-broken", message, remedy)


def _cells(text: str) -> int:
    cells = escapedSplit(_BEFORE.sub("", text, count=1).strip())
    return len(cells) - (cells[:1] == [""]) - (cells[1:] != [] and cells[-1] == "")


FAMILY = Family("cells", RULES, check)
