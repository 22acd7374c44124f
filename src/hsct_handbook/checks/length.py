"""How long pages are."""

from __future__ import annotations

from collections.abc import Iterator

from ..evidence import Evidence, Problem
from ..evidence.vocabulary import Kind
from .facts import worded
from .rule import Family, Rule
from .source import PageSource
from .text import count_words

WORDS = {Kind.CHAPTER: range(600, 1201), Kind.STUDY: range(350, 751)}
LONG = {
    "where-sources-disagree": (range(600, 2201), "it goes through every disagreement that matters to readers"),
    "deciding": (range(600, 2001), "it answers the same ten questions for each of five options"),
    "worksheet": (range(150, 601), "it is there to be filled in, not to be read"),
    "questions-to-ask": (range(150, 1201), "its questions are gathered from the other chapters by the build"),
}
"""Chapters of another length, each with its reason."""

RULES = (
    Rule(
        "page-length",
        "A page can be read in one go, and is worth opening.",
        "Cut what other pages say already, or write what is missing.",
        advisory=True,
    ),
)


def words_of(source: PageSource, evidence: Evidence) -> int:
    """How many words a reader reads on a page, with its figures as they are printed."""
    return sum(count_words(worded(block, evidence).text) for block in source.prose)


def check(source: PageSource, evidence: Evidence) -> Iterator[Problem]:
    """Hold a page against the length of its kind."""
    known = {str(kind): span for kind, span in WORDS.items()}
    span = LONG[source.name][0] if source.name in LONG else known.get(source.kind)
    if span is not None and source.title is not None:
        words = words_of(source, evidence)
        if words not in span:
            message = f"the page has {words} words"
            yield source.problem(source.title.line, "page-length", message, f"write {span[0]:,} to {span[-1]:,}")


FAMILY = Family("length", RULES, check)
