"""What stands inside a paragraph, as Typst: text, emphasis, links, figures with their sources, words explained."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import cast
from urllib.parse import unquote

from docutils import nodes
from docutils.nodes import Element, Node

from ..directives.boxes import WAY_PAST
from ..directives.facts import source_id
from ..directives.sources import ADDRESS, IN_FULL, SOURCES
from .page import PAGE, Page, ids_of
from .pictures import chart_marks, picture
from .typst_text import NO_BREAK, label, shown_address, string, tied, verbatim

COPYABLE = 80
"""Letters of an address above which nobody copies it from a leaflet: its page, named at its end, has all links."""

_UNBROKEN = 24
"""Letters of a name of a field that stand in one line even of a narrow column."""

_SPACE_FIRST = '" '
"""How the text of a source's number begins, as a string of Typst's."""

Writer = Callable[[Page, Element], str]


def inline(page: Page, children: Sequence[Node]) -> str:
    """Translate inline nodes."""
    return "".join(_one(page, node) for node in children)


def _one(page: Page, node: Node) -> str:
    if isinstance(node, nodes.Text):
        return verbatim(_tied_to_number(node))
    writer = INLINE.get(type(node).__name__)
    if writer is None:
        return unknown(page, node)
    return anchors(page, cast("Element", node)) + writer(page, cast("Element", node))


def _tied_to_number(node: nodes.Text) -> str:
    """A text, tied to the number of the source that follows it: that never starts a line."""
    text, after = tied(node.astext()), node.next_node(descend=False, siblings=True)
    cited = isinstance(after, nodes.reference) and "cite" in after["classes"]
    return re.sub(r" $", NO_BREAK, text) if cited else text


def unknown(page: Page, node: Node) -> str:
    """Complain about a node that print has no form for: leaving it out would lose text."""
    page.tell(
        node,
        "unknown-node",
        f"print has no form for “{type(node).__name__}”",
        "write it with paragraphs, lists, tables or boxes, or teach hsct_handbook/print this node",
    )
    return ""


def anchors(page: Page, node: Element) -> str:
    """The places in a node that links can lead to."""
    return "".join(f"#anchor({string(label(page.docname, target))});" for target in ids_of(node))


def call(function: str) -> Writer:
    """A writer that hands the node's content to a Typst function."""
    return lambda page, node: f"#{function}[{inline(page, node.children)}];"


def _plain(page: Page, node: Element) -> str:
    return inline(page, node.children)


def _nothing(page: Page, node: Element) -> str:
    return ""


def _inline(page: Page, node: Element) -> str:
    content = inline(page, node.children)
    if "src" in node["classes"]:
        # The number of a source is never alone on a line
        return f"#source-mark[{content.replace(_SPACE_FIRST, _SPACE_FIRST[0] + NO_BREAK, 1)}];"
    if page.docname == SOURCES:
        return content
    if IN_FULL in node["classes"]:
        return f"#{'where-found' if ADDRESS in node['classes'] else 'in-full'}[{content}];"
    if "source_key" in node and SOURCES in page.site.book:
        return f"#source-name({string(label(SOURCES, source_id(node['source_key'])))})[{content}];"
    return content


def _reference(page: Page, node: Element) -> str:
    content = inline(page, node.children)
    classes = node["classes"]
    if node.first_child_matching_class(nodes.image) is not None and not node.astext():
        return content
    if "refid" in node:
        if node["refid"] not in page.ids:
            return content  # Sphinx has told that it leads nowhere
        kind = "quiet" if {"fact", "cite"} & set(classes) else "past" if WAY_PAST in node else "within"
        return f"#{kind}({string(label(page.docname, node['refid']))})[{content}];"
    uri = str(node.get("refuri", ""))
    if not uri.startswith(PAGE):
        return _web(content, node.astext(), uri)
    docname, _, target = uri.removeprefix(PAGE).partition("#")
    url = page.site.url(docname, target)
    place = string(label(docname, target)) if docname in page.site.book else "none"
    if "term" in classes:
        # The title of a paper is no place to read of a word
        named = ", named: false" if page.docname == SOURCES else ""
        return f"#explained({place}, {string(url)}{named})[{content}];"
    if docname == page.docname:
        return f"#within({string(label(docname, target))})[{content}];"
    page.links.setdefault(docname, node.astext())
    return f"#elsewhere({place}, {string(url)}, {string(shown_address(url))})[{content}];"


def _web(content: str, text: str, uri: str) -> str:
    address = address_to_show(text, uri)
    shown = string(address) if address else "none"
    if text == shown_address(uri):
        content = f"#address({string(text)});"
    return f"#web({string(uri)}, {shown}, {str(len(address) > COPYABLE).lower()})[{content}];"


def address_to_show(text: str, uri: str) -> str:
    """The address to print after a link's words; nothing where they give it."""
    address = shown_address(unquote(uri))
    last = address.rpartition("/")[2]
    given = shown_address(text) == address or (any(map(str.isdigit, last)) and last in text)
    if given or uri.startswith(("tel:", "mailto:")):
        return ""
    return address


def addresses_in(node: Element) -> list[str]:
    """The addresses that print shows after the links in a node."""
    links = [(link.astext(), str(link.get("refuri", ""))) for link in node.findall(nodes.reference)]
    return [address for text, uri in links if "://" in uri and (address := address_to_show(text, uri))]


def _literal(page: Page, node: Element) -> str:
    """What a program reads: in a box, which no line ends within, unless it is too long for one."""
    return call("coded" if len(node.astext()) <= _UNBROKEN else "coded-long")(page, node)


def _footnote(page: Page, node: Element) -> str:
    page.tell(node, "footnote", "paper has no room for footnotes", "put the note into the text, or cite its source")
    return ""


INLINE: dict[str, Writer] = {
    "PassthroughTextElement": _plain,
    "abbreviation": _plain,
    "acronym": _plain,
    "chart_marks": chart_marks,
    "comment": _nothing,
    "emphasis": call("emph"),
    "footnote_reference": _footnote,
    "image": picture,
    "index": _nothing,
    "inline": _inline,
    "literal": _literal,
    "literal_emphasis": call("emph"),
    "literal_strong": call("strong"),
    "problematic": _plain,
    "reference": _reference,
    "strong": call("strong"),
    "subscript": call("lowered"),
    "substitution_definition": _nothing,
    "superscript": call("raised"),
    "system_message": _nothing,
    "target": _plain,
    "title_reference": call("emph"),
}
"""By the name of a node, how it is written. The rest is an error: text would be lost."""
