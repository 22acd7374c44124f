"""Search as a person uses it: from a folder, with right and wrong spelling, and when there is nothing to find."""

from __future__ import annotations

import gzip
import tomllib
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from hsct_handbook.theme.search import SYNONYMS

QUERIES = tomllib.loads((Path(__file__).parent / "queries.toml").read_text(encoding="utf-8"))
MOST_BYTES = 25_000


@pytest.fixture
def search(tab: Page, site: Path) -> Page:
    """The search page, opened from its folder, where it loads nothing before it is used."""
    tab.goto((site / "search.html").as_uri())
    assert not tab.evaluate("'handbookIndex' in window"), "the index is loaded before it is used"
    return tab


def ask(search: Page, query: str) -> list[str]:
    """The pages found for a query, best first.

    The answer that names the query is waited for from outside: a function polled inside the page is an eval,
    which the page's own policy forbids.
    """
    search.fill("#q", query)
    expect(search.locator("#said")).to_contain_text(f"“{query}”")
    found = search.locator("#hits h2 a").evaluate_all("links => links.map(a => a.getAttribute('href'))")
    return [str(address).removesuffix(".html") for address in found]


@pytest.mark.parametrize(("kind", "share"), [("right", 23 / 24), ("misspelt", 19 / 20)])
def test_finds_what_is_meant(kind: str, share: float, search: Page) -> None:
    missed = {
        query: found
        for query, wanted in QUERIES[kind].items()
        if not {*(found := ask(search, query)[:3]), *(place.partition(".html#")[0] for place in found)} & set(wanted)
    }
    assert len(missed) <= len(QUERIES[kind]) * (1 - share), missed


@pytest.mark.slow
def test_each_word_of_the_list_of_synonyms_finds_something(search: Page) -> None:
    listed = tomllib.loads(SYNONYMS.read_text(encoding="utf-8"))
    assert [word for word in listed if not ask(search, word)] == []


def test_shows_the_kind_of_page_and_the_sentence(search: Page) -> None:
    ask(search, "menopause")
    first = search.locator("#hits li").first
    expect(first.locator(".eyebrow")).to_contain_text("Chapter")
    expect(first.locator("p").last).to_contain_text("menopause", ignore_case=True)
    expect(first.locator("mark").first).to_be_visible()


def test_says_when_nothing_is_found_and_where_to_go(search: Page) -> None:
    assert ask(search, "qwrtzpsdfg") == []
    expect(search.locator("#said")).to_contain_text("Nothing found")
    expect(search.get_by_role("link", name="all pages")).to_be_visible()


def test_answers_an_address_with_a_question(tab: Page, site: Path) -> None:
    tab.goto((site / "search.html").as_uri() + "?q=fertillity")
    expect(tab.locator("#hits li").first).to_contain_text("ertility")


def test_home_leads_to_answers(tab: Page, site: Path) -> None:
    tab.goto((site / "index.html").as_uri())
    tab.fill("#q", "hair loss")
    tab.keyboard.press("Enter")
    expect(tab.locator("#hits li").first).to_be_visible()


def test_is_light(site: Path) -> None:
    files = ("search.html", "_static/search.js", "_static/search-index.js")
    weight = sum(len(gzip.compress((site / name).read_bytes(), 9, mtime=0)) for name in files)
    assert weight <= MOST_BYTES
