"""Icon arrays: each person a mark, solid where it happened, a ring where it did not."""

from __future__ import annotations

import math
from dataclasses import dataclass

from ..evidence import Deaths, QuotedFact
from ..evidence.vocabulary import DEATHS, Outcome, OutcomeWords
from ..wording import number
from .drawing import CELL, Area, Drawing, Look, Shape, Undrawable, circle

MOST = 1000
"""People who can be drawn one by one; of more, the share is drawn."""
TOGETHER = 400
"""Two groups of different sizes are drawn one by one, side by side, up to this many people each."""
_WIDTH = 32
"""Pixels that one mark takes at most."""
_SHAPE = 1.8
"""How many times as wide as high an array is, about."""


@dataclass(frozen=True)
class People:
    """So many people it happened to, of so many in all."""

    solid: int
    total: int
    counted: bool = True
    """Whether each mark is a person who was counted, or one of 100 or 1,000."""
    rest_known: bool = True
    """Whether the source says that it did not happen to the others."""

    @property
    def rest(self) -> int:
        """Those it did not happen to."""
        return self.total - self.solid


def people_of(fact: QuotedFact, per: int | None = None) -> People:
    """How many marks a figure takes; `per` draws its share of 100 or 1,000. Raises Undrawable."""
    value = fact.value
    if value.count is not None and value.group is not None:
        if per is not None:
            raise Undrawable(
                "chart-no-share",
                f"the source of “{fact.id}” prints no denominator, so it has no share out of {number(per)}",
                "take “per” out",
            )
        if value.group <= MOST:
            return People(value.count, value.group, rest_known=False)
    if value.count is not None and value.of is not None and per is None and value.of <= MOST:
        return People(value.count, value.of)
    share = value.proportion
    if share is None:
        raise Undrawable(
            "chart-no-people",
            f"“{fact.id}” is no part of a number of people, so it cannot be drawn as people",
            "use a count with its total, or a percentage; an outcome-chart draws ratios and measures",
        )
    base = per or (1000 if fact.outcome in DEATHS or 0 < share < 0.01 or value.of else 100)
    solid = math.floor(share * base + 0.5 + 1e-9)
    if (solid == 0) != (share == 0) or (solid == base) != (share == 1):
        raise Undrawable(
            "chart-too-few",
            f"out of {number(base)}, “{fact.id}” would be drawn as {'nobody' if solid == 0 else 'everybody'}",
            "draw it out of 1,000" if base < 1000 else "give it in words",
        )
    return People(solid, base, counted=value.of == base)


def words_for(fact: QuotedFact) -> OutcomeWords:
    """How a figure's outcome is written: a count of every death, whatever its cause, does not say what it came from."""
    every_death = isinstance(fact.value, Deaths) and fact.value.any_cause
    return (Outcome.DEATH if every_death else fact.outcome).words


def columns_for(total: int) -> int:
    """How many marks stand in a row, so that rows are full where that can be: 26 for 364, 40 for 1,000."""
    ideal = math.sqrt(_SHAPE * total)
    exact = [columns for columns in range(1, total + 1) if total % columns == 0 and 0.7 <= columns / ideal <= 1.6]
    return min(exact, key=lambda columns: abs(columns - ideal), default=max(1, round(ideal)))


def draw_people(people: People, happened: str, did_not: str, *, group: str = "", columns: int | None = None) -> Drawing:
    """Draw them row by row, the solid marks first. The words say what solid and open marks mean.

    Two groups that stand side by side have one number of columns, so that all their marks are of one size.
    """
    columns = columns or columns_for(people.total)
    rows = math.ceil(people.total / columns)
    filled: tuple[tuple[Look, tuple[Area, ...]], ...] = (
        ("on", cells(0, people.solid, columns)),
        ("off", cells(people.solid, people.total, columns)),
    )
    shapes = tuple(Shape("path", look, _outline(areas), areas) for look, areas in filled if areas)
    alt = (
        f"{f'{group}: ' if group else ''}{number(people.total)} marks, one for each person. "
        f"{number(people.solid)} solid: {happened}. {number(people.rest)} open: {did_not}."
    )
    return Drawing(columns * CELL, rows * CELL, shapes, alt, widest=columns * _WIDTH)


def cells(start: int, end: int, columns: int) -> tuple[Area, ...]:
    """The cells from `start` up to `end`, counted along the rows: at most three rectangles."""
    areas: list[Area] = []
    while start < end:
        row, column = divmod(start, columns)
        if column or end - start < columns:
            length, rows = min(columns - column, end - start), 1
        else:
            length, rows = columns, (end - start) // columns
        areas.append((column, row, length, rows))
        start += length * rows
    return tuple(areas)


def _outline(areas: tuple[Area, ...]) -> str:
    parts = (
        f"M{column * CELL} {row * CELL}h{length * CELL}v{rows * CELL}h{-length * CELL}z"
        for column, row, length, rows in areas
    )
    return f'd="{"".join(parts)}"'


def sign(look: str) -> Drawing:
    """One mark, for the key: “on” or “off”."""
    shape = circle("on", 5, 5, 4.4) if look == "on" else circle("off", 5, 5, 3.3)
    return Drawing(CELL, CELL, (shape,))
