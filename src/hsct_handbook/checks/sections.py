"""Which sections a page has, and in which order. This is the one place that says so; build and tests read it here."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from itertools import pairwise

from ..evidence import Evidence, Problem, did_you_mean
from ..evidence.vocabulary import Kind
from .rule import Family, Rule
from .source import PageSource

IN_BRIEF = "In brief"
QUESTIONS = "Questions to ask"
STUDY_SECTIONS = (
    IN_BRIEF,
    "Why it was done",
    "Who took part",
    "What was done",
    "What was found",
    "Harms",
    "What it cannot tell us",
    "What comes next",
    "Where to read more",
)
"""All sections of a study's page, in order; it has no others."""
CHAPTER_FIRST, CHAPTER_LAST = IN_BRIEF, QUESTIONS
"""What a chapter begins and ends with. Between them stands its body, in sections of its own."""
BUILT = ("Study card", "Where this comes from", "When this was checked", "Other formats")
"""Sections that the build makes; nobody writes them."""
NO_QUESTIONS = {
    "questions-to-ask": "the chapter is itself the list of all questions",
    "worksheet": "the sheet asks its reader, and has room for the reader’s own questions",
}
"""Chapters without “Questions to ask” at their end, each with its reason."""

RULES = (
    Rule(
        "section-missing",
        "Every page of a kind has the same parts, so that readers find their way (DISCERN).",
        "Write the section under its heading; STYLE.md lists the parts of each kind of page.",
        standards=("S1", "L4", "D10"),
    ),
    Rule(
        "section-order",
        "The parts stand in the same order on every page.",
        "Move the section to its place among the others.",
        standards=("S1",),
    ),
    Rule(
        "section-unknown",
        "A study's page has no parts of its own: what is special goes under the part it belongs to.",
        "Make the heading a ### under the part it belongs to.",
        standards=("S1",),
    ),
    Rule(
        "section-built",
        "The build makes this part from what the page uses; written by hand it would go out of date.",
        "Take the section out: the build puts it there.",
        standards=("S4",),
    ),
    Rule(
        "section-empty",
        "A heading with nothing under it promises what is not there.",
        "Write what the heading promises, or take the heading out.",
        standards=("S1",),
    ),
)


def required(kind: str, name: str) -> tuple[str, ...]:
    """The sections that a page must have, in order."""
    if kind == Kind.STUDY:
        return STUDY_SECTIONS
    if kind == Kind.CHAPTER:
        return (CHAPTER_FIRST,) if name in NO_QUESTIONS else (CHAPTER_FIRST, CHAPTER_LAST)
    return (IN_BRIEF,) if kind == Kind.PAGE else ()


def check(source: PageSource, evidence: Evidence) -> Iterator[Problem]:
    """Compare a page's `##` headings with those its kind requires."""
    yield from _missing(source)
    yield from _order(source)
    yield from _unknown(source)
    yield from _empty(source)


def _missing(source: PageSource) -> Iterator[Problem]:
    wanted = required(source.kind, source.name)
    there = {section.text: section.line for section in source.sections}
    if wanted and not there:
        yield source.problem(
            source.last_line, "section-missing", "the page has no sections", f"write: {' · '.join(wanted)}"
        )
        return
    for number, name in enumerate(wanted):
        if name not in there:
            after = next((there[later] for later in wanted[number + 1 :] if later in there), source.last_line)
            near = difflib.get_close_matches(name, [*there.keys() - set(wanted)], n=1, cutoff=0.7)
            remedy = f"is “{near[0]}” meant for it?" if near else f"write “## {name}” before this line"
            yield source.problem(after, "section-missing", f"the section “{name}” is missing", remedy)
    if source.kind == Kind.CHAPTER and there and set(there) <= {CHAPTER_FIRST, CHAPTER_LAST}:
        line = there.get(CHAPTER_LAST, source.last_line)
        yield source.problem(
            line, "section-missing", "the chapter has no body", "write it under ## headings of its own"
        )


def _order(source: PageSource) -> Iterator[Problem]:
    wanted = required(source.kind, source.name)
    known = [section for section in source.sections if section.text in wanted]
    for before, after in pairwise(known):
        if wanted.index(after.text) < wanted.index(before.text):
            message = f"“{after.text}” stands after “{before.text}”"
            yield source.problem(after.line, "section-order", message, f"move it up, before “## {before.text}”")
    if source.kind == Kind.STUDY or not known:
        return
    # On other pages than studies, sections of the page's own stand between, but not before or after.
    if known[0].text == IN_BRIEF and source.sections[0].text not in wanted:
        message = f"“{IN_BRIEF}” is not the first section"
        yield source.problem(known[0].line, "section-order", message, "move it to the top")
    if known[-1].text == CHAPTER_LAST and source.sections[-1].text not in wanted:
        message = f"“{CHAPTER_LAST}” is not the last section"
        yield source.problem(known[-1].line, "section-order", message, "move it to the end")


def _unknown(source: PageSource) -> Iterator[Problem]:
    for section in source.sections:
        if section.text in BUILT:
            yield source.problem(
                section.line, "section-built", f"“{section.text}” is made by the build", "take the section out"
            )
        elif source.kind == Kind.STUDY and section.text not in STUDY_SECTIONS:
            remedy = did_you_mean(section.text, STUDY_SECTIONS, "make it a ### under the part it belongs to")
            yield source.problem(
                section.line, "section-unknown", f"“{section.text}” is no section of a study's page", remedy
            )


def _empty(source: PageSource) -> Iterator[Problem]:
    ends = [*(section.line for section in source.headings if section.level <= 2), source.last_line + 1]
    filled = {block.line for block in source.prose if block.kind != "heading"}
    filled |= {directive.line for directive in source.directives} | {image.line for image in source.images}
    for section in source.sections:
        end = min(line for line in ends if line > section.line)
        if not any(section.line < line < end for line in filled):
            yield source.problem(
                section.line,
                "section-empty",
                f"nothing stands under “{section.text}”",
                "write it, or take the heading out",
            )


FAMILY = Family("sections", RULES, check)
