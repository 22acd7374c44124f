"""Each bad page draws exactly the complaints it declares; good pages draw none; every code is drawn by a page."""

from __future__ import annotations

import ast
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

import hsct_handbook.evidence
from hsct_handbook.checks import ADVISORY, RULES, check_all
from hsct_handbook.evidence import Problem, read_evidence

from .harness import BASE, TODAY, Case, cases, compare, good_cases, lay_out, read_case


def _blocking(problems: Iterable[Problem]) -> list[Problem]:
    return [problem for problem in problems if problem.code not in ADVISORY]


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_bad_page_draws_its_complaints(case: Case, tmp_path: Path) -> None:
    docs = lay_out(case, tmp_path)
    problems = check_all(docs, Path("docs"), TODAY)
    declared = {complaint.code for complaint in case.complaints}
    about = [
        problem
        for problem in problems
        if problem.path == Path("docs") / case.place and (problem.code not in ADVISORY or problem.code in declared)
    ]
    assert compare(case, about) == []
    lines = (docs / case.place).read_bytes().count(b"\n") + 1
    assert all(1 <= problem.line <= lines for problem in about)
    assert all(problem.remedy for problem in about), "a complaint says what would be right"


@pytest.mark.parametrize("case", good_cases(), ids=lambda case: case.name)
def test_good_page_draws_nothing(case: Case, tmp_path: Path) -> None:
    docs = lay_out(case, tmp_path)
    assert _blocking(check_all(docs, Path("docs"), TODAY)) == []


def test_the_pages_around_a_bad_page_are_good(tmp_path: Path) -> None:
    problems = check_all(lay_out(None, tmp_path), Path("docs"), TODAY)
    # Small pages are short ones; that is the only advice they draw.
    assert {problem.code for problem in problems} <= {"page-length"}


def test_there_are_enough_bad_pages() -> None:
    assert len(cases()) >= 40


def test_a_bad_page_that_declares_nothing_is_refused(tmp_path: Path) -> None:
    page = tmp_path / "silent.md"
    page.write_text("% complaint: 1 x y\n")
    with pytest.raises(ValueError, match="where it belongs"):
        read_case(page)
    page.write_text("% place: bad.md\n")
    assert read_case(page).complaints == ()


BIBLIOGRAPHY = {"bibtex", "unreadable-file", "address-form", "identifier-form", "copy-circle", "source-twice"}
"""Codes about references.bib, or about files that no page can be: drawn in tests/unit/test_sources.py."""


OF_SEVERAL_FILES = {"change-untold", "log-shortened", "figures-unreadable", "file-link", "superseded-circle"}
"""Codes about a page and the log or another page, or about what is no file: drawn by tests of their own, in
tests/data/test_history.py, tests/unit/test_soundness.py and tests/unit/test_files.py."""


def test_every_code_is_drawn_by_a_bad_page() -> None:
    drawn = {complaint.code for case in cases() for complaint in case.complaints}
    assert {rule.code for rule in RULES} - drawn - OF_SEVERAL_FILES == set()
    assert evidence_codes() - drawn - BIBLIOGRAPHY - OF_SEVERAL_FILES == set()


def evidence_codes() -> set[str]:
    """Every code that the evidence complains with, as its modules spell them."""
    folder = Path(hsct_handbook.evidence.__file__).parent
    return {
        code for path in sorted(folder.glob("*.py")) for code in _codes(ast.parse(path.read_text(encoding="utf-8")))
    }


def _codes(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("complaint", "_Unreadable", "Problem"):
            words = [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
            yield from [word for word in words if isinstance(word, str)][:1]
        elif (
            isinstance(node, ast.Return | ast.Yield) and isinstance(node.value, ast.Tuple) and len(node.value.elts) == 4
        ):
            code = node.value.elts[1]
            if isinstance(code, ast.Constant):
                yield str(code.value)


def test_a_study_with_a_fault_is_not_missed_by_those_that_name_it(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    shutil.copytree(BASE, docs)
    good = (docs / "trials/good.md").read_text(encoding="utf-8")
    shared = "same-people-as: [{{study: {}, how: the same people}}]\nlimits:"
    for name, text in (("good", good), ("faulty", good.replace("count: 12, of: 30", "count: 31, of: 30"))):
        other = "faulty" if name == "good" else "good"
        (docs / f"trials/{name}.md").write_text(text.replace("limits:", shared.format(other), 1), encoding="utf-8")
    evidence = read_evidence(docs, today=TODAY)
    assert {(problem.path.name, problem.code) for problem in evidence.problems} == {("faulty.md", "fact-count")}
