"""What can be read off every page as written: valid, whole, self-contained, and telling where one is."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from hsct_handbook.checks.names import names

from .conftest import PAGES, tree_of

MADE_BY_OTHERS = ("print/", "handbook.epub", "data/", "feed.xml")
"""What other builders put beside the pages; their own tests see to it."""
VNU_TAKES_WRONGLY = (
    "Inline script violates Content Security Policy",  # a data block (schema.org) does not run
    "“field-sizing”",  # CSS of 2024, which lets a field grow with its text; the checker's list is older
    "Resource violates Content Security Policy",  # 'self' cannot be told from a file's address; test_use sees it load
)
HELPLINE = names().telephones[0].replace(" ", "")
OWN = {"404", "contents", "search"}
each_page = pytest.mark.parametrize("name", PAGES)


@pytest.mark.xdist_group("vnu")  # one process runs the checker, once for all pages
@each_page
def test_is_valid(name: str, site: Path, vnu: dict[str, list[str]]) -> None:
    faults = [line for line in vnu.get(name, []) if not any(mark in line for mark in VNU_TAKES_WRONGLY)]
    assert not faults, "\n".join(faults)


@each_page
def test_needs_nobody_else(name: str, site: Path) -> None:
    tree = tree_of(name)
    loaded = tree.xpath("//script/@src | //img/@src | //iframe/@src | //link[@rel!='canonical']/@href")
    assert all(not urlsplit(address).netloc for address in loaded), loaded
    assert not tree.xpath("//*[@style]"), "a style attribute breaks the content security policy"
    assert not tree.xpath("//@*[starts-with(name(), 'on')]"), "a handler in an attribute breaks the policy"


@each_page
def test_policy_is_strict(name: str, site: Path) -> None:
    (policy,) = tree_of(name).xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert "http" not in policy


@each_page
def test_is_announced(name: str, site: Path) -> None:
    tree = tree_of(name)
    assert tree.get("lang") == "en-GB"
    assert tree.xpath("string(//title)").strip()
    assert tree.xpath("string(//meta[@name='description']/@content)")
    if name == "404":
        assert tree.xpath("//meta[@name='robots'][@content='noindex']")
        return
    (address,) = tree.xpath("//link[@rel='canonical']/@href")
    assert address.endswith(f"/{name}.html")
    assert tree.xpath("//meta[@property='og:title']/@content")
    if name not in OWN:
        assert 40 <= len(tree.xpath("string(//meta[@name='description']/@content)")) <= 170
        data = json.loads(tree.xpath("string(//script[@type='application/ld+json'])"))
        assert data["@type"] == "MedicalWebPage"
        if name.startswith("trials/") and name != "trials/index":
            assert data["mainEntity"]["@type"].startswith("Medical")


@each_page
def test_headings_go_down_one_step_at_a_time(name: str, site: Path) -> None:
    levels = [
        int(node.tag[1]) for node in tree_of(name).xpath("//main//*[self::h1 or self::h2 or self::h3 or self::h4]")
    ]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels)), levels


@each_page
def test_leads_somewhere(name: str, site: Path) -> None:
    if name == "404":
        return  # its links start at the root of the server
    folder = (site / f"{name}.html").parent
    for address in tree_of(name).xpath("//a/@href"):
        parts = urlsplit(address)
        if parts.scheme or parts.netloc:
            continue
        target = (folder / unquote(parts.path)).resolve() if parts.path else site / f"{name}.html"
        inside = target.relative_to(site.resolve()).as_posix()
        if inside.startswith(MADE_BY_OTHERS):
            continue
        assert target.exists(), f"{address} leads nowhere"
        if parts.fragment and target.suffix == ".html":
            assert tree_of(inside.removesuffix(".html")).xpath("//*[@id=$id]", id=parts.fragment), (
                f"{address} has no such place"
            )


@each_page
def test_helpline_stands_in_the_same_place(name: str, site: Path) -> None:
    (foot,) = tree_of(name).xpath("//footer")
    first = foot.xpath(".//section")[0]
    assert first.xpath("string(.//a[@class='tel']/@href)") == f"tel:{HELPLINE}"
    assert "999" in first.text_content()


@each_page
def test_says_where_when_and_how_long(name: str, site: Path) -> None:
    tree = tree_of(name)
    dates = tree.xpath("//section[contains(@class,'dates')]")
    if not dates:
        return  # home and lists of other pages
    opening = tree.xpath("string(//article/p[@class='s'])")
    assert re.search(r"\d+ minutes? to read", opening)
    assert "Checked" in opening
    links = tree.xpath("//ul[@class='tools']//a[contains(@href,'print/')]")
    assert len(links) == (2 if (site / "print" / f"{name.replace('/', '-')}.pdf").exists() else 0)
    assert tree.xpath("//*[@data-due]"), "nothing would notice that the review is overdue"


@each_page
def test_rows_can_become_cards(name: str, site: Path) -> None:
    for table in tree_of(name).xpath("//table[contains(@class,'cards')][.//tbody/tr]"):
        assert table.xpath(".//thead//th[@scope='col']")
        assert all(cell.get("data-l") for cell in table.xpath(".//tbody//td")), "a cell does not know its column"


def test_every_page_is_listed(site: Path) -> None:
    listed = set(tree_of("contents").xpath("//main//a/@href"))
    expected = {f"{name}.html" for name in PAGES if name not in OWN | {"index"}}
    assert expected <= listed, expected - listed
    sitemap = (site / "sitemap.xml").read_text(encoding="utf-8")
    assert all(f"/{name}.html</loc>" in sitemap for name in PAGES if name not in {"404", "search"})
    assert "Sitemap: " in (site / "robots.txt").read_text(encoding="utf-8")


def test_nothing_unused_is_shipped(site: Path) -> None:
    shipped = {path.name for path in (site / "_static").iterdir()}
    scripts = {"search.js", "search-index.js", "offline.js", "explorer.js", "worksheet.js"}
    assert shipped == {"mark.svg", "social.png", *scripts}
