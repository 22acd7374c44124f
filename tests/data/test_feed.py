"""The feed: what RFC 4287 asks of every feed, whatever the log says."""

from __future__ import annotations

import re
from datetime import datetime
from urllib.parse import urlsplit

import pytest
from lxml import etree

from hsct_handbook.directives.changes import change_in_words, feed_items
from hsct_handbook.evidence import Evidence
from hsct_handbook.evidence.changes import Change
from hsct_handbook.feed import ATOM, MOST, Item, Publisher, anchor, atom_feed
from tests.build.conftest import Handbook

PUBLISHER = Publisher("What’s new", "The editors & friends", "https://handbook.example.org/", "en-GB", "CC BY 4.0")
KNOWN = {"id", "title", "updated", "author", "link", "rights", "entry", "content"}


def _item(number: int = 0, text: str = "Something changed.") -> Item:
    change = Change.model_validate({"date": f"2026-11-{number + 1:02}", "page": "index", "what": text})
    return Item(change, text, text)


def check(xml: str) -> etree._Element:
    """What a validator of Atom asks for. Returns the feed."""
    feed = etree.fromstring(xml.encode())
    assert feed.tag == f"{{{ATOM}}}feed"
    for part in (feed, *_all(feed, "entry")):
        assert {etree.QName(child).localname for child in part} <= KNOWN
        for name in ("id", "title", "updated"):
            assert len(_all(part, name)) == 1, name
            assert (_all(part, name)[0].text or "").strip(), name
        moment = str(_all(part, "updated")[0].text)
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", moment)
        datetime.fromisoformat(moment)
        assert urlsplit(str(_all(part, "id")[0].text)).scheme in ("https", "tag")
        links = [(link.get("rel"), link.get("type"), link.get("hreflang")) for link in _all(part, "link")]
        assert len(set(links)) == len(links), "at most one alternate of a type"
        for link in _all(part, "link"):
            assert urlsplit(str(link.get("href"))).netloc
    assert _all(_all(feed, "author")[0], "name")[0].text
    ids = [entry.findtext(f"{{{ATOM}}}id") for entry in _all(feed, "entry")]
    assert len(set(ids)) == len(ids)
    newest = max(str(entry.findtext(f"{{{ATOM}}}updated")) for entry in _all(feed, "entry"))
    assert feed.findtext(f"{{{ATOM}}}updated") == newest
    return feed


def _all(element: etree._Element, name: str) -> list[etree._Element]:
    return element.findall(f"{{{ATOM}}}{name}")


def test_the_real_feed(real: Evidence) -> None:
    titles = {name: name for name in real.pages}
    check(atom_feed(feed_items(real, titles), PUBLISHER))


def test_a_feed_says_where_it_is() -> None:
    feed = check(atom_feed([_item()], PUBLISHER))
    assert ("self", "https://handbook.example.org/feed.xml") in [
        (link.get("rel"), link.get("href")) for link in _all(feed, "link")
    ]
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "en-GB"


def test_markup_stays_text() -> None:
    feed = check(atom_feed([_item(text="a < b & “c” ]]>")], PUBLISHER))
    (entry,) = _all(feed, "entry")
    assert _all(entry, "title")[0].text == "a < b & “c” ]]>"
    assert len(_all(entry, "content")[0]) == 0


def test_the_same_log_gives_the_same_bytes() -> None:
    items = [_item(3), _item(2)]
    assert atom_feed(items, PUBLISHER) == atom_feed(items, PUBLISHER)


def test_a_long_log_is_cut_to_its_newest_entries() -> None:
    items = [
        Item(Change.model_validate({"date": f"{2025 - year}-01-01", "page": f"page-{n}", "what": "x"}), "x", "x")
        for year in range(20)
        for n in range(5)
    ]
    assert len(_all(check(atom_feed(items, PUBLISHER)), "entry")) == MOST


def test_an_empty_log_has_no_feed() -> None:
    with pytest.raises(ValueError, match="at least one entry"):
        atom_feed([], PUBLISHER)


def test_an_entry_in_words() -> None:
    change = Change.model_validate(
        {
            "date": "2026-11-20",
            "study": "good",
            "fact": "good.better",
            "what": "Counted again",
            "from": "12 people",
            "to": "15 people",
            "why": "A mistake of ours",
            "source": "good-paper",
        }
    )
    assert change_in_words(change) == ("Counted again. Before: “12 people”. Now: “15 people”. Why: A mistake of ours.")
    assert (change.key, anchor(change)) == ("2026-11-20-good-better", "change-2026-11-20-good-better")


def test_the_feed_of_a_built_site_leads_to_its_entries(site: Handbook) -> None:
    feed = check((site.html / "feed.xml").read_text(encoding="utf-8"))
    assert [entry.findtext(f"{{{ATOM}}}title") for entry in _all(feed, "entry")] == [
        "North: North counted again",
        "The first edition came out",
    ]
    news = (site.html / "news.html").read_text(encoding="utf-8")
    for entry in _all(feed, "entry"):
        _, _, place = str(_all(entry, "link")[0].get("href")).partition("#")
        assert f'id="{place}"' in news
