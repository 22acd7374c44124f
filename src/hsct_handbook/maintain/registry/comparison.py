"""What differs between a study's page and its record in a register."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...checks.names import names
from ...evidence import Sourced, Study
from ...evidence.vocabulary import State
from .records import Record

_DONE = frozenset({State.COMPLETED, State.TERMINATED, State.UNKNOWN})
"""States of the register that do not contradict “published” here: papers come after, and registers are not told."""

_HELPERS = frozenset(
    {"aciclovir", "baclofen", "clemastine", "filgrastim", "granisetron", "lenograstim", "mesna", "ondansetron"}
    | {"methylprednisolone", "pegfilgrastim", "plerixafor"}
)
"""Drugs that go with a treatment and are not the treatment; pages and registers name them as they like."""


@dataclass(frozen=True)
class Difference:
    """One thing that the page and the register say differently."""

    field: str
    """The field of the front matter, as `status.state`."""
    here: str
    there: str
    new: str | None = None
    """What the field would become; None where a person must decide."""
    why: str = ""
    """Why a person must decide."""


def compare(study: Study, record: Record, *, alone: bool) -> list[Difference]:
    """Everything that differs. `alone`: the study has no other record in this register, so sizes can be compared."""
    found = [*_state(study, record), *_end(study, record)]
    if alone:
        found += [*_people(study, record), *_start(study, record), *_treatments(study, record)]
    return found


def _state(study: Study, record: Record) -> Iterator[Difference]:
    here, there = study.status.state, record.state
    if here is State.PUBLISHED:
        if there not in _DONE:
            why = "the page calls it published: have its results come out while it goes on?"
            yield Difference("status.state", here, f"{there} ({record.state_said})", why=why)
        return
    if there is State.UNKNOWN:
        if here is not there:
            why = "the register has not heard from the study for long: ask the people who run it"
            yield Difference("status.state", here, f"{there} ({record.state_said})", why=why)
        return
    if here is not there:
        yield Difference("status.state", here, f"{there} ({record.state_said})", there)
    if here is not there or (here.changes and _is_older(study.status.as_of, record.updated)):
        yield Difference("status.as-of", study.status.as_of, record.updated, record.updated)


def _end(study: Study, record: Record) -> Iterator[Difference]:
    if record.ends is None or study.status.state is State.PUBLISHED:
        return
    expects = study.status.expects
    here = expects.end if expects else None
    if study.status.expected is not None:
        if record.ends_is_expected and (here is None or not _same_date(here, record.ends)):
            why = "the page has a date from elsewhere under “expected”: put the register’s in its place, or keep it"
            yield Difference("status.expected", here or "results alone", record.ends, why=why)
    elif record.ends_is_expected and here is not None and not _same_date(here, record.ends):
        yield Difference("status.expected-end", here, record.ends, record.ends)
    elif record.ends_is_expected and here is None and study.status.state.changes:
        yield Difference("status.expected-end", "nothing", record.ends, record.ends)


def _people(study: Study, record: Record) -> Iterator[Difference]:
    if record.people is None:
        return
    here = study.people
    planned = {fact.measure for fact in study.facts if fact.statistic == "target" and fact.measure is not None}
    if record.people_is_planned:
        if planned and record.people not in planned:
            sizes = " and ".join(f"{size:g}" for size in sorted(planned))
            why = "which planned size does the page mean?"
            yield Difference("facts (planned size)", sizes, f"{record.people} planned", why=why)
        return
    if here is None:
        yield Difference("enrolled", "not-reported", f"{record.people} people", str(record.people))
    elif here != record.people:
        settled = study.status.state is State.PUBLISHED
        why = "the paper may count other people than the register: read both" if settled else ""
        new = None if settled else str(record.people)
        yield Difference("enrolled.people", str(here), str(record.people), new, why)


def _start(study: Study, record: Record) -> Iterator[Difference]:
    here = study.years.treated_from
    if record.starts and here and not _same_date(here, record.starts):
        why = "the page may count from the first transplant, and its years have one source between them"
        yield Difference("years.treated-from", here, record.starts, why=why)


def _treatments(study: Study, record: Record) -> Iterator[Difference]:
    """Drugs that only one of the two names among what the groups are given."""
    if not record.groups:
        return
    texts = [f"{arm.name} {arm.regimen or ''}" for arm in study.arms]
    if isinstance(study.comparator, Sourced):
        texts.append(study.comparator.text)
    here, there = _drugs(" ".join(texts)), _drugs(" ".join(record.groups))
    if more := there - here:
        why = "has a treatment been added, or does the page leave it out on purpose?"
        yield Difference("arms, comparator", f"without {', '.join(sorted(more))}", ", ".join(sorted(there)), why=why)
    if less := here - there:
        why = "has a treatment been dropped, or does the register not list it?"
        yield Difference("arms, comparator", ", ".join(sorted(here)), f"without {', '.join(sorted(less))}", why=why)


def _drugs(text: str) -> set[str]:
    small = text.casefold()
    return {drug for drug in names().drugs - _HELPERS if drug.casefold() in small}


def _is_older(here: str, there: str) -> bool:
    if here == "not-reported":
        return True
    size = min(len(here), len(there))
    return here[:size] < there[:size]


def _same_date(here: str, there: str) -> bool:
    """Whether two dates agree as far as both are known."""
    size = min(len(here), len(there))
    return here[:size] == there[:size]
