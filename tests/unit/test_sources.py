"""The list of sources: read with lines, and every fault told."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hsct_handbook.evidence import Problem, Source
from hsct_handbook.evidence.bibtex import read_sources
from tests.bad.harness import TODAY

GOOD = """@article{a-paper,
  title = {A title},
  author = {Someone A and others},
  year = {2020},
  doi = {10.1001/x.1},
  url = {https://example.org/x},
  urldate = {2026-11-20},
  checked = {abstract},
}
"""


def read(text: str) -> tuple[dict[str, Source], list[Problem]]:
    return read_sources(text.encode("utf-8", "surrogatepass"), Path("references.bib"), {"today": TODAY})


def test_a_good_source() -> None:
    sources, problems = read(GOOD)
    assert problems == []
    source = sources["a-paper"]
    assert source.short == "Someone A and others, 2020"
    assert source.address == "https://doi.org/10.1001/x.1"


@pytest.mark.parametrize(
    ("old", "new", "line", "code"),
    [
        ("10.1001/x.1", "10.1/x", 5, "identifier-form"),
        ("10.1001/x.1", "https://doi.org/10.1001/x.1", 5, "identifier-form"),
        ("https://example.org/x", "example", 6, "address-form"),
        ("https://example.org/x", "javascript:alert(1)", 6, "address-form"),
        ("2026-11-20", "2026-11-31", 7, "date-real"),
        ("2026-11-20", "2026-12-20", 7, "date-future"),
        ("2026-11-20", "yesterday", 7, "date-form"),
        ("{abstract}", "{remembered}", 8, "unknown-value"),
        ("{2020}", "{20}", 4, "wrong-form"),
        ("{A title}", "{A <b>title</b>}", 2, "markup"),
        ("{A title}", "{ }", 2, "empty-field"),
        ("  doi =", "  dio =", 5, "unknown-key"),
        ("  checked = {abstract},\n", "", 1, "missing-field"),
        ("a-paper", "A Paper", 1, "wrong-form"),
        ("  year = {2020},\n", "  year = {2020},\n  year = {2021},\n", 1, "duplicate-key"),
        ("  year = {2020},\n", "  copy-of = {nothing},\n", 1, "unknown-source"),
        ("  year = {2020},\n", "  pmid = {12},\n", 4, "identifier-form"),
        ("  year = {2020},\n", "  pmcid = {6439765},\n", 4, "identifier-form"),
        ("  author = {Someone A and others},\n", "  author = {Someone,\n", 1, "bibtex"),
    ],
)
def test_a_bad_source(old: str, new: str, line: int, code: str) -> None:
    assert old in GOOD
    _, problems = read(GOOD.replace(old, new, 1))
    assert [(problem.line, problem.code) for problem in problems] == [(line, code)]
    assert problems[0].remedy


def test_one_key_for_two_sources() -> None:
    _, problems = read(GOOD + "\n" + GOOD)
    assert [(problem.line, problem.code) for problem in problems] == [(11, "duplicate-id")]


def test_a_list_that_is_missing_or_no_text() -> None:
    _, problems = read_sources(FileNotFoundError(), Path("none.bib"), {})
    assert [problem.code for problem in problems] == ["unreadable-file"]
    _, problems = read_sources("título".encode("latin-1"), Path("latin.bib"), {})
    assert [problem.code for problem in problems] == ["unreadable-file"]


_PARTS = st.sampled_from(
    [
        "@",
        "article",
        "{",
        "}",
        "a-paper",
        ",",
        "\n",
        "=",
        "title",
        "doi",
        '"',
        "@string",
        "@comment",
        "%",
        "#",
        "10.1/x",
        "\\",
        "é",
    ]
)


@given(st.lists(_PARTS, max_size=40).map(" ".join) | st.text(max_size=120))
def test_any_text_is_read_without_fault(text: str) -> None:
    _, problems = read(text)
    assert all(1 <= problem.line <= text.count("\n") + text.count("\r") + 2 for problem in problems)
