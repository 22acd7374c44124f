"""The score sheets in docs/quality: one for each published standard, its criteria in our own words, with a date."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, StrictInt, model_validator

from ..evidence.changes import PageName
from ..evidence.fields import Closed, PastDate, Slug, Text, complaint

Number = Annotated[str, Field(strict=True, pattern=r"^[A-Z]?[0-9]+([.-][0-9]+)*$")]
"""The number that the standard itself gives a criterion, such as 4 or 1.4.12."""
Line = Annotated[str, Field(strict=True, pattern=r"^[A-Z][0-9]+$")]
"""The id of one of the handbook's own standards: D3."""
Proof = Annotated[str, Field(strict=True, pattern=r"^tests/[a-z0-9_/-]+\.(py(::test_[a-z0-9_]+)?|md)$")]
"""What fails once a criterion does not hold: a bad page, or a test, as `tests/site/test_access.py::test_is_light`."""


class State(StrEnum):
    """How the handbook does by one criterion."""

    MET = "met"
    PARTLY = "partly"
    NOT_YET = "not-yet"
    NEEDS_PEOPLE = "needs-people"
    DOES_NOT_APPLY = "does-not-apply"

    @property
    def label(self) -> str:
        """The state, as readers see it."""
        return _STATES[self]

    @property
    def short(self) -> str:
        """The state in a tally."""
        return "needs people" if self is State.NEEDS_PEOPLE else self.label.lower()


_STATES = {
    State.MET: "Met",
    State.PARTLY: "Partly",
    State.NOT_YET: "Not yet",
    State.NEEDS_PEOPLE: "Not yet done: needs people",
    State.DOES_NOT_APPLY: "Does not apply",
}


class People(StrEnum):
    """Whom a criterion waits for, because only they can judge it."""

    CLINICIANS = "clinicians"
    PEOPLE_WITH_MS = "people-with-ms"
    PEOPLE_WITH_AIDS = "people-with-aids"
    RATERS = "raters"

    @property
    def label(self) -> str:
        """Whom it waits for, as readers see it."""
        return _PEOPLE[self]


_PEOPLE = {
    People.CLINICIANS: "clinicians who know HSCT",
    People.PEOPLE_WITH_MS: "people with MS who try it out",
    People.PEOPLE_WITH_AIDS: "people who use screen readers or other aids",
    People.RATERS: "two people who rate each chapter",
}


class Decided(Closed):
    """What decides a criterion without anyone's opinion; its state is worked out from these, never written down."""

    lines: tuple[Line, ...] = ()
    """Standards of the handbook's own list that cover it."""
    checks: tuple[Slug, ...] = ()
    """Codes of checks that stop a build while a page breaks them."""
    tests: tuple[Proof, ...] = ()
    """Tests that fail while it does not hold."""

    @model_validator(mode="after")
    def _names_something(self) -> Self:
        if not (self.lines or self.checks or self.tests):
            raise complaint("score-form", "nothing is named that decides", "name lines, checks or tests")
        return self


class Criterion(Closed):
    """One criterion of a standard, with who or what decides whether the handbook meets it."""

    id: Number
    """Its number in the standard."""
    asks: Text
    """What it asks, in a short sentence of our own."""
    decided_by: Decided | None = None
    """What decides it, where a machine can. Then it has no `state`: that is worked out."""
    state: Literal["met", "partly", "not-yet", "does-not-apply"] | None = None
    """The editors' own judgement, where no machine can decide."""
    why: Text | None = None
    """Why the editors judge so, or what lacks."""
    needs: People | None = None
    """Whom it still waits for; it stays “not yet done” without them."""
    see: tuple[PageName, ...] = ()
    """Pages on which a reader can see for themselves."""

    @model_validator(mode="after")
    def _is_decided_once(self) -> Self:
        if self.decided_by is not None and self.state is not None:
            raise complaint(
                "state-by-hand",
                f"a machine decides {self.id}, so its state cannot be written by hand",
                "take “state” out: it is worked out from “decided-by”",
                "state",
            )
        if self.decided_by is None and self.state is None and self.needs is None:
            raise complaint(
                "score-form",
                f"nothing decides {self.id}",
                "give decided-by; or state and why; or needs, if only people can judge it",
                "id",
            )
        if self.state is not None and self.why is None:
            raise complaint("score-form", "a judgement needs its reason", "add why:", "state")
        if self.state in ("met", "does-not-apply") and self.needs is not None:
            raise complaint(
                "score-form", f"“{self.state}” waits for nobody", "take “needs” out, or say “partly”", "state"
            )
        if self.state in ("met", "partly") and not self.see:
            raise complaint("score-form", "a reader cannot see it for themselves", "name pages under see:", "state")
        return self


class Part(Closed):
    """A group of criteria, as the standard groups them."""

    name: Text
    """What they have in common."""
    criteria: Annotated[tuple[Criterion, ...], Field(min_length=1)]


class Rating(Closed):
    """What one person gave one page, by an instrument that people rate with."""

    page: PageName
    """The page that was rated."""
    rater: Text
    """Who rated it, by role: a nurse, a person with MS."""
    date: PastDate
    """When."""
    scores: dict[str, StrictInt]
    """The points for each criterion, by its number."""


class Scale(Closed):
    """How people rate with an instrument, and what is good enough."""

    lowest: StrictInt
    highest: StrictInt
    raters: Annotated[StrictInt, Field(ge=1)]
    """How many people must rate a page."""
    each_at_least: StrictInt | None = None
    """The least that every criterion must get from every rater."""
    percent_at_least: Annotated[StrictInt, Field(ge=1, le=100)] | None = None
    """The least share of all points that a page must get from every rater, in percent."""

    @model_validator(mode="after")
    def _asks_for_something(self) -> Self:
        if self.lowest >= self.highest:
            raise complaint("score-form", "the scale has no length", "lowest lies below highest", "lowest")
        if (self.each_at_least is None) == (self.percent_at_least is None):
            raise complaint("score-form", "what is good enough is not clear", "give one: each- or percent-at-least")
        return self

    @property
    def aim(self) -> str:
        """What is good enough, in words."""
        by = f"from {self.raters} people" if self.raters > 1 else "from one person"
        if self.each_at_least is not None:
            return f"at least {self.each_at_least} of {self.highest} on each question, {by}"
        return f"at least {self.percent_at_least} of 100 points, {by}"

    def is_enough(self, scores: dict[str, int]) -> bool:
        """Whether one person's points for a page are good enough."""
        if self.each_at_least is not None:
            return min(scores.values()) >= self.each_at_least
        share = 100 * sum(score - self.lowest for score in scores.values())
        return share >= (self.percent_at_least or 0) * len(scores) * (self.highest - self.lowest)


class Sheet(Closed):
    """A score sheet: how the handbook does by one published standard, on a date."""

    name: Text
    """The short name of the standard: IPDAS."""
    full_name: Text
    """What the short name stands for."""
    sources: Annotated[tuple[Slug, ...], Field(min_length=1)]
    """The keys of the sources from which we took its criteria."""
    scored: PastDate
    """The day on which the editors last went through it."""
    incomplete: Text | None = None
    """What the standard asks besides, that we could not read; left out where all of it is here."""
    parts: Annotated[tuple[Part, ...], Field(min_length=1)]
    scale: Scale | None = None
    """For an instrument with which people rate pages."""
    ratings: tuple[Rating, ...] = ()
    """What people gave; empty until someone has rated."""

    @property
    def criteria(self) -> Iterator[Criterion]:
        """All criteria, in order."""
        return (criterion for part in self.parts for criterion in part.criteria)

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        seen: set[str] = set()
        for number, part in enumerate(self.parts):
            for place, criterion in enumerate(part.criteria):
                if criterion.id in seen:
                    raise complaint(
                        "duplicate-id",
                        f"two criteria have the number {criterion.id}",
                        "keep one of them",
                        f"parts.{number}.criteria.{place}.id",
                    )
                seen.add(criterion.id)
        for number, rating in enumerate(self.ratings):
            self._check_rating(f"ratings.{number}", rating, seen)
        return self

    def _check_rating(self, place: str, rating: Rating, known: set[str]) -> None:
        if self.scale is None:
            raise complaint("score-form", "there is no scale to rate by", "add scale:", place)
        if rating.scores.keys() != known:
            odd = sorted(rating.scores.keys() ^ known)
            message = f"the scores are not those of the {len(known)} criteria (see {', '.join(odd[:3])})"
            raise complaint("score-form", message, "give one score for each criterion", f"{place}.scores")
        for criterion, score in rating.scores.items():
            if not self.scale.lowest <= score <= self.scale.highest:
                message = (
                    f"{criterion} has {score}, but the scale runs from {self.scale.lowest} to {self.scale.highest}"
                )
                raise complaint("out-of-range", message, "correct the score", f"{place}.scores.{criterion}")
