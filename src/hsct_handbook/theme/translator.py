"""From nodes to lean HTML: no wrapper, class or style attribute that the style sheet does not use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.writers.html5 import HTML5Translator

from ..directives.facts import source_id
from ..directives.sources import IN_FULL, SOURCES
from ..wording import NBSP
from .icons import DOORS, icon
from .tables import columns_of

if TYPE_CHECKING:
    from docutils.nodes import Element

AFTER_SUMMARY = "<!-- after the summary -->"
"""Stands where the list of a page's sections belongs; `pages.py` splits the body there."""
GROUPED = frozenset({"big", "facts"})
"""Definition lists whose pairs stand in a box each."""
_SPHINX_INLINE = frozenset({"std", "xref", "doc", "myst"})
KEPT_LINK_CLASSES = frozenset({"fact", "cite", "term", "btn"})


class HandbookTranslator(HTML5Translator):
    """Sphinx's translator with the few nodes that this handbook shows in its own way."""

    in_cell = False
    shortens_sources = True
    terms: dict[str, str]
    columns: list[str]
    stubs: list[bool]
    column = 0

    def visit_document(self, node: nodes.document) -> None:
        """Note what the whole page needs to know: its terms, and whether its sources are told in full elsewhere."""
        super().visit_document(node)
        self.terms = terms_of(node)
        here = self.builder.current_docname
        self.shortens_sources &= SOURCES in self.builder.env.all_docs and here != SOURCES

    # The title is the template's: it stands between the name of the part and the reading time.

    def visit_section(self, node: nodes.section) -> None:
        """Leave out the box around the whole page; its sections stand directly in the article's grid."""
        if isinstance(node.parent, nodes.document):
            self.section_level += 1
            return
        super().visit_section(node)

    def depart_section(self, node: nodes.section) -> None:
        """Mark the end of the page's summary: In brief, or a study's card with In brief after it."""
        if isinstance(node.parent, nodes.document):
            self.section_level -= 1
            return
        super().depart_section(node)
        if "brief" in node["classes"]:
            self.body.append(AFTER_SUMMARY)

    def visit_title(self, node: nodes.title) -> None:
        """Leave the page's own title to the template."""
        if isinstance(node.parent, nodes.section) and isinstance(node.parent.parent, nodes.document):
            raise nodes.SkipNode
        if isinstance(node.parent, nodes.table):
            self.body.append("<caption>")
            self.context.append("</caption>\n")
            return
        super().visit_title(node)

    def depart_title(self, node: nodes.title) -> None:
        """Close the heading or caption; the name of the whole page goes to the template."""
        if isinstance(node.parent, nodes.document):
            super().depart_title(node)
        else:
            self.body.append(self.context.pop())

    def visit_compound(self, node: nodes.compound) -> None:
        """Leave out the empty box that a hidden toctree would leave."""
        if "toctree-wrapper" in node["classes"] and not node.children:
            raise nodes.SkipNode
        super().visit_compound(node)

    def add_permalink_ref(self, node: Element, title: str) -> None:
        """No pilcrows: the list of sections gives every address."""

    def visit_paragraph(self, node: nodes.paragraph) -> None:
        """Open a paragraph; one that is all there is in its item or cell needs no tags of its own."""
        if not is_alone(node):
            super().visit_paragraph(node)

    def depart_paragraph(self, node: nodes.paragraph) -> None:
        """Close what was opened, and mark the end of a page's opening sentence."""
        if not is_alone(node):
            super().depart_paragraph(node)
        if "lead" in node["classes"]:
            self.body.append(AFTER_SUMMARY)

    # Links and words

    def visit_inline(self, node: nodes.inline) -> None:
        """Leave out marks that no reader needs; the short name of a source leads to all there is to say of it."""
        if self.shortens_sources and IN_FULL in node["classes"]:
            raise nodes.SkipNode
        if self.shortens_sources and "source_key" in node:
            page = self.builder.get_relative_uri(self.builder.current_docname, SOURCES)
            self.body.append(f'<a href="{page}#{source_id(node["source_key"])}">')
        elif _is_marked(node):
            super().visit_inline(node)

    def depart_inline(self, node: nodes.inline) -> None:
        """Close what was opened."""
        if self.shortens_sources and "source_key" in node:
            self.body.append("</a>")
        elif _is_marked(node):
            super().depart_inline(node)

    def visit_Text(self, node: nodes.Text) -> None:  # noqa: N802 (the name is docutils')
        """Write text; in the narrow columns of tables figures may break across lines."""
        if self.in_cell:
            self.body.append(self.encode(node.astext().replace(NBSP, " ")))
        else:
            super().visit_Text(node)

    def visit_reference(self, node: Element) -> None:
        """Write a link; a term of the word list becomes a button that opens its meaning in place."""
        kept = [name for name in node["classes"] if name in KEPT_LINK_CLASSES]
        address = node.get("refuri") or f"#{node.get('refid', '')}"
        if "term" in kept and (slug := term_slug(node)):
            self.body.append(self._term(node.astext(), self.terms[slug]))
            raise nodes.SkipNode
        attributes: dict[str, Any] = {"href": address}
        if kept:
            attributes["class"] = " ".join(kept)
        self.body.append(self.starttag(nodes.Element(), "a", "", **attributes))

    def depart_reference(self, node: nodes.reference) -> None:
        """Close the link."""
        self.body.append("</a>")

    def _term(self, words: str, meaning: str) -> str:
        """The button that opens a meaning.

        Browsers break no line inside a button. So of several words the last is the button, under the name of them all,
        and the others are its label, which can be pressed too.
        """
        words = self.encode(words)
        others, _, last = words.rpartition(" ")
        target = f'class="term" popovertarget="{meaning}"'
        if not others:
            return f"<button {target}>{words}</button>"
        button = f'<button {target} aria-label="{words}">{last}</button>'
        return f'<label class="term"><span aria-hidden="true">{others} </span>{button}</label>'

    # Lists

    def visit_bullet_list(self, node: nodes.bullet_list) -> None:
        """Write a list without docutils' own classes."""
        if len(node) == 1 and isinstance(node[0], addnodes.toctree):
            raise nodes.SkipNode
        self.body.append(self.starttag(node, "ul"))

    def visit_enumerated_list(self, node: nodes.enumerated_list) -> None:
        """Write a numbered list without docutils' own classes."""
        start = {"start": node["start"]} if "start" in node else {}
        self.body.append(self.starttag(node, "ol", **start))

    def depart_bullet_list(self, node: nodes.bullet_list) -> None:
        """Close the list."""
        self.body.append("</ul>\n")

    def depart_enumerated_list(self, node: nodes.enumerated_list) -> None:
        """Close the list."""
        self.body.append("</ol>\n")

    def visit_list_item(self, node: nodes.list_item) -> None:
        """Write an item; each door on the home page gets its sign."""
        super().visit_list_item(node)
        if "doors" in node.parent["classes"]:
            self.body.append(icon(DOORS[node.parent.index(node) % len(DOORS)]))

    def visit_definition_list(self, node: nodes.definition_list) -> None:
        """Write a list of terms without docutils' own classes."""
        self.body.append(self.starttag(node, "dl"))

    def depart_definition_list(self, node: nodes.definition_list) -> None:
        """Close the list."""
        self.body.append("</dl>\n")

    def visit_definition_list_item(self, node: nodes.definition_list_item) -> None:
        """Box a pair where the style sheet lays pairs out as rows or big figures."""
        if GROUPED.intersection(node.parent["classes"]):
            self.body.append("<div>")

    def depart_definition_list_item(self, node: nodes.definition_list_item) -> None:
        """Close the box."""
        if GROUPED.intersection(node.parent["classes"]):
            self.body.append("</div>\n")

    # Tables: real ones, whose cells know their column's name for when rows become cards

    def visit_table(self, node: nodes.table) -> None:
        """Write a table that can fold into cards on narrow screens."""
        self._table_row_indices.append(0)
        self.columns = columns_of(node)
        classes = [name for name in node["classes"] if name.isidentifier() and name != "colwidths"]
        if self.columns and "cards" not in classes:
            classes.insert(0, "cards")
        self.body.append(self.starttag(nodes.Element(ids=node["ids"]), "table", CLASS=" ".join(classes)))

    def visit_colspec(self, node: nodes.colspec) -> None:
        """Leave widths to the browser: a style attribute would break the content security policy."""
        raise nodes.SkipNode

    def visit_tgroup(self, node: nodes.tgroup) -> None:
        """Note which columns are row headers, as docutils does, and write nothing."""
        self.stubs = [bool(spec.get("stub")) for spec in node.findall(nodes.colspec)]

    def depart_tgroup(self, node: nodes.tgroup) -> None:
        """Write nothing."""

    def visit_row(self, node: Element) -> None:
        """Write a row with the classes by which the table can be narrowed."""
        self.body.append(self.starttag(node, "tr", ""))
        self.column = 0

    def depart_row(self, node: nodes.row) -> None:
        """Close the row."""
        self.body.append("</tr>\n")

    def visit_entry(self, node: nodes.entry) -> None:
        """Write a cell: a header with its scope, or data with its column's name."""
        row = node.parent
        at = self.column
        self.column += 1 + node.get("morecols", 0)
        attributes: dict[str, Any] = {}
        if "morerows" in node:
            attributes["rowspan"] = node["morerows"] + 1
        if "morecols" in node:
            attributes["colspan"] = node["morecols"] + 1
        tag = "td"
        if isinstance(row.parent, nodes.thead):
            tag, attributes["scope"] = "th", "col"
        elif self.stubs[at]:
            tag, attributes["scope"] = "th", "row"
        elif at < len(self.columns):
            attributes["data-l"] = self.columns[at]
        self.body.append(self.starttag(node, tag, "", **attributes))
        self.context.append(f"</{tag}>")
        self.in_cell = True

    def depart_entry(self, node: nodes.entry) -> None:
        """Close the cell."""
        self.in_cell = False
        super().depart_entry(node)


def is_alone(node: nodes.paragraph) -> bool:
    """Whether a paragraph is all there is in its item or cell."""
    alone = len(node.parent) == 1 and isinstance(node.parent, (nodes.list_item, nodes.definition, nodes.entry))
    return alone and not node["classes"] and not node["ids"]


def _is_marked(node: nodes.inline) -> bool:
    """Whether a piece of text carries a class of ours."""
    return bool(node["classes"]) and not _SPHINX_INLINE.union({IN_FULL}).intersection(node["classes"])


def term_slug(node: Element) -> str:
    """The term that a reference leads to, or nothing where it leads within the word list itself."""
    return str(node.get("refuri", "")).partition("#term-")[2]


def terms_of(document: nodes.document) -> dict[str, str]:
    """The terms that a page opens in place, in the order of the page, each with the id of its meaning."""
    links = (node for node in document.findall(nodes.reference) if "term" in node["classes"])
    return {slug: f"t{at}" for at, slug in enumerate(dict.fromkeys(filter(None, map(term_slug, links))), 1)}
