"""The front matter of a study's page, which carries the study."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Discriminator, Field, Tag, model_validator

from .facts import Deaths, Fact, check_facts
from .fields import NotReported, Number, Once, Registration, Slug, Text, complaint, word_or_group
from .pages import Page
from .study_fit import NOT_RESULTS, check_follow_up, check_people
from .study_parts import Arm, Enrolled, SharedPeople, Sourced, SourcedOrNotReported, Status, Years
from .vocabulary import Design, Kind, MsType, Outcome


def _word_or_figure(value: object) -> str:
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
    design_likely: bool = False
    """True where no source that we read says the design outright, and it is only likely."""
    design_detail: Sourced
    """How it was set up, in a sentence."""
    phase: Sourced | None = None
    """The phase of a trial, where it has one."""
    registrations: Annotated[tuple[Registration, ...], Once] = ()
    """Its numbers in the public registers of trials."""
    countries: Annotated[tuple[Text, ...], Once]
    """The countries in which people were treated."""
    setting: Sourced
    """Where it was done: how many centres, and which."""
    years: Years
    """When people were treated, and when the main report was published."""
    ms_types: Annotated[tuple[MsType, ...], Field(min_length=1), Once]
    """The types of MS that were treated."""
    participants: SourcedOrNotReported
    """Who could take part."""
    baseline: Sourced | None = None
    """What the people were like at the start: age, sex, disability."""
    enrolled: Annotated[
        Annotated[NotReported, Tag("word")] | Annotated[Enrolled, Tag("sourced")],
        Discriminator(word_or_group),
    ]
    """How many people it took on, or “not-reported”."""
    arms: tuple[Arm, ...] = ()
    """Its groups, and what each was given."""
    comparator: Annotated[
        Annotated[Literal["none", "not-reported"], Tag("word")] | Annotated[Sourced, Tag("sourced")],
        Discriminator(word_or_group),
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
    follow_up_median_years: Annotated[Number, Field(gt=0)] | None = None
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
        Discriminator(_word_or_figure),
    ]
    """Deaths from the treatment; “not-reported” where what we read is silent, “no-results” where there are none yet."""
    main_fact: Slug | None = None
    """The figure that stands for the study in tables; required where there are facts."""
    limits: Annotated[tuple[Text, ...], Field(min_length=1), Once]
    """What the study cannot tell, and who was not counted."""
    facts: tuple[Fact, ...] = ()
    """Its figures."""

    @property
    def people(self) -> int | None:
        """How many people it took on, if that is reported."""
        return self.enrolled.people if isinstance(self.enrolled, Enrolled) else None

    @property
    def planned(self) -> Fact | None:
        """The figure that says how many people it was to take on, if that is reported."""
        sizes = (fact for fact in self.facts if fact.outcome is Outcome.PEOPLE_COUNTED and fact.unit == "people")
        return next((fact for fact in sizes if fact.statistic == "target"), None)

    @property
    def deaths_of_any_cause(self) -> Fact | None:
        """The figure for all deaths among the same people, where `deaths` counts only those from the treatment."""
        treated = self.deaths
        if not isinstance(treated, Deaths) or treated.any_cause or treated.of is None:
            return None
        counted = (fact for fact in self.facts if fact.outcome is Outcome.DEATH and fact.count is not None)
        return next((fact for fact in counted if fact.among is None and fact.of == treated.of), None)

    @property
    def people_after_hsct(self) -> int | None:
        """How many people were in groups with HSCT, and others in groups without; none where that is not told."""
        sizes = [arm.people for arm in self.arms if arm.with_hsct]
        if None in sizes or len(sizes) in (0, len(self.arms)):
            return None
        return sum(people or 0 for people in sizes)

    @property
    def counted_after_hsct(self) -> int | None:
        """How many of those whose deaths are counted were in groups with HSCT, where all groups are counted."""
        everyone = isinstance(self.deaths, Deaths) and self.deaths.of == self.people
        return self.people_after_hsct if everyone else None

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
    def _numbers_fit(self) -> Self:
        check_people(self)
        check_follow_up(self)
        return self

    @model_validator(mode="after")
    def _facts_fit(self) -> Self:
        check_facts(self.facts, {arm.id for arm in self.arms} | {"all"})
        has_results = any(fact.outcome not in NOT_RESULTS for fact in self.facts)
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
