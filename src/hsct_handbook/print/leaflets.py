"""A leaflet for each chapter and study, at the regular size and in large print."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from .documents import LARGE, REGULAR, Document
from .editions import LEAFLETS, SIDES, Edition
from .page import PrintedPage, Site, flat
from .typst_text import array, escape, shown_address, string

FORMATS = "print"
"""The page of the website that lists every form."""
_ROOMY = tuple({"snug": snug} for snug in ("0", "0.5", "1"))
_CLOSER = tuple({"snug": snug} for snug in ("1.5", "2", "2.25"))
_TIGHT = tuple({"snug": snug, "sources": "found"} for snug in ("2.25", "2.5", "2.75"))
_TIGHTER = tuple({"snug": snug, "sources": "short"} for snug in ("2.75", "3", "3.5", "4"))
_LAST = {"snug": "4", "sources": "short", "charts": "split"}
"""The ways of setting a leaflet, from roomy to tight, each with no more sides than the one before. Before type stands
too close, sources lose their titles, then their addresses too, as on the website: its page, which the leaflet names,
leads to each in full. Lines come closest before a chart is parted that would stand on one side."""

_FILLS_ROOMY, _A_WAY = 3_000, 600
"""Letters of Typst source that stand on a side in the roomiest way, and how many more each closer way holds."""

_LARGE = ({"snug": "0"}, {"snug": "1"})
"""The ways of setting large print: a little closer, and the pages it names in a run, where that saves a side."""


@dataclass(frozen=True)
class Shelf:
    """What leaflets need to know besides their page."""

    site: Site
    version: str
    titles: Mapping[str, str]
    """The title of each page, by its name."""
    more_sides: Mapping[str, tuple[int | None, str]]
    """Pages that may take more sides, each with how many (none: as many as it needs) and why."""


def leaflets_of(page: PrintedPage, edition: Edition, shelf: Shelf) -> Iterator[Document]:
    """The two leaflets of a page."""
    sides, _ = shelf.more_sides.get(page.docname, (SIDES[edition.kind], ""))
    for size in (REGULAR, LARGE):
        regular = size == REGULAR
        yield Document(
            name=flat(page.docname) + ("" if regular else "-large"),
            source=_source(page, edition, shelf),
            pages=(page,),
            settings={"form": "leaflet", "size": size},
            address=shelf.site.url(page.docname),
            timestamp=edition.timestamp,
            sides=sides if regular else None,
            attempts=_attempts(page, edition) if regular else _LARGE,
            comfortable=len(_ROOMY) - 1 if regular else len(_LARGE) - 1,
            likely=_likely(page, sides),
            owner=page.docname,
            advice=f"shorten it, or move a part to another page; a {edition.kind} leaflet has {sides} sides of A4",
        )


def _attempts(page: PrintedPage, edition: Edition) -> tuple[Mapping[str, str], ...]:
    """Two columns hold more, and short lines read well close together: so stand a study and a long chapter.

    A page with a wide table has one column all through.
    """
    ways = (*_ROOMY, *_CLOSER, *_TIGHT, *_TIGHTER, _LAST)
    if page.wide:
        return _in_columns(1, ways)
    if edition.kind == "study":
        return _in_columns(2, ways)
    return (*_in_columns(1, _ROOMY), *_in_columns(2, ways[1:]))


def _likely(page: PrintedPage, sides: int | None) -> int:
    """Which way of setting a page will probably be taken; at least the last that is airy, which is tried anyway."""
    return max(len(_ROOMY) - 1, (len(page.source) // (sides or 1) - _FILLS_ROOMY) // _A_WAY)


def _in_columns(number: int, ways: Sequence[Mapping[str, str]]) -> tuple[Mapping[str, str], ...]:
    return tuple({"columns": str(number), **way} for way in ways)


def _source(page: PrintedPage, edition: Edition, shelf: Shelf) -> str:
    kind = LEAFLETS[edition.kind]
    return "\n".join(
        [
            '#import "/look.typ": *',
            f'#import "/pages/{page.file}" as page',
            f"#show: leaflet.with(title: {string(page.title)}, kind: {string(kind)}, "
            f"about: {string(edition.description)}, checked: {string(edition.checked)})",
            f"#open-leaflet({string(kind)}, page.opening)",
            "#page.rest",
            f"#pages-named({string(shown_address(shelf.site.address) + '/')}, {_pages_named(page, shelf)})",
            f"#close-leaflet({ending(page.docname, shelf, 'page.dates')})",
            "",
        ]
    )


def _pages_named(page: PrintedPage, shelf: Shelf) -> str:
    """The pages that the leaflet names, with their addresses, for those who hold paper."""
    rows = []
    names = {name: shelf.titles.get(name, text) for name, text in page.links.items() if name != page.docname}
    for docname, title in names.items():
        url = shelf.site.url(docname)
        rows.append(f"([{escape(title)}], {string(url)}, {string(url.removeprefix(shelf.site.address))})")
    return array(rows)


def ending(docname: str, shelf: Shelf, dates: str) -> str:
    """The foot of a leaflet's last side; `dates` is Typst code for when it was checked."""
    url = shelf.site.url(docname)
    formats = shelf.site.url(FORMATS)
    other = f"#link({string(formats)}, address({string(shown_address(formats))}))"
    return f"ending({dates}, {string(shown_address(url))}, {string(url)}, {string(shelf.version)}, [{other}])"
