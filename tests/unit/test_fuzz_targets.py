"""What `make fuzz` feeds: real pages pass, and whatever breaks is told with what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from fuzz import __main__ as fuzz
from fuzz import targets
from fuzz.targets import TARGETS, Unplaced, seeds
from hsct_handbook.evidence import Problem


@pytest.mark.parametrize("name", TARGETS)
def test_pages_of_every_kind_break_nothing(name: str) -> None:
    for path in seeds()[::9]:
        TARGETS[name](path.read_bytes())
    for page in (b"", b"\0", b"---", b"---\n---\n", b"\xff\xfe", b"---\nkind: chapter\n---\n[^a]: x\n" + b">" * 300):
        TARGETS[name](page)


def test_seeds_are_real_pages_bad_ones_and_good_ones() -> None:
    folders = {path.relative_to(targets.ROOT).parts[:2] for path in seeds()}
    assert {("docs", "trials"), ("tests", "bad"), ("tests", "good")} <= folders


@pytest.mark.parametrize("problem", [Problem(Path("bad.md"), 9, "x", "wrong"), Problem(Path("bad.md"), 1, "x", "")])
def test_a_complaint_without_a_place_or_words_counts_as_broken(problem: Problem) -> None:
    with pytest.raises(Unplaced):
        targets._follow([problem], b"---\nkind: chapter\n---\n")


def test_what_broke_is_told_with_the_way_to_a_test() -> None:
    said = "INFO\n === Uncaught Python exception: ===\nRecursionError: too deep\n  in it\n==12== ERROR: libFuzzer"
    told = fuzz._remedy("page", said, [fuzz.KEPT / "page-crash-12"])

    assert "page broke:\nRecursionError: too deep\n  in it\n" in told
    assert ".venv/bin/python -m fuzz.feed page _build/fuzz/page-crash-12" in told
    assert "copy it to tests/bad/" in told


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["pages"], "there is no target “pages”; there are front-matter, page"),
        (["--seconds", "soon"], "“soon” is no number of seconds: write one such as 120"),
        (["--seconds", "0"], "“0” is no number of seconds"),
    ],
)
def test_a_wrong_command_is_told_in_words(
    arguments: list[str], said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["make fuzz", *arguments])
    with pytest.raises(SystemExit):
        fuzz.main()
    assert said in capsys.readouterr().err


def test_a_python_without_atheris_is_told_in_a_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["make fuzz"])
    monkeypatch.setattr(fuzz, "find_spec", lambda name: None)

    assert fuzz.main() == 2
    assert capsys.readouterr().err.startswith("Atheris, which fuzzes, is not made for Python ")
