"""What the directives that build from the evidence share: the evidence, the caption, and how they complain."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from ..checks.facts import Unresolved, resolve_fact
from ..evidence import Problem, QuotedFact
from ..evidence.vocabulary import Design, MsType, State
from .state import HandbookDomain, domain_of

if TYPE_CHECKING:
    from docutils.nodes import Node


class EvidenceDirective(SphinxDirective):
    """What the handbook's directives share: the evidence, the caption, and how they complain."""

    option_spec: ClassVar[dict[str, Callable[[str], object]]] = {"caption": directives.unchanged_required}

    def run(self) -> list[Node]:
        """Build the nodes, unless the evidence has faults: those are told before anything is written."""
        return [] if self.domain.evidence.problems else self.build()

    def build(self) -> list[Node]:
        """The nodes that stand in the directive's place."""
        raise NotImplementedError

    @property
    def domain(self) -> HandbookDomain:
        """What the build knows."""
        return domain_of(self.env)

    @property
    def docname(self) -> str:
        """The page that it stands on."""
        return self.env.current_document.docname

    def caption(self) -> list[nodes.Node]:
        """The caption, which may hold roles; a table without one is a fault."""
        return self.required("caption", "caption-missing", "the table", "what it shows") or [nodes.Text("")]

    def required(self, option: str, code: str, what: str, says: str) -> list[nodes.Node]:
        """The words of an option that must be there, which may hold roles; nothing where it is missing: a fault."""
        text = self.options.get(option)
        if text is None:
            self.complain(code, f"{what} {self.name} has no {option}", f"add a line :{option}: that says {says}")
            return []
        parsed, _ = self.parse_inline(str(text), lineno=self.lineno)
        return parsed

    def complain(self, code: str, message: str, remedy: str) -> None:
        """Note what is wrong with the directive, at its line."""
        self.domain.complain(self.docname, Problem(self.domain.shown(self.docname), self.lineno, code, message, remedy))

    def choose(self, option: str, choices: type[Design] | type[MsType] | type[State]) -> str | None:
        """An option that is one of a closed list."""
        value = self.options.get(option)
        if value is not None and value not in list(choices):
            self.complain(
                "unknown-value",
                f"“{value}” is not a choice for “{option}”",
                f"choose one of: {', '.join(choices)}",
            )
        return value

    def facts(self) -> Iterator[QuotedFact]:
        """The figures that the argument names; each that there is not is a fault."""
        for name in self.arguments[0].split():
            try:
                fact, _ = resolve_fact(self.domain.evidence, name)
            except Unresolved as fault:
                self.complain(fault.code, fault.message, fault.remedy)
            else:
                yield fact
