"""States are worked out: from checks, from tests, from what is advised, and from what people gave."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hsct_handbook.checks import KNOWN, RULES
from hsct_handbook.checks.standards import standards
from hsct_handbook.quality import Criterion, Judge, Known, Sheet, State, proof_in_words, rated, tally


@dataclass(frozen=True)
class Line:
    """A made-up standard."""

    id: str
    kind: str = "M"
    proved_by: tuple[str, ...] = ()
    not_yet: str = ""
    asked_by: str = "Nobody"
    check: str = "Something."


@dataclass(frozen=True)
class Code:
    """A made-up rule."""

    code: str
    standards: tuple[str, ...]
    advisory: bool = False


LINES = [
    Line("A1"),
    Line("A2", not_yet="it is being written"),
    Line("A3", proved_by=("tests/unit/test_wording.py",)),
    Line("A4", kind="MH"),
    Line("A5", kind="HM", proved_by=("tests/unit/test_wording.py",)),
    Line("A6", kind="H"),
    Line("A7", kind="P"),
    Line("A8"),
]
RULED = [Code("one", ("A1", "A4")), Code("two", ("A1", "A2")), Code("hint", ("A7",), advisory=True)]


def judge(**advice: int) -> Judge:
    return Judge(Known({line.id: line for line in LINES}, RULED), advice)


@pytest.mark.parametrize(
    ("line", "state", "why"),
    [
        ("A1", State.MET, ""),
        ("A2", State.NOT_YET, "It is being written."),
        ("A3", State.MET, ""),
        ("A4", State.PARTLY, "A machine holds its part. People still have to judge the rest."),
        ("A5", State.NEEDS_PEOPLE, ""),
        ("A6", State.NEEDS_PEOPLE, ""),
        ("A7", State.MET, ""),
        ("A8", State.NOT_YET, "Nothing holds it yet."),
    ],
)
def test_a_line(line: str, state: State, why: str) -> None:
    verdict = judge().line(line)
    assert (verdict.state, verdict.why) == (state, why)


def test_advice_on_a_page_keeps_a_line_from_being_met() -> None:
    assert judge(hint=1).line("A7").why == "On 1 page it does not hold yet."
    verdict = judge(hint=3).line("A7")
    assert (verdict.state, verdict.why) == (State.PARTLY, "On 3 pages it does not hold yet.")
    assert judge(hint=3).line("A1").state is State.MET


def criterion(**fields: object) -> Criterion:
    return Criterion.model_validate({"id": "1", "asks": "Say it.", **fields})


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({"decided-by": {"lines": ["A1", "A3"]}}, State.MET),
        ({"decided-by": {"lines": ["A1", "A2"]}}, State.PARTLY),
        ({"decided-by": {"lines": ["A2", "A8"]}}, State.NOT_YET),
        ({"decided-by": {"lines": ["A6"]}}, State.NEEDS_PEOPLE),
        ({"decided-by": {"lines": ["A2"], "checks": ["one"]}}, State.PARTLY),
        ({"decided-by": {"checks": ["one"]}}, State.MET),
        ({"decided-by": {"checks": ["hint"]}}, State.PARTLY),
        ({"decided-by": {"lines": ["A1"]}, "needs": "clinicians"}, State.PARTLY),
        ({"decided-by": {"lines": ["A2"]}, "needs": "clinicians"}, State.NOT_YET),
        ({"needs": "raters"}, State.NEEDS_PEOPLE),
        ({"state": "not-yet", "why": "So."}, State.NOT_YET),
        ({"state": "does-not-apply", "why": "So."}, State.DOES_NOT_APPLY),
    ],
)
def test_a_criterion(fields: dict[str, object], state: State) -> None:
    assert judge(hint=2).criterion(criterion(**fields)).state is state


def test_a_tally_counts_each_once() -> None:
    counts = tally(judge().line(line.id) for line in LINES)
    assert sum(counts.values()) == len(LINES)
    assert counts[State.MET] == 3
    assert list(counts) == list(State)


def sheet(highest: int = 5, **scale: int) -> dict[str, object]:
    return {
        "name": "LIST",
        "full-name": "A list",
        "sources": ["paper"],
        "scored": "2026-11-20",
        "scale": {"lowest": 0, "highest": highest, "raters": 2, **scale},
        "parts": [{"name": "All", "criteria": [{"id": str(n), "asks": "Say it.", "needs": "raters"} for n in (1, 2)]}],
    }


def given_by(rater: str, *scores: int, page: str = "page") -> dict[str, object]:
    points = {str(number): score for number, score in enumerate(scores, 1)}
    return {"page": page, "rater": rater, "date": "2026-11-20", "scores": points}


@pytest.mark.parametrize(
    ("ratings", "state"),
    [
        ([], State.NEEDS_PEOPLE),
        ([given_by("a nurse", 5, 5, page="another")], State.NEEDS_PEOPLE),
        ([given_by("a nurse", 5, 5)], State.PARTLY),
        ([given_by("a nurse", 5, 5), given_by("a nurse", 5, 5)], State.PARTLY),
        ([given_by("a nurse", 5, 4), given_by("a person with MS", 4, 4)], State.MET),
        ([given_by("a nurse", 5, 5), given_by("a person with MS", 3, 5)], State.NOT_YET),
    ],
)
def test_two_people_rate_each_page(ratings: list[object], state: State) -> None:
    made = Sheet.model_validate({**sheet(**{"each-at-least": 4}), "ratings": ratings})
    assert rated(made, "page") is state


@given(st.lists(st.integers(0, 4), min_size=1, max_size=40), st.integers(1, 100))
def test_a_share_of_the_points_is_enough_or_not(scores: list[int], least: int) -> None:
    scale = Sheet.model_validate(sheet(4, **{"percent-at-least": least})).scale
    assert scale is not None
    points = {str(number): score for number, score in enumerate(scores)}
    assert scale.is_enough(points) == (100 * sum(scores) / (4 * len(scores)) >= least)


def test_nobody_rates_by_a_list_without_a_scale() -> None:
    plain = Sheet.model_validate({name: value for name, value in sheet().items() if name != "scale"})
    with pytest.raises(ValueError, match="nobody rates by LIST"):
        rated(plain, "page")


@pytest.mark.parametrize(
    ("proof", "words"),
    [
        ("tests/site/test_access.py::test_axe_finds_nothing", "“axe finds nothing” (test_access)"),
        ("tests/bad/cite-unknown.md", "a bad page, “cite unknown”, is refused"),
        ("tests/unit/test_wording.py", "all of test_wording"),
    ],
)
def test_a_proof_in_words(proof: str, words: str) -> None:
    assert proof_in_words(proof) == words


def test_no_real_line_is_met_without_something_that_holds_it() -> None:
    held = Judge(KNOWN)
    for name, standard in standards().items():
        verdict = held.line(name)
        if verdict.state is State.MET:
            assert standard.proved_by or any(name in rule.standards for rule in RULES)
            assert "H" not in standard.kind
