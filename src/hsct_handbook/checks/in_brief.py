"""“In brief”: what a reader who stops after a minute takes away."""

from __future__ import annotations

from collections.abc import Iterator

from ..evidence import Evidence, Problem
from .facts import worded
from .rule import Family, Rule
from .sections import IN_BRIEF
from .source import PageSource
from .text import count_words

POINTS = range(2, 5)
WORDS = range(40, 121)

RULES = (
    Rule(
        "brief-points",
        "Two to four points are what a tired reader keeps.",
        "Make “In brief” a list of two to four points, each starting with a hyphen.",
        standards=("L4",),
    ),
    Rule(
        "brief-length",
        "Shorter leaves out what matters; longer is no longer brief.",
        "Cut or add until “In brief” has 40 to 120 words, with its figures as they are printed.",
        standards=("L4",),
    ),
)


def check(source: PageSource, evidence: Evidence) -> Iterator[Problem]:
    """Count the points of “In brief”, and its words as they are published."""
    heading = next((section for section in source.sections if section.text == IN_BRIEF), None)
    if heading is None:
        return
    lists = [block for block in source.lists if block.section == IN_BRIEF]
    points = sum(block.items for block in lists)
    if points not in POINTS:
        yield source.problem(
            heading.line,
            "brief-points",
            f"“{IN_BRIEF}” is a list of 2 to 4 points, and has {points or 'none'}",
            "start each point with a hyphen",
        )
    blocks = [block for block in source.prose if block.section == IN_BRIEF and block.kind != "heading"]
    words = sum(count_words(worded(block, evidence).text) for block in blocks)
    if words not in WORDS:
        yield source.problem(
            heading.line,
            "brief-length",
            f"“{IN_BRIEF}” has {words} words, with its figures as they are printed",
            f"write {WORDS[0]} to {WORDS[-1]}",
        )


FAMILY = Family("in-brief", RULES, check)
