"""How a source is told in the list at the end of a page."""

from __future__ import annotations

import pytest
from docutils import nodes

from hsct_handbook.directives.sources import IN_FULL, describe
from hsct_handbook.evidence import Source

PAPER = {
    "key": "burt-2019",
    "type": "article",
    "title": "A trial",
    "author": "Burt RK and others",
    "year": "2019",
    "journal": "JAMA",
    "volume": "321",
    "url": "https://pmc.ncbi.nlm.nih.gov/articles/PMC1",
    "urldate": "2026-01-01",
    "checked": "abstract",
}


def told(source: Source, *, short: bool, alike: bool = False) -> str:
    """The words of the entry, in full or as lists in short have it."""
    entry = nodes.paragraph()
    for part in describe(source, ["abstract"], alike=alike):
        entry += nodes.Text(part) if isinstance(part, str) else part
    for part in list(entry.findall(nodes.inline)):
        if short and IN_FULL in part["classes"]:
            part.parent.remove(part)
    return entry.astext()


@pytest.mark.parametrize(
    ("pages", "words"),
    [
        ("165-174", "JAMA 321, pages 165 to 174."),
        ("e1215–e1226", "JAMA 321, pages e1215 to e1226."),
        ("576", "JAMA 321, page 576."),
        ("e1109", "JAMA 321, article e1109."),
        ("i3269", "JAMA 321, article i3269."),
        ("647425", "JAMA 321, article 647425."),
    ],
)
def test_where_in_a_journal(pages: str, words: str) -> None:
    assert words in told(Source.model_validate({**PAPER, "pages": pages}), short=False)


def test_sources_that_read_the_same_are_told_apart_in_short_too() -> None:
    source = Source.model_validate(PAPER)
    assert "Web page on" not in told(source, short=True)
    assert "Web page on pmc.ncbi.nlm.nih.gov." in told(source, short=True, alike=True)
