"""Which way of setting a document is taken: the roomiest that keeps to its sides, found with few tries."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from .documents import Document


class Unprintable(Exception):
    """A document that cannot be set at all; why has been told."""


def best_way(document: Document, sides_of: Callable[[int], int]) -> int | None:
    """The place of the best of a document's ways, or none if the tightest needs too many sides.

    A way that is still airy is taken before a roomier one with a side more, which would be left nearly empty.
    `sides_of` sets the document in one way and tells the sides that this takes; the last way is tried if all others
    need too many.
    """
    last = len(document.attempts) - 1
    found = 0 if document.sides is None else _roomiest(sides_of, 0, last, document.sides)
    if found is None:
        return None
    sides = sides_of(found)
    if found >= document.comfortable or (fewer := sides_of(document.comfortable)) == sides:
        return found
    return _roomiest(sides_of, found + 1, document.comfortable, fewer)


def _roomiest(sides_of: Callable[[int], int], first: int, last: int, limit: int) -> int | None:
    """The first of some ways with no more sides than the limit, by halving: each takes no more than the one before."""
    found = None
    while first <= last:
        middle = (first + last + 1) // 2
        if sides_of(middle) <= limit:
            found, last = middle, middle - 1
        else:
            first = middle + 1
    return found
