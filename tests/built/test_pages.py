"""Each built page: its sections, its headings, and that everything it leads to exists."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import pairwise
from urllib.parse import unquote, urlsplit

import pytest

from hsct_handbook.checks.sections import required
from hsct_handbook.evidence import Chapter, Evidence, Study

from .conftest import SITE, SOURCES, BuiltPage, built_page


@cache
def _ids(name: str) -> frozenset[str]:
    return frozenset(built_page(name).tree.xpath("//@id"))


def _leads_nowhere(page: BuiltPage, address: str) -> str | None:
    """Say why an address inside the site leads nowhere; nothing for one that is right, or that leads out."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return None
    target = (SITE / page.name).parent / unquote(parts.path) if parts.path else SITE / f"{page.name}.html"
    target = target.resolve()
    if not target.is_relative_to(SITE.resolve()):
        return f"{address} leads out of the site"
    if not target.is_file():
        return f"{address}: there is no such file"
    if parts.fragment and target.suffix == ".html":
        name = target.relative_to(SITE.resolve()).with_suffix("").as_posix()
        if unquote(parts.fragment) not in _ids(name):
            return f"{address}: the page has no such place"
    return None


def test_every_link_anchor_image_and_download_exists(page: BuiltPage) -> None:
    addresses = page.tree.xpath(
        "//a/@href | //link/@href | //img/@src | //script/@src | //source/@src | //object/@data"
    )
    assert addresses
    assert [fault for address in addresses if (fault := _leads_nowhere(page, address))] == []


def test_ids_are_used_once(page: BuiltPage) -> None:
    counts = Counter(page.tree.xpath("//@id"))
    assert [name for name, count in counts.items() if count > 1] == []


def test_headings_go_down_step_by_step(page: BuiltPage) -> None:
    levels = [int(heading.tag[1]) for heading in page.article.xpath(".//h1|.//h2|.//h3|.//h4|.//h5|.//h6")]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels)), levels


def test_it_says_what_it_is(page: BuiltPage) -> None:
    assert page.tree.get("lang") == "en-GB"
    (description,) = page.tree.xpath("//meta[@name='description']/@content")
    assert 40 <= len(description) <= 170
    (title,) = page.words("//title")
    assert title
    assert len(page.words("//h1")) == 1


def test_pictures_have_alternative_texts(page: BuiltPage) -> None:
    silent = page.tree.xpath("//img[not(@alt)] | //svg[not(@aria-hidden='true') and not(@aria-label)]")
    assert [picture.tag for picture in silent] == []


def test_nothing_is_left_unresolved(page: BuiltPage) -> None:
    assert page.tree.xpath("//*[contains(@class, 'problematic') or contains(@class, 'system-message')]") == []
    text = page.article.text_content()
    remnants = {"{fact}", "{cite}", "{term}", ":::", "](", "TODO"}
    if page.name == "measures-up":  # it tells what to write to mend a page
        remnants -= {"{fact}", "{cite}", ":::", "]("}
    assert {remnant for remnant in remnants if remnant in text} == set()


def test_no_space_stands_before_a_full_stop_or_comma(page: BuiltPage) -> None:
    text = " ".join(page.article.text_content().split())
    assert re.findall(r".{30}\w [.,;](?= |$)", text) == []


@pytest.mark.parametrize("name", SOURCES)
def test_it_has_the_sections_of_its_kind(name: str, evidence: Evidence) -> None:
    page, model = built_page(name), evidence.pages[name]
    headings = page.words("//main//h2")
    wanted = list(required(model.kind, name))
    if isinstance(model, Study):
        wanted = ["Study card", *wanted]
    if isinstance(model, (Study, Chapter)):
        wanted += ["Where this comes from", "When this was checked"]
    assert [heading for heading in headings if heading in wanted] == wanted


def test_titles_and_descriptions_tell_pages_apart() -> None:
    for path in ("//title/text()", "//meta[@name='description']/@content"):
        counts = Counter(built_page(name).tree.xpath(path)[0] for name in SOURCES)
        assert [text for text, count in counts.items() if count > 1] == []


def test_the_handbook_is_whole(evidence: Evidence) -> None:
    assert sum(isinstance(page, Chapter) for page in evidence.pages.values()) >= 18
    assert len(evidence.studies) >= 34


def test_no_question_to_take_along_stands_twice() -> None:
    asked = Counter(built_page("questions-to-ask").words("//ul[@class='pick']//label"))
    assert len(asked) > 40
    assert [question for question, count in asked.items() if count > 1] == []
