"""Charts as Typst: the marks as SVG with their text alternative, the words around them as on the page.

The table behind a chart is left out where the words beside the marks give each of its numbers, as they nearly always
do: paper cannot fold it up. Where one of its numbers stands nowhere else in the chart, it is printed below the marks.
"""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from docutils import nodes

from ..directives.chart_nodes import chart_axis, chart_figure, chart_marks, chart_part
from . import pictures
from .inline import Writer, inline
from .page import stays_whole
from .typst_text import array, string, strings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from docutils.nodes import Element, Node

    from .page import Page

    Blocks = Callable[[Page, Sequence[Node]], str]


_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def axis(page: Page, node: Element) -> str:
    """The numbers below a scale."""
    return f"#chart-axis({_scale(node)})"


def _scale(node: Element) -> str:
    return f"{100 * node['margin']:g}%, {strings(node['labels'])}"


def _axis_above(node: Element) -> str:
    """The same numbers with what they are: above the rows of a chart that goes on on another side."""
    return f"chart-axis({_scale(node)}, unit: {string(node['unit'])})"


def _is_group(node: Node) -> bool:
    """Whether this is the heading of a group of rows, which stands on one side with the first of them."""
    return isinstance(node, nodes.paragraph) and "group" in node["classes"]


def _is_row(node: Node) -> bool:
    return isinstance(node, chart_part) and "row" in node["classes"]


def _alone(node: Element) -> Element | None:
    """The one group of people that a chart shows: their marks stand beside the words, so that paper is saved."""
    groups = [child for child in node.children if isinstance(child, chart_part) and "people" in child["classes"]]
    return groups[0] if len(groups) == 1 else None


def _words_and_marks(node: Node) -> tuple[list[Node], list[Node]]:
    marks: list[Node] = [child for child in node.children if isinstance(child, chart_marks)]
    return [child for child in node.children if child not in marks], marks


def writers(blocks: Blocks) -> dict[str, Writer]:
    """How the parts of a chart are written."""

    def one(page: Page, node: Node) -> str:
        """What is no row: the key stands on one side with the marks that it explains, and notes with one another."""
        if not isinstance(node, nodes.paragraph):
            return blocks(page, [node])
        if "key" in node["classes"]:
            return f"#chart-key[{inline(page, node.children)}]"
        return f"#chart-note[{blocks(page, [node])}]"

    def figure(page: Page, node: Element) -> str:
        group = _alone(node)
        title, *children = node.children
        if group is None:
            scale = next((child for child in children if isinstance(child, chart_axis)), None)
            at = len(children) if scale is None else children.index(scale)
            above, below = children[:at], children[at:]
            rows = [[child] for child in above if _is_row(child)]
            if len(rows) > 1 and not _words_and_marks(rows[-1][0])[1]:
                unmarked = rows.pop()  # alone between two scales it would look as if marks were missing
                rows[-1] += unmarked
            if rows:  # the scale below the last of them, and the notes on it, stand on one side with it
                notes = list(takewhile(lambda child: isinstance(child, nodes.paragraph), below[1:]))
                rows[-1] += [*below[:1], *notes]
                below = below[1 + len(notes) :]
            rest = [child for child in above if not (_is_row(child) or _is_group(child))] + below
            again = strings([paragraph.astext() for paragraph in title.findall(nodes.paragraph)])
            written = array(f"[{''.join(one(page, child) for child in row)}]" for row in rows)
            above_rows = "none" if scale is None else _axis_above(scale)
            parts = f"again: {again}, rows: {written}, axis: {above_rows}, short: {stays_whole(node)}"
            return f"#chart([{blocks(page, [title])}], {parts}, [{''.join(one(page, child) for child in rest)}])"
        marks = [child for child in group.children if isinstance(child, chart_marks)]
        words: list[Node] = []
        for child in children:
            words += [part for part in group.children if part not in marks] if child is group else [child]
        beside = f"#chart-beside([{blocks(page, words)}], [{blocks(page, marks)}])"
        return f"#chart([{blocks(page, [title])}], short: {stays_whole(node)}, [{beside}])"

    def caption(page: Page, node: Element) -> str:
        parts = [child for child in node.children if isinstance(child, nodes.paragraph)]
        written = [f"[{inline(page, part.children)}]" for part in parts]
        return f"#chart-caption({', '.join(written)})"

    def part(page: Page, node: Element) -> str:
        if "pair" in node["classes"]:
            sides = [_words_and_marks(child) for child in node.children]
            words, drawn = (array(f"[{blocks(page, side)}]" for side in kind) for kind in zip(*sides, strict=True))
            return f"#chart-pair({words}, {drawn})"
        if "row" not in node["classes"]:
            return f"#chart-people[{blocks(page, node.children)}]"
        words, drawn = (f"[{blocks(page, kind)}]" for kind in _words_and_marks(node))
        before = node.previous_sibling()
        group = f", group: [{inline(page, before.children)}]" if before is not None and _is_group(before) else ""
        last = isinstance(node.next_node(descend=False, siblings=True), chart_axis)
        return f"#chart-row({words}, {drawn}{group}, last: {str(last).lower()})"

    def data(page: Page, node: Element) -> str:
        return "" if _said_beside(node) else blocks(page, node.children)

    return {
        "chart_axis": axis,
        "chart_caption": caption,
        "chart_data": data,
        "chart_figure": figure,
        "chart_marks": pictures.chart_marks,
        "chart_part": part,
    }


def _said_beside(data: Element) -> bool:
    """Whether each number of a chart's table stands in the words around its marks too."""
    figure: Node = data
    while not isinstance(figure, chart_figure):
        figure = figure.parent
    words = " ".join(text.astext() for text in figure.findall(nodes.Text) if not _within(text, data))
    return set(_NUMBER.findall(data.astext())) <= set(_NUMBER.findall(words))


def _within(text: nodes.Text, data: Element) -> bool:
    above: Node | None = text.parent
    while above is not None and above is not data:
        above = above.parent
    return above is data
