"""What is due today, in 30 and in 90 days."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hsct_handbook.maintain.command import run
from hsct_handbook.maintain.stale import main

from .conftest import edit


def stale(capsys: pytest.CaptureFixture[str], today: str) -> tuple[int, list[dict[str, object]]]:
    status = run(main, ["docs", "--today", today, "--format", "json"])
    return status, json.loads(capsys.readouterr().out)


@pytest.mark.parametrize(
    ("today", "within"),
    [("2027-01-01", None), ("2027-08-24", 90), ("2027-10-23", 30), ("2027-11-01", 0), ("2028-01-01", 0)],
)
def test_reviews(docs: Path, capsys: pytest.CaptureFixture[str], today: str, within: int | None) -> None:
    status, found = stale(capsys, today)

    assert [one["within-days"] for one in found] == ([] if within is None else [within, within])
    assert {str(one["path"]) for one in found} <= {"docs/good-chapter.md", "docs/trials/good.md"}
    assert status == (1 if within == 0 else 0)


@pytest.mark.parametrize(
    ("as_of", "today", "within"),
    [
        ("2026-03-10", "2027-03-10", 0),
        ("2026-03-10", "2027-03-09", 30),
        ("2026-03", "2027-03-01", 0),
        ("2026", "2027-01-01", 0),
        ("not-reported", "2026-11-21", 0),
    ],
)
def test_states_a_year_old(docs: Path, capsys: pytest.CaptureFixture[str], as_of: str, today: str, within: int) -> None:
    page = docs / "trials" / "good.md"
    edit(page, "state: published, as-of: 2020,", f"state: recruiting, as-of: {as_of},")

    _, found = stale(capsys, today)

    states = [one for one in found if one["code"] == "state-old"]
    assert [one["within-days"] for one in states] == [within]
    line = page.read_text(encoding="utf-8").splitlines()[int(str(states[0]["line"])) - 1]
    assert line.startswith("status:")


def test_a_state_that_no_longer_changes_does_not_age(docs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert stale(capsys, "2026-11-21") == (0, [])


def test_figures_of_a_study_that_another_replaces(docs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = docs / "trials" / "good.md"
    later = good.read_text(encoding="utf-8").replace("name: Good study", "name: Later").replace("good.", "later.")
    (docs / "trials" / "later.md").write_text(later.replace("# The good", "# The later"), encoding="utf-8")
    edit(good, "main-source: good-paper", "main-source: good-paper\nsuperseded-by: later")
    edit(docs / "good-chapter.md", "## Questions to ask", "Of them, {fact}`good.better`.\n\n## Questions to ask")

    status, found = stale(capsys, "2026-11-21")

    assert status == 1
    assert [(one["code"], one["path"]) for one in found] == [("study-replaced", "docs/good-chapter.md")]


def test_text_and_markdown(docs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(main, ["docs", "--today", "2027-11-02"])
    assert "Due today: 2 things." in capsys.readouterr().out

    run(main, ["docs", "--today", "2027-11-02", "--format", "markdown"])
    assert "- [ ] `docs/good-chapter.md:" in capsys.readouterr().out
