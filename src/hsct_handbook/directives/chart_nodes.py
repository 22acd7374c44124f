"""The nodes of which a chart is made, and how each is written to a page of HTML or text; print has its own writers."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes

from ..charts import Drawing
from ..wording import NBSP

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator
    from sphinx.writers.text import TextTranslator

TABLE_BEHIND = "These numbers as a table"


class chart_figure(nodes.General, nodes.Element):  # noqa: N801 (a node is named as its visitors are)
    """A whole chart."""


class chart_caption(nodes.General, nodes.Element):  # noqa: N801
    """What a chart found, as a paragraph of class `finding`, and below it what a mark is."""


class chart_part(nodes.General, nodes.Element):  # noqa: N801
    """Parts that belong together: the class says how (`pair`, `row`)."""


class chart_marks(nodes.General, nodes.Inline, nodes.Element):  # noqa: N801
    """A drawing: `inline` for HTML, `svg` to stand alone, and `alt`, its text alternative.

    `widest` is the most pixels it takes, if it has a most; `sign` says that it stands in a line of text; `ends` are the
    numbers that stand beside the two ends of its scale, where no axis stands below.
    """


class chart_axis(nodes.General, nodes.Element):  # noqa: N801
    """The numbers below a scale, in `labels`, from its start to its end in even steps.

    `margin` is the part of the width that is free before the first and after the last of them, `unit` what they are.
    """


class chart_data(nodes.General, nodes.Element):  # noqa: N801
    """The table behind a chart. On paper the words beside the marks are that table, and it is left out."""


def marks(drawing: Drawing, number: int, *, sign: bool = False, ends: tuple[str, ...] = ()) -> chart_marks:
    """A drawing, the `number`th of its page."""
    return chart_marks(
        "",
        inline=drawing.inline(f"m{number}"),
        svg=drawing.alone(),
        paper=drawing.alone(paper=True),
        alt=drawing.alt,
        widest=drawing.widest,
        sign=sign,
        ends=ends,
    )


def key(*entries: tuple[chart_marks, str]) -> nodes.paragraph:
    """What solid and open marks mean: each mark stays beside its words, which is why the words have a class."""
    parts = [nodes.inline("", "", mark, nodes.Text(f"{NBSP}{meaning}"), classes=["entry"]) for mark, meaning in entries]
    return nodes.paragraph("", "", *_spaced(parts), classes=["key"])


def _spaced(parts: list[nodes.inline]) -> list[nodes.Node]:
    spaced: list[nodes.Node] = []
    for part in parts:
        spaced += [nodes.Text(" "), part] if spaced else [part]
    return spaced


_Visitor = Callable[[Any, Any], None]


def _open(tag: str, name: str = "") -> _Visitor:
    def visit(self: HTML5Translator, node: nodes.Element) -> None:
        classes = " ".join([*([name] if name else []), *node["classes"]])
        self.body.append(f'<{tag} class="{classes}">' if classes else f"<{tag}>")

    return visit


def _close(tag: str) -> _Visitor:
    def depart(self: HTML5Translator, node: nodes.Element) -> None:
        self.body.append(f"</{tag}>\n")

    return depart


def _html_marks(self: HTML5Translator, node: nodes.Element) -> None:
    """Marks stand in the page itself, in its colours; in an e-book they are a file, which needs no declaring."""
    drawn = node["inline"] if self.builder.name != "epub" else _image(self, node)
    if node["ends"]:
        # As with an axis, the words beside the marks give their numbers.
        first, last = (f'<span aria-hidden="true">{self.encode(end)}</span>' for end in node["ends"])
        drawn = f'<span class="ends">{first}{drawn}{last}</span>'
    self.body.append(drawn)
    raise nodes.SkipNode


def _image(self: HTML5Translator, node: nodes.Element) -> str:
    svg = str(node["paper"])
    name = f"chart-{hashlib.blake2b(svg.encode(), digest_size=10).hexdigest()}.svg"
    path = Path(self.builder.outdir, self.builder.imagedir, name)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(svg, encoding="utf-8")
    width = f' width="{node["widest"]}"' if node["widest"] else ""
    return f'<img{width} src="{self.builder.imgpath}/{name}" alt="{self.attval(node["alt"])}"/>'


def _html_axis(self: HTML5Translator, node: nodes.Element) -> None:
    # The words beside each mark give its numbers; read aloud, a row of ticks would only be noise.
    labels = "".join(f"<li>{self.encode(label)}</li>" for label in node["labels"])
    self.body.append(f'<ol class="axis" aria-hidden="true">{labels}</ol>\n')
    raise nodes.SkipNode


def _html_data(self: HTML5Translator, node: nodes.Element) -> None:
    self.body.append(f"<details><summary>{self.encode(TABLE_BEHIND)}</summary>\n")


def _text_nothing(self: TextTranslator, node: nodes.Element) -> None:
    """Plain text has the words beside the marks."""


def _text_skip(self: TextTranslator, node: nodes.Element) -> None:
    raise nodes.SkipNode


def setup_chart_nodes(app: Sphinx) -> None:
    """Register the nodes with their visitors."""
    shown = (_text_nothing, _text_nothing)
    app.add_node(chart_figure, html=(_open("figure", "chart"), _close("figure")), text=shown)
    app.add_node(chart_caption, html=(_open("figcaption"), _close("figcaption")), text=shown)
    app.add_node(chart_part, html=(_open("div"), _close("div")), text=shown)
    app.add_node(chart_marks, html=(_html_marks, None), text=(_text_skip, None))
    app.add_node(chart_axis, html=(_html_axis, None), text=(_text_skip, None))
    app.add_node(chart_data, html=(_html_data, _close("details")), text=shown)
