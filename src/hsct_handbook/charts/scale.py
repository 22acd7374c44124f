"""The scale under estimates: where a number stands, and which numbers are written below."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from ..evidence import QuotedFact
from ..evidence.vocabulary import DEATHS
from ..wording import number as in_words
from .drawing import Shape, Undrawable, path
from .drawing import number as coordinate

YEAR = "year"
_OF_1000 = "out of 1,000 people"
WIDTH, MARGIN = 400, 30
"""The width of a drawing, and what its scale keeps free at each end: half a year's number stands below each end."""
NARROW, NARROW_MARGIN = 220, 14
"""The same in a cell of a table, where marks are shown about as large as in a wide drawing, and numbers beside them."""
_LEAST_RATIO, _MOST_RATIO = 0.01, 100
_MOST_DOUBLINGS = 5
_MOST_RANGES = 0.75
"""In a cell of a table, this share of all ranges stands whole on the scale; the longest go on beyond its end."""


@dataclass(frozen=True)
class Scale:
    """From the first of its ticks to the last, even steps or, for ratios, even factors.

    So the numbers below it, which are set at even distances, each stand where their value is drawn.
    """

    ticks: tuple[float, ...]
    unit: str
    """What the numbers are: “out of 100 people”."""
    per: int = 100
    """For shares, out of how many."""
    factors: bool = False
    no_difference: float | None = None
    width: int = WIDTH
    """The width of the drawing, in its own units."""
    margin: int = MARGIN
    """What is kept free at each end, in the same units."""

    def at(self, value: float) -> float:
        """Where a value stands, in units of the drawing."""
        low, high = self.ticks[0], self.ticks[-1]
        if self.factors:
            low, high, value = math.log(low), math.log(high), math.log(value)
        share = min(1.0, max(0.0, (value - low) / (high - low)))
        return self.margin + share * (self.width - 2 * self.margin)

    def rule(self, height: int, tick: int) -> Shape:
        """Its line, so far down in the drawing, with ticks so high."""
        ticks = "".join(f"M{coordinate(self.at(value))} {height}v-{tick}" for value in self.ticks)
        return path("off", f"M{self.margin} {height}H{self.width - self.margin}{ticks}")

    def goes_beyond(self, value: float) -> bool:
        """Whether a value stands beyond the end of the scale."""
        return value > self.ticks[-1]

    def labels(self) -> tuple[str, ...]:
        """The numbers below the scale."""
        return tuple(f"{tick:g}" if self.unit == YEAR else in_words(tick) for tick in self.ticks)

    def of_percent(self, percent: float) -> float:
        """A percentage in the scale's own terms."""
        return percent * self.per / 100


def kind_of(fact: QuotedFact) -> str:
    """What sort of number a figure is. Figures of one kind can share a scale. Raises Undrawable."""
    value = fact.value
    if value.ratio is not None:
        return "a ratio"
    if value.measure is not None:
        return f"measured in {value.unit}"
    if value.proportion is not None:
        return "deaths out of 1,000 people" if fact.outcome in DEATHS else "a share out of 100 people"
    raise Undrawable(
        "chart-no-estimate",
        f"“{fact.id}” has no place on a scale: it is {'a statement' if value.statement else 'a count without total'}",
        "give it in words, or in a facts-table",
    )


def scale_for(facts: Sequence[QuotedFact]) -> Scale:
    """The scale that holds all the figures. Raises Undrawable where they need different ones."""
    kinds = list(dict.fromkeys(kind_of(fact) for fact in facts))
    if len(kinds) > 1:
        raise Undrawable(
            "chart-scales", f"these figures share no scale: one is {kinds[0]}, another {kinds[1]}", "make two charts"
        )
    numbers = [number for fact in facts for number in _numbers(fact)]
    if facts[0].value.ratio is not None:
        return _ratio_scale(numbers)
    if facts[0].value.measure is not None:
        return _measure_scale(facts, numbers)
    if facts[0].outcome in DEATHS:
        return death_scale(max(numbers) * 10)
    return Scale((0, 50, 100), "out of 100 people")


def _numbers(fact: QuotedFact) -> list[float]:
    value = fact.value
    estimate = value.estimate
    numbers = [] if estimate is None else [estimate]
    return numbers + list(value.interval or ())


def _ratio_scale(numbers: Sequence[float]) -> Scale:
    """Halves and doubles of no difference, which stands inside; tens where a range is too wide for them."""
    low, high = max(min(*numbers, 1), _LEAST_RATIO), min(max(*numbers, 1), _MOST_RATIO)
    first, last = _powers(2, low, high)
    ticks = tuple(2.0**power for power in range(first, last + 1))
    if last - first > _MOST_DOUBLINGS or first < -2:  # 0.25 is the smallest half of a half that reads well
        first, last = _powers(10, low, high)
        ticks = tuple(round(10.0**power, 2) for power in range(first, last + 1))
    return Scale(ticks, "ratio", factors=True, no_difference=1)


def _powers(base: int, low: float, high: float) -> tuple[int, int]:
    """The powers of a number that hold both ends, at least one on each side of none."""
    first, last = math.floor(math.log(low, base) + 1e-9), math.ceil(math.log(high, base) - 1e-9)
    return min(first, -1), max(last, 1)


def _measure_scale(facts: Sequence[QuotedFact], numbers: Sequence[float]) -> Scale:
    unit = facts[0].value.unit or ""
    changes = any(fact.versus for fact in facts) or min(numbers) < 0
    ticks = _even(min(*numbers, 0), max(*numbers, 0))
    if not changes:
        return Scale(ticks, unit)
    # No difference stands inside, so that both sides are seen.
    step = ticks[1] - ticks[0]
    ticks = (*((-step,) if ticks[0] == 0 else ()), *ticks, *((step,) if ticks[-1] == 0 else ()))
    return Scale(ticks, unit, no_difference=0)


def death_scale(most: float) -> Scale:
    """A scale from 0 to at least `most` out of 1,000 people."""
    return Scale(_even(0, max(most, 10)), _OF_1000, per=1000)


def narrow_death_scale(shares: Sequence[float], ends: Sequence[float]) -> Scale:
    """A short scale from 0 for a cell of a table: it holds every share, and most ranges, whose upper ends are given.

    One very long range would else press all others into specks at 0.
    """
    held = sorted(ends)[: math.ceil(_MOST_RANGES * len(ends))]
    last = _even(0, max(*shares, *held, 10))[-1]
    return Scale((0, last), _OF_1000, per=1000, width=NARROW, margin=NARROW_MARGIN)


def _even(low: float, high: float) -> tuple[float, ...]:
    """Three to six round numbers in even steps that hold both ends."""
    span = (high - low) or 1
    step = next(
        size
        for power in range(math.floor(math.log10(span)) - 2, 18)
        for size in (10.0**power, 2 * 10.0**power, 5 * 10.0**power)
        if span / size <= 4
    )
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    last = max(last, first + 1)
    return tuple(round(place * step, 10) + 0.0 for place in range(first, last + 1))
