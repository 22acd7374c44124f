"""Pages for e-readers: the website's markup, without what only a browser can do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.writers.html5 import HTML5Translator

from ..theme.translator import HandbookTranslator, is_alone

if TYPE_CHECKING:
    from docutils.nodes import Element


class EpubTranslator(HandbookTranslator):
    """The website's translator, but with the page's title, and with words that link to the word list."""

    shortens_sources = False

    def visit_section(self, node: nodes.section) -> None:
        """Keep the box around the whole page: there is no template around it."""
        HTML5Translator.visit_section(self, node)

    def depart_section(self, node: nodes.section) -> None:
        """Close the box."""
        HTML5Translator.depart_section(self, node)

    def visit_title(self, node: nodes.title) -> None:
        """Write the page's own title too."""
        if isinstance(node.parent, nodes.section) and isinstance(node.parent.parent, nodes.document):
            HTML5Translator.visit_title(self, node)
        else:
            super().visit_title(node)

    def depart_paragraph(self, node: nodes.paragraph) -> None:
        """No list of sections follows a page's opening sentence."""
        if not is_alone(node):
            HTML5Translator.depart_paragraph(self, node)

    def visit_reference(self, node: Element) -> None:
        """Lead a word to the word list: e-readers have no pop-up of ours."""
        address = node.get("refuri") or f"#{node.get('refid', '')}"
        kept = [name for name in node["classes"] if name in ("fact", "cite", "term")]
        self.body.append(self.starttag(nodes.Element(), "a", "", href=address, CLASS=" ".join(kept)))

    def depart_reference(self, node: nodes.reference) -> None:
        """Close the link."""
        self.body.append("</a>")

    def visit_list_item(self, node: nodes.list_item) -> None:
        """Leave out the signs of the doors: they are drawings for eyes only."""
        HTML5Translator.visit_list_item(self, node)
