"""Tables as Typst: header rows, row headers, widths that follow what stands in the columns."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Protocol

from docutils import nodes

from .inline import addresses_in, inline
from .page import SHORT
from .typst_text import array, strings

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from docutils.nodes import Element, Node

    from .page import Page

    class Held(Protocol):
        """Writes what a cell holds, after what it starts with."""

        def __call__(self, page: Page, children: Sequence[Node], start: str = "") -> str:
            """Write it as Typst."""


_LOOSE_SPACE = re.compile(r"\N{NO-BREAK SPACE}(?![\do\[])")
"""Where columns are many, a line may end within a date too, but not within “3 out of 55” or before a source."""
_BREAKS = re.compile(rf"(?:[ \t\n/–-]|{_LOOSE_SPACE.pattern})+")
"""Where a line of a table may end."""
_PARTS = re.compile(rf"(?<=[/?&=_])|(?<=[a-z]-)(?=[a-z])|[ \t\n]+|{_LOOSE_SPACE.pattern}")
"""Where a word ends, or a piece of an address."""
_CANDIDATES, _WIDER = 6, 3
"""How many words are measured, and how many letters the widest of them may lack to the longest."""
_WIDEST = 74
"""Letters of 12 pt that stand side by side on A4, less what the columns keep free between them."""
_NARROW = 2
"""A table of so many columns stands well in half the width of the paper."""
_LINE = 92
"""Letters of usual text that stand in a line of A4 at 12 pt."""
_GAP = 2
_COMFORTABLE = 16
"""Letters in a line of a cell below which its text falls apart, though no word does."""
STACKED = "options"
"""The class of tables that are too wide for paper: each of their rows is a small table of its own."""


def table(page: Page, node: Element, held: Held) -> str:
    """Translate a table with its caption. One whose longest words don't fit side by side is a fault."""
    group = node.next_node(nodes.tgroup)
    assert group is not None
    specs = list(group.findall(nodes.colspec))
    head = _rows(group, nodes.thead)
    body = _rows(group, nodes.tbody)
    least, widths = _widths(head + body, len(specs))
    longest = array(strings(words) for words in _longest(head + body, len(specs)))
    needed = sum(letters + _GAP for letters in least)
    stacked = STACKED in node["classes"]
    page.wide |= not stacked and (len(specs) > _NARROW or needed > _WIDEST // 2)
    if needed > _WIDEST and not stacked:
        page.tell(
            node,
            "table-wide",
            f"the table is wider than the page: its {len(specs)} columns need {needed} letters, the page has {_WIDEST}",
            "turn it round, split it, or use shorter words",
        )
    caption = node.first_child_matching_class(nodes.title)
    title = "none" if caption is None else f"[{inline(page, node.children[caption].children)}]"
    stub = sum(1 for spec in specs if spec.get("stub"))
    loose = len(specs) > _NARROW and not stacked
    rows = [
        array(_row(page, row, stub if part is body else 0, held, loose=loose) for row in part) for part in (head, body)
    ]
    whole = all(len(row.astext()) <= SHORT for row in body)
    fractions = array(f"{width + _GAP}fr" for width in widths)
    names = strings(longest_words(entry.astext() for row in head for entry in list(row.findall(nodes.entry))[1:]))
    options = f"names: {names}, stacked: {str(stacked).lower()}, whole: {str(whole).lower()}"
    return f"#tabular({title}, {fractions}, {longest}, {stub}, {rows[0]}, {rows[1]}, {options})"


def longest_words(texts: Iterable[str]) -> list[str]:
    """The words among which the widest of some texts is: letters differ in width, so it need not be the longest."""
    words = sorted({word for text in texts for word in _PARTS.split(text)}, key=lambda word: (-len(word), word))
    return [word for word in words[:_CANDIDATES] if word and len(word) >= len(words[0]) - _WIDER]


def _longest(rows: list[Element], columns: int) -> list[list[str]]:
    """For each column the words among which its widest is; addresses are printed in pieces."""
    texts: list[list[str]] = [[] for _ in range(columns)]
    for row in rows:
        for number, entry in enumerate(list(row.findall(nodes.entry))[:columns]):
            if "morecols" not in entry:
                texts[number] += [entry.astext(), *(f"({address}" for address in addresses_in(entry))]
    return [longest_words(each) for each in texts]


def _rows(group: Element, part: type[nodes.Part]) -> list[Element]:
    return [row for rows in group.children if isinstance(rows, part) for row in rows.findall(nodes.row)]


def _row(page: Page, row: Element, stub: int, held: Held, *, loose: bool) -> str:
    cells = []
    for number, entry in enumerate(row.findall(nodes.entry)):
        if number < stub and entry.children and isinstance(entry.children[0], nodes.paragraph):
            name, rest = f"#strong[{inline(page, entry.children[0].children)}];", entry.children[1:]
            content = held(page, rest, f"{name}\n\n") if rest else f"[{name}]"
        else:
            content = held(page, entry.children)
        options = ""
        if "morecols" in entry:
            options += f", colspan: {entry['morecols'] + 1}"
        if "morerows" in entry:
            options += f", rowspan: {entry['morerows'] + 1}"
        if loose:
            content = _LOOSE_SPACE.sub(" ", content)
        cells.append(f"(body: {content}, row-header: {str(number < stub).lower()}{options})")
    return array(cells)


def _widths(rows: list[Element], columns: int) -> tuple[list[int], list[int]]:
    """For each column the letters of its longest word, and the letters that a line of it should hold.

    The letters of a line are shared out one by one, each to the column that lets the table end soonest: a row is as
    high as its highest cell.
    """
    least, longest = [1] * columns, [1] * columns
    heights: list[list[tuple[int, list[int]]]] = []
    for row in rows:
        cells = []
        for number, entry in enumerate(list(row.findall(nodes.entry))[:columns]):
            if "morecols" in entry:
                continue
            text = entry.astext()
            least[number] = max([least[number], *(len(word) for word in _BREAKS.split(text))])
            longest[number] = max(longest[number], len(text))
            cells.append((number, [len(part.astext()) for part in entry.children] or [0]))
        heights.append(cells)
    # The longest word of a column may be in bold, or of wide letters
    wide = [math.ceil(word * _LINE / _WIDEST) for word in least]
    widths = [max(word, min(_COMFORTABLE, text)) for word, text in zip(wide, longest, strict=True)]
    while sum(widths) < _LINE - _GAP * columns:
        ends = [_height(heights, [*widths[:at], width + 1, *widths[at + 1 :]]) for at, width in enumerate(widths)]
        widths[ends.index(min(ends))] += 1
    return least, widths


def _height(rows: list[list[tuple[int, list[int]]]], widths: list[int]) -> float:
    """About how many lines a table has, from the letters of the paragraphs in its cells."""
    return sum(
        max((sum(letters / widths[number] + 0.5 for letters in parts) for number, parts in cells), default=0)
        for cells in rows
    )
