"""The feed: what RFC 4287 asks of every feed, whatever the log says."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from lxml import etree

from hsct_handbook.directives.changes import change_in_words, feed_items
from hsct_handbook.evidence import Evidence
from hsct_handbook.evidence.changes import Change
from hsct_handbook.feed import ATOM, MOST, Item, Publisher, anchor, atom_feed
from tests.build.conftest import Handbook
from tests.conftest import missing
from tests.site.conftest import SITE

PUBLISHER = Publisher("What’s new", "The editors & friends", "https://handbook.example.org/", "en-GB", "CC BY 4.0")
GRAMMAR = etree.RelaxNG(etree.parse(Path(__file__).parent / "atom.rng"))
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
"""A date of RFC 3339, as RFC 4287 asks for it: an upper-case T, and a zone."""


def _item(number: int = 0, text: str = "Something changed.") -> Item:
    change = Change.model_validate({"date": f"2026-11-{number + 1:02}", "page": "index", "what": text})
    return Item(change, text, text)


def faults_of(xml: str) -> list[str]:
    """What is wrong with a feed by RFC 4287: first by its grammar, then by what no grammar can say."""
    feed = etree.fromstring(xml.encode())
    if not GRAMMAR.validate(feed):
        return [error.message for error in GRAMMAR.error_log]
    entries = _all(feed, "entry")
    found = []
    for part in (feed, *entries):
        if not _all(part, "author") and not (part is feed and all(_all(entry, "author") for entry in entries)):
            found += [] if part is not feed and _all(feed, "author") else ["no author (4.1.1, 4.1.2)"]
        links = [(link.get("rel", "alternate"), link.get("type"), link.get("hreflang")) for link in _all(part, "link")]
        alternates = [link for link in links if link[0] == "alternate"]
        if len(set(alternates)) < len(alternates):
            found.append("two alternates of one type and language (4.1.1, 4.1.2)")
        if part is not feed and not alternates and not _all(part, "content"):
            found.append("an entry without content or alternate (4.1.2)")
        found += [f"no absolute id: {name.text} (4.2.6)" for name in _all(part, "id") if not urlsplit(name.text).scheme]
        found += [
            f"no date of RFC 3339: {moment.text} (3.3)"
            for name in ("updated", "published")
            for moment in _all(part, name)
            if not MOMENT.fullmatch(moment.text or "")
        ]
        found += ["an empty title (4.2.14)" for title in _all(part, "title") if not (title.text or "").strip()]
    if "self" not in [link.get("rel") for link in _all(feed, "link")]:
        found.append("it does not say where it is (4.1.1)")
    entry_ids = [entry.findtext(f"{{{ATOM}}}id") for entry in entries]
    if len(set(entry_ids)) < len(entry_ids):
        found.append("two entries of one id (4.1.1)")
    return found


def check(xml: str) -> etree._Element:
    """A feed without fault, which is as new as its newest entry."""
    assert faults_of(xml) == []
    feed = etree.fromstring(xml.encode())
    newest = max(str(entry.findtext(f"{{{ATOM}}}updated")) for entry in _all(feed, "entry"))
    assert feed.findtext(f"{{{ATOM}}}updated") == newest
    return feed


def _all(element: etree._Element, name: str) -> list[etree._Element]:
    return element.findall(f"{{{ATOM}}}{name}")


def test_the_real_feed(real: Evidence) -> None:
    titles = {name: name for name in real.pages}
    check(atom_feed(feed_items(real, titles), PUBLISHER))


def test_the_feed_that_was_built() -> None:
    feed = SITE / "feed.xml"
    if not feed.exists():
        missing("the built site", "run make")
    check(feed.read_text(encoding="utf-8"))


ENTRY = "<id>tag:handbook.example.org,2026-11-01:2026-11-01-index</id>"
BROKEN = {
    "two titles": ("</title>", "</title><title>Again</title>", "title"),
    "no id": (ENTRY, "", "id"),
    "no updated": ("<updated>2026-11-01T00:00:00Z</updated>", "", "updated"),
    "a day without its time": ("2026-11-01T00:00:00Z", "2026-11-01", "updated"),
    "a time without its zone": ("2026-11-01T00:00:00Z", "2026-11-01T00:00:00", "RFC 3339"),
    "a month too many": ("2026-11-01T00:00:00Z", "2026-13-01T00:00:00Z", "updated"),
    "an unknown element": ("<rights>", "<date>2026</date><rights>", "date"),
    "an unknown attribute": ("<rights>", '<rights kind="free">', "kind"),
    "a type that there is not": ('<content type="text">', '<content type="markdown">', "content"),
    "markup that is not declared": ("Something changed.</content>", "<b>So</b></content>", "content"),
    "an address with spaces": ("https://handbook.example.org/feed.xml", "the feed.xml", "href"),
    "a link without its address": (' href="https://handbook.example.org/feed.xml"', "", "link"),
    "no author": (AUTHOR := "<author>\n    <name>The editors &amp; friends</name>\n  </author>", "", "no author"),
    "an author without a name": (AUTHOR, "<author><uri>https://example.org</uri></author>", "author"),
    "an id that is no address": (ENTRY, "<id>one</id>", "no absolute id"),
    "a title of nothing": ("<title>Something changed.</title>", "<title> </title>", "empty title"),
    "not where it is": ('rel="self"', 'rel="related"', "where it is"),
    "two alternates": ('rel="self" type="application/atom+xml"', 'type="text/html"', "two alternates"),
    "an entry twice": (
        "  </entry>\n</feed>",
        f"  </entry>\n<entry>{ENTRY}<title>x</title>"
        "<updated>2026-11-01T00:00:00Z</updated><content>x</content></entry></feed>",
        "one id",
    ),
    "an entry of nothing": (
        "<entry>",
        "<entry><id>tag:x,2026:y</id><title>x</title><updated>2026-11-01T00:00:00Z</updated></entry><entry>",
        "without content",
    ),
}


@pytest.mark.parametrize(("right", "wrong", "said"), BROKEN.values(), ids=BROKEN)
def test_a_broken_feed_is_refused(right: str, wrong: str, said: str) -> None:
    whole = atom_feed([_item()], PUBLISHER)
    assert right in whole
    assert any(said in fault for fault in faults_of(whole.replace(right, wrong)))


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
        assert f"id={place}>" in news
