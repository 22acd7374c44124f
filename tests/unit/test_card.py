"""The study card in a few words: how many people, how many deaths, and what a group was given."""

from __future__ import annotations

from typing import Any

import pytest

from hsct_handbook.directives.card import any_cause, count_in_short, died_in_short, people_in_short, treatment
from hsct_handbook.evidence import Arm, Deaths, Enrolled, Evidence, Fact, Status, Study
from hsct_handbook.wording import NBSP

READ = {"source": "good-2020", "checked": "abstract"}
PLANNED = Fact.model_validate(
    {"id": "target", "outcome": "people-counted", "measure": 156, "unit": "people", "statistic": "target"}
    | {"when": "planned"}
    | READ
)


def arm(**fields: object) -> Arm:
    return Arm.model_validate({"id": "hsct", "name": "HSCT", **fields, **READ})


@pytest.fixture
def study(small: Evidence) -> Study:
    """A study that has told neither its people nor its deaths."""
    return small.studies["good"].model_copy(
        update={"enrolled": "not-reported", "deaths": "not-reported", "arms": (), "facts": ()}
    )


def with_deaths(study: Study, **fields: object) -> Study:
    return study.model_copy(update={"deaths": Deaths.model_validate({"when": "within 100 days", **fields, **READ})})


class TestPeople:
    """How many people."""

    def test_those_who_joined(self, study: Study) -> None:
        joined = Enrolled.model_validate({"people": 1951, **READ})
        study = study.model_copy(update={"enrolled": joined, "facts": (PLANNED,)})
        assert people_in_short(study) == "1,951"
        assert people_in_short(study, " people") == "1,951 people"

    def test_a_plan_is_called_one(self, study: Study) -> None:
        study = study.model_copy(update={"facts": (PLANNED,)})
        assert people_in_short(study) == "156 planned"
        assert people_in_short(study, " people") == "156 people planned"

    @pytest.mark.parametrize("change", [{"unit": "years"}, {"statistic": "total"}, {"outcome": "schedule"}])
    def test_another_figure_is_no_plan(self, study: Study, change: dict[str, Any]) -> None:
        other = Fact.model_validate({**PLANNED.model_dump(exclude_none=True, by_alias=True), **change})
        assert people_in_short(study.model_copy(update={"facts": (other,)})) == "not reported"

    def test_sizes_of_groups_alone_are_not_added_up(self, study: Study) -> None:
        groups = (arm(people=144), arm(id="drug", name="Drug", people=769))
        assert people_in_short(study.model_copy(update={"arms": groups})) == "told by group"


class TestDeaths:
    """How many deaths."""

    def test_a_number(self, study: Study) -> None:
        joined = Enrolled.model_validate({"people": 55, **READ})
        assert died_in_short(with_deaths(study, count=3, of=55).model_copy(update={"enrolled": joined})) == "3"

    def test_a_number_of_others_than_joined_says_out_of_how_many(self, study: Study) -> None:
        joined = Enrolled.model_validate({"people": 25, **READ})
        study = with_deaths(study, count=0, of=24).model_copy(update={"enrolled": joined})
        assert died_in_short(study) == "0 out of 24"

    def test_an_estimate_is_not_silence(self, study: Study) -> None:
        study = with_deaths(study, percent=2.1, people=764, interval=(1.3, 3.4), level=95)
        assert died_in_short(study).replace(NBSP, " ") == "about 21 in 1,000"

    def test_a_statement_says_what_it_says(self, study: Study) -> None:
        assert died_in_short(with_deaths(study, statement="none were reported")) == "none were reported"

    @pytest.mark.parametrize(
        ("state", "words"),
        [("recruiting", "no results yet"), ("terminated", "no results"), ("unknown", "no results yet")],
    )
    def test_only_a_study_that_goes_on_has_none_yet(self, study: Study, state: str, words: str) -> None:
        status = Status.model_validate({"state": state, "as-of": "not-reported", **READ})
        assert died_in_short(study.model_copy(update={"deaths": "no-results", "status": status})) == words

    def test_deaths_of_any_cause_are_not_said_to_come_from_the_treatment(self, study: Study) -> None:
        assert any_cause(with_deaths(study, count=3, of=55, **{"any-cause": True}))
        assert not any_cause(with_deaths(study, count=3, of=55))
        assert not any_cause(study)

    def test_all_deaths_stand_beside_those_from_the_treatment(self, study: Study) -> None:
        def died(**fields: object) -> Fact:
            told = {"id": "all", "outcome": "death", "count": 3, "of": 24, "when": "during the study", **fields, **READ}
            return Fact.model_validate(told)

        def found(fact: Fact, **deaths: object) -> Fact | None:
            changed = with_deaths(study, **{"count": 0, "of": 24, **deaths}).model_copy(update={"facts": (fact,)})
            return changed.deaths_of_any_cause

        assert found(died()) is not None
        assert count_in_short(died(), study) == "3 out of 24"
        assert found(died(of=25)) is None, "other people"
        assert found(died(among="people with a new illness")) is None, "some of the people"
        assert found(died(outcome="relapse")) is None
        assert found(died(), **{"any-cause": True}) is None, "they are told already"

    def test_those_in_other_groups_say_nothing_of_the_risk_of_hsct(self, study: Study) -> None:
        joined = Enrolled.model_validate({"people": 110, **READ})
        groups = (arm(people=55, intensity="low"), arm(id="drugs", name="Drugs", people=55))
        study = with_deaths(study, count=0, of=110).model_copy(update={"enrolled": joined, "arms": groups})
        assert study.counted_after_hsct == 55
        assert study.model_copy(update={"arms": groups[:1]}).counted_after_hsct is None, "all had HSCT"
        unknown = (arm(intensity="low"), groups[1])
        assert study.model_copy(update={"arms": unknown}).counted_after_hsct is None
        assert with_deaths(study, count=0, of=55).counted_after_hsct is None, "they alone were counted"

    def test_silence(self, study: Study) -> None:
        assert died_in_short(study) == "not reported"


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"regimen": "cyclophosphamide", "intensity": "low"}, ["Cyclophosphamide.", "Low strength."]),
        (
            {"regimen": "Many kinds.", "intensity": "not-reported"},
            ["Many kinds.", "Strength not reported in what we read."],
        ),
        ({"intensity": "not-reported"}, ["The drugs and their strength are not reported in what we read."]),
        ({"intensity": "high"}, ["High strength."]),
        ({}, []),
    ],
)
def test_what_a_group_was_given(fields: dict[str, Any], told: list[str]) -> None:
    assert treatment(arm(**fields)) == told
