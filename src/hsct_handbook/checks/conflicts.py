"""What two editors left when both changed the same lines: the marks between the one's words and the other's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..evidence import Evidence, Problem
from .rule import Family, Rule
from .source import PageSource

RULES = (
    Rule(
        "merge-conflict",
        "Two versions of the same lines stand on the page, and only a person can say which of them is right.",
        "Keep the right one of the two versions, and take out the other one and the lines of <<<, === and >>>.",
    ),
)
_MARK = re.compile(r"<{7} |\|{7} |={7}$|>{7} ")


def check(source: PageSource, evidence: Evidence) -> Iterator[Problem]:
    """Look for the line with which such a pair of versions begins, or for what is left of it."""
    lines = enumerate(source.front.body.split("\n"), source.front.body_line)
    marks = [(number, text) for number, text in lines if _MARK.match(text)]
    openings = [number for number, text in marks if text.startswith("<")]
    for number in openings or [number for number, text in marks if not text.startswith("=")]:
        message = "two versions of the same lines begin here (a merge conflict)"
        remedy = "keep one of them, and take out the other and the lines of <<<<<<<, ======= and >>>>>>>"
        yield source.problem(number, "merge-conflict", message, remedy)


FAMILY = Family("conflicts", RULES, check)
