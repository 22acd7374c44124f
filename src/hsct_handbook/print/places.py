"""Links within a document: Typst writes them as addresses, which become destinations when the PDF is finished.

A link of Typst's own must find its place before the document can be laid out for good. Thousands of them in a book
take a third of its time; an address takes nothing. So `look.typ` writes the address `place:NAME`, and tells where each
place lies. Here the addresses become links to named destinations.
Each side is a place too, called `side.` and its number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pikepdf import Array, Dictionary, Name, String

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pikepdf

_LINK = re.compile(
    rb"/A<</Type/Action/S/URI/URI\(place:(?P<name>[\w.-]+)\)>>(?P<between>[^()]*)/Contents\(place:(?P=name)\)"
)
"""How Typst writes a link to such an address."""
_ABOVE = 10
"""How far above a place, in points, a reader's window begins, as where Typst makes destinations itself."""


class PlaceUnknown(LookupError):
    """A link leads to a place that the document does not hold."""


@dataclass(frozen=True)
class Spot:
    """Where a place lies: its side, counted from 1, and points from the top left of that side."""

    side: int
    x: float
    y: float


def places_of(sides: int, told: Iterable[tuple[str, int, float, float]]) -> dict[str, Spot]:
    """Where each place of a document lies, by its name, from what its layout told."""
    starts = {f"side.{side}": Spot(side, 0, 0) for side in range(1, sides + 1)}
    return starts | {name: Spot(side, x, y) for name, side, x, y in told}


def link_places(pdf: bytes, places: Mapping[str, Spot]) -> bytes:
    """Turn the addresses of places into links to destinations, each as many bytes as before.

    So every object stays where the PDF says that it lies. Raises PlaceUnknown for a place that is not there.
    """

    def destination(found: re.Match[bytes]) -> bytes:
        name = found["name"].decode()
        if name not in places:
            raise PlaceUnknown(name)
        link = b"/Dest(%s)%s/Contents(page %d)" % (found["name"], found["between"], places[name].side)
        return link.ljust(len(found.group()))

    return _LINK.sub(destination, pdf)


def name_places(document: pikepdf.Pdf, places: Mapping[str, Spot]) -> None:
    """Give the document its named destinations."""
    pages = [(page.obj, float(page.mediabox[3])) for page in document.pages]
    named: list[pikepdf.Object] = []
    for name, spot in sorted(places.items(), key=lambda item: item[0].encode()):
        page, height = pages[spot.side - 1]
        top = min(height, round(height - spot.y + _ABOVE, 2))
        named.extend([String(name), Array([page, Name.XYZ, round(spot.x, 2), top, 0])])
    document.Root.Names = Dictionary(Dests=Dictionary(Names=Array(named)))
