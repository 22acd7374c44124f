"""A new page builds as it is, has its place, and explains each of its fields."""

from __future__ import annotations

import datetime as dt
import io
import shutil
from pathlib import Path

import pytest

from hsct_handbook.checks import ADVISORY, DRAFT, check_all
from hsct_handbook.evidence import Chapter, Fact, Study
from hsct_handbook.evidence.fields import kebab
from hsct_handbook.maintain.command import run
from hsct_handbook.maintain.live.builder import Order, build
from hsct_handbook.maintain.scaffold import main, slug_from

SITE = Path(__file__).parents[1] / "build" / "site"
TODAY = "2026-02-01"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small handbook with lists that name its pages."""
    shutil.copytree(SITE, tmp_path / "docs")
    monkeypatch.chdir(tmp_path)
    return Path("docs")


def scaffold(*arguments: str) -> int:
    return run(main, [*arguments, "--today", TODAY])


def test_new_pages_build_and_are_listed(site: Path) -> None:
    assert scaffold("study", "docs", "--name", "BEAT-MS (2)", "--source", "north-2020", "--design", "randomised") == 0
    assert scaffold("chapter", "docs", "--name", "Éating well", "--list", "Start here") == 0

    problems = check_all(site, site, dt.date.fromisoformat(TODAY))
    assert not [str(problem) for problem in problems if problem.code not in ADVISORY | DRAFT]
    assert "$schema=../_front-matter.schema.json\n" in Path("docs/trials/beat-ms-2.md").read_text(encoding="utf-8")
    unwritten = {problem.path.name for problem in problems if problem.code == "unfinished"}
    assert unwritten == {"beat-ms-2.md", "eating-well.md"}, "they build, and make check asks for the rest"
    result = build(Path("docs").resolve(), Path("html").resolve(), Path("trees").resolve(), Order(), lambda pages: None)
    assert result.ok, result.messages
    assert Path("html/trials/beat-ms-2.html").is_file()
    index = (site / "index.md").read_text(encoding="utf-8")
    assert "third\neating-well\n```" in index
    assert "south\nbeat-ms-2\n```" in (site / "trials" / "index.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(("kind", "model", "page"), [("study", Study, "trials/new.md"), ("chapter", Chapter, "new.md")])
def test_every_field_is_there(site: Path, kind: str, model: type[Study] | type[Chapter], page: str) -> None:
    scaffold(kind, "docs", "--name", "New", "--source", "north-2020")

    text = (site / page).read_text(encoding="utf-8")

    named = {kebab(name) for name in model.model_fields} - ({"facts"} if kind == "chapter" else set())
    named |= {kebab(name) for name in Fact.model_fields} if kind == "study" else set()
    assert not {name for name in named if f"{name}:" not in text}


def test_what_is_not_given_is_asked_for(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answers = iter(["", "A new one", "", "nonsense", "south-2021", "case-series"])
    asked = []

    def ask(question: str) -> str:
        asked.append(question)
        return next(answers)

    assert main(["study", "docs", "--today", TODAY], ask) == 0

    text = (site / "trials" / "a-new-one.md").read_text(encoding="utf-8")
    assert "main-source: south-2021" in text
    assert "design: case-series" in text
    assert "Choose one of: north-2020" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["study", "docs", "--name", "North"], "there is a page trials/north already"),
        (["chapter", "docs", "--name", "North"], "there is a page trials/north already"),
        (["study", "docs", "--name", "New", "--source", "nobody"], "the source “nobody” is not in docs/references.bib"),
        (["study", "docs", "--name", "New", "--slug", "../out"], "cannot be a file's name here"),
        (["study", "docs", "--name", "{x}"], "a name has 2 to 100 characters"),
        (["study", "docs", "--name", "New", "--list", "Nowhere"], "has no toctree with the caption “Nowhere”"),
        (["study", "nowhere", "--name", "New"], "there is no folder nowhere"),
    ],
)
def test_refusals_leave_everything_as_it_was(
    site: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    before = {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}

    assert scaffold(*arguments) == 2

    assert words in capsys.readouterr().err
    assert before == {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}


def test_a_list_that_takes_every_page_needs_no_line(docs: Path) -> None:
    assert run(main, ["chapter", "docs", "--name", "New", "--today", "2026-11-21"]) == 0

    assert "new" not in (docs / "index.md").read_text(encoding="utf-8").split("\n")


@pytest.mark.parametrize(("name", "slug"), [("BEAT-MS (2)", "beat-ms-2"), ("Éating Well!", "eating-well"), ("???", "")])
def test_names_of_files(name: str, slug: str) -> None:
    assert slug_from(name) == slug


def test_a_wrong_design_is_answered_with_the_right_ones(docs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["study", "docs", "--design", "random"])
    assert "'randomised', 'single-arm'" in capsys.readouterr().err


def test_without_anyone_to_answer(
    docs: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert scaffold("study", "docs") == 2
    assert "nobody answered “Name, as readers will see it”" in capsys.readouterr().err
