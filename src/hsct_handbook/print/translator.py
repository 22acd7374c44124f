"""A page's doctree as a Typst module: what opens it, the rest, its dates, its questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from ..directives.chart_nodes import chart_figure
from ..directives.parts import STAGE
from .blocks import LINE, blocks
from .inline import inline
from .page import Page, PrintedPage, ids_of, line_of, stays_whole, words
from .typst_text import array, escape, label, string, strings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docutils.nodes import Element, Node

    from .page import Site
    from .problems import Problems

_KINDS = ("brief", "card", "ask", "from", "dates")
"""Sections that look different, by their class."""
_LONGEST = 1_500
"""Words in a section without a subheading, above which a reader loses the place."""


def translate(docname: str, doctree: nodes.document, site: Site, problems: Problems) -> PrintedPage:
    """Translate a page. Faults are told to `problems`; what can't be printed is left out of the module."""
    ids = frozenset(target for node in doctree.findall(nodes.Element) for target in ids_of(node))
    page = Page(docname, site, problems, ids)
    top = next(iter(doctree.findall(nodes.section)), None)
    if top is None:
        problems_title = doctree.get("title", docname)
        return _module(page, problems_title, [], [], [], [], "")
    title = _heading(page, top)
    lead = [child for child in top.children if not isinstance(child, nodes.section | nodes.title)]
    parts = [child for child in top.children if isinstance(child, nodes.section)]
    extra = [child for child in doctree.children if child is not top]
    brief, card, dates = (_of_kind(parts, kind) for kind in ("brief", "card", "dates"))
    rest = [part for part in parts if part not in (*brief, *card, *dates)]
    opening = f"#page-title({_labels(page, top, page_start=True)}, [{title}])\n"
    return _module(page, _plain_title(top), [*lead, *brief, *card], [*rest, *extra], dates, _asked(parts), opening)


def _module(
    page: Page,
    title: str,
    opening: Sequence[Node],
    rest: Sequence[Node],
    dates: Sequence[Node],
    questions: Sequence[Element],
    start: str,
) -> PrintedPage:
    source = (
        '#import "/look.typ": *\n'
        f"#let card = {_card(page, opening)}\n"
        f"#let opening = [{start}{_parts(page, opening)}]\n"
        f"#let rest = [{_parts(page, rest)}]\n"
        f"#let dates = [{_parts(page, dates)}]\n"
    )
    asked = array(map(_question, questions)) if any(isinstance(item, nodes.list_item) for item in questions) else ""
    return PrintedPage(page.docname, title, source, page.images, page.links, asked, page.wide)


def _card(page: Page, opening: Sequence[Node]) -> str:
    """Where the card of a study begins and what it is called; none where a page has no card."""
    for node in opening:
        if isinstance(node, nodes.section) and "card" in node["classes"]:
            return f"(start: {string(label(page.docname, ids_of(node)[0]))}, title: [{escape(_plain_title(node))}])"
    return "none"


def _parts(page: Page, children: Sequence[Node]) -> str:
    """Blocks and sections in their order."""
    return "".join(
        _section(page, child, 2) if isinstance(child, nodes.section) else blocks(page, [child]) for child in children
    )


def _section(page: Page, node: Element, level: int) -> str:
    title = _heading(page, node)
    kind = next((name for name in _KINDS if name in node["classes"]), "")
    own = [child for child in _elements(node) if not isinstance(child, nodes.title | nodes.section)]
    parts = [child for child in node.children if isinstance(child, nodes.section)]
    _check_length(page, node, own)
    body = blocks(page, own) + "".join(_section(page, part, level + 1) for part in parts)
    whole = f", whole: {stays_whole(node)}" if kind == "ask" else ""
    called = f"#part({string(kind)}, {level}, {_labels(page, node)}, [{title}]{whole})"
    return f"\n{LINE} {line_of(node) or 0}\n{called}[{body}]\n"


def _heading(page: Page, node: Element) -> str:
    """The heading of a section. A link in one is a fault: contents and bookmarks can't carry it."""
    title = node.next_node(nodes.title)
    if title is None:
        return ""
    if next(iter(title.findall(nodes.reference)), None) is not None:
        page.tell(
            title if title.line else node,
            "link-in-heading",
            f"the heading “{title.astext()}” holds a link",
            "put the link into the text below it",
        )
        return escape(title.astext())
    return inline(page, title.children)


def _plain_title(node: Element) -> str:
    title = node.next_node(nodes.title)
    return " ".join(title.astext().split()) if title is not None else ""


def _labels(page: Page, node: Element, *, page_start: bool = False) -> str:
    names = [label(page.docname)] if page_start else []
    return strings([*names, *(label(page.docname, target) for target in ids_of(node))])


def _elements(node: Element) -> list[Element]:
    return [child for child in node.children if isinstance(child, nodes.Element)]


def _of_kind(parts: Sequence[Element], kind: str) -> list[Element]:
    return [part for part in parts if kind in part["classes"]]


def _asked(parts: Sequence[Element]) -> list[Element]:
    """The questions to ask, each the item of a list, and the lines that say whom to ask."""
    return [
        item
        for part in _of_kind(parts, "ask")
        for item in part.findall(lambda node: isinstance(node, nodes.list_item) or _names_stage(node))
        if isinstance(item, nodes.Element)
    ]


def _names_stage(node: Node) -> bool:
    return isinstance(node, nodes.paragraph) and STAGE in node["classes"]


def _question(item: Element) -> str:
    """A question with the mark that tells it from a line that says whom to ask."""
    if not isinstance(item, nodes.list_item):
        return f"(false, [{escape(item.astext())}])"
    text = " ".join(escape(child.astext()) for child in item.children if isinstance(child, nodes.paragraph))
    return f"(true, [{text}])"


def _check_length(page: Page, node: Element, own: Sequence[Element]) -> None:
    """Running text needs breaks; what is looked up (tables, charts, lists of words and of sources) doesn't."""
    prose = [child for child in own if not isinstance(child, nodes.definition_list | nodes.table | chart_figure)]
    count = sum(len(words(child.astext())) for child in prose if "sources" not in child.get("classes", ()))
    if count > _LONGEST and "from" not in node["classes"]:
        page.tell(
            node,
            "section-long",
            f"this section runs for {count:,} words without a break",
            f"put a ### heading before each new idea; at most {_LONGEST:,} words stand under one heading",
        )
