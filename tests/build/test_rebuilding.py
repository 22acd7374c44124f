"""A change rebuilds the pages that show it and no other, and leaves what a clean build would have left."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from hsct_handbook.directives import rebuilding
from hsct_handbook.theme import builder as looks

from .conftest import Handbook

CONTENT = {"first", "second", "third", "glossary", "index", "trials/index", "trials/north", "trials/south"}
PagesOf = Callable[[Handbook], dict[str, str]]


def test_nothing_is_written_again_when_nothing_changed(built: Handbook) -> None:
    assert built.build().written & CONTENT == set()


@pytest.mark.parametrize(
    ("page", "old", "new", "shown_on", "text"),
    [
        pytest.param(
            "trials/north.md",
            "count: 4\n    of: 40",
            "count: 5\n    of: 40",
            {"trials/north", "first"},
            "5 out of 40 people",
            id="a figure quoted in a chapter",
        ),
        pytest.param(
            "trials/south.md",
            "percent: 80.5",
            "percent: 82",
            {"trials/south", "second", "trials/index"},
            "about 82 out of 100 people",
            id="a figure in prose and in tables",
        ),
        pytest.param(
            "trials/north.md",
            "{count: 1, of: 40,",
            "{count: 2, of: 40,",
            {"trials/north", "third", "trials/index"},
            "2 out of 40 people (about 50 out of 1,000)",
            id="deaths",
        ),
        pytest.param(
            "second.md", "measure: 45", "measure: 50", {"second"}, "50 years", id="a figure that a chapter owns"
        ),
    ],
)
def test_a_changed_figure_rebuilds_the_pages_that_show_it_and_no_other(
    built: Handbook, page: str, old: str, new: str, shown_on: set[str], text: str
) -> None:
    built.edit(page, old, new)

    outcome = built.build()

    assert outcome.ok, outcome.warnings
    assert outcome.written & CONTENT == shown_on
    for name in shown_on:
        html = (built.html / f"{name}.html").read_text(encoding="utf-8").replace("\N{NO-BREAK SPACE}", " ")
        assert text in html, name


def test_a_changed_meaning_rebuilds_the_pages_that_use_the_word(built: Handbook) -> None:
    built.edit("glossary.md", "A scale of disability in MS.", "A scale of disability in MS, from 0 to 10.")
    assert built.build().written & CONTENT == {"glossary", "first"}


def test_a_changed_source_rebuilds_the_pages_that_name_it(built: Handbook) -> None:
    built.edit("references.bib", "A made-up cohort of HSCT", "A made-up cohort of people")
    assert built.build().written & CONTENT == {"second", "third", "trials/south", "trials/index"}


def test_other_code_reads_every_page_anew(built: Handbook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rebuilding, "reading_code", lambda: "other code")
    assert built.build().written & CONTENT == CONTENT


def test_prose_alone_rebuilds_its_page_alone(built: Handbook) -> None:
    built.edit("trials/north.md", "Nobody knew, and somebody asked.", "Somebody asked.")
    assert built.build().written & CONTENT == {"trials/north"}


def test_a_new_title_is_news_for_every_page(built: Handbook) -> None:
    built.edit("second.md", "# The second chapter", "# Another chapter")
    assert built.build().written >= CONTENT


def test_a_new_name_of_a_part_is_news_for_every_page(built: Handbook) -> None:
    built.edit("index.md", ":caption: Start here", ":caption: Begin here")
    assert built.build().written >= CONTENT


def test_another_look_writes_every_page_again_and_reads_none(built: Handbook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looks, "_look", lambda: "another look")
    outcome = built.build()
    assert outcome.written >= CONTENT
    assert outcome.read == set()
    assert not (built.html / ".buildinfo.bak").exists(), "the EPUB would hold it, and complain"


THEME, READING = partial(rebuilding.digest_of_code, "theme/**/*"), rebuilding.reading_code


@pytest.mark.parametrize(
    ("digest", "name", "told"),
    [
        (THEME, "theme/a.py", True),
        (THEME, "theme/css/b.css", True),
        (THEME, "theme/__pycache__/a.pyc", False),
        (THEME, "print/c.py", False),
        (READING, "wording.py", True),
        (READING, "quality/sheets.py", True),
        (READING, "checks/words.toml", True),
        (READING, "a_new_room/door.py", True),
        (READING, "print/c.py", False),
        (READING, "theme/css/b.css", False),
        (READING, "checks/__pycache__/a.pyc", False),
    ],
)
def test_the_code_that_made_a_page_tells_on_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, digest: Callable[[], str], name: str, told: bool
) -> None:
    monkeypatch.setattr(rebuilding, "_PACKAGE", tmp_path)
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    digests = [digest()]
    for text in ("before", "after"):
        (tmp_path / name).write_text(text, encoding="utf-8")
        digests.append(digest())
    (tmp_path / name).rename((tmp_path / name).with_stem("moved"))
    digests.append(digest())
    assert len(set(digests)) == (4 if told else 1)


def _clean_copy(built: Handbook, tmp_path: Path, parallel: int = 1) -> Handbook:
    shutil.copytree(built.docs, tmp_path / "clean" / "docs")
    clean = Handbook(tmp_path / "clean", parallel)
    outcome = clean.build(fresh=True)
    assert outcome.ok, outcome.warnings
    return clean


def test_an_incremental_build_leaves_what_a_clean_one_leaves(
    built: Handbook, tmp_path: Path, pages_of: PagesOf
) -> None:
    built.edit("trials/north.md", "count: 4\n    of: 40", "count: 5\n    of: 40")
    built.edit("glossary.md", "A scale of disability in MS.", "A scale of disability.")
    built.edit("third.md", "# The third chapter", "# The last chapter")
    assert built.build().ok
    assert pages_of(built) == pages_of(_clean_copy(built, tmp_path))


def test_a_parallel_build_leaves_what_a_serial_one_leaves(built: Handbook, tmp_path: Path, pages_of: PagesOf) -> None:
    assert pages_of(built) == pages_of(_clean_copy(built, tmp_path, parallel=4))


def test_a_deleted_page_is_missed(built: Handbook) -> None:
    (built.docs / "trials/south.md").unlink()
    outcome = built.build()
    assert not outcome.ok
    assert "there is no figure “south.relapse-free”" in outcome.warnings


class TestFaults:
    """While something is wrong, nothing is written, and each build says so until it is mended."""

    @pytest.fixture
    def broken(self, built: Handbook) -> Handbook:
        built.edit("trials/north.md", "count: 4\n    of: 40", "count: 41\n    of: 40")
        return built

    def test_the_build_names_the_place_and_the_remedy(self, broken: Handbook) -> None:
        outcome = broken.build()
        assert not outcome.ok
        assert "trials/north.md:" in outcome.warnings
        assert "41 is more than the 40 people counted; n is at most N" in outcome.warnings
        assert "Traceback" not in outcome.warnings

    def test_no_page_is_written(self, broken: Handbook, pages_of: PagesOf) -> None:
        before = pages_of(broken)
        assert broken.build().written == set()
        assert pages_of(broken) == before

    def test_the_next_build_fails_too(self, broken: Handbook) -> None:
        first, second = broken.build(), broken.build()
        assert not second.ok
        assert second.warnings == first.warnings

    def test_a_fault_in_a_page_that_did_not_change_is_told(self, built: Handbook) -> None:
        built.edit("trials/south.md", "id: worse", "id: worsened")
        built.edit("first.md", "north.worse", "south.worse")
        assert "there is no figure “south.worse”" in built.build().warnings
        assert "there is no figure “south.worse”" in built.build().warnings

    def test_a_mended_page_is_published(self, broken: Handbook) -> None:
        broken.build()
        broken.edit("trials/north.md", "count: 41", "count: 6")
        outcome = broken.build()
        assert outcome.ok, outcome.warnings
        assert outcome.written >= {"trials/north", "first"}
