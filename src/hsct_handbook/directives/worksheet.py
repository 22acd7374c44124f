"""A worksheet's parts: what to rate, what to choose, what to tick, where to write; and what to pick from a list.

On the website they are the browser's own controls, outside of any form, so that nothing can be sent. On paper they
are boxes and ruled lines. E-readers show the words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from ..checks.worksheet import CHOOSE, KEEP, RATE, SCALE, TICK, WRITE
from .website import ask_of_template, website_only

if TYPE_CHECKING:
    from docutils.nodes import Node
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

SCRIPT = "worksheet"
"""The script that a page loads on which answers can be kept."""
PICK = "pick"
"""The class of lists whose lines can be ticked."""
_LINES = 3
_CONTROLS = {CHOOSE: "radio", TICK: "checkbox"}


class worksheet_ask(nodes.General, nodes.Element):  # noqa: N801 (docutils names nodes so)
    """A part to fill in: `kind` says how, `name` tells it apart on its page, `lines` is the room to write.

    Its children are `worksheet_words`: what is asked, the scale if there is one, and each thing to answer.
    """


class worksheet_words(nodes.General, nodes.TextElement):  # noqa: N801
    """What is printed beside a control; `part` is question, scale or item. No word of it links: it is a label."""


class worksheet_keep(website_only):  # noqa: N801
    """Where a reader may ask that the answers be kept on the device; nothing without script."""


class pickable(nodes.General, nodes.TextElement):  # noqa: N801
    """A line of a list that can be ticked."""


class _Ask(SphinxDirective):
    """What the parts share: the question as argument, and the items as a list."""

    required_arguments = 1
    final_argument_whitespace = True
    has_content = True

    def run(self) -> list[Node]:
        """Build the part. What is missing in it is told by the checks."""
        content = nodes.container("", *self.parse_content_to_nodes())
        scale = SCALE if self.name == RATE else ()
        words = [("question", self.arguments[0]), *(("scale", step) for step in scale)]
        words += [("item", item.astext()) for item in content.findall(nodes.list_item)]
        named = re.sub(r"[^a-z0-9]+", "-", self.arguments[0].casefold()).strip("-")
        return [
            worksheet_ask(
                "",
                *(worksheet_words("", text, part=part) for part, text in words),
                kind=self.name,
                name=named,
                lines=self.options.get("lines", _LINES),
            )
        ]


class _Write(_Ask):
    """Room to write: `{write} What I hope for`."""

    has_content = False
    option_spec: ClassVar[dict[str, Callable[[str], Any]]] = {"lines": directives.positive_int}


class KeepAnswers(SphinxDirective):
    """The buttons that keep the answers on the device, and forget them."""

    def run(self) -> list[Node]:
        """Build the place, and have the page load the script."""
        ask_of_template(self.env, "script", SCRIPT)
        return [worksheet_keep()]


def pick_list(items: Sequence[Sequence[Node]]) -> nodes.bullet_list:
    """A list whose lines can be ticked."""
    listed = (nodes.list_item("", pickable("", "", *item)) for item in items)
    return nodes.bullet_list("", *listed, bullet="-", classes=[PICK])


def words_of(node: nodes.Element, part: str) -> list[str]:
    """The words of one part of a worksheet: its question, its scale or its items."""
    return [child.astext() for child in node.findall(worksheet_words) if child["part"] == part]


def _html(node: worksheet_ask) -> Iterator[str]:
    """The part as native controls, each group with its own legend."""
    (question,) = words_of(node, "question")
    items, name = words_of(node, "item"), node["name"]
    if node["kind"] == WRITE:
        yield f'<p class="sheet"><label for="{name}">{escape(question)}</label>'
        yield f'<textarea id="{name}" name="{name}" rows="{node["lines"]}" autocomplete="off"></textarea></p>'
    elif node["kind"] == RATE:
        yield f'<fieldset class="sheet rate"><legend>{escape(question)}</legend>'
        for number, item in enumerate(items, 1):
            yield f"<fieldset><legend>{escape(item)}</legend>"
            yield from (_control("radio", f"{name}-{number}", step) for step in words_of(node, "scale"))
            yield "</fieldset>"
        yield "</fieldset>"
    else:
        kind = _CONTROLS[node["kind"]]
        yield f'<fieldset class="sheet"><legend>{escape(question)}</legend>'
        yield from (_control(kind, name, item) for item in items)
        yield "</fieldset>"


def _control(kind: str, name: str, words: str) -> str:
    return f'<label><input type="{kind}" name="{name}" value="{escape(words)}">{escape(words)}</label>'


_KEEP_HTML = (
    '<div class="keep" hidden><p>What you fill in stays on this page, and is gone when you close it. '
    "You can ask this browser to keep it. Do not do so on a device that others use.</p>"
    '<p role="status"></p><p><button type="button" data-do="keep">Keep my answers on this device</button> '
    '<button type="button" data-do="forget">Forget them</button> '
    '<button type="button" data-do="print">Print the sheet</button></p></div>\n'
)


def _visit_ask(self: HTML5Translator, node: worksheet_ask) -> None:
    if self.builder.name == "html":
        self.body.append("".join(_html(node)) + "\n")
        raise nodes.SkipNode


def _visit_words(self: HTML5Translator, node: worksheet_words) -> None:
    """For e-readers: the question and the scale as paragraphs, each item as a line."""
    self.body.append("<p><b>" if node["part"] == "question" else "<p>")


def _depart_words(self: HTML5Translator, node: worksheet_words) -> None:
    self.body.append("</b></p>\n" if node["part"] == "question" else "</p>\n")


def _visit_keep(self: HTML5Translator, node: worksheet_keep) -> None:
    self.body.append(_KEEP_HTML)
    raise nodes.SkipNode


def _visit_pickable(self: HTML5Translator, node: pickable) -> None:
    self.body.append('<label><input type="checkbox"><span>' if self.builder.name == "html" else "")


def _depart_pickable(self: HTML5Translator, node: pickable) -> None:
    self.body.append("</span></label>" if self.builder.name == "html" else "")


def _nothing(self: HTML5Translator, node: nodes.Element) -> None:
    """Write nothing around the children."""


def setup_worksheet(app: Sphinx) -> None:
    """Register the directives and the nodes."""
    app.add_node(worksheet_ask, html=(_visit_ask, _nothing))
    app.add_node(worksheet_words, html=(_visit_words, _depart_words))
    app.add_node(worksheet_keep, html=(_visit_keep, None))
    app.add_node(pickable, html=(_visit_pickable, _depart_pickable))
    for name in (RATE, CHOOSE, TICK):
        app.add_directive(name, _Ask)
    app.add_directive(WRITE, _Write)
    app.add_directive(KEEP, KeepAnswers)
