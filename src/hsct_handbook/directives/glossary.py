"""The word list, and the links to it from the place where a page first uses a word."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.util.docutils import SphinxDirective

from ..evidence import Evidence
from ..evidence.page_reading import GLOSSARY
from ..wording import word_list
from .build_nodes import paragraph
from .state import domain_of
from .worksheet import pickable, worksheet_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils.nodes import Node
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_NOT_IN = (
    nodes.title,
    nodes.reference,
    nodes.literal,
    nodes.term,
    nodes.thead,
    nodes.raw,
    addnodes.pending_xref,
    nodes.literal_block,
    nodes.rubric,
    pickable,
    worksheet_words,
)


class WordList(SphinxDirective):
    """Every word with its meaning, in the order of the alphabet."""

    def run(self) -> list[Node]:
        """Build the list; the page shows every word."""
        domain, docname = domain_of(self.env), self.env.current_document.docname
        listing = nodes.definition_list("", classes=["glossary"])
        for slug, term in sorted(domain.evidence.terms.items(), key=lambda item: item[1].term.casefold()):
            domain.use(docname, "term", slug)
            word = nodes.term("", term.term, ids=[f"term-{slug}"])
            also = f" Also called {word_list([*term.other_names])}." if term.other_names else ""
            listing += nodes.definition_list_item("", word, nodes.definition("", paragraph(term.meaning, also)))
        return [listing]


def link_first_uses(document: nodes.document, env: BuildEnvironment) -> None:
    """Link each word of the word list where the page first uses it; notes that the page depends on it."""
    domain, docname = domain_of(env), env.current_document.docname
    if docname == GLOSSARY or not domain.evidence.terms:
        return
    domain.use(docname, "words")
    pattern, slugs = _pattern(_forms(domain.evidence))
    seen: set[str] = set()
    for text in list(document.findall(nodes.Text)):
        if not _within(text, _NOT_IN):
            parts = list(_linked(text.astext(), pattern, slugs, seen, docname))
            if len(parts) > 1:
                text.parent.replace(text, parts)
    for slug in seen:
        domain.use(docname, "term", slug)


def _forms(evidence: Evidence) -> tuple[tuple[str, str], ...]:
    return tuple((form, slug) for slug, term in evidence.terms.items() for form in term.forms)


@functools.lru_cache(maxsize=2)
def _pattern(forms: tuple[tuple[str, str], ...]) -> tuple[re.Pattern[str], dict[str, str]]:
    """One pattern for all words, longest first; words in small letters also match at the start of a sentence."""
    slugs: dict[str, str] = {}
    for form, slug in forms:
        slugs.setdefault(form, slug)
        if form[1:].islower() or form.islower():
            slugs.setdefault(form[:1].upper() + form[1:], slug)
            slugs.setdefault(form[:1].lower() + form[1:], slug)
    longest_first = sorted(slugs, key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])"), slugs


def _linked(text: str, pattern: re.Pattern[str], slugs: dict[str, str], seen: set[str], docname: str) -> Iterator[Node]:
    start = 0
    for match in pattern.finditer(text):
        slug = slugs[match.group()]
        if slug in seen:
            continue
        seen.add(slug)
        if match.start() > start:
            yield nodes.Text(text[start : match.start()])
        yield addnodes.pending_xref(
            "",
            nodes.inline("", match.group()),
            refdomain="handbook",
            reftype="term",
            reftarget=slug,
            refexplicit=True,
            refdoc=docname,
            refwarn=True,
        )
        start = match.end()
    if start < len(text):
        yield nodes.Text(text[start:])


def _within(node: nodes.Node, kinds: tuple[type[nodes.Node], ...]) -> bool:
    parent = node.parent
    while parent is not None:
        if isinstance(parent, kinds):
            return True
        parent = parent.parent
    return False


def setup_glossary(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("word-list", WordList)
