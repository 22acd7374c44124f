"""Figures and sources in prose: the roles `fact` and `cite`."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from sphinx.transforms import SphinxTransform
from sphinx.util.docutils import SphinxRole

from ..checks.facts import Unresolved, resolve_fact, resolve_source, word
from ..evidence import Problem, QuotedFact
from ..wording import Form, word_fact
from .build_nodes import capital
from .state import HandbookDomain, domain_of

if TYPE_CHECKING:
    from docutils.nodes import Node, system_message
    from sphinx.application import Sphinx


def source_id(key: str) -> str:
    """The id of a source in the list of all sources."""
    return f"source-{key}"


def numbered_id(number: int) -> str:
    """The id of a source in the list at the end of a page, where it stands under a number."""
    return f"s{number}"


def fact_node(
    domain: HandbookDomain, docname: str, fact: QuotedFact, form: Form = Form.FULL, *, starts: bool = False
) -> nodes.reference:
    """A figure in words, linked to its source in the page's list; notes that the page shows it.

    `starts` says that it starts a sentence.
    """
    domain.use(docname, "fact", fact.id)
    text = word_fact(fact, form)
    return _sourced(domain, docname, capital(text) if starts else text, fact.value.source, "fact", fact=fact.id)


def cited_text(
    domain: HandbookDomain, docname: str, text: str, key: str, checked: str | None = None
) -> nodes.reference:
    """A statement in words, linked to its source in the page's list."""
    return _sourced(domain, docname, text, key, "fact", checked=checked)


def _sourced(
    domain: HandbookDomain,
    docname: str,
    text: str,
    key: str,
    kind: str,
    *,
    fact: str = "",
    checked: str | None = None,
) -> nodes.reference:
    domain.use(docname, "source", key)
    quoted = domain.evidence.facts.get(fact)
    node = nodes.reference("", text, internal=True, classes=[kind])
    node["source"] = key
    node["checked"] = checked or (quoted.value.checked.value if quoted else domain.evidence.sources[key].checked.value)
    if fact:
        node["fact"] = fact
    return node


class FactRole(SphinxRole):
    """A figure, quoted by its id: {fact}`mist.deaths`, or in another form: {fact}`mist.deaths rest`."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        """Put the figure into words; what cannot be quoted is a fault of the page."""
        domain, docname = domain_of(self.env), self.env.current_document.docname
        try:
            fact, form = resolve_fact(domain.evidence, self.text)
            word(domain.evidence, self.text)  # not every figure has every form
        except Unresolved as fault:
            return [role_fault(self, fault)], []
        return [fact_node(domain, docname, fact, form)], []


class CiteRole(SphinxRole):
    """A source for something that is not a figure: {cite}`ectrims-ean`."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        """Link to the source by its number."""
        domain, docname = domain_of(self.env), self.env.current_document.docname
        try:
            source = resolve_source(domain.evidence, self.text)
        except Unresolved as fault:
            return [role_fault(self, fault)], []
        return [_sourced(domain, docname, "", source.key, "cite")], []


class StartCells(SphinxTransform):
    """A figure that starts a cell of a table starts with a capital, as the cells beside it do."""

    default_priority: ClassVar[int] = 318  # before the sources are numbered, whose marks are words of the figure too

    def apply(self, **kwargs: object) -> None:
        """Give the figures their capitals."""
        for cell in self.document.findall(nodes.entry):
            words = cell.next_node(nodes.Text)
            if words is not None and isinstance(words.parent, nodes.reference) and "fact" in words.parent["classes"]:
                words.parent.replace(words, nodes.Text(capital(words.astext())))


def role_fault(role: SphinxRole, fault: Unresolved) -> nodes.problematic:
    """Complain of what a role names at its line; what the reader wrote stands in its place."""
    domain, docname, line = domain_of(role.env), role.env.current_document.docname, role.get_source_info()[1]
    domain.complain(docname, Problem(domain.shown(docname), line, fault.code, fault.message, fault.remedy))
    return nodes.problematic(role.rawtext, role.rawtext)


def setup_facts(app: Sphinx) -> None:
    """Register the roles."""
    app.add_role("fact", FactRole())
    app.add_role("cite", CiteRole())
    app.add_transform(StartCells)
