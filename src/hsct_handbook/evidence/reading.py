"""Reading the whole evidence: every page's front matter, every source, and whether they fit together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from . import frontmatter
from .changes import CHANGES, Change, check_changes, read_changes
from .explain import explain
from .facts import Deaths, Fact, Value
from .fields import kebab
from .frontmatter import FrontMatter, Location
from .pages import Arm, Chapter, Enrolled, Glossary, Page, PlainPage, Sourced, Status, Study, Term, Years
from .problems import Problem
from .sources import Source, read_sources
from .vocabulary import Checked, Kind, Outcome

STUDIES = "trials"
"""The folder of the study pages, under the folder of the pages."""
SOURCES = "references.bib"

_MODELS: dict[str, type[Page]] = {
    Kind.STUDY: Study,
    Kind.CHAPTER: Chapter,
    Kind.PAGE: PlainPage,
    Kind.NAVIGATION: PlainPage,
    Kind.GLOSSARY: Glossary,
}


@dataclass(frozen=True)
class QuotedFact:
    """A figure with its full id, ready to be quoted: `mist.progressed-hsct`."""

    id: str
    owner: str
    """The name of the page that owns it: `trials/mist`, or a chapter's."""
    value: Value
    outcome: Outcome
    arm: str = "all"
    versus: str | None = None
    among: str | None = None
    label: str | None = None
    study: Study | None = None


@dataclass
class Evidence:
    """All that the handbook knows: pages by name, studies by id, sources by key, and what is wrong with them."""

    pages: dict[str, Page] = field(default_factory=dict)
    studies: dict[str, Study] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    facts: dict[str, QuotedFact] = field(default_factory=dict)
    front: dict[str, FrontMatter] = field(default_factory=dict)
    changes: tuple[Change, ...] = ()
    """The log of what changed, the newest first."""
    problems: list[Problem] = field(default_factory=list)

    @cached_property
    def terms(self) -> dict[str, Term]:
        """The words of the word list by their names in addresses."""
        return {term.slug: term for page in self.pages.values() if isinstance(page, Glossary) for term in page.terms}

    def problems_of(self, shown: Path) -> list[Problem]:
        """The complaints about one file."""
        return [problem for problem in self.problems if problem.path == shown]


def read_evidence(docs: Path, *, today: dt.date, shown: Path | None = None, exclude: Iterable[str] = ()) -> Evidence:
    """Read every page and source under `docs`; complaints name files under `shown` (as given, if left out).

    Nothing raises for what an author wrote: what is wrong is in `problems`, and what could be read is there.
    """
    shown = docs if shown is None else shown
    evidence = Evidence()
    context = {"today": today}
    evidence.sources, faults = read_sources(docs / SOURCES, shown / SOURCES, context)
    evidence.problems += faults
    skipped = set(exclude)
    for path in sorted(docs.rglob("*.md")):
        name = path.relative_to(docs).with_suffix("").as_posix()
        if name not in skipped and not any(part.startswith(("_", ".")) for part in name.split("/")):
            _read_page(evidence, path, shown / path.relative_to(docs), name, context)
    for name, page in evidence.pages.items():
        path = shown / f"{name}.md"
        evidence.problems += _check_references(evidence, name, page, path)
    evidence.changes, log, faults = read_changes(docs / CHANGES, shown / CHANGES, context)
    evidence.problems += faults
    if log is not None:
        evidence.problems += check_changes(evidence, shown / CHANGES, log)
    evidence.problems.sort()
    return evidence


def slug_of(name: str) -> str:
    """The short name of a page in ids of facts: `trials/mist` is `mist`."""
    return name.rpartition("/")[2]


def _read_page(evidence: Evidence, path: Path, shown: Path, name: str, context: dict[str, Any]) -> None:
    front, faults = frontmatter.read(path, shown)
    evidence.problems += faults
    if front is None:
        return
    evidence.front[name] = front
    kind = front.data.get("kind")
    expected = _expected_kind(name)
    if expected is Kind.STUDY and kind != Kind.STUDY:
        evidence.problems.append(
            Problem(
                shown,
                front.line_of(("kind",)),
                "page-kind",
                f"a page in {STUDIES}/ is a study, not {kind!r}",
                "write kind: study",
            )
        )
        return
    if kind not in _MODELS or (expected is not Kind.STUDY and kind == Kind.STUDY):
        evidence.problems.append(
            Problem(
                shown,
                front.line_of(("kind",)),
                "page-kind",
                f"{kind!r} is not a kind of page here",
                "write kind: chapter, kind: page, or for pages in trials/ kind: study",
            )
        )
        return
    model = _MODELS[kind]
    data = {key: value for key, value in front.data.items() if key not in SPHINX_FIELDS}
    try:
        page = model.model_validate(data, context=context)
    except ValidationError as error:
        for location, code, message, remedy in explain(error, model):
            evidence.problems.append(Problem(shown, front.line_of(location), code, _placed(location, message), remedy))
        return
    evidence.pages[name] = page
    if isinstance(page, Study):
        if slug_of(name) in evidence.studies:
            evidence.problems.append(
                Problem(shown, 1, "duplicate-id", f"two studies are called “{slug_of(name)}”", "rename one file")
            )
            return
        evidence.studies[slug_of(name)] = page
    evidence.facts |= {fact.id: fact for fact in quoted_facts(name, page)}


SPHINX_FIELDS = frozenset({"orphan", "tocdepth"})
"""Fields that a page may have for Sphinx to read."""


def _expected_kind(name: str) -> Kind | None:
    return Kind.STUDY if name.startswith(f"{STUDIES}/") and slug_of(name) != "index" else None


def _placed(location: Location, message: str) -> str:
    """Say in which of several facts or arms a fault lies, where the line alone could mislead."""
    if len(location) > 1 and isinstance(location[1], int):
        return f"{location[0]}, number {location[1] + 1}: {message}"
    return message


def quoted_facts(name: str, page: Page) -> Iterator[QuotedFact]:
    """Every figure of a page that can be quoted, with its full id; for a study also its deaths, sizes and follow-up."""
    slug = slug_of(name)
    if isinstance(page, (Study, Chapter)):
        study = page if isinstance(page, Study) else None
        for fact in page.facts:
            yield QuotedFact(
                f"{slug}.{fact.id}",
                name,
                fact,
                fact.outcome,
                fact.arm,
                fact.versus,
                fact.among,
                fact.label,
                study,
            )
    if isinstance(page, Study):
        yield from _implied_facts(slug, name, page)


def _implied_facts(slug: str, name: str, study: Study) -> Iterator[QuotedFact]:
    if isinstance(study.deaths, Deaths):
        yield QuotedFact(f"{slug}.deaths", name, study.deaths, Outcome.TREATMENT_RELATED_DEATH, study=study)
    if isinstance(study.enrolled, Enrolled):
        value = Value.model_validate(
            {
                "count": study.enrolled.people,
                "when": "at the start",
                "source": study.enrolled.source,
                "checked": study.enrolled.checked,
            }
        )
        yield QuotedFact(f"{slug}.enrolled", name, value, Outcome.PEOPLE_COUNTED, study=study)
    for arm in study.arms:
        if arm.people is not None:
            value = Value.model_validate(
                {"count": arm.people, "when": "at the start", "source": arm.source, "checked": arm.checked}
            )
            yield QuotedFact(f"{slug}.arm-{arm.id}", name, value, Outcome.PEOPLE_COUNTED, arm.id, study=study)
    if study.follow_up_median_years is not None and isinstance(study.follow_up, Sourced):
        value = Value.model_validate(
            {
                "measure": study.follow_up_median_years,
                "unit": "years",
                "statistic": "median",
                "when": "whole study",
                "source": study.follow_up.source,
                "checked": study.follow_up.checked,
            }
        )
        yield QuotedFact(f"{slug}.follow-up", name, value, Outcome.OTHER, study=study)


def _cited(model: BaseModel, location: Location = ()) -> Iterator[tuple[Location, str, Checked | None]]:
    """Every source that a page names, with its place and how it says it was checked."""
    for field_name in type(model).model_fields:
        value, key = getattr(model, field_name), kebab(field_name)
        if field_name in ("source", "main_source"):
            yield (*location, key), value, getattr(model, "checked", None)
        elif isinstance(value, BaseModel):
            yield from _cited(value, (*location, key))
        elif isinstance(value, tuple):
            for number, item in enumerate(value):
                if isinstance(item, BaseModel):
                    yield from _cited(item, (*location, key, number))


def _check_references(evidence: Evidence, name: str, page: Page, path: Path) -> Iterator[Problem]:
    front = evidence.front[name]
    for location, key, checked in _cited(page):
        source = evidence.sources.get(key)
        if source is None:
            yield Problem(
                path,
                front.line_of(location),
                "unknown-source",
                f"the source “{key}” is not in {SOURCES}",
                "add it there, or correct the key",
            )
        elif (
            checked is not None
            and checked is not source.checked
            and not (source.checked is Checked.FULL_PAPER and checked is Checked.ABSTRACT)
        ):
            yield Problem(
                path,
                front.line_of((*location[:-1], "checked")),
                "checked-differs",
                f"checked is “{checked}”, but of “{key}” we read: {source.checked}",
                "make both say what was read",
            )
    if isinstance(page, Study):
        named: list[tuple[Location, str]] = [
            (("same-people-as", number, "study"), shared.study) for number, shared in enumerate(page.same_people_as)
        ]
        named += [(("superseded-by",), page.superseded_by)] if page.superseded_by else []
        for place, other in named:
            if other not in evidence.studies or other == slug_of(name):
                yield Problem(
                    path,
                    front.line_of(place),
                    "unknown-study",
                    f"there is no other study “{other}”",
                    "use the name of a file in trials/",
                )
            elif place[0] == "same-people-as" and slug_of(name) not in {
                shared.study for shared in evidence.studies[other].same_people_as
            }:
                yield Problem(
                    path,
                    front.line_of(place),
                    "same-people",
                    f"“{other}” does not say that it shares people with “{slug_of(name)}”",
                    "name both in each other's same-people-as",
                )


__all__ = [
    "Arm",
    "Evidence",
    "Fact",
    "QuotedFact",
    "Status",
    "Years",
    "quoted_facts",
    "read_evidence",
    "slug_of",
]
