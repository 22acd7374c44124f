"""Which way of setting a document is taken."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from hsct_handbook.print.documents import Document
from hsct_handbook.print.fitting import best_way


def document(ways: int, sides: int | None, comfortable: int = 0, likely: int | None = None) -> Document:
    """A document with some ways of setting it."""
    attempts = tuple({"snug": str(way)} for way in range(ways))
    return Document("made-up", "", (), {}, "", 0, sides, attempts, comfortable=comfortable, likely=likely)


class Setting:
    """Sets a document: tells the sides of each way, and notes which were tried."""

    def __init__(self, sides: Sequence[int]) -> None:
        self.sides = sides
        self.tried: list[int] = []

    def __call__(self, way: int) -> int:
        """Tell the sides that a way takes."""
        self.tried.append(way)
        return self.sides[way]


@pytest.mark.parametrize(
    ("sides", "best"),
    [
        ((4, 4, 4, 4, 4), 0),
        ((5, 4, 4, 4, 4), 1),
        ((6, 5, 5, 5, 4), 4),
        ((6, 6, 5, 4, 3), 3),
        ((4, 4, 3, 3, 3), 2),  # still airy, and a side less
        ((4, 3, 3, 3, 3), 1),
        ((5, 4, 3, 3, 3), 2),
        ((4, 4, 4, 3, 3), 0),  # a side less, but too tight
    ],
)
def test_the_roomiest_way_is_taken_unless_an_airy_one_saves_a_side(sides: tuple[int, ...], best: int) -> None:
    assert best_way(document(len(sides), sides=4, comfortable=2), Setting(sides)) == best


def test_none_is_taken_where_the_tightest_needs_too_many_sides() -> None:
    setting = Setting((7, 6, 6, 5))
    assert best_way(document(4, sides=4), setting) is None
    assert setting.tried[-1] == 3


def test_few_of_many_ways_are_tried() -> None:
    setting = Setting((*[3] * 9, *[2] * 3))
    assert best_way(document(12, sides=2), setting) == 9
    assert len(setting.tried) <= 4


@pytest.mark.parametrize(("likely", "most"), [(9, 2), (8, 2), (10, 3), (11, 4), (5, 6), (0, 7)])
def test_few_of_many_ways_are_tried_where_the_likely_one_is_near(likely: int, most: int) -> None:
    setting = Setting((*[3] * 9, *[2] * 3))
    assert best_way(document(12, sides=2, likely=likely), setting) == 9
    assert len(set(setting.tried)) <= most


@pytest.mark.parametrize("likely", [None, -4, 0, 3, 6, 11, 40])
@pytest.mark.parametrize("first", range(13))
def test_where_the_search_begins_changes_nothing(first: int, likely: int | None) -> None:
    setting = Setting((*[3] * first, *[2] * (12 - first)))
    assert best_way(document(12, sides=2, likely=likely), setting) == (first if first < 12 else None)


def test_large_print_is_set_closer_where_that_saves_a_side() -> None:
    assert best_way(document(2, sides=None, comfortable=1), Setting((9, 8))) == 1
    assert best_way(document(2, sides=None, comfortable=1), Setting((9, 9))) == 0


def test_a_document_with_as_many_sides_as_it_needs_is_set_once() -> None:
    setting = Setting((300,))
    assert best_way(document(1, sides=None), setting) == 0
    assert setting.tried == [0]
