"""What stands between paragraphs, as Typst: paragraphs themselves, lists, boxes, tables, figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import cast

from docutils import nodes
from docutils.nodes import Element, Node

from ..directives.boxes import BEFORE
from ..directives.parts import STAGE
from ..directives.questions import FROM_CHAPTER
from ..directives.sources import SOURCES
from ..directives.worksheet import PICK
from . import charts, worksheet
from .inline import INLINE, Writer, anchors, inline, unknown
from .page import Page, line_of, stays_whole
from .pictures import picture
from .tables import longest_words, table
from .typst_text import array, escape, label, string, strings

_NUMBER = re.compile(r"[\d.,]+")
"""A figure of a study card that is no more than its digits, and set large."""
LINE = "//@"
"""Starts a comment in the Typst source that gives the page's line: a fault below it is told with that line."""


def blocks(page: Page, children: Sequence[Node]) -> str:
    """Translate blocks, each after a comment with its line."""
    return "".join(_one(page, node) for node in children)


def _one(page: Page, node: Node) -> str:
    writer = BLOCKS.get(type(node).__name__)
    if writer is None:
        if type(node).__name__ in INLINE or isinstance(node, nodes.Text):
            return f"\n{inline(page, [node])}\n"
        return unknown(page, node)
    element = cast("Element", node)
    written = writer(page, element)
    if not written:
        return anchors(page, element)
    return f"\n{LINE} {line_of(node) or 0}\n{anchors(page, element)}{written}\n"


def held(page: Page, children: Sequence[Node], start: str = "") -> str:
    """What an item of a list, a meaning or a cell holds, after what it starts with: a value of Typst's.

    Paragraphs alone in it are written as their text, without space around it: one needs neither a layout nor a tag of
    its own, and there are thousands in a book.
    """
    texts = [child for child in children if isinstance(child, nodes.paragraph)]
    if texts and len(texts) == len(children):
        written = "\n\n".join(anchors(page, text) + inline(page, text.children) for text in texts)
        return f"\n{LINE} {line_of(texts[0]) or 0}\n[{start}{written}]"
    return f"[{start}{blocks(page, children)}]"


def _paragraph(page: Page, node: Element) -> str:
    content = inline(page, node.children)
    if _parts_a_list(node):
        return f"#parting[{content}]"
    return f"#lead-in[{content}]" if _leads_in(node) else f"\n{content}\n"


def _leads_in(node: Element) -> bool:
    """Whether a line announces what follows it, or is the last before a page's dates: no side ends between the two."""
    if _before_dates(node):
        return True
    after = node.next_node(descend=False, siblings=True)
    return node.astext().rstrip().endswith(":") and after is not None and not isinstance(after, nodes.paragraph)


def _parts_a_list(node: Element) -> bool:
    """Whether a line says whom to ask the questions below it, or which chapter they are from."""
    after = node.next_node(descend=False, siblings=True)
    return (
        bool({FROM_CHAPTER, STAGE} & set(node["classes"]))
        and isinstance(after, nodes.Element)
        and not isinstance(after, nodes.paragraph)
    )


def _before_dates(node: Node) -> bool:
    after = node.next_node(descend=False, siblings=True)
    if after is None:
        return isinstance(node.parent, nodes.section) and _before_dates(node.parent)
    return isinstance(after, nodes.section) and "dates" in after["classes"]


def _content(page: Page, node: Element) -> str:
    return blocks(page, node.children)


def _nothing(page: Page, node: Element) -> str:
    return ""


def _items(page: Page, node: Element) -> str:
    items = (item for item in node.children if isinstance(item, Element))
    return ", ".join(held(page, item.children, anchors(page, item)) for item in items)


def _bullets(page: Page, node: Element) -> str:
    if PICK in node["classes"]:
        return f"#pick-list({_items(page, node)})"
    return f"#{'list-before-dates' if _before_dates(node) else 'list'}({_items(page, node)})"


def _numbered(page: Page, node: Element) -> str:
    if "from" not in node.parent.get("classes", ()):
        return f"#enum(start: {node.get('start', 1)}, {_items(page, node)})"
    told_in = string(label(SOURCES)) if SOURCES in page.site.book else "none"
    return f"#sources(told-in: {told_in}, {_items(page, node)})"


def _definitions(page: Page, node: Element) -> str:
    """Names and what belongs to each: big numbers, rows of a card, words of the word list, or a plain list."""
    kind = next((name for name in ("big", "facts", "glossary") if name in node["classes"]), "plain")
    if kind == "facts" and "dates" in node.parent.get("classes", ()):
        kind = "dates"
    pairs, longest = [], []
    for item in node.findall(nodes.definition_list_item):
        names = [part for part in item.children if isinstance(part, nodes.term)]
        meanings = [part for part in item.children if isinstance(part, nodes.definition)]
        name = "#linebreak()".join(anchors(page, part) + inline(page, part.children) for part in names)
        meaning = " + ".join(held(page, part.children) for part in meanings) or "[]"
        worded = f", {str(not _NUMBER.fullmatch(item.children[-1].astext())).lower()}" if kind == "big" else ""
        pairs.append(f"([{name}], \n{LINE} {line_of(item) or 0}\n{meaning}{worded})")
        longest += [part.astext() for part in names]
    words = f", words: {strings(longest_words(longest))}" if kind == "facts" else ""
    return f"#definitions({string(kind)}, {array(pairs)}{words})"


def _box(page: Page, node: Element) -> str:
    title = node.first_child_matching_class(nodes.title)
    heading = "none" if title is None else f"[{inline(page, node.children[title].children)}]"
    if title is None and (name := _BOX_NAMES.get(type(node).__name__)):
        heading = f"[{name}]"
    rest = [child for child in node.children if not isinstance(child, nodes.title)]
    urgent = "urgent" in node["classes"] or type(node).__name__ in ("danger", "warning")
    kind = "urgent" if urgent else "before" if BEFORE in node["classes"] else "note"
    return f"#notice({string(kind)}, {heading}, {stays_whole(node)})[{blocks(page, rest)}]"


_BOX_NAMES = {
    "attention": "Attention",
    "caution": "Caution",
    "danger": "Danger",
    "error": "Error",
    "hint": "Hint",
    "important": "Important",
    "note": "Note",
    "seealso": "See also",
    "tip": "Tip",
    "warning": "Warning",
}
"""The headings that Sphinx gives to boxes which have none of their own."""


def _container(page: Page, node: Element) -> str:
    """Dropdowns and tabs are opened out; a card stays a card."""
    content = blocks(page, node.children)
    return f"#tile[{content}]" if node.get("design_component") == "card" else content


def _rubric(page: Page, node: Element) -> str:
    return f"#rubric[{inline(page, node.children)}]"


def _figure(page: Page, node: Element) -> str:
    return f"#drawing[{blocks(page, node.children)}]"


def _quote(page: Page, node: Element) -> str:
    return f"#pad(left: 1.2em)[{blocks(page, node.children)}]"


def _lines(page: Page, node: Element) -> str:
    return "\n" + "#linebreak()".join(inline(page, line.children) for line in node.findall(nodes.line)) + "\n"


def _verbatim(page: Page, node: Element) -> str:
    return "\n" + "#linebreak()".join(escape(line) for line in node.astext().splitlines()) + "\n"


def _raw(page: Page, node: Element) -> str:
    page.tell(
        node,
        "raw-html",
        f"raw {node.get('format', 'markup')} can't be printed",
        "write it in Markdown or with a directive, so that every form of the page has it",
    )
    return ""


def _footnote(page: Page, node: Element) -> str:
    page.tell(node, "footnote", "paper has no room for footnotes", "put the note into the text, or cite its source")
    return ""


def _table(page: Page, node: Element) -> str:
    return table(page, node, held)


BLOCKS: dict[str, Writer] = {
    "PassthroughTextElement": _paragraph,
    "admonition": _box,
    "attribution": _paragraph,
    "block_quote": _quote,
    "bullet_list": _bullets,
    "caption": _paragraph,
    "comment": _nothing,
    "compact_paragraph": _paragraph,
    "compound": _content,
    "container": _container,
    "definition_list": _definitions,
    "enumerated_list": _numbered,
    "figure": _figure,
    "footnote": _footnote,
    "glossary": _content,
    "image": picture,
    "legend": _content,
    "line_block": _lines,
    "literal_block": _verbatim,
    "meta": _nothing,
    "paragraph": _paragraph,
    "raw": _raw,
    "rubric": _rubric,
    "table": _table,
    "tabular_col_spec": _nothing,
    "topic": _box,
    "transition": lambda page, node: "#separator",
    **dict.fromkeys(_BOX_NAMES, _box),
    **charts.writers(blocks),
    "pickable": worksheet.pickable,
    "worksheet_ask": worksheet.ask,
}
"""By the name of a node, how it is written."""
