"""Setting documents: each in the best of its ways, many of them in processes that end after a while.

Typst keeps what it has set for as long as its process lives, some 6 MB for a leaflet, and never lets go of it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sphinx.util.parallel import ParallelTasks, parallel_available

from .compile import Complaint, Layout, Press
from .fitting import Unprintable, best_way
from .pictures import qr_code
from .problems import Place

if TYPE_CHECKING:
    from .documents import Document
    from .store import Made

_MOST_PAGES = 40
"""How many pages one process sets before it ends. A book is more, and has a process of its own."""
Keep = Callable[["Document", int, bytes], "Made"]
"""Puts a PDF with its sides where it waits."""


@dataclass
class Outcome:
    """What came of a document: a PDF that waits, or what is wrong."""

    document: Document
    made: Made | None = None
    complaints: list[Complaint] = field(default_factory=list)
    too_long: tuple[bytes, int] | None = None
    """The draft and its sides, if no way of setting the document keeps to its sides."""


def set_all(documents: Sequence[Document], press: Press, keep: Keep, processes: int) -> Iterator[Outcome]:
    """Set every document, and tell what came of each, in their order; with more than one process, at the same time.

    A process that has Typst at work itself sets them alone: the threads of Typst would be missing in its children.
    """
    if processes < 2 or not parallel_available or "typst" in sys.modules:
        yield from (set_document(document, press, keep) for document in documents)
        return
    found: dict[str, Outcome] = {}

    def set_batch(batch: list[Document]) -> list[Outcome]:
        return [set_document(document, press, keep) for document in batch]

    def note(_batch: list[Document], outcomes: list[Outcome]) -> None:
        found.update({outcome.document.name: outcome for outcome in outcomes})

    tasks = ParallelTasks(processes)
    for batch in batches(documents):
        tasks.add_task(set_batch, batch, note)
    tasks.join()
    yield from (found[document.name] for document in documents)


def batches(documents: Sequence[Document]) -> Iterator[list[Document]]:
    """Documents for one process each: books first, for they take longest."""
    batch: list[Document] = []
    pages = 0
    for document in sorted(documents, key=lambda document: -len(document.pages)):
        if batch and pages + len(document.pages) > _MOST_PAGES:
            yield batch
            batch, pages = [], 0
        batch.append(document)
        pages += len(document.pages) or 1
    if batch:
        yield batch


def set_document(document: Document, press: Press, keep: Keep) -> Outcome:
    """Set a document in the best of its ways."""
    from .finishing import finish  # by a large library, which nothing else needs
    from .places import PlaceUnknown, places_of

    outcome = Outcome(document)
    ways: dict[int, Layout] = {}

    def sides_of(way: int) -> int:
        if way not in ways:
            settings = {**document.settings, **document.attempts[way], "code": qr_code(document.address)}
            layout, complaints = press.lay_out(document.source, settings, document.owner, document.name)
            outcome.complaints += complaints
            if layout is None:
                raise Unprintable
            ways[way] = layout
        return ways[way].sides

    try:
        way = best_way(document, sides_of)
    except Unprintable:
        return outcome
    layout = ways[len(document.attempts) - 1 if way is None else way]
    pdf, complaints = press.write(layout, document.timestamp, document.owner)
    outcome.complaints += complaints
    if pdf is None:
        return outcome
    if way is None:
        outcome.too_long = pdf, layout.sides
        return outcome
    try:
        outcome.made = keep(document, layout.sides, finish(pdf, places_of(layout.sides, layout.places)))
    except PlaceUnknown as fault:
        outcome.complaints.append(_leads_nowhere(document, str(fault)))
    return outcome


def _leads_nowhere(document: Document, place: str) -> Complaint:
    """A complaint about a link to a place that is not in its document."""
    return Complaint(
        Place(document.owner),
        "place",
        f"a link in {document.name}.pdf leads to “{place}”, which is not in it",
        "lead to a place on the same page, or to another page by its file",
    )
