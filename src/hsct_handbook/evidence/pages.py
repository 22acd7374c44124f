"""The front matter of each kind of page. A study's page carries the study."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Literal, Self

from pydantic import Discriminator, Field, Tag, model_validator

from .facts import Deaths, Fact
from .fields import AnyDate, Closed, Count, NotReported, Number, PastDate, Registration, Slug, Text, complaint
from .vocabulary import Checked, Design, Intensity, Kind, MsType, Outcome, State


class Sourced(Closed):
    """A statement about a study, with the source it was read in."""

    text: Text
    """The statement, in our own words."""
    source: Slug
    """The key of the source in docs/references.bib."""
    checked: Checked
    """How the statement was checked: what was read of its source."""


def _sourced_or_word(value: object) -> str:
    return "word" if isinstance(value, str) else "sourced"


SourcedOrNotReported = Annotated[
    Annotated[NotReported, Tag("word")] | Annotated[Sourced, Tag("sourced")], Discriminator(_sourced_or_word)
]
"""A sourced statement, or “not-reported”."""


class ClinicalReview(Closed):
    """Who reviewed a page as a clinician: the role, never a name without consent."""

    role: Text
    """Their role, such as “consultant neurologist”."""
    date: PastDate
    """When they reviewed it."""


class Page(Closed):
    """What every page says about itself."""

    kind: Kind
    description: Annotated[Text, Field(min_length=40, max_length=170)]
    """One sentence for search engines and lists: what the reader finds here."""
    written: PastDate
    """When the page was first published."""
    reviewed: PastDate
    """When an editor last checked the page against its sources."""
    next_review: AnyDate
    """When it is due again: within 36 months, for a study within 12."""
    clinical_review: Annotated[
        Annotated[Literal["not-yet"], Tag("word")] | Annotated[ClinicalReview, Tag("sourced")],
        Discriminator(_sourced_or_word),
    ]
    """“not-yet” until a clinician has reviewed the page."""

    @model_validator(mode="after")
    def _is_reviewed_in_time(self) -> Self:
        for name in ("written", "reviewed", "next_review"):
            if len(getattr(self, name)) != len("2026-11-21"):
                raise complaint("date-form", f"{name.replace('_', '-')} needs its day", "write 2026-11-21", name)
        if self.reviewed < self.written:
            raise complaint(
                "review-dates", "the page was reviewed before it was written", "check both dates", "reviewed"
            )
        months = 12 if self.kind is Kind.STUDY else 36
        reviewed, due = dt.date.fromisoformat(self.reviewed), dt.date.fromisoformat(self.next_review)
        span = (due.year - reviewed.year) * 12 + due.month - reviewed.month + (due.day > reviewed.day)
        if not 0 < span <= months:
            raise complaint(
                "review-dates",
                f"the next review is due {span} months after the last",
                f"it is due within {months} months",
                "next_review",
            )
        return self


class PlainPage(Page):
    """A page that is neither a chapter nor a study: the glossary, home, the list of print."""

    kind: Literal[Kind.PAGE, Kind.NAVIGATION]


class Term(Closed):
    """A word of the word list."""

    term: Text
    also: tuple[Text, ...] = ()
    """Other forms under which the text uses it: plurals, the abbreviation, the long form."""
    meaning: Annotated[Text, Field(max_length=400)]
    """What it means, in one to three short sentences."""

    @property
    def slug(self) -> str:
        """The name of the word in addresses."""
        return re.sub(r"[^a-z0-9]+", "-", self.term.casefold()).strip("-")

    @property
    def forms(self) -> tuple[str, ...]:
        """Every form of the word, its name first."""
        return (self.term, *self.also)


class Glossary(Page):
    """The word list."""

    kind: Literal[Kind.GLOSSARY]
    terms: Annotated[tuple[Term, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _has_each_word_once(self) -> Self:
        seen: set[str] = set()
        for number, term in enumerate(self.terms):
            for form in term.forms:
                if form in seen:
                    raise complaint(
                        "duplicate-id",
                        f"the word “{form}” stands twice in the word list",
                        "keep one",
                        f"terms.{number}.term",
                    )
                seen.add(form)
        return self


class Chapter(Page):
    """A chapter, with the figures that belong to no study."""

    kind: Literal[Kind.CHAPTER]
    before_you_read: Text | None = None
    """What is coming, where it may be hard to read; shown before the text, with a way round."""
    facts: tuple[Fact, ...] = ()

    @model_validator(mode="after")
    def _has_no_arms(self) -> Self:
        _check_facts(self.facts, set())
        return self


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
        if self.treated_from and self.treated_to:
            size = min(len(self.treated_from), len(self.treated_to))
            if self.treated_from[:size] > self.treated_to[:size]:
                raise complaint(
                    "years-order",
                    "the study ends before it starts",
                    "check treated-from and treated-to",
                    "treated_to",
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
    """When the register expects it to end, or results to come."""
    source: Slug
    """The key of the source in docs/references.bib."""
    checked: Checked
    """How it was checked: what was read of its source."""


class SharedPeople(Closed):
    """Another study that counts some or all of the same people."""

    study: Slug
    """The short name of the other study."""
    how: Text
    """How far the people are the same, in a short clause."""


def _deaths(value: object) -> str:
    return "word" if isinstance(value, str) else "figure"


class Study(Page):
    """A study: how it was done, whom it treated, what was found, and what it cannot tell."""

    kind: Literal[Kind.STUDY]
    """Always `study`."""
    name: Annotated[Text, Field(max_length=120)]
    """The short name under which readers meet it."""
    full_name: Text
    """The long name, or the title of the main paper."""
    charity_pages_call_it: Text | None = None
    """The name on the charity pages that readers may come from."""
    design: Design
    """How the study was set up: one of a closed list."""
    design_detail: Sourced
    """How it was set up, in a sentence."""
    phase: Sourced | None = None
    """The phase of a trial, where it has one."""
    registrations: tuple[Registration, ...] = ()
    """Its numbers in the public registers of trials."""
    countries: tuple[Text, ...]
    """The countries in which people were treated."""
    setting: Sourced
    """Where it was done: how many centres, and which."""
    years: Years
    """When people were treated, and when the main report was published."""
    ms_types: Annotated[tuple[MsType, ...], Field(min_length=1)]
    """The types of MS that were treated."""
    participants: SourcedOrNotReported
    """Who could take part."""
    baseline: Sourced | None = None
    """What the people were like at the start: age, sex, disability."""
    enrolled: Annotated[
        Annotated[NotReported, Tag("word")] | Annotated[Enrolled, Tag("sourced")],
        Discriminator(_sourced_or_word),
    ]
    """How many people it took on, or “not-reported”."""
    arms: tuple[Arm, ...] = ()
    """Its groups, and what each was given."""
    comparator: Annotated[
        Annotated[Literal["none", "not-reported"], Tag("word")] | Annotated[Sourced, Tag("sourced")],
        Discriminator(_sourced_or_word),
    ]
    """What HSCT was compared with; “none” where everyone had it."""
    blinding: SourcedOrNotReported
    """Who knew which treatment was given."""
    primary_outcome: Sourced | None = None
    """The main thing that it set out to measure."""
    analysed: Sourced | None = None
    """Who was counted, and who was not."""
    follow_up: SourcedOrNotReported
    """How long people were followed, in words."""
    follow_up_median_years: Number | None = None
    """The median follow-up in years, where it is reported."""
    funding: SourcedOrNotReported
    """Who paid for it."""
    conflicts: SourcedOrNotReported
    """The interests that its authors declare."""
    status: Status
    """Where it stands, and on which date that was so."""
    main_source: Slug
    """The key of its main report in docs/references.bib."""
    same_people_as: tuple[SharedPeople, ...] = ()
    """Studies that count some of the same people: never added up or shown as independent."""
    superseded_by: Slug | None = None
    """The short name of a later report on the same people, which takes the place of this one."""
    deaths: Annotated[
        Annotated[Literal["not-reported", "no-results"], Tag("word")] | Annotated[Deaths, Tag("figure")],
        Discriminator(_deaths),
    ]
    """Deaths from the treatment; “not-reported” where what we read is silent, “no-results” where there are none yet."""
    main_fact: Slug | None = None
    """The figure that stands for the study in tables; required where there are facts."""
    limits: Annotated[tuple[Text, ...], Field(min_length=1)]
    """What the study cannot tell, and who was not counted."""
    facts: tuple[Fact, ...] = ()
    """Its figures."""

    @model_validator(mode="after")
    def _arms_fit(self) -> Self:
        ids = [arm.id for arm in self.arms]
        if double := next((name for name in ids if ids.count(name) > 1), None):
            raise complaint("duplicate-id", f"two arms are called “{double}”", "give each arm its own id", "arms")
        if isinstance(self.enrolled, Enrolled):
            total = sum(arm.people or 0 for arm in self.arms)
            if total > self.enrolled.people:
                raise complaint(
                    "arms-sum",
                    f"the arms add up to {total} people, but {self.enrolled.people} were enrolled",
                    "check the arms' people",
                    "arms",
                )
        return self

    @model_validator(mode="after")
    def _facts_fit(self) -> Self:
        _check_facts(self.facts, {arm.id for arm in self.arms} | {"all"})
        has_results = any(fact.outcome not in _NOT_RESULTS for fact in self.facts)
        if has_results and self.deaths == "no-results":
            raise complaint(
                "deaths-missing",
                "the study has results, so its deaths cannot be “no-results”",
                "give them, or say “not-reported”",
                "deaths",
            )
        if has_results and self.main_fact is None:
            raise complaint(
                "main-fact",
                "the study has results but no main-fact",
                "name the figure that stands for it in tables",
                "facts",
            )
        if self.main_fact is not None and self.main_fact not in {fact.id for fact in self.facts}:
            raise complaint(
                "unknown-fact",
                f"main-fact names “{self.main_fact}”, which is not among the facts",
                "use the id of a fact above",
                "main_fact",
            )
        return self


_NOT_RESULTS = {
    Outcome.PEOPLE_COUNTED,
    Outcome.WHO_TOOK_PART,
    Outcome.ELIGIBILITY,
    Outcome.SCHEDULE,
    Outcome.COST,
}


def _check_facts(facts: tuple[Fact, ...], arms: set[str]) -> None:
    seen: set[str] = set()
    for number, fact in enumerate(facts):
        if fact.id in seen or fact.id in RESERVED_FACT_IDS:
            why = "is taken by the study itself" if fact.id in RESERVED_FACT_IDS else "is used twice"
            raise complaint(
                "duplicate-id",
                f"the fact id “{fact.id}” {why}",
                "give each fact its own id",
                f"facts.{number}.id",
            )
        seen.add(fact.id)
        for name in ("arm", "versus"):
            arm = getattr(fact, name)
            if arms and arm is not None and arm not in arms:
                raise complaint(
                    "unknown-arm",
                    f"“{arm}” is not an arm of this study",
                    f"choose one of: {', '.join(sorted(arms))}",
                    f"facts.{number}.{name}",
                )


RESERVED_FACT_IDS = frozenset({"deaths", "enrolled", "follow-up", "state"})
"""Ids under which a study's own fields can be quoted like facts, or named in the log of changes."""
