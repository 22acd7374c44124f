"""The files in the folder of the pages: what has no use or no good name, or is not what it says."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from hsct_handbook.checks import check_all, check_files
from hsct_handbook.checks.__main__ import main
from hsct_handbook.checks.ratchet import FILE
from hsct_handbook.evidence import read_evidence
from hsct_handbook.evidence.changes import CHANGES
from hsct_handbook.history import FIGURES, logged_json
from tests.bad.harness import TODAY, lay_out

SHOWN = Path("docs")


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """A small good handbook."""
    return lay_out(None, tmp_path / "docs")


def told(docs: Path) -> dict[str, str]:
    return {problem.path.relative_to(SHOWN).as_posix(): problem.code for problem in check_files(docs, SHOWN)}


@pytest.mark.parametrize(
    ("name", "better"),
    [
        ("NEW.MD", "name it new.md"),
        ("trials/newstudy.md.txt", "name it newstudy.md"),
        ("new-study.markdown", "name it new-study.md"),
        ("About us.rst", "name it about-us.md"),
        ("changes.yaml", "name it changes.yml"),
        ("quality/wcag.yaml", "name it wcag.yml"),
    ],
)
def test_a_file_that_nothing_reads_is_told(docs: Path, name: str, better: str) -> None:
    (docs / name).parent.mkdir(exist_ok=True)
    (docs / name).write_text("Something.\n")
    (problem,) = check_files(docs, SHOWN)
    assert (problem.path, problem.code) == (SHOWN / name, "file-unread")
    assert better in problem.remedy


@pytest.mark.parametrize(
    "name", ["_draft.md", ".mist.md.swp", "mist.md~", "#mist.md#", "_new/page.txt", "conf.py", "x.pickle"]
)
def test_what_tools_keep_beside_the_pages_is_let_be(docs: Path, name: str) -> None:
    (docs / name).parent.mkdir(exist_ok=True)
    (docs / name).write_text("Something.\n")
    assert told(docs) == {}


@pytest.mark.parametrize(("name", "better"), [("mist copy.md", "mist-copy.md"), ("fertilité.md", "fertilite.md")])
def test_the_name_of_a_page_is_told_first_and_alone(docs: Path, name: str, better: str) -> None:
    (docs / name).write_text((docs / "good-chapter.md").read_text(encoding="utf-8"), encoding="utf-8")
    first, *rest = check_all(docs, SHOWN, TODAY)
    assert (first.path, first.code) == (SHOWN / name, "file-name")
    assert better in first.remedy
    assert {problem.path for problem in rest if problem.code != "page-length"}.isdisjoint({first.path})


def test_links_and_devices_are_told_and_never_read(docs: Path) -> None:
    (docs / "loop").symlink_to(".")
    (docs / "zero.md").symlink_to("/dev/zero")
    (docs / "lost.md").symlink_to("nowhere")
    os.mkfifo(docs / "pipe.md")
    expected = dict.fromkeys(("loop", "zero.md", "lost.md", "pipe.md"), "file-link")
    assert told(docs) == expected
    found = check_all(docs, SHOWN, TODAY)
    assert {problem.path.name for problem in found if problem.code == "file-link"} == expected.keys()


def test_a_link_to_a_file_is_as_good_as_the_file(docs: Path, tmp_path: Path) -> None:
    (docs / "good-chapter.md").rename(tmp_path / "elsewhere.md")
    (docs / "good-chapter.md").symlink_to(tmp_path / "elsewhere.md")
    assert told(docs) == {}


PLAIN = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>'


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.png", b"\x89PNG\r\n\x1a\n and so on", None),
        ("a.png", b"not a png", "image-file"),
        ("a.jpg", b"\xff\xd8\xff\xe0", None),
        ("a.svg", PLAIN, None),
        ("a.svg", PLAIN.replace(b"<path", b"<script>alert(1)</script><path"), "image-file"),
        ("a.svg", PLAIN.replace(b"<path", b'<path onclick="x()"'), "image-file"),
        ("a.svg", PLAIN.replace(b"<path", b'<image href="https://example.org/x.png"/><path'), "image-file"),
        ("a.svg", b"words", "image-file"),
    ],
)
def test_an_image_is_what_its_name_says(docs: Path, name: str, content: bytes, code: str | None) -> None:
    (docs / name).write_bytes(content)
    assert told(docs) == ({name: code} if code else {})


def test_a_conflict_is_told_alone_and_in_every_file(docs: Path) -> None:
    for name in ("good-chapter.md", "references.bib"):
        text = (docs / name).read_text(encoding="utf-8")
        (docs / name).write_text(f"{text}\n<<<<<<< HEAD\nOne.\n=======\nTwo.\n>>>>>>> other\n", encoding="utf-8")
    found = check_all(docs, SHOWN, TODAY)
    for name in ("good-chapter.md", "references.bib"):
        (problem,) = (problem for problem in found if problem.path == SHOWN / name)
        assert problem.code == "merge-conflict"


# Faults that bring others


def test_front_matter_that_cannot_be_read_comes_first_and_others_wait_for_it(docs: Path) -> None:
    page = docs / "trials/good.md"
    page.write_text(page.read_text(encoding="utf-8").replace("design:", "  bad: [x\ndesign:", 1), encoding="utf-8")
    first, *rest = [problem for problem in check_all(docs, SHOWN, TODAY) if problem.code != "page-length"]
    assert (first.path.name, first.code) == ("good.md", "yaml")
    assert rest
    assert {problem.code for problem in rest} == {"fact-waits"}


def test_a_shortened_log_is_told_at_once(docs: Path) -> None:
    logged = json.loads(logged_json(read_evidence(docs, today=TODAY)))
    (docs / FIGURES).write_text(json.dumps(logged | {"entries": 2}), encoding="utf-8")
    found = [problem for problem in check_all(docs, SHOWN, TODAY) if problem.path == SHOWN / CHANGES]
    assert [problem.code for problem in found] == ["log-shortened"]
    assert "has 0 entries and had 2" in found[0].message


def test_noted_values_that_are_gone_are_told(docs: Path) -> None:
    (docs / FIGURES).write_text(logged_json(read_evidence(docs, today=TODAY)), encoding="utf-8")
    assert not any(problem.path == SHOWN / FILE for problem in check_all(docs, SHOWN, TODAY))
    (docs / FILE).unlink()
    assert [problem.code for problem in check_all(docs, SHOWN, TODAY) if problem.path == SHOWN / FILE] == [
        "readability-file"
    ]


def test_a_day_that_is_none_is_refused_in_words(
    docs: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HANDBOOK_TODAY", "26/11/2026")
    with pytest.raises(SystemExit):
        main([str(docs)])
    assert "write it as 2026-11-26" in capsys.readouterr().err
