"""Which way of setting a document is taken: the roomiest that keeps to its sides, found with few tries."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from .documents import Document

_NEAR = 3
"""How many ways are tried one by one. Where the likely one was well guessed, the right one is among them."""


class Unprintable(Exception):
    """A document that cannot be set at all; why has been told."""


def best_way(document: Document, sides_of: Callable[[int], int]) -> int | None:
    """The place of the best of a document's ways, or none if the tightest needs too many sides.

    A way that is still airy is taken before a roomier one with a side more, which would be left nearly empty.
    `sides_of` sets the document in one way and tells the sides that this takes; the last way is tried if all others
    need too many.
    """
    last = len(document.attempts) - 1
    found = 0 if document.sides is None else _roomiest(sides_of, 0, last, document.sides, document.likely)
    if found is None:
        return None
    sides = sides_of(found)
    if found >= document.comfortable or (fewer := sides_of(document.comfortable)) == sides:
        return found
    return _roomiest(sides_of, found + 1, document.comfortable, fewer, document.comfortable)


def _roomiest(sides_of: Callable[[int], int], first: int, last: int, limit: int, likely: int | None) -> int | None:
    """The first of some ways with no more sides than the limit: each takes no more than the one before.

    It is looked for by halving; where a likely one is known, from that on, and first a few ways one by one.
    """
    too_many, enough = first - 1, last + 1
    way, near = ((first + last + 1) // 2, 0) if likely is None else (min(max(likely, first), last), _NEAR)
    for tried in itertools.count(1):
        if sides_of(way) <= limit:
            enough, beside = way, way - 1
        else:
            too_many, beside = way, way + 1
        if enough - too_many == 1:
            break
        way = beside if tried <= near else (too_many + enough + 1) // 2
    return enough if enough <= last else None
