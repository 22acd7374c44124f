"""No figure changes in silence: the log is read with its lines, and held against the figures."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from hsct_handbook.checks import check_all
from hsct_handbook.evidence import Evidence, read_evidence
from hsct_handbook.history import FIGURES, Logged, figures_of, main, missing_entries, read_logged
from tests.bad.harness import BASE, TODAY
from tests.pages.handbook import DOCS, SHOWN

EDITION = '  - date: 2026-11-01\n    page: index\n    what: "The first edition came out."\n'
BETTER = """  - date: 2026-11-20
    study: good
    fact: good.better
    what: "Counted again."
    from: "12 out of 30 people, 1 year"
    to: "{to}"
    why: "A mistake of ours."
    source: good-paper
"""


FROM = '    from: "12 out of 30 people, 1 year"\n'


# The real log and the real figures


def test_every_figure_that_changed_has_its_entry(real: Evidence) -> None:
    assert [problem.text for problem in missing_entries(real, read_logged(DOCS), SHOWN)] == []


def test_the_log_tells_of_the_first_edition(real: Evidence) -> None:
    assert (real.changes[-1].date, real.changes[0].date) >= ("2026-11-21", "2026-11-21")
    assert any(change.page == "index" and change.date == "2026-11-21" for change in real.changes)


# A made-up handbook


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """A small handbook whose figures have been logged."""
    folder = tmp_path / "docs"
    shutil.copytree(BASE, folder)
    _log(folder, EDITION)
    assert main([str(folder), "--anew"]) == 0
    return folder


def _log(docs: Path, *entries: str) -> None:
    (docs / "changes.yml").write_text("changes:\n" + "".join(entries), encoding="utf-8")


def _edit(docs: Path, page: str, old: str, new: str) -> None:
    path = docs / page
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def _read(docs: Path) -> Evidence:
    evidence = read_evidence(docs, today=TODAY, shown=Path("docs"))
    assert evidence.problems == []
    return evidence


def _untold(docs: Path) -> list[str]:
    return [problem.text for problem in missing_entries(_read(docs), read_logged(docs), Path("docs"))]


COUNT = ("trials/good.md", "count: 12, of: 30, percent: 40", "count: 15, of: 30, percent: 50")


def test_nothing_is_wrong_while_nothing_changes(docs: Path) -> None:
    assert _untold(docs) == []


def test_a_changed_figure_without_an_entry_is_told_with_a_draft(docs: Path) -> None:
    _edit(docs, *COUNT)
    (text,) = _untold(docs)
    assert "good.better was “12 out of 30 people, 1 year” and is “15 out of 30 people, 1 year”, and no entry" in text
    assert 'from: "12 out of 30 people, 1 year"\n    to: "15 out of 30 people, 1 year"' in text
    assert "source: good-paper" in text


def _checked(docs: Path) -> list[str]:
    """What `make check` says of the log and the figures as last logged."""
    about = {Path("docs") / name for name in ("changes.yml", FIGURES)}
    return [str(problem) for problem in check_all(docs, Path("docs"), TODAY) if problem.path in about]


def test_make_check_tells_of_a_change_until_it_has_its_entry(docs: Path) -> None:
    assert _checked(docs) == []
    _edit(docs, *COUNT)
    (untold,) = _checked(docs)
    _log(docs, BETTER.format(to="15 out of 30 people, 1 year"), EDITION)

    assert untold.startswith("docs/changes.yml:1: change-untold good.better was “12 out of 30 people, 1 year”")
    assert _checked(docs) == []


def test_a_figure_may_change_twice_before_it_is_noted(docs: Path) -> None:
    _edit(docs, *COUNT)
    first = BETTER.format(to="15 out of 30 people, 1 year").replace("2026-11-20", "2026-11-10")
    _edit(docs, "trials/good.md", "count: 15, of: 30, percent: 50", "count: 18, of: 30, percent: 60")
    second = BETTER.replace("12 out", "15 out").format(to="18 out of 30 people, 1 year")

    _log(docs, second, EDITION)
    assert len(_checked(docs)) == 1, "how 12 became 15 is told nowhere"
    _log(docs, second, first, EDITION)
    assert _checked(docs) == []


@pytest.mark.parametrize("broken", ["", "[]", "{", '{"entries": 1}', '{"entries": 1, "figures": {"good.better": 3}}'])
def test_figures_that_cannot_be_read_are_told(docs: Path, broken: str, capsys: pytest.CaptureFixture[str]) -> None:
    (docs / FIGURES).write_text(broken, encoding="utf-8")

    (told,) = _checked(docs)
    capsys.readouterr()
    assert main([str(docs)]) == 1

    assert told.endswith("the figures as last logged cannot be read; take it from the last commit")
    assert capsys.readouterr().out == (
        f"{docs / FIGURES}:1: the figures as last logged cannot be read; take the file from the last commit\n"
    )


def test_figures_that_are_a_folder_are_told(docs: Path) -> None:
    (docs / FIGURES).unlink()
    (docs / FIGURES).mkdir()
    (told,) = _checked(docs)
    assert "figures-unreadable the figures as last logged cannot be read" in told


@pytest.mark.parametrize(
    ("gone", "told"),
    [
        (FIGURES, "figures-unreadable the figures as last logged are missing"),
        ("changes.yml", "log-shortened the log has 0"),
    ],
)
def test_neither_the_log_nor_the_figures_may_go_missing(docs: Path, gone: str, told: str) -> None:
    (docs / gone).unlink()
    (found,) = _checked(docs)
    assert found.startswith(f"docs/{gone}:1: {told}")


def test_a_figure_of_a_logged_study_that_is_in_no_record_needs_an_entry(docs: Path) -> None:
    path = docs / FIGURES
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if "good.better" not in line), encoding="utf-8")
    (told,) = _checked(docs)
    assert "good.better is new (“12 out of 30 people, 1 year”), and no entry tells of it" in told
    _log(docs, BETTER.format(to="12 out of 30 people, 1 year").replace(FROM, ""), EDITION)
    assert _checked(docs) == []


def test_deaths_of_any_cause_are_another_figure(docs: Path) -> None:
    _edit(docs, "trials/good.md", "deaths: {", "deaths: {any-cause: true, ")
    (text,) = _untold(docs)
    assert "is “0 out of 30 people, whole study, whatever the cause”" in text


def test_a_renamed_page_is_one_complaint(docs: Path) -> None:
    (docs / "trials/good.md").rename(docs / "trials/better.md")
    for path in docs.rglob("*.md"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("good.md", "better.md").replace("`good.", "`better."), encoding="utf-8")
    (text,) = _untold(docs)
    assert text.startswith(
        "the page good is gone (is it now better?), and no entry tells of it; give the file its name"
    )
    assert "handbook_redirects" in text
    renamed = '  - date: 2026-11-20\n    study: better\n    what: "The study good is now called better."\n'
    _log(docs, renamed, EDITION)
    assert _untold(docs) == []


def test_a_page_that_is_taken_out_is_one_complaint(docs: Path) -> None:
    figures = {**read_logged(docs).figures, "gone.a": {"words": "1"}, "gone.b": {"words": "2"}}
    (problem,) = missing_entries(_read(docs), Logged(1, figures), Path("docs"))
    assert problem.text.startswith("the page gone is gone, and no entry")
    assert "page: index" in problem.remedy


def test_an_entry_that_says_just_that_is_enough(docs: Path) -> None:
    _edit(docs, *COUNT)
    _log(docs, BETTER.format(to="15 out of 30 people, 1 year"), EDITION)
    assert _untold(docs) == []


def test_an_entry_that_says_otherwise_is_not(docs: Path) -> None:
    _edit(docs, *COUNT)
    _log(docs, BETTER.format(to="16 out of 30 people, 1 year"), EDITION)
    (text,) = _untold(docs)
    assert "an entry about it says otherwise" in text


def test_an_old_entry_does_not_excuse_a_new_change(docs: Path) -> None:
    _edit(docs, *COUNT)
    _log(docs, BETTER.format(to="15 out of 30 people, 1 year"), EDITION)
    assert main([str(docs), "--write"]) == 0
    _edit(docs, "trials/good.md", "count: 15, of: 30, percent: 50", "count: 12, of: 30, percent: 40")
    assert main([str(docs), "--anew"]) == 0
    _edit(docs, *COUNT)
    (text,) = _untold(docs)
    assert "no entry tells of it" in text


def test_a_figure_that_is_taken_out_needs_an_entry(docs: Path) -> None:
    figures = {**read_logged(docs).figures, "good.gone": {"words": "3 people"}}
    (problem,) = missing_entries(_read(docs), Logged(1, figures), Path("docs"))
    assert "good.gone was “3 people” and is no more" in problem.text
    assert "to:" not in problem.remedy


def test_a_new_study_needs_one_entry_for_all_its_figures(docs: Path) -> None:
    old = {name: figure for name, figure in read_logged(docs).figures.items() if not name.startswith("good.")}
    (problem,) = missing_entries(_read(docs), Logged(1, old), Path("docs"))
    assert "the study good is new" in problem.text
    _log(docs, '  - date: 2026-11-20\n    study: good\n    what: "A new study."\n', EDITION)
    assert missing_entries(_read(docs), Logged(1, old), Path("docs")) == []


def test_a_trial_that_moves_on_needs_an_entry(docs: Path) -> None:
    _edit(docs, "trials/good.md", "state: published", "state: terminated")
    (text,) = _untold(docs)
    assert "good.state was “published” and is “stopped early”" in text


def test_a_register_read_again_is_no_change(docs: Path) -> None:
    _edit(docs, "trials/good.md", "as-of: 2020", "as-of: 2021")
    assert _untold(docs) == []


def test_a_change_that_rounding_hides_needs_an_entry_in_any_words(docs: Path) -> None:
    hidden = {**read_logged(docs).figures}
    hidden["good.better"] = {**hidden["good.better"], "percent": 40.2}
    evidence = _read(docs)
    (problem,) = missing_entries(evidence, Logged(len(evidence.changes), hidden), Path("docs"))
    assert "good.better" in problem.text
    _log(docs, BETTER.format(to="the same, to one more place"), EDITION)
    assert missing_entries(_read(docs), Logged(1, hidden), Path("docs")) == []


@pytest.mark.parametrize("field", ["note: A note.", "label: Better by far", "computed: By us."])
def test_what_is_said_about_a_figure_may_change(docs: Path, field: str) -> None:
    _edit(docs, "trials/good.md", "when: 1 year, source: good-paper", f"when: 1 year, {field}, source: good-paper")
    assert _untold(docs) == []


class TestCommand:
    """What `python -m hsct_handbook.history` says and does."""

    def test_it_writes_nothing_while_an_entry_lacks(self, docs: Path, capsys: pytest.CaptureFixture[str]) -> None:
        before = (docs / FIGURES).read_text(encoding="utf-8")
        _edit(docs, *COUNT)
        assert main([str(docs), "--write"]) == 1
        assert "change-untold" in capsys.readouterr().out
        assert (docs / FIGURES).read_text(encoding="utf-8") == before

    def test_it_asks_to_be_written(self, docs: Path, capsys: pytest.CaptureFixture[str]) -> None:
        _edit(docs, *COUNT)
        _log(docs, BETTER.format(to="15 out of 30 people, 1 year"), EDITION)
        assert main([str(docs)]) == 1
        assert "Run this with --write" in capsys.readouterr().out
        assert main([str(docs), "--write"]) == 0
        assert main([str(docs)]) == 0
        assert "No figure has changed" in capsys.readouterr().out

    def test_it_does_not_log_a_handbook_with_faults(self, docs: Path, capsys: pytest.CaptureFixture[str]) -> None:
        _edit(docs, "trials/good.md", "count: 12, of: 30", "count: 31, of: 30")
        assert main([str(docs), "--anew"]) == 1
        assert "fact-count" in capsys.readouterr().out

    def test_the_file_has_one_figure_on_a_line(self, docs: Path) -> None:
        text = (docs / FIGURES).read_text(encoding="utf-8")
        figures = figures_of(_read(docs))
        assert json.loads(text) == {"entries": 1, "figures": figures}
        assert len(text.splitlines()) == len(figures) + 3


# Logs with faults


def _entry(**fields: str) -> str:
    lines = {"date": "2026-11-20", "study": "good", "what": "Something."} | fields
    return "  - " + "\n    ".join(f"{name.rstrip('_')}: {text}" for name, text in lines.items() if text) + "\n"


FACT = {"fact": "good.better", "from_": "'1'", "to": "'2'", "why": "So.", "source": "good-paper"}
BAD: dict[str, tuple[str, int, str, str]] = {
    "nothing it is about": (_entry(study=""), 2, "change-form", "about a study or about a page"),
    "two things": (_entry(page="index"), 2, "change-form", "name one of the two"),
    "unknown study": (_entry(study="nobody"), 3, "unknown-study", "there is no study “nobody”"),
    "unknown page": (_entry(study="", page="nowhere"), 4, "unknown-page", "there is no page “nowhere”"),
    "unknown source": (_entry(**FACT | {"source": "none"}), 9, "unknown-source", "not in references.bib"),
    "unknown fact": (_entry(**FACT | {"fact": "good.none"}), 5, "unknown-fact", "there is no figure"),
    "fact of another": (_entry(**FACT | {"fact": "other.better"}), 5, "change-form", "no figure of “good”"),
    "fact without why": (_entry(**FACT | {"why": ""}), 5, "change-form", "needs its “why”"),
    "fact without source": (_entry(**FACT | {"source": ""}), 5, "change-form", "needs its “source”"),
    "fact without from and to": (_entry(**FACT | {"from_": "", "to": ""}), 2, "change-form", "give “from” and “to”"),
    "from without fact": (_entry(from_="'1'"), 4, "change-form", "belong to a figure"),
    "nothing changed": (_entry(**FACT | {"to": "'1'"}), 7, "change-form", "are the same"),
    "no day": (_entry(date="2026-11"), 2, "date-form", "needs its day"),
    "future": (_entry(date="2027-01-01"), 2, "date-future", "lies in the future"),
    "unknown key": (_entry(wat="So."), 5, "unknown-key", "“wat” is not known"),
    "empty": (_entry(what="''"), 4, "empty-field", "this is empty"),
    "markup": (_entry(what="'<b>Bold</b>'"), 4, "markup", "markup stands in a field"),
    "no text": (_entry(what="12"), 4, "wrong-type", "must be text"),
    "twice on a day": (_entry() + _entry(what="'More.'"), 5, "duplicate-id", "put them into one"),
    "oldest first": (_entry(date="2026-11-02") + _entry(), 5, "change-order", "the newest entry comes first"),
}


@pytest.mark.parametrize(("log", "line", "code", "part"), BAD.values(), ids=BAD)
def test_a_log_with_a_fault(docs: Path, log: str, line: int, code: str, part: str) -> None:
    _log(docs, log)
    problems = read_evidence(docs, today=TODAY, shown=Path("docs")).problems
    assert [(problem.path.as_posix(), problem.line, problem.code) for problem in problems] == [
        ("docs/changes.yml", line, code)
    ], problems
    assert part in problems[0].text


Spoil = Callable[[Path], object]
UNREADABLE: dict[str, tuple[bytes, str]] = {
    "no YAML": (b"changes: [", "yaml"),
    "a list": (b"- a\n- b\n", "front-matter-form"),
    "no text": (b"\xff\xfe\x00", "encoding"),
    "an alias": (b"changes: &a [*a]\n", "yaml-alias"),
    "nothing": (b"", "missing-field"),
    "no list": (b"changes: 12\n", "wrong-type"),
    "control character": (b"changes: []\n# \x07\n", "control-character"),
}


@pytest.mark.parametrize(("text", "code"), UNREADABLE.values(), ids=UNREADABLE)
def test_a_log_that_cannot_be_read(docs: Path, text: bytes, code: str) -> None:
    (docs / "changes.yml").write_bytes(text)
    problems = read_evidence(docs, today=TODAY, shown=Path("docs")).problems
    assert [(problem.path.as_posix(), problem.code) for problem in problems] == [("docs/changes.yml", code)]
    assert "front matter" not in problems[0].text


def test_a_figure_taken_out_later_keeps_its_entries(docs: Path) -> None:
    gone = _entry(**FACT | {"fact": "good.gone", "to": ""})
    come = _entry(**FACT | {"fact": "good.gone", "from_": "", "date": "2026-11-10"})
    _log(docs, gone, come)
    assert read_evidence(docs, today=TODAY).problems == []


def test_a_handbook_without_a_log_has_none(tmp_path: Path) -> None:
    shutil.copytree(BASE, tmp_path, dirs_exist_ok=True)
    evidence = read_evidence(tmp_path, today=dt.date(2026, 11, 21))
    assert (evidence.changes, evidence.problems) == ((), [])
    assert read_logged(tmp_path) == Logged(0, {})
