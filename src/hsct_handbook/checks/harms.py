"""A study's page tells in its harms who died, or that this is not reported; and a chapter names a source."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..evidence import Evidence, Problem, Study, slug_of
from ..evidence.vocabulary import Kind
from .quoted import quoted
from .rule import Family, Rule
from .source import PageSource

HARMS = "Harms"
NO_SOURCE = {
    "questions-to-ask": "it asks, and claims nothing",
    "worksheet": "it asks, and claims nothing",
}
"""Chapters that name no source, each with its reason."""

RULES = (
    Rule(
        "deaths-unsaid",
        "Deaths from the treatment are told where harms are told, on every study’s page, or it says that none are.",
        f"Under “{HARMS}” quote {{fact}}`study.deaths`, or say that deaths are not reported, or there are no results.",
        standards=("S3", "S1"),
    ),
    Rule(
        "source-missing",
        "A claim without a source cannot be checked by anyone.",
        "Cite the sources that the chapter rests on: {cite}`key`.",
        standards=("D3",),
        advisory=True,
    ),
)
_SILENT = re.compile(
    r"\b(?:not reported|not given|not told|does not (?:say|report|tell)|no (?:result|figure|number|count)s?)\b"
)


def check(source: PageSource, evidence: Evidence) -> Iterator[Problem]:
    """Look under “Harms” of a study's page, and for a source in a chapter."""
    if source.kind == Kind.STUDY and isinstance(source.page, Study):
        yield from _deaths(source, source.page, evidence)
    if source.kind == Kind.CHAPTER and source.name not in NO_SOURCE and source.title is not None:
        roles = {piece.role for block in source.prose for piece in block.pieces}
        if not roles & {"fact", "cite"}:
            yield source.problem(
                source.title.line, "source-missing", "the chapter names no source", "cite one: {cite}`key`"
            )


def _deaths(source: PageSource, study: Study, evidence: Evidence) -> Iterator[Problem]:
    heading = next((section for section in source.sections if section.text == HARMS), None)
    if heading is None:
        return
    if isinstance(study.deaths, str):
        said = any(_SILENT.search(block.masked.text) for block in source.prose if block.section == HARMS)
        remedy = (
            "say that deaths are not reported" if study.deaths == "not-reported" else "say that there are no results"
        )
    else:
        name = f"{slug_of(source.name)}.deaths"
        said = any(one.fact.id == name for one in quoted(source, evidence) if one.block.section == HARMS)
        remedy = f"quote {{fact}}`{name}` there"
    if not said:
        yield source.problem(heading.line, "deaths-unsaid", f"“{HARMS}” is silent about deaths", remedy)


FAMILY = Family("harms", RULES, check)
