"""The model of the evidence: what holds for every figure that it lets in, and how a page is read."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from hsct_handbook.evidence import Evidence, Value, read_evidence, slug_of
from hsct_handbook.evidence.export import studies_json
from hsct_handbook.evidence.vocabulary import Checked, Design, Intensity, MsType, Outcome, RatioKind, Spread, State
from tests.bad.harness import BASE, TODAY

from .values import any_value, value


def test_quoted_facts_of_a_study(small: Evidence) -> None:
    assert {"good.better", "good.deaths", "good.enrolled", "good.arm-hsct", "good.follow-up"} <= small.facts.keys()
    assert small.facts["good.deaths"].outcome is Outcome.TREATMENT_RELATED_DEATH
    assert small.facts["good.enrolled"].value.count == 30
    assert small.facts["good.follow-up"].value.measure == 2
    assert small.facts["good.better"].study is small.studies["good"]
    assert small.facts["good.better"].owner == "trials/good"


def test_quoted_facts_of_a_chapter(small: Evidence) -> None:
    fact = small.facts["good-chapter.age"]
    assert (fact.owner, fact.study, fact.value.measure) == ("good-chapter", None, 45)


def test_slugs() -> None:
    assert slug_of("trials/mist") == "mist"
    assert slug_of("index") == "index"


_NUMBERS: st.SearchStrategy[Any] = st.integers(-5, 120) | st.floats(allow_nan=True, allow_infinity=True) | st.none()


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "count": _NUMBERS,
            "of": _NUMBERS,
            "group": _NUMBERS,
            "percent": _NUMBERS,
            "ratio": _NUMBERS,
            "ratio-kind": st.sampled_from(["hazard-ratio", "odds", None]),
            "measure": _NUMBERS,
            "unit": st.sampled_from(["months", "", None]),
            "interval": st.lists(_NUMBERS, max_size=3),
            "level": st.sampled_from([95, 90, 0, "95", None]),
            "disagrees": st.sampled_from(["the paper prints both", None]),
        },
    )
)
def test_what_the_model_lets_in_holds_together(fields: dict[str, Any]) -> None:
    try:
        found = Value.model_validate({"when": "1 year", "source": "a", "checked": "abstract"} | fields)
    except ValidationError:
        return
    if found.count is not None:
        assert found.count >= 0
        for whole in (found.of, found.group):
            assert whole is None or found.count <= whole
    if found.percent is not None:
        assert 0 <= found.percent <= 100
        if found.of and found.disagrees is None:
            assert abs(found.percent - 100 * (found.count or 0) / found.of) <= 0.5 + 1e-9
    if found.interval is not None:
        low, high = found.interval
        assert low <= high
        assert found.level is not None
        assert found.estimate is None or low - 0.5 - 1e-6 <= found.estimate <= high + 0.5 + 1e-6
    assert found.proportion is None or 0 <= found.proportion <= 1


@given(any_value)
def test_a_figure_survives_being_written_and_read(given_value: Value) -> None:
    assert Value.model_validate_json(given_value.model_dump_json(exclude_none=True)) == given_value


@pytest.mark.parametrize(
    ("printed", "agrees"),
    [(60, True), (60.0, True), (59.6, False), (6, False), (61, False)],
)
def test_a_percentage_agrees_to_the_places_it_is_printed_with(printed: float, agrees: bool) -> None:
    if agrees:
        assert value(count=30, of=50, percent=printed).percent == printed
    else:
        with pytest.raises(ValidationError, match="does not agree"):
            value(count=30, of=50, percent=printed)
    assert value(count=3, of=52, percent=6).percent == 6  # 5.77, as a paper rounds it
    assert value(count=1, of=8, percent=12).percent == 12  # 12.5 may be rounded either way
    assert value(count=1, of=8, percent=13).percent == 13


def test_a_disagreement_that_is_explained_stands() -> None:
    assert value(count=30, of=50, percent=66, disagrees="the paper prints both").percent == 66


def test_nothing_changes_once_it_is_read(small: Evidence) -> None:
    with pytest.raises(ValidationError, match="frozen"):
        small.facts["good.better"].value.count = 13  # type: ignore[misc]


@pytest.mark.parametrize("enum", [Design, MsType, Intensity, State, Checked, RatioKind, Spread])
def test_every_word_of_a_closed_list_has_words_for_readers(enum: Any) -> None:
    labels = [member.label for member in enum]
    assert all(label.strip() for label in labels)
    assert len(set(labels)) == len(labels)


def test_every_outcome_and_design_has_its_words() -> None:
    names = [outcome.words.name for outcome in Outcome]
    assert len(set(names)) == len(names)
    assert all(design.meaning for design in Design)
    assert not State.PUBLISHED.changes
    assert State.RECRUITING.changes


def test_complaints_about_one_file(tmp_path: Path) -> None:
    shutil.copytree(BASE, tmp_path, dirs_exist_ok=True)
    chapter = tmp_path / "good-chapter.md"
    chapter.write_text(chapter.read_text(encoding="utf-8").replace("measure: 45", "measure: none"), encoding="utf-8")
    evidence = read_evidence(tmp_path, today=TODAY)
    (problem,) = evidence.problems_of(chapter)
    assert (problem.line, problem.code) == (11, "wrong-type")
    assert str(problem) == f"{chapter}:11: wrong-type {problem.text}"
    assert evidence.problems_of(tmp_path / "index.md") == []
    assert "good-chapter" not in evidence.pages
    assert "good" in evidence.studies, "one bad page does not hide the others"


def test_pages_can_be_left_out(tmp_path: Path) -> None:
    shutil.copytree(BASE, tmp_path, dirs_exist_ok=True)
    (tmp_path / "_build").mkdir()
    (tmp_path / "_build" / "left.md").write_text("not a page", encoding="utf-8")
    evidence = read_evidence(tmp_path, today=TODAY, exclude=["good-chapter"])
    assert evidence.problems == []
    assert set(evidence.pages) == {"index", "trials/good"}


def test_a_page_that_cannot_be_opened_is_a_complaint(tmp_path: Path) -> None:
    shutil.copytree(BASE, tmp_path, dirs_exist_ok=True)
    (tmp_path / "folder.md").mkdir()
    (problem,) = read_evidence(tmp_path, today=TODAY).problems
    assert (problem.code, problem.line) == ("unreadable-file", 1)


def test_dates_are_judged_on_the_day_that_is_given() -> None:
    problems = read_evidence(BASE, today=dt.date(2026, 10, 1), shown=Path("docs")).problems
    assert {problem.code for problem in problems} == {"date-future"}


_GOOD_STUDY = (BASE / "trials" / "good.md").read_text(encoding="utf-8").split("---\n")
_ODD: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**13), 10**13)
    | st.floats()
    | st.sampled_from(
        ["", " ", "all", "not-reported", "2026-13-01", "2027-01-01", "<b>", "{x}", "%(x)s", "\x07", "good", "é" * 500]
    )
    | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["text", "id", "of", "x"]), inner, max_size=3)
    ),
    max_leaves=4,
)


def _places(value: Any, place: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [found for key, child in inner for found in [(*place, key), *_places(child, (*place, key))]]


@given(st.data())
def test_any_value_in_any_field_is_let_in_or_complained_of(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    front = yaml.safe_load(_GOOD_STUDY[1])
    *way, last = data.draw(st.sampled_from(_places(front)))
    group = front
    for key in way:
        group = group[key]
    group[last] = data.draw(_ODD)
    docs = tmp_path_factory.getbasetemp() / "docs"
    shutil.copytree(BASE, docs, dirs_exist_ok=True)
    text = f"---\n{yaml.safe_dump(front, allow_unicode=True)}---\n{_GOOD_STUDY[2]}"
    (docs / "trials" / "good.md").write_bytes(text.encode("utf-8", "replace"))
    evidence = read_evidence(docs, today=TODAY)
    for problem in evidence.problems:
        assert 1 <= problem.line <= text.count("\n") + 1
        assert problem.remedy
    assert evidence.problems or "good" in evidence.studies
    json.loads(studies_json(evidence, version="1"), parse_constant=pytest.fail)
