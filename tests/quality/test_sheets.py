"""Score sheets are read with their lines; nothing wrong with one goes unsaid, and the real ones keep their word."""

from __future__ import annotations

import ast
import datetime as dt
import shutil
from pathlib import Path

import pytest

from hsct_handbook.checks import ADVISORY, KNOWN, check_all
from hsct_handbook.evidence import read_evidence
from hsct_handbook.quality import FOLDER, Sheet, read_sheets
from tests.bad.harness import BASE

ROOT = Path(__file__).parents[2]
TODAY = dt.date(2026, 11, 21)
HEAD = "name: DISCERN\nfull-name: A list\nsources: [good-paper]\nscored: 2026-11-20\n"
RATED = HEAD + "scale: {lowest: 1, highest: 5, raters: 2, each-at-least: 4}\n"
ONE = "parts:\n  - name: First\n    criteria:\n"
ITEM = '      - id: "1"\n        asks: Say it.\n'
GOOD = HEAD + ONE + ITEM + "        needs: raters\n"
RATING = "ratings:\n  - page: {page}\n    rater: a nurse\n    date: 2026-11-20\n    scores: {{{scores}}}\n"


def rating(page: str = "good-chapter", scores: str = "'1': 4") -> str:
    return RATED + RATING.format(page=page, scores=scores) + ONE + ITEM + "        needs: raters\n"


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    shutil.copytree(BASE, tmp_path / "docs")
    (tmp_path / "docs" / FOLDER).mkdir()
    return tmp_path / "docs"


def told(docs: Path, text: str) -> list[tuple[str, int, str, str]]:
    """What is said of a sheet, as (file, line, code, words)."""
    (docs / FOLDER / "list.yml").write_text(text, encoding="utf-8")
    problems = [problem for problem in check_all(docs, Path("docs"), TODAY) if problem.code not in ADVISORY]
    return [(problem.path.as_posix(), problem.line, problem.code, problem.text) for problem in problems]


# What is wrong

BAD: dict[str, tuple[str, int, str, str]] = {
    "a state by hand where a machine decides": (
        GOOD.replace("needs: raters", "decided-by: {checks: [bare-chance]}\n        state: met\n        why: So."),
        11,
        "state-by-hand",
        "a machine decides 1, so its state cannot be written by hand",
    ),
    "decided by hand though the standards say a machine does": (
        GOOD.replace('id: "1"', 'id: "12"'),
        8,
        "decided-elsewhere",
        "D8 of the checks’ standards decides DISCERN 12; write decided-by: {lines: [D8]}",
    ),
    "nothing decides": (GOOD.replace("        needs: raters\n", ""), 8, "score-form", "nothing decides 1"),
    "decided by nothing": (GOOD.replace("needs: raters", "decided-by: {}"), 10, "score-form", "nothing is named"),
    "a judgement without reason": (
        GOOD.replace("needs: raters", "state: not-yet"),
        10,
        "score-form",
        "a judgement needs its reason",
    ),
    "a judgement that nobody can see": (
        GOOD.replace("needs: raters", "state: met\n        why: So."),
        10,
        "score-form",
        "a reader cannot see it for themselves",
    ),
    "met, and waiting": (
        GOOD.replace("needs: raters", "state: met\n        why: So.\n        see: [index]\n        needs: raters"),
        10,
        "score-form",
        "“met” waits for nobody",
    ),
    "needs people, by hand": (
        GOOD.replace("needs: raters", "state: needs-people\n        why: So."),
        10,
        "unknown-value",
        "“needs-people” is not a choice for “state”",
    ),
    "unknown people": (GOOD.replace("raters", "robots"), 10, "unknown-value", "“robots” is not a choice"),
    "unknown check": (
        GOOD.replace("needs: raters", "decided-by: {checks: [bare-nonsense]}"),
        10,
        "unknown-check",
        "there is no check “bare-nonsense”",
    ),
    "unknown standard": (
        GOOD.replace("needs: raters", "decided-by: {lines: [Z9]}"),
        10,
        "unknown-standard",
        "there is no standard “Z9”",
    ),
    "no name of a test": (
        GOOD.replace("needs: raters", "decided-by: {tests: [axe]}"),
        10,
        "wrong-form",
        "“axe” does not fit",
    ),
    "unknown page": (GOOD + "        see: [nowhere]\n", 11, "unknown-page", "there is no page “nowhere”"),
    "unknown source": (GOOD.replace("good-paper", "none"), 3, "unknown-source", "“none” is not in references.bib"),
    "no source": (GOOD.replace("[good-paper]", "[]"), 3, "wrong-length", "“sources” has nothing in it"),
    "no criteria": (HEAD + "parts: []\n", 5, "wrong-length", "“parts” has nothing in it"),
    "twice": (GOOD + ITEM + "        needs: raters\n", 11, "duplicate-id", "two criteria have the number 1"),
    "no date": (GOOD.replace("scored: 2026-11-20\n", ""), 1, "missing-field", "“scored” is missing"),
    "in the future": (GOOD.replace("2026-11-20", "2027-01-01"), 4, "date-future", "lies in the future"),
    "unknown key": (GOOD + "        score: 5\n", 11, "unknown-key", "“score” is not known"),
    "markup": (GOOD.replace("Say it.", "<b>Say it.</b>"), 9, "markup", "markup stands in a field"),
    "empty": (GOOD.replace("Say it.", "''"), 9, "empty-field", "this is empty"),
    "a number that is none": (GOOD.replace('"1"', "one"), 8, "wrong-form", "“one” does not fit “id”"),
    "a rating without a scale": (
        rating().replace("scale: {lowest: 1, highest: 5, raters: 2, each-at-least: 4}\n", ""),
        6,
        "score-form",
        "there is no scale to rate by",
    ),
    "a rating of no page": (rating("nowhere"), 7, "unknown-page", "there is no page “nowhere”"),
    "a rating above the scale": (rating(scores="'1': 6"), 10, "out-of-range", "1 has 6, but the scale runs"),
    "a rating of something else": (rating(scores="'2': 4"), 10, "score-form", "not those of the 1 criteria (see 1, 2)"),
    "a rating that is half": (rating(scores="'1': 3.5"), 10, "wrong-type", "must be a whole number"),
    "a scale without length": (rating().replace("highest: 5", "highest: 1"), 5, "score-form", "has no length"),
    "a scale without an aim": (rating().replace(", each-at-least: 4", ""), 5, "score-form", "good enough is not clear"),
    "no YAML": ("parts: [", 2, "yaml", "the file is not YAML"),
    "nothing": ("", 1, "missing-field", "“full-name” is missing"),
}


@pytest.mark.parametrize(("text", "line", "code", "part"), BAD.values(), ids=BAD)
def test_a_sheet_with_a_fault(docs: Path, text: str, line: int, code: str, part: str) -> None:
    found = told(docs, text)
    assert found, "nothing was said"
    assert found[0][:3] == ("docs/quality/list.yml", line, code), found
    assert part in found[0][3]


@pytest.mark.parametrize("text", [GOOD, rating(), rating().replace("ratings:", "incomplete: Some.\nratings:")])
def test_a_good_sheet(docs: Path, text: str) -> None:
    assert told(docs, text) == []


def test_a_handbook_without_sheets_has_none(docs: Path) -> None:
    evidence = read_evidence(docs, today=TODAY)
    assert read_sheets(docs, docs, evidence, TODAY, KNOWN) == ({}, [])


# The real sheets


def real() -> dict[str, Sheet]:
    docs = ROOT / "docs"
    evidence = read_evidence(docs, today=TODAY)
    sheets, problems = read_sheets(docs, docs, evidence, TODAY, KNOWN)
    assert problems == []
    return sheets


REAL = real()
each_sheet = pytest.mark.parametrize("sheet", REAL.values(), ids=REAL)


@pytest.mark.parametrize(
    ("name", "count"), [("ipdas", 24), ("discern", 16), ("pif", 10), ("pemat", 24), ("wcag", 55), ("pdf-ua", 31)]
)
def test_each_standard_has_all_its_criteria(name: str, count: int) -> None:
    assert len(list(REAL[name].criteria)) == count


def test_no_sheet_is_left_out_above() -> None:
    assert sorted(REAL) == ["discern", "ipdas", "pdf-ua", "pemat", "pif", "wcag"]


@each_sheet
def test_what_proves_it_is_there(sheet: Sheet) -> None:
    proofs = {proof for item in sheet.criteria if item.decided_by for proof in item.decided_by.tests}
    for proof in proofs:
        path, _, name = proof.partition("::")
        assert (ROOT / path).is_file(), proof
        if name:
            tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
            assert name in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}, proof


@pytest.mark.parametrize("name", ["discern", "pemat"])
def test_what_people_rate_is_left_to_them(name: str) -> None:
    sheet = REAL[name]
    assert sheet.scale is not None
    assert sheet.scale.raters == 2
    assert all(item.needs is not None for item in sheet.criteria)
    assert not any(item.state for item in sheet.criteria)
