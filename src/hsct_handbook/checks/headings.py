"""Headings: the skeleton by which screen readers, contents lists and searches find their way."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ..evidence import Evidence, Problem
from ..evidence.vocabulary import Kind
from .rule import Family, Rule
from .source import PageSource

RULES = (
    Rule(
        "heading-title",
        "A page has one title, and starts with it: it names the page everywhere.",
        "Start the page with one “# Title”, and have no other.",
        standards=("A1",),
    ),
    Rule(
        "heading-skip",
        "A skipped level reads as a missing part to whoever listens to the page (WCAG 1.3.1).",
        "Give the heading the level below that of the part it stands in.",
        standards=("A1",),
    ),
    Rule(
        "heading-markup",
        "Headings become contents lists and bookmarks, where a link or role cannot live.",
        "Write words only; put the link or figure into the text below.",
        standards=("A1",),
    ),
    Rule(
        "heading-punctuation",
        "Headings are names, not sentences; a study's page asks no questions.",
        "Take the sign at its end out; on a study’s page make a question a name.",
        standards=("A1",),
    ),
    Rule(
        "heading-duplicate",
        "Two headings of one name cannot be told apart in a list or an address.",
        "Give each heading a name of its own.",
        standards=("A1",),
    ),
)


def check(source: PageSource, evidence: Evidence) -> Iterator[Problem]:
    """Check a page's headings one after another."""
    yield from _title(source)
    yield from _levels(source)
    seen: dict[str, int] = {}
    for heading in source.headings:
        yield from _words(source, heading.text, heading.line, heading.markup)
        key = heading.text.casefold()
        if key in seen:
            message = f"the heading “{heading.text}” stands on line {seen[key]} already"
            yield source.problem(heading.line, "heading-duplicate", message, "give it a name of its own")
        seen.setdefault(key, heading.line)


def _title(source: PageSource) -> Iterator[Problem]:
    titles = [heading for heading in source.headings if heading.level == 1]
    if not titles:
        yield source.problem(
            source.front.body_line, "heading-title", "the page has no title", "start it with “# Title”"
        )
        return
    if source.prose and source.prose[0].kind != "heading":
        yield source.problem(
            source.prose[0].line, "heading-title", "text stands before the title", "start with the title"
        )
    for extra in titles[1:]:
        yield source.problem(extra.line, "heading-title", f"“{extra.text}” is a second title", "make it a ## heading")


def _levels(source: PageSource) -> Iterator[Problem]:
    for before, after in pairwise(source.headings):
        if after.level > before.level + 1:
            hashes = "#" * (before.level + 1)
            message = f"“{after.text}” skips from level {before.level} to {after.level}"
            yield source.problem(after.line, "heading-skip", message, f"write {hashes}")


def _words(source: PageSource, text: str, line: int, markup: tuple[str, ...]) -> Iterator[Problem]:
    if markup:
        found = " and ".join(markup)
        yield source.problem(line, "heading-markup", f"the heading “{text}” holds {found}", "write words only")
    elif not text:
        yield source.problem(line, "heading-markup", "a heading is empty", "name the part, or take it out")
    refused = ".,:;!?…" if source.kind == Kind.STUDY else ".,:;!…"
    if text.endswith(tuple(refused)):
        yield source.problem(line, "heading-punctuation", f"the heading ends in “{text[-1]}”", "take it out")


FAMILY = Family("headings", RULES, check)
