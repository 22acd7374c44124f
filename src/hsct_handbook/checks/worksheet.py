"""The parts of a worksheet: what is asked, and the things to answer."""

from __future__ import annotations

from collections.abc import Iterator

from ..evidence import Evidence, Problem
from .rule import Family, Rule
from .source import PageSource, parse_content

RATE, CHOOSE, TICK, WRITE, KEEP = "rate", "choose", "tick", "write", "keep-answers"
"""The directives: how much each thing matters, one of several, any of several, room to write, and keeping."""
SCALE = ("Not much", "Somewhat", "A great deal")
"""How much something matters. There are no numbers, so that nobody adds them up: a worksheet gives no score."""
LISTED = (RATE, CHOOSE, TICK)
FEWEST = 2

RULES = (
    Rule(
        "worksheet-items",
        "One thing to tick is no choice: a leading question has one answer.",
        "List at least two things to answer.",
        standards=("D10",),
    ),
    Rule(
        "worksheet-twice",
        "Answers are told apart by their questions, on the page and where they are kept.",
        "Ask it once, or in other words.",
        standards=("D10",),
    ),
)


def check(source: PageSource, evidence: Evidence) -> Iterator[Problem]:
    """Count the things to answer, and compare the questions of a page."""
    seen: set[str] = set()
    for directive in source.directives:
        if directive.name not in (*LISTED, WRITE):
            continue
        asked = directive.argument.casefold()
        if asked in seen:
            message = f"“{directive.argument}” is asked twice on this page"
            yield source.problem(directive.line, "worksheet-twice", message, "ask it once, or in other words")
        seen.add(asked)
        items = sum(token.type == "list_item_open" for token in parse_content(directive))
        if directive.name in LISTED and items < FEWEST:
            message = f"“{directive.argument}” has {items or 'nothing'} to answer"
            yield source.problem(
                directive.line, "worksheet-items", message, f"list at least {FEWEST}, each after a hyphen"
            )


FAMILY = Family("worksheet", RULES, check)
