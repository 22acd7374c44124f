"""Charts as Typst: the marks as SVG with their text alternative, the words around them as on the page.

The table behind a chart is left out: the words beside the marks give each of its numbers, and paper cannot fold it up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from ..directives.chart_nodes import chart_marks
from . import pictures
from .inline import Writer, inline
from .typst_text import strings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from docutils.nodes import Element, Node

    from .page import Page

    Blocks = Callable[[Page, Sequence[Node]], str]


def axis(page: Page, node: Element) -> str:
    """The numbers below a scale."""
    return f"#chart-axis({strings(node['labels'])})"


def writers(blocks: Blocks) -> dict[str, Writer]:
    """How the parts of a chart are written."""

    def figure(page: Page, node: Element) -> str:
        return f"#chart[{blocks(page, node.children)}]"

    def caption(page: Page, node: Element) -> str:
        parts = [child for child in node.children if isinstance(child, nodes.paragraph)]
        written = [f"[{inline(page, part.children)}]" for part in parts]
        return f"#chart-caption({', '.join(written)})"

    def part(page: Page, node: Element) -> str:
        if "pair" in node["classes"]:
            return f"#chart-pair({', '.join(f'[{blocks(page, [child])}]' for child in node.children)})"
        if "row" not in node["classes"]:
            return f"#chart-people[{blocks(page, node.children)}]"
        words = [child for child in node.children if not isinstance(child, chart_marks)]
        drawn = [child for child in node.children if isinstance(child, chart_marks)]
        return f"#chart-row([{blocks(page, words)}], [{blocks(page, drawn)}])"

    def nothing(page: Page, node: Element) -> str:
        return ""

    return {
        "chart_axis": axis,
        "chart_caption": caption,
        "chart_data": nothing,
        "chart_figure": figure,
        "chart_marks": pictures.chart_marks,
        "chart_part": part,
    }
