"""The groups of fields in a study's front matter, each with the source that it was read in."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Discriminator, Tag, model_validator

from .fields import AnyDate, Closed, Count, NotReported, PastDate, Slug, Text, complaint, word_or_group
from .vocabulary import Checked, Intensity, State


class Sourced(Closed):
    """A statement about a study, with the source it was read in."""

    text: Text
    """The statement, in our own words."""
    source: Slug
    """The key of the source in docs/references.bib."""
    checked: Checked
    """How the statement was checked: what was read of its source."""


SourcedOrNotReported = Annotated[
    Annotated[NotReported, Tag("word")] | Annotated[Sourced, Tag("sourced")], Discriminator(word_or_group)
]
"""A sourced statement, or “not-reported”."""


class Arm(Closed):
    """One group of a study: what it was given."""

    id: Slug
    """The short name of the arm, by which figures name it."""
    name: Text
    """The name of the arm, as readers see it."""
    people: Count | None = None
    """How many people were in it."""
    regimen: Text | None = None
    """The drugs that were given: for HSCT, the conditioning."""
    intensity: Intensity | None = None
    """How strong the conditioning was; for HSCT arms."""
    source: Slug
    """The key of the source in docs/references.bib."""
    checked: Checked
    """How it was checked: what was read of its source."""

    @property
    def with_hsct(self) -> bool:
        """Whether its people had HSCT."""
        return self.id == "hsct" or self.intensity is not None

    @model_validator(mode="after")
    def _is_not_all(self) -> Self:
        if self.id == "all":
            raise complaint(
                "arm-id",
                "“all” means everyone and cannot name one arm",
                "call the arm hsct, or something else",
                "id",
            )
        return self


class Enrolled(Closed):
    """How many people a study took on."""

    people: Count
    """How many people, or what `what` names."""
    what: Text | None = None
    """Who or what was counted, when it is not simply people."""
    source: Slug
    """The key of the source in docs/references.bib."""
    checked: Checked
    """How it was checked: what was read of its source."""


FIRST = "1980"
"""No study of HSCT for MS, or of what it is compared with, can be older."""


class Years(Closed):
    """When a study ran. Years that what we read does not give are left out."""

    treated_from: AnyDate | None = None
    """The first transplant, or the start."""
    treated_to: AnyDate | None = None
    """The last transplant, or the end."""
    published: PastDate | None = None
    """When the main report was published."""
    source: Slug
    """The key of the source in docs/references.bib."""
    checked: Checked
    """How it was checked: what was read of its source."""

    @model_validator(mode="after")
    def _runs_forward(self) -> Self:
        if _is_before(self.treated_to, self.treated_from):
            raise complaint(
                "years-order", "the study ends before it starts", "check treated-from and treated-to", "treated_to"
            )
        if _is_before(self.published, self.treated_from):
            raise complaint(
                "years-order",
                "the report came out before anybody was treated",
                "check published and treated-from",
                "published",
            )
        if _is_before(self.published, self.treated_to):
            raise complaint(
                "years-order",
                f"the last treatment, {self.treated_to}, came after the report, {self.published}",
                "check treated-to and published",
                "treated_to",
            )
        for name in ("treated_from", "treated_to", "published"):
            if (getattr(self, name) or FIRST) < FIRST:
                raise complaint(
                    "years-order",
                    f"“{getattr(self, name)}” is long before anyone with MS had HSCT",
                    "check the year; the first had it in the 1990s",
                    name,
                )
        return self


def _is_before(one: str | None, other: str | None) -> bool:
    """Whether a date lies before another, as far as both are known: a year, a month or a day."""
    return bool(one and other) and str(one)[: len(str(other))] < str(other)[: len(str(one))]


class Expected(Closed):
    """What is expected of a study, where the state's own source does not say it, or where it is not the study's end."""

    end: AnyDate | None = None
    """When the study should end."""
    results: AnyDate | None = None
    """When its results should come."""
    source: Slug
    """The key of the source in docs/references.bib."""
    checked: Checked
    """How it was checked: what was read of its source."""

    @property
    def date(self) -> str:
        """The date that is expected."""
        return self.end or self.results or ""

    @property
    def words(self) -> str:
        """What is expected on it, as the date stands behind it in a sentence."""
        return "expected to end" if self.end else "results expected"

    @model_validator(mode="after")
    def _is_one_date(self) -> Self:
        if (self.end is None) == (self.results is None):
            raise complaint(
                "expected-date", "an end is expected, or results: one of them", "give one of the two dates", "end"
            )
        return self


class Status(Closed):
    """Where a study stands, and on which date that was so."""

    state: State
    """Where the study stood on that date."""
    as_of: PastDate | NotReported
    """The date of the record that says so, not the date on which we read it."""
    detail: Text | None = None
    """What a reader should know beside the state: why it stopped, what was moved."""
    expected_end: AnyDate | None = None
    """When the source of the state expects it to end."""
    expected: Expected | None = None
    """In place of `expected-end`: a date that another source gives, or the date of the results."""
    source: Slug
    """The key of the source in docs/references.bib."""
    checked: Checked
    """How it was checked: what was read of its source."""

    @property
    def expects(self) -> Expected | None:
        """What is expected and when, with the source that says so."""
        if self.expected is not None or self.expected_end is None:
            return self.expected
        return Expected(end=self.expected_end, source=self.source, checked=self.checked)

    @model_validator(mode="after")
    def _expects_one_thing(self) -> Self:
        if self.expected is not None and self.expected_end is not None:
            raise complaint("expected-date", "two dates are expected", "keep expected-end or expected", "expected_end")
        return self


class SharedPeople(Closed):
    """Another study that counts some or all of the same people."""

    study: Slug
    """The short name of the other study."""
    how: Text
    """How far the people are the same, in a short clause."""
