"""A file that did not change is not read again; one that did is, whatever was kept of it."""

from __future__ import annotations

import datetime as dt
import pickle
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from hsct_handbook.evidence import Kept, read_evidence
from hsct_handbook.evidence.kept import Raw

from ..bad.harness import BASE, TODAY, lay_out


@dataclass
class Reader:
    """Reads a file, and remembers how often."""

    read: list[Raw] = field(default_factory=list)

    def __call__(self, raw: Raw) -> str:
        self.read.append(raw)
        return "none" if isinstance(raw, OSError) else raw.decode().upper()


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.md"
    path.write_text("one")
    return path


@pytest.mark.parametrize("again", [True, False], ids=["in the next process", "in this process"])
def test_what_did_not_change_is_not_read_again(page: Path, again: bool) -> None:
    path, reader = page.with_name("kept"), Reader()
    kept = Kept(path)
    assert kept.read(page, "", reader) == "ONE"
    kept.save()
    page.touch()
    kept = Kept(path) if again else kept
    assert kept.read(page, "", reader) == "ONE"
    assert len(reader.read) == 1


def test_what_changed_is_read_again(page: Path) -> None:
    kept, reader = Kept(), Reader()
    kept.read(page, "", reader)
    page.write_text("two")
    assert kept.read(page, "", reader) == "TWO"
    assert kept.read(page, "another day", reader) == "TWO"
    assert len(reader.read) == 3


def test_a_file_that_is_gone_is_told_and_forgotten(page: Path) -> None:
    kept, reader = Kept(page.with_name("kept")), Reader()
    kept.read(page, "", reader)
    kept.save()
    page.unlink()
    assert kept.read(page, "", reader) == "none"
    kept.save()
    _, entries = pickle.loads(page.with_name("kept").read_bytes())
    assert entries == {}


@pytest.mark.parametrize("cut", [0, 1, 40, -1])
def test_a_file_cut_short_is_as_good_as_none(page: Path, cut: int) -> None:
    path, reader = page.with_name("kept"), Reader()
    kept = Kept(path)
    kept.read(page, "", reader)
    kept.save()
    path.write_bytes(path.read_bytes()[:cut])
    assert Kept(path).read(page, "", reader) == "ONE"
    assert len(reader.read) == 2


def test_what_was_read_by_other_code_is_read_again(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, reader = page.with_name("kept"), Reader()
    kept = Kept(path)
    kept.read(page, "", reader)
    kept.save()
    monkeypatch.setattr("hsct_handbook.evidence.kept._reader", lambda: "newer")
    Kept(path).read(page, "", reader)
    assert len(reader.read) == 2


def test_evidence_from_before_says_what_evidence_read_anew_says(tmp_path: Path) -> None:
    anew = read_evidence(BASE, today=TODAY)
    for kept in (Kept(tmp_path / "kept"), Kept(tmp_path / "kept")):
        before = read_evidence(BASE, today=TODAY, kept=kept)
        assert before == anew
        assert {name: front.lines for name, front in before.front.items()} == {
            name: front.lines for name, front in anew.front.items()
        }


def test_faults_are_told_from_what_was_kept_too(tmp_path: Path) -> None:
    docs = lay_out(None, tmp_path / "docs")
    page = docs / "trials/good.md"
    page.write_text(page.read_text(encoding="utf-8").replace("count: 12", "count: 120"), encoding="utf-8")
    told = [read_evidence(docs, today=TODAY, kept=Kept(tmp_path / "kept")).problems for _ in range(2)]
    assert told[0] == told[1]
    assert "120 is more than" in str(told[0][0])


def test_a_date_may_lie_ahead_one_day_and_not_the_next(tmp_path: Path) -> None:
    kept = Kept()
    assert read_evidence(BASE, today=dt.date(2026, 10, 1), kept=kept).problems
    assert read_evidence(BASE, today=TODAY, kept=kept).problems == []
