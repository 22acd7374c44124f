"""How hard a text is to read, what hides no difficulty, and the values that may only get better."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from hsct_handbook.checks import reading
from hsct_handbook.checks.__main__ import main
from hsct_handbook.checks.ratchet import FILE, LIMITS, Noted, Unreadable, check_file, read_noted, renewed, written
from hsct_handbook.checks.reading import Reading, Syllables, grade, hardest, measure
from hsct_handbook.checks.source import read_sources
from hsct_handbook.evidence import read_evidence
from tests.bad.harness import lay_out

EASY = "The cat sat on the mat. It was a big cat. It ate all of the fish that we had. Then it slept."
HARD = "Haematological reconstitution necessitates prolonged immunosuppression, notwithstanding considerable risk."


# The measure


def test_the_grade_is_that_of_flesch_and_kincaid() -> None:
    # 8 words in 1 sentence, 10 syllables: 0.39 × 8 + 11.8 × 10/8 − 15.59.
    assert grade(["The doctor saw him on the last Monday."]) == pytest.approx(
        0.39 * 8 + 11.8 * 10 / 8 - 15.59, abs=0.05
    )
    assert grade([EASY]) < 3 < 12 < grade([HARD])
    assert grade([]) == grade(["…"]) == 0.0


@pytest.mark.parametrize(
    ("named", "plain"),
    [
        ("She took ocrelizumab for a year.", "She took it for a year."),
        ("Alemtuzumab was what he took.", "That was what he took."),
        ("It was in BEAT-MS that they met.", "It was in x that they met."),
        ("They rang ClinicalTrials.gov for it.", "They rang him for it."),
        ("You may have multiple sclerosis (MS).", "You may have x x (MS)."),
        ("You may have MS (multiple sclerosis).", "You may have MS (x x)."),
        ("It took 3 out of 55\u00a0people.", "It took 3 out of 55 people."),
    ],
)
def test_names_and_openings_make_no_text_harder(named: str, plain: str) -> None:
    assert grade([named]) == grade([plain])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("You may have multiple sclerosis.", "You may have x x."),  # not opened here, so it could be left out
        ("It is a mistaken word.", "It is a x word."),
        ("A long-standing illness.", "A x illness."),
    ],
)
def test_other_words_count_as_they_are(one: str, other: str) -> None:
    assert grade([one]) > grade([other])


def test_each_point_of_a_list_ends_a_sentence() -> None:
    assert grade(["one two three four five", "one two three four five"]) < grade(["one two three four five " * 2])


def test_a_page_is_measured_in_its_parts(tmp_path: Path) -> None:
    docs = lay_out(None, tmp_path)
    page = docs / "good-chapter.md"
    table = f"| {HARD} | {HARD} |\n|---|---|\n| {HARD} | {HARD} |\n"
    before = _measured(docs)["good-chapter"]
    page.write_text(page.read_text(encoding="utf-8").replace("## Questions to ask", f"{table}\n## Questions to ask"))
    assert _measured(docs)["good-chapter"] == before, "cells are no sentences"
    page.write_text(page.read_text(encoding="utf-8").replace("## Questions to ask", f"{HARD}\n\n## Questions to ask"))
    after = _measured(docs)["good-chapter"]
    assert after.brief == before.brief
    assert after.body > before.body


def test_the_hardest_sentences_come_first(tmp_path: Path) -> None:
    docs = lay_out(None, tmp_path)
    page = docs / "good-chapter.md"
    page.write_text(page.read_text(encoding="utf-8").replace("## Questions to ask", f"{HARD}\n\n## Questions to ask"))
    evidence = read_evidence(docs, today=dt.date(2026, 11, 21), shown=docs)
    source = next(one for one in read_sources(evidence, docs, docs) if one.name == "good-chapter")
    first = hardest(measure(source, evidence).body)[0]
    assert first.text == HARD
    assert page.read_text(encoding="utf-8").splitlines()[first.line - 1] == HARD


def _measured(docs: Path) -> dict[str, Reading]:
    evidence = read_evidence(docs, today=dt.date(2026, 11, 21), shown=docs)
    return {one.name: measure(one, evidence).reading for one in read_sources(evidence, docs, docs)}


# The values that may only get better


def test_only_what_is_better_is_noted() -> None:
    old = {"a": Noted(Reading(5.0, 5.0, 10.0, 20, 40)), "gone": Noted(LIMITS)}
    now = {"a": Reading(4.0, 6.0, 9.0, 25, 40), "new": Reading(9.0, 3.0, 9.0, 25, 70)}
    found = renewed(old, now)
    assert found == {"a": Noted(Reading(4.0, 5.0, 9.0, 20, 40)), "new": Noted(Reading(6.0, 3.0, 9.0, 25, 60))}
    assert renewed(found, now) == found
    assert renewed(old, now, ["a"], "the law’s own words")["a"] == Noted(now["a"], "the law’s own words")


def test_what_is_noted_can_be_read_again(tmp_path: Path) -> None:
    noted = {"a": Noted(LIMITS, "the law’s own words"), "trials/b": Noted(Reading(1.5, 2.0, 3.0, 4, 5))}
    (tmp_path / FILE).write_text(written(noted), encoding="utf-8")
    assert read_noted(tmp_path) == noted
    assert len(written(noted).splitlines()) == 2 + len(noted)


@pytest.mark.parametrize(
    "text",
    ["{", "[]", '{"a": 1}', '{"a": {}}', '{"a": {"brief": "x", "body": 1, "mean": 1, "sentence": 1, "paragraph": 1}}'],
)
def test_a_file_that_cannot_be_read_is_told(text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    docs = lay_out(None, tmp_path)
    (docs / FILE).write_text(text, encoding="utf-8")
    with pytest.raises(Unreadable):
        read_noted(docs)
    assert main([str(docs), "--today", "2026-11-21"]) == 1
    assert f"{docs / FILE}:1: readability-file" in capsys.readouterr().out
    assert main([str(docs), "--today", "2026-11-21", "--note"]) == 1
    assert "take it from the last commit" in capsys.readouterr().err


def test_noted_values_are_told_in_plain_words_and_with_their_line(tmp_path: Path) -> None:
    docs = lay_out(None, tmp_path)
    for text, line, words in (
        ("[]", 1, "between { and }"),
        (f'{{\n{written({"a": Noted(LIMITS)})[2:-3]},\n"b": []\n}}', 3, "“b” has no noted values"),
    ):
        (docs / FILE).write_text(text, encoding="utf-8")
        (problem,) = check_file(docs, Path("docs"))
        assert (problem.line, words in problem.message, "Error" in problem.text) == (line, True, False)
    (docs / FILE).unlink()
    (docs / FILE).mkdir()
    (problem,) = check_file(docs, Path("docs"))
    assert "cannot be read" in problem.message


def test_noting_by_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    docs = lay_out(None, tmp_path)
    page = docs / "good-chapter.md"
    ask = [str(docs), "--today", "2026-11-21"]
    assert main([*ask, "--note"]) == 0
    first = read_noted(docs)
    assert first.keys() == {"index", "good-chapter", "trials/good"}

    page.write_text(page.read_text(encoding="utf-8").replace("## Questions to ask", f"{HARD}\n\n## Questions to ask"))
    capsys.readouterr()
    assert main([*ask, "--advice"]) == 0, "it points, and blocks nothing"
    assert "reading-worse grade of the body" in capsys.readouterr().out
    assert main([*ask, "--note"]) == 0
    kept = read_noted(docs)["good-chapter"].reading
    assert kept.body == first["good-chapter"].reading.body, "what got worse is not noted in passing"
    with pytest.raises(SystemExit, match="2"):
        main([str(docs), "good-chapter", *ask[1:], "--note"])

    assert main([str(docs), "good-chapter", *ask[1:], "--note", "--because", "the law’s own words"]) == 0
    entry = json.loads((docs / FILE).read_text(encoding="utf-8"))["good-chapter"]
    assert entry["because"] == "the law’s own words"
    assert entry["body"] > first["good-chapter"].reading.body
    capsys.readouterr()
    assert main([*ask, "--advice"]) == 0
    assert "reading-worse" not in capsys.readouterr().out


def test_the_table_of_grades(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    docs = lay_out(None, tmp_path)
    assert main([str(docs), "--today", "2026-11-21", "--grades"]) == 0
    lines = capsys.readouterr().out.splitlines()
    read = _measured(docs)
    assert {line.split()[0] for line in lines[1:-1]} == read.keys()
    row = next(line.split() for line in lines if line.startswith("trials/good "))
    assert [float(cell) for cell in row[1:]] == list(vars(read["trials/good"]).values())
    assert main([str(docs), "good-chapter", "--today", "2026-11-21", "--grades"]) == 0
    assert "good-chapter: the hardest sentences" in capsys.readouterr().out


def test_a_word_that_was_counted_before_is_not_counted_again(monkeypatch: pytest.MonkeyPatch) -> None:
    counted = Syllables()
    assert [counted[word] for word in ("cell", "marrow", "transplantation")] == [1, 2, 4]

    def refuse() -> None:
        raise AssertionError("the patterns were read again")

    monkeypatch.setattr(reading, "_patterns", refuse)
    assert counted["marrow"] == 2
    with pytest.raises(AssertionError, match="read again"):
        _ = counted["unheard"]
