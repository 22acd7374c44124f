"""The log of changes as an Atom feed (RFC 4287), for feed readers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from .evidence.changes import Change

FEED = "feed.xml"
ATOM = "http://www.w3.org/2005/Atom"
PAGE = "whats-new.html"
"""The page on which each entry stands, under the anchor that `anchor` gives."""
MOST = 50
"""The newest entries; the page has them all."""


@dataclass(frozen=True)
class Publisher:
    """Who publishes the feed, under which title and address, in which language."""

    title: str
    author: str
    address: str
    """Of the site, with a slash at its end."""
    language: str
    rights: str


@dataclass(frozen=True)
class Item:
    """An entry of the log with the words that readers see."""

    change: Change
    title: str
    text: str


def anchor(change: Change) -> str:
    """The id of an entry on the page of all changes."""
    return f"change-{change.key}"


def atom_feed(items: Sequence[Item], publisher: Publisher) -> str:
    """The feed as XML. The same log gives the same bytes; a feed without entries has no date, so there is none."""
    if not items:
        raise ValueError("a feed needs at least one entry")
    ET.register_namespace("", ATOM)
    feed = ET.Element(f"{{{ATOM}}}feed", {"xml:lang": publisher.language})
    page = f"{publisher.address}{PAGE}"
    _add(feed, "id", publisher.address)
    _add(feed, "title", publisher.title)
    _add(feed, "updated", max(_moment(item.change) for item in items))
    _add(_add(feed, "author"), "name", publisher.author)
    _add(feed, "link", rel="self", type="application/atom+xml", href=f"{publisher.address}{FEED}")
    _add(feed, "link", rel="alternate", type="text/html", href=page)
    _add(feed, "rights", publisher.rights)
    for item in items[:MOST]:
        entry = _add(feed, "entry")
        _add(entry, "id", _tag(item.change, publisher.address))
        _add(entry, "title", item.title)
        _add(entry, "updated", _moment(item.change))
        _add(entry, "link", rel="alternate", type="text/html", href=f"{page}#{anchor(item.change)}")
        _add(entry, "content", item.text, type="text")
    ET.indent(feed)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(feed, encoding="unicode")}\n'


def _add(parent: ET.Element, name: str, text: str | None = None, **attributes: str) -> ET.Element:
    child = ET.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    child.text = text
    return child


def _moment(change: Change) -> str:
    return f"{change.date}T00:00:00Z"


def _tag(change: Change, address: str) -> str:
    """An id that stays the same for good (RFC 4151), even if the page's address changes."""
    return f"tag:{urlsplit(address).hostname},{change.date}:{change.key}"
