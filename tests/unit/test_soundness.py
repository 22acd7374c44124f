"""Figures that cannot be true: told with their line, while what a source may well print is let in."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from hsct_handbook.evidence import Fact, read_evidence
from hsct_handbook.evidence.times import years_in
from tests.bad.harness import BASE, TODAY

ORIGIN = "when: 1 year, source: good-paper, checked: abstract"
YEARS = "treated-from: 2010, treated-to: 2015, published: 2020"
SPREAD = "measure: 3, unit: months, spread-kind: standard-deviation, spread: {}"

WRONG: dict[str, tuple[str, str]] = {
    "percent: 50, people: 5500": ("fact-people", "“people” is 5500, but the arm hsct had 30"),
    "count: 31, percent: 60": ("fact-people", "“count” is 31"),
    "count: 3, group: 30, percent: 60": ("fact-percent", "60% does not agree with 3 of 30"),
    "count: 3, percent: ": ("empty-field", "the field “percent” is empty"),
    "ratio: 0.5, ratio-kind: hazard-ratio, versus: all, interval: [-3, 2], level: 95": ("fact-interval", "above 0"),
    "ratio: 0.5, ratio-kind: hazard-ratio, versus: hsct": ("fact-form", "“hsct” is compared with itself"),
    "measure: 360, unit: EDSS points": ("out-of-range", "the EDSS runs from 0 to 10"),
    "count: 3, of: 30, years: -1": ("out-of-range", "“years” is -1"),
    "percent: 0.05, interval: [0.01, 0.1], level: 95": ("fact-percent", "write 5 for 5 out of 100"),
    'percent: 5, p-value: "p = 3.5"': ("out-of-range", "a p value is at most 1, not 3.5"),
    SPREAD.format(-5): ("out-of-range", "never under 0"),
    SPREAD.format([1, 5]): ("fact-form", "has one number"),
    "measure: 3, unit: months, spread-kind: range, spread: 4": ("fact-form", "has two ends"),
    "count: 3, of: 30, unit: months": ("fact-form", "months are measured, not counted"),
    "count: 1:10, of: 30": ("wrong-type", "give a whole number"),
    "count: 0x1F": ("wrong-type", "give a whole number"),
    "count: 1_0": ("wrong-type", "write 10"),
    "count: 055, group: 60": ("wrong-type", "write 55"),
}
RIGHT = (
    "count: 30, of: 30, percent: 100",
    "count: 3, group: 30, percent: 11",
    "count: 12, unit: centres",
    "count: 130, unit: scans",
    "percent: 0.5, interval: [0.1, 1.2], level: 95",
    "count: 1, of: 30, percent: 3.3, interval: [0.1, 17.2], level: 95",
    "measure: 45, unit: pg/mL, people: 60",
    "measure: -1.7, unit: EDSS points, years: 1",
    "ratio: 0.5, ratio-kind: hazard-ratio, versus: all, interval: [0.1, 2], level: 95, p-value: under 0.001",
    SPREAD.format(8.6),
    "measure: .5, unit: months",
)


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    return shutil.copytree(BASE, tmp_path / "docs")


def _edit(docs: Path, page: str, *pairs: tuple[str, str]) -> None:
    path = docs / page
    text = path.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")


def _told(docs: Path) -> list[tuple[str, str]]:
    return [(problem.code, f"{problem.path.name}:{problem.line}: {problem.text}") for problem in _problems(docs)]


def _problems(docs: Path) -> Any:
    return read_evidence(docs, today=TODAY).problems


def _add(docs: Path, figure: str) -> int:
    """Put a figure into the good study, and return its line."""
    fact = f"facts:\n  - {{id: new, outcome: relapse, arm: hsct, {figure}, {ORIGIN}}}"
    _edit(docs, "trials/good.md", ("facts:", fact))
    return (docs / "trials/good.md").read_text(encoding="utf-8").split("id: new")[0].count("\n") + 1


@pytest.mark.parametrize("figure", WRONG)
def test_a_figure_that_cannot_be_true_is_told(docs: Path, figure: str) -> None:
    line = _add(docs, figure)
    code, part = WRONG[figure]
    ((found, text),) = _told(docs)
    assert (found, text.startswith(f"good.md:{line}: "), part in text) == (code, True, True), text


@pytest.mark.parametrize("figure", RIGHT)
def test_a_figure_that_may_be_true_is_not(docs: Path, figure: str) -> None:
    _add(docs, figure)
    assert _told(docs) == []


def test_another_report_may_count_a_few_people_more(docs: Path) -> None:
    with (docs / "references.bib").open("a", encoding="utf-8") as sources:
        sources.write(
            "\n@misc{other-paper,\n  title = {More},\n  urldate = {2026-11-20},\n  checked = {abstract},\n}\n"
        )
    figure = "{{id: new, outcome: relapse, count: 3, of: {}, when: 1 year, source: other-paper, checked: abstract}}"
    _edit(docs, "trials/good.md", ("facts:", f"facts:\n  - {figure.format(32)}"))
    assert _told(docs) == []
    _edit(docs, "trials/good.md", ("of: 32", "of: 40"))
    ((code, _),) = _told(docs)
    assert code == "fact-people"


@pytest.mark.parametrize(
    ("old", "new", "code", "part"),
    [
        ("deaths: {count: 0, of: 30", "deaths: {count: 300, of: 5500", "fact-people", "but 30 took part"),
        (YEARS, YEARS.replace("2015", "2026-07"), "years-order", "came after the report"),
        (YEARS, YEARS.replace("2010", "1905"), "years-order", "long before anyone with MS had HSCT"),
        ("clinical-review: not-yet", "clinical-review: {role: a nurse, date: 1999-01-01}", "review-dates", "in 1999"),
        ("clinical-review: not-yet", "clinical-review: {role: TODO, date: 2026-11-01}", "unfinished-field", "TODO"),
        ("A median of 2 years", "Median 40 months", "follow-up-differs", "30 months are 2.5 years"),
        ("follow-up-median-years: 2", "follow-up-median-years: 0", "out-of-range", "is 0"),
    ],
)
def test_a_study_that_contradicts_itself(docs: Path, old: str, new: str, code: str, part: str) -> None:
    _edit(docs, "trials/good.md", (old, new))
    ((found, text),) = _told(docs)
    assert (found, part in text) == (code, True), text


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("A median of 2 years", "Median 24.3 months for those who came"),
        ("A median of 2 years", "Up to 9 years"),
        (YEARS, YEARS.replace("2020", "2021-01")),
        ("clinical-review: not-yet", "clinical-review: {role: MS nurse, date: 2026-01-01}"),
    ],
)
def test_a_study_that_does_not(docs: Path, old: str, new: str) -> None:
    _edit(docs, "trials/good.md", (old, new))
    assert _told(docs) == []


def test_studies_that_supersede_each_other(docs: Path) -> None:
    shutil.copy(docs / "trials/good.md", docs / "trials/other.md")
    _edit(docs, "trials/other.md", ("NCT00278655", "NCT00278656"), ("limits:", "superseded-by: good\nlimits:"))
    assert _told(docs) == []
    _edit(docs, "trials/good.md", ("limits:", "superseded-by: other\nlimits:"))
    assert [code for code, _ in _told(docs)] == ["superseded-circle"] * 2


def test_two_pages_of_one_trial_say_so(docs: Path) -> None:
    shutil.copy(docs / "trials/good.md", docs / "trials/other.md")
    assert [code for code, _ in _told(docs)] == ["registration-shared"] * 2
    for name, other in (("good", "other"), ("other", "good")):
        shared = f"same-people-as: [{{study: {other}, how: the same people}}]\nlimits:"
        _edit(docs, f"trials/{name}.md", ("limits:", shared))
    assert _told(docs) == []


def test_a_fault_in_the_list_of_sources_is_told_once(docs: Path) -> None:
    _edit(docs, "references.bib", ("urldate", "urldaet"))
    assert {(problem.path.name, problem.code) for problem in _problems(docs)} == {
        ("references.bib", "unknown-key"),
        ("references.bib", "missing-field"),
    }


def test_years_in_a_text() -> None:
    assert list(years_in("at 30 months, and 2-year data; 5 of 10 people")) == [2.5, 2]


def test_a_ratio_may_name_both_its_groups() -> None:
    fields = {"id": "a", "outcome": "relapse", "when": "1 year", "source": "a", "checked": "abstract"}
    assert Fact.model_validate(fields | {"ratio": 2, "ratio-kind": "odds-ratio", "among": "women against men"})
    with pytest.raises(ValidationError, match="compares two groups"):
        Fact.model_validate(fields | {"ratio": 2, "ratio-kind": "odds-ratio"})
