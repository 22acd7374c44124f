"""A worksheet on paper: boxes to tick, a row for each thing to rate, ruled lines to write on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..directives.worksheet import words_of
from .inline import inline
from .typst_text import array, escape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docutils.nodes import Element

    from .page import Page


def ask(page: Page, node: Element) -> str:
    """A part to fill in."""
    (question,) = words_of(node, "question")
    scale, items = words_of(node, "scale"), words_of(node, "item")
    if scale:
        page.wide = True
        return f"#sheet-rate([{escape(question)}], {_contents(scale)}, {_contents(items)})"
    if items:
        return f"#sheet-tick([{escape(question)}], {_contents(items)})"
    return f"#sheet-write([{escape(question)}], {node['lines']})"


def pickable(page: Page, node: Element) -> str:
    """A line of a list that can be ticked; the list draws its box."""
    return f"\n{inline(page, node.children)}\n"


def _contents(texts: Sequence[str]) -> str:
    return array(f"[{escape(text)}]" for text in texts)
