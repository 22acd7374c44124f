"""Links within a PDF: each leads to the place that it names, and nothing is left of how it was told."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from hsct_handbook.print.places import PlaceUnknown, Spot, link_places

from .small_handbook import SmallHandbook, chapter

TARGET = "## The far part\n\nHere it is told.\n"
LEADING = "## Part\n\nSee [the far part](second.md#the-far-part), and [below](#below).\n\n## Below\n\nWords.\n"
TYPST = (
    b"<</Type/Annot/A<</Type/Action/S/URI/URI(place:a--b)>>/F 4/StructParent 0/Contents(place:a--b)>>\n"
    b"<</Type/Annot/A<</Type/Action/S/URI/URI(https://example.org)>>/F 4/StructParent 1/Contents(web)>>\n"
)


def notes(page: pikepdf.Page) -> list[Any]:
    """What stands beside the text of a side, such as links."""
    return list(page.obj.Annots) if "/Annots" in page.obj else []


def links(document: pikepdf.Pdf) -> list[Any]:
    """Every link of a PDF, in the order of its sides."""
    return [note for page in document.pages for note in notes(page) if "/Dest" in note]


def destinations(document: pikepdf.Pdf) -> dict[str, Any]:
    """Where each named destination lies."""
    named: list[Any] = list(document.Root.Names.Dests.Names)
    return {str(name): place for name, place in zip(named[::2], named[1::2], strict=True)}


@pytest.fixture
def book(handbook: SmallHandbook) -> Path:
    """A book of two chapters, of which one leads to the other and to a part of itself."""
    handbook.write({"first": chapter("First", LEADING), "second": chapter("Second", TARGET)})
    printed = handbook.print()
    assert printed.error is None, printed.told
    return printed.out / "handbook.pdf"


def test_a_link_leads_to_the_place_that_it_names(book: Path) -> None:
    with pikepdf.open(book) as document:
        places, pages = destinations(document), [page.obj for page in document.pages]
        found = {
            str(link.Dest): str(link.Contents) for link in links(document) if isinstance(link.Dest, pikepdf.String)
        }
        wanted = {name for name in found if re.fullmatch(r"second--the.?far.?part|first--below", name)}
        assert len(wanted) == 2, found
        for name in found:
            side, how, left, top, zoom = places[name]
            assert found[name].endswith(f"page {pages.index(side) + 1}"), "its words name the side"
            assert (how, zoom) == ("/XYZ", 0)
            assert 0 <= left < 600
            assert 0 < top < 842
        sides = {name.partition("--")[0]: pages.index(places[name][0]) for name in wanted}
        assert sides["first"] < sides["second"], "each lies on a side of its own chapter"


def test_the_names_stand_in_the_order_that_readers_search_in(book: Path) -> None:
    with pikepdf.open(book) as document:
        names = [name.encode() for name in destinations(document)]
    assert names == sorted(names)


def test_nothing_is_left_of_how_it_was_told(book: Path) -> None:
    with pikepdf.open(book) as document:
        assert not list(document.attachments)
        addresses = [
            str(note.A.URI) for page in document.pages for note in notes(page) if "/A" in note and "/URI" in note.A
        ]
        assert addresses
        assert not [address for address in addresses if address.startswith("place:")]


def test_links_take_as_many_bytes_as_before() -> None:
    changed = link_places(TYPST, {"a--b": Spot(123, 0, 0)})
    assert len(changed) == len(TYPST)
    assert b"/Dest(a--b)/F 4/StructParent 0/Contents(page 123)" in changed
    assert b"URI(https://example.org)" in changed


def test_a_place_that_is_not_there_is_told() -> None:
    with pytest.raises(PlaceUnknown, match="a--b"):
        link_places(TYPST, {})
