"""The role that says how sure we are: one of four labels, whose wording stands in one place."""

from __future__ import annotations

from collections.abc import Iterator

from ..evidence import Evidence, Problem, did_you_mean
from ..evidence.vocabulary import Certainty
from .facts import Unresolved
from .rule import Family, Rule
from .source import PageSource

ROLE = "certainty"

RULES = (
    Rule(
        "unknown-certainty",
        "A label means the same on every page, so that pages can be compared.",
        "Write one of the four labels: high, moderate, low, very low.",
        standards=("R7",),
    ),
)


def resolve_certainty(text: str) -> Certainty:
    """The label that a `certainty` role names: `very low`. Raises Unresolved."""
    name = " ".join(text.split())
    if name in Certainty.__members__.values():
        return Certainty(name)
    remedy = did_you_mean(name.casefold(), Certainty, f"choose one of: {', '.join(Certainty)}")
    raise Unresolved("unknown-certainty", f"“{name}” is no label of certainty", remedy)


def check(source: PageSource, evidence: Evidence) -> Iterator[Problem]:
    """Look up every label."""
    for block in source.prose:
        for piece in block.pieces:
            if piece.role == ROLE:
                try:
                    resolve_certainty(piece.text)
                except Unresolved as fault:
                    yield source.problem(piece.line, fault.code, fault.message, fault.remedy)


FAMILY = Family("certainty", RULES, check)
