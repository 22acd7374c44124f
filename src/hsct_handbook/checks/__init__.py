"""The checks of the handbook's pages: used by `make check`, by the build and by the tests.

Each family is one module with one function, a few codes and their reasons. Nothing here knows Sphinx.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from pathlib import Path

from ..evidence import Evidence, Problem, read_evidence
from ..quality import Known, read_sheets
from . import (
    cells,
    certainty,
    chances,
    characters,
    contents,
    denied,
    drawn,
    facts,
    figures,
    files,
    harms,
    headings,
    html,
    images,
    in_brief,
    length,
    links,
    markup,
    names,
    numerals,
    options,
    questions,
    ratchet,
    records,
    reviewed,
    sections,
    sentences,
    slips,
    strays,
    terms,
    unfinished,
    unseen,
    untold,
    values,
    warnings,
    whole,
    words,
    worksheet,
)
from .allow import is_allowed
from .facts import Unresolved, resolve_fact, resolve_source, word
from .order import in_order
from .rule import Family, Rule
from .source import PageSource, read_source, read_sources
from .standards import standards

FAMILIES: tuple[Family, ...] = (
    sections.FAMILY,
    in_brief.FAMILY,
    headings.FAMILY,
    facts.FAMILY,
    certainty.FAMILY,
    options.FAMILY,
    figures.FAMILY,
    strays.FAMILY,
    chances.FAMILY,
    denied.FAMILY,
    drawn.FAMILY,
    numerals.FAMILY,
    harms.FAMILY,
    names.FAMILY,
    words.FAMILY,
    sentences.FAMILY,
    images.FAMILY,
    html.FAMILY,
    unseen.FAMILY,
    cells.FAMILY,
    links.FAMILY,
    markup.FAMILY,
    values.FAMILY,
    length.FAMILY,
    terms.FAMILY,
    warnings.FAMILY,
    worksheet.FAMILY,
    questions.FAMILY,
    reviewed.FAMILY,
    characters.FAMILY,
    slips.FAMILY,
    unfinished.FAMILY,
)
_OF_TEXT = tuple(rule for family in FAMILIES for rule in family.rules)
RULES: tuple[Rule, ...] = (
    *_OF_TEXT,
    *files.RULES,
    *whole.RULES,
    *contents.RULES,
    *ratchet.RULES,
    *untold.RULES,
)
ADVISORY = frozenset(rule.code for rule in RULES if rule.advisory)
"""Codes that advise: shown when asked for, never stopping a build."""
DRAFT = frozenset(rule.code for rule in RULES if rule.draft)
"""Codes that a build lets pass, for a page that is still being written."""
KNOWN = Known(standards(), RULES)
"""What the score sheets may name."""


def check_page(source: PageSource, evidence: Evidence) -> list[Problem]:
    """What is wrong with the body of one page, advice included."""
    found = {problem for family in FAMILIES for problem in family.check(source, evidence)}
    return sorted(problem for problem in found if not is_allowed(source.name, problem))


def check_handbook(sources: Sequence[PageSource], evidence: Evidence, docs: Path, shown: Path) -> list[Problem]:
    """What is wrong between pages: between those of `sources`, and with the lists of pages."""
    return sorted({*whole.check(sources), *contents.check(evidence, docs, shown)})


def check_all(docs: Path, shown: Path, today: dt.date) -> list[Problem]:
    """What is wrong with the handbook under `docs`: its evidence, each page, all together, and its score sheets.

    Nothing raises for what an author wrote. Advice is among it; `ADVISORY` tells it apart.
    """
    evidence = read_evidence(docs, today=today, shown=shown)
    sources = read_sources(evidence, docs, shown)
    found = [problem for source in sources for problem in check_page(source, evidence)]
    reading = ratchet.check(sources, evidence, docs, shown)
    _, sheets = read_sheets(docs, shown, evidence, today, KNOWN)
    told = [*untold.check(evidence, docs, shown), *records.check(evidence, docs, shown)]
    between = check_handbook(sources, evidence, docs, shown)
    return mend_first([*check_files(docs, shown), *evidence.problems, *found, *between, *reading, *sheets, *told])


def check_files(docs: Path, shown: Path) -> list[Problem]:
    """What is wrong with the files themselves, whatever stands in them."""
    return list(files.check(docs, shown))


def mend_first(found: Collection[Problem]) -> list[Problem]:
    """The problems in the order in which they are best mended."""
    return in_order(found, {rule.code for rule in files.RULES}, {rule.code for rule in _OF_TEXT})


__all__ = [
    "ADVISORY",
    "DRAFT",
    "FAMILIES",
    "KNOWN",
    "RULES",
    "Family",
    "PageSource",
    "Problem",
    "Rule",
    "Unresolved",
    "check_all",
    "check_files",
    "check_handbook",
    "check_page",
    "mend_first",
    "read_source",
    "read_sources",
    "resolve_fact",
    "resolve_source",
    "word",
]
