"""The scale under estimates: where a number stands, and which numbers are written below."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from ..evidence import QuotedFact
from ..evidence.vocabulary import DEATHS
from ..wording import number as in_words
from .drawing import Undrawable

YEAR = "year"
WIDTH, MARGIN = 400, 14
"""The width of a drawing, and what its scale keeps free at each end."""
NARROW = 220
"""The width of a drawing in a cell of a table, where its marks are shown about as large as those of a wide one."""
_RATIO_TICKS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100)


@dataclass(frozen=True)
class Scale:
    """From the first of its ticks to the last, even steps or, for ratios, even factors."""

    ticks: tuple[float, ...]
    unit: str
    """What the numbers are: “out of 100 people”."""
    per: int = 100
    """For shares, out of how many."""
    factors: bool = False
    no_difference: float | None = None
    width: int = WIDTH
    """The width of the drawing, in its own units."""

    def at(self, value: float) -> float:
        """Where a value stands, in units of the drawing."""
        low, high = self.ticks[0], self.ticks[-1]
        if self.factors:
            low, high, value = math.log(low), math.log(high), math.log(value)
        share = min(1.0, max(0.0, (value - low) / (high - low)))
        return MARGIN + share * (self.width - 2 * MARGIN)

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
    low, high = min(*numbers, 1), max(*numbers, 1)
    low, high = max(low, _RATIO_TICKS[0]), min(high, _RATIO_TICKS[-1])
    first = max(place for place, tick in enumerate(_RATIO_TICKS) if tick <= low)
    last = min(place for place, tick in enumerate(_RATIO_TICKS) if tick >= high)
    # No difference stands inside, with room for words on both sides.
    first, last = min(first, _RATIO_TICKS.index(0.5)), max(last, _RATIO_TICKS.index(2))
    return Scale(_RATIO_TICKS[first : last + 1], "ratio", factors=True, no_difference=1)


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


def death_scale(most: float, width: int = WIDTH) -> Scale:
    """A scale from 0 to at least `most` out of 1,000 people."""
    return Scale(_even(0, max(most, 10)), "out of 1,000 people", per=1000, width=width)


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
