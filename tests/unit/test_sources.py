"""The list of sources: read with lines, and every fault told."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hsct_handbook.evidence import Problem, Source
from hsct_handbook.evidence.bibtex import keys_in, read_sources
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


def entry(key: str, **fields: str) -> str:
    given = {"title": f"Title of {key}", "urldate": "2026-11-20", "checked": "abstract"} | fields
    lines = "".join(f"  {name.replace('_', '-')} = {{{text}}},\n" for name, text in given.items())
    return f"@misc{{{key},\n{lines}}}\n"


@pytest.mark.parametrize(
    ("text", "line", "code", "part"),
    [
        (GOOD.replace("{2020},", "{2020}"), 4, "bibtex", "a-paper: no comma stands between “year” and “doi”"),
        (GOOD.replace("{A title},", "{A title}"), 2, "bibtex", "no comma stands between “title” and “author”"),
        (GOOD.replace("{2020}", "{2091}"), 4, "date-real", "no source is of 2091"),
        (GOOD.replace("{2020}", "{1019}"), 4, "date-real", "no source is of 1019"),
        (GOOD.replace("2026-11-20", "2012-11-20"), 7, "date-real", "it was read in 2012, and came out in 2020"),
        (GOOD.replace("@article{", "@article "), 1, "bibtex", "belongs to no entry"),
        (GOOD + "and so on\n", 10, "bibtex", "“and so on” belongs to no entry"),
        (entry("a", doi="10.1001/X.1") + entry("b", doi="10.1001/x.1"), 7, "source-twice", "“a” has the same DOI"),
        (entry("a", pmid="123456") + entry("b", pmid="123456"), 7, "source-twice", "copy-of = {a}"),
        (entry("a", copy_of="a"), 1, "copy-circle", "leads back to this source"),
    ],
)
def test_a_list_that_cannot_be_right(text: str, line: int, code: str, part: str) -> None:
    _, (problem, *more) = read(text)
    assert (problem.line, problem.code, part in problem.text, more) == (line, code, True, []), problem


@pytest.mark.parametrize(
    "text",
    [
        "% The first list.\n" + GOOD,
        "@comment{Older ones}\n" + GOOD,
        GOOD.replace("{2020}", "{2027}"),
        entry("a", doi="10.1001/x.1") + entry("b", doi="10.1001/x.1", copy_of="a"),
        entry("a", pmid="123456", copy_of="c") + entry("b", pmid="123456", copy_of="c") + entry("c"),
        GOOD.replace("{A title}", '{A "title"\n  of a = b}'),
    ],
)
def test_a_list_that_may_be(text: str) -> None:
    assert read(text)[1] == []


def test_copies_in_a_circle_are_told_of_each() -> None:
    _, problems = read(entry("a", copy_of="b") + entry("b", copy_of="a"))
    assert [problem.code for problem in problems] == ["copy-circle"] * 2


def test_the_keys_of_broken_entries_are_known() -> None:
    broken = GOOD.replace("{A title}", "{A title") + "@misc lost,\n" + GOOD.replace("a-paper", "whole")
    assert keys_in(broken.encode()) >= {"a-paper", "lost", "whole"}
    assert "whole" in keys_in("título".encode("latin-1") + b"\n@misc{whole,\n")
    assert keys_in(FileNotFoundError()) == set()


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
