"""The figures of a page as they can be quoted, under ids that are theirs alone: `mist.progressed-hsct`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .facts import Deaths, Value
from .pages import Chapter, Page
from .study import Study
from .study_parts import Enrolled, Sourced
from .vocabulary import Outcome


def slug_of(name: str) -> str:
    """The short name of a page in ids of facts: `trials/mist` is `mist`."""
    return name.rpartition("/")[2]


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
