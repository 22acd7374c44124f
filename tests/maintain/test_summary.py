"""A proposed change in words: what changes, and what is wrong with it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from hsct_handbook.maintain.command import run
from hsct_handbook.maintain.summary.__main__ import main
from hsct_handbook.maintain.summary.changes import compare
from hsct_handbook.maintain.summary.snapshot import BuiltPage, Snapshot
from hsct_handbook.maintain.summary.words import headline, safe

from .conftest import BASE, edit

EASY = "The cat sat on the mat. It was a big cat. It ate all of the fish that we had. Then it slept. "


@pytest.fixture
def change(tmp_path: Path) -> tuple[Path, Path]:
    """Two copies of a small handbook, alike so far."""
    for name in ("before", "after"):
        shutil.copytree(BASE, tmp_path / name / "docs")
    return tmp_path / "before", tmp_path / "after"


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> Any:
    """Run the command."""

    def tell(change: tuple[Path, Path], *options: str, today: str = "2026-11-21") -> str:
        assert run(main, [str(change[0]), str(change[1]), "--today", today, *options]) == 0
        return capsys.readouterr().out

    return tell


def site(root: Path, pages: dict[str, str], sides: int = 1) -> None:
    """A built website."""
    built = root / "_build" / "html"
    for name, text in pages.items():
        path = built / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"<html><body><nav>Menu</nav><main>{text}</main></body></html>", encoding="utf-8")
    (built / "print").mkdir(parents=True, exist_ok=True)
    document = pikepdf.new()
    for _ in range(sides):
        document.add_blank_page()
    document.save(built / "print" / "first.pdf")


def test_nothing_changed(change: tuple[Path, Path], told: Any) -> None:
    assert "**0 pages changed, 0 figures changed.**" in told(change)


def test_a_changed_figure_asks_why(change: tuple[Path, Path], told: Any) -> None:
    edit(change[1] / "docs/trials/good.md", "count: 12, of: 30, percent: 40", "count: 15, of: 30, percent: 50")

    out = told(change)

    assert "**1 page changed, 1 figure changed.**" in out
    assert "`good.better`: count 12 → 15, percent 40 → 50, source unchanged (good-paper): why?" in out


def test_a_changed_source_answers(change: tuple[Path, Path], told: Any) -> None:
    edit(
        change[1] / "docs/trials/good.md",
        "percent: 40, when: 1 year, source: good-paper, checked: abstract",
        "percent: 40, when: 2 years, source: good-register, checked: registry",
    )

    out = told(change)

    assert "when 1 year → 2 years, source good-paper → good-register, checked abstract → registry" in out
    assert "why?" not in out


def test_figures_come_and_go(change: tuple[Path, Path], told: Any) -> None:
    page = change[1] / "docs/trials/good.md"
    text = page.read_text(encoding="utf-8").replace("good.better", "good.improved")
    text = text.replace("main-fact: better", "main-fact: improved").replace("{id: better,", "{id: improved,")
    page.write_text(text, encoding="utf-8")

    out = told(change)

    assert "`good.better` is gone; it said count 12, of 30, percent 40" in out
    assert "`good.improved` is new: count 12, of 30, percent 40 (source good-paper)" in out


def test_a_pull_request_that_is_wrong_in_every_way_is_explained(change: tuple[Path, Path], told: Any) -> None:
    docs = change[1] / "docs"
    edit(docs / "trials/good.md", "count: 12, of: 30, percent: 40", "count: 120, of: 30")
    edit(docs / "trials/good.md", "(../good-chapter.md)", "(../god-chapter.md)")
    edit(docs / "trials/good.md", "## Harms\n", "")
    chapter = docs / "good-chapter.md"
    edit(chapter, "written: 2026-11-01\nreviewed: 2026-11-01", "written: 2024-11-01\nreviewed: 2024-11-01")
    edit(chapter, "next-review: 2027-11-01", "next-review: 2025-11-01")

    out = told(change, "--failed")

    for words in (
        "### What must be mended first",
        "120 is more than the 30 people counted. To mend it: n is at most N.",
        "there is no page ../god-chapter.md. To mend it: did you mean ../good-chapter.md?",
        "the section “Harms” is missing",
        "docs/good-chapter.md: its review is due by 2025-11-01",
        "The figures of good cannot be compared until",
        "could not be compared: one of the two states was not built",
    ):
        assert words in out


def test_built_pages_are_compared(change: tuple[Path, Path], told: Any) -> None:
    hard = "Autologous haematopoietic transplantation necessitates considerable immunosuppressive conditioning. "
    site(change[0], {"same.html": "One", "first.html": f"<p>{EASY * 4}</p>", "gone.html": "Was here"})
    site(change[1], {"same.html": "One", "first.html": f"<p>{(EASY + hard) * 8}</p>", "new.html": "Is here"}, sides=3)

    out = told(change)

    assert "**1 page changed, 0 figures changed, 1 address added, 1 address lost.**" in out
    assert "- gone.html" in out
    assert "- new.html" in out
    assert "| first.html | page weight |" in out
    assert "| first.html | reading grade |" in out
    assert "| print/first.pdf | sides | 1 | 3 |" in out
    assert "same.html" not in out


def test_figures_are_read_from_what_was_built(change: tuple[Path, Path], told: Any) -> None:
    for root, count in zip(change, (3, 4), strict=True):
        site(root, {"index.html": "Home"})
        fact = {"id": "worse", "count": count, "of": 40, "source": "one", "checked": "abstract"}
        data = root / "_build/html/data/studies.json"
        data.parent.mkdir()
        data.write_text(json.dumps({"studies": {"mist": {"facts": [fact]}}}), encoding="utf-8")

    assert "`mist.worse`: count 3 → 4, source unchanged (one): why?" in told(change)


def test_gaps_of_a_template_are_told(change: tuple[Path, Path], told: Any) -> None:
    edit(change[1] / "docs/trials/good.md", "Everyone had relapsing MS.", "To be written.")

    assert "### Still to be written" in told(change)


def test_what_a_proposal_says_stays_text(change: tuple[Path, Path], told: Any) -> None:
    evil = "[click](https://evil.example) @everyone <img src=x> `code` | cell"
    edit(change[1] / "docs/trials/good.md", "when: 1 year,", f'when: "{evil}",')

    out = told(change)

    assert "@everyone" not in out
    assert "https://evil" not in out
    assert "\\<img" in out or "<img" not in out
    assert safe("a\nb") == "a b"


def test_weights_that_hardly_move_are_left_out() -> None:
    def state(weight: int, grade: float) -> Snapshot:
        return Snapshot(pages={"a.html": BuiltPage("same", weight, grade)})

    changes = compare(state(1_000, 6.0), state(1_040, 6.2))

    assert (changes.weights, changes.grades) == ([], [])
    assert headline(changes) == "0 pages changed, 0 figures changed."


def test_a_folder_that_is_no_copy_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(main, [str(tmp_path), str(tmp_path)]) == 2
    assert "has no folder docs" in capsys.readouterr().err
