"""An estimate with its range on a scale, and where it lies, in words."""

from __future__ import annotations

import math
from dataclasses import dataclass

from ..evidence import QuotedFact
from ..evidence.vocabulary import Direction, Outcome
from ..wording import NBSP, word_fact
from .drawing import Drawing, Shape, circle, number, path
from .scale import Scale

HEIGHT = 31
_MIDDLE, _HALF = 13, 12
"""Where the dot and its range lie, and how far the ends of a range reach up and down from there."""
_RULE, _TICK = 30, 4
"""The line of the scale, below them, with its ticks: one through a dot alone would look like a range."""
_BRACKET = 6
"""How far the ends of a bracket reach inwards."""
_SMALLEST, _LARGEST, _MANY = 7, 11, 1000
"""The radius of a dot for nobody knows how many people, and for this many or more: less than the ends reach."""


@dataclass(frozen=True)
class Estimate:
    """A best estimate, with the range that goes with it, in the terms of a scale."""

    best: float
    low: float | None = None
    high: float | None = None
    level: int | None = None
    """The level of the range in percent; none where the range is not reported."""
    people: int | None = None

    @property
    def reported(self) -> bool:
        """Whether there is a range."""
        return self.low is not None and self.high is not None


def estimate_of(fact: QuotedFact, scale: Scale) -> Estimate:
    """The estimate of a figure that has a place on the scale."""
    value = fact.value
    best = value.estimate
    assert best is not None, "the scale has refused it"
    shared = value.ratio is None and value.measure is None
    low, high = value.interval or (None, None)
    if shared:
        best = scale.of_percent(best)
        low, high = (None if end is None else scale.of_percent(end) for end in (low, high))
    return Estimate(best, low, high, value.level, people_behind(fact))


def people_behind(fact: QuotedFact) -> int | None:
    """How many people a figure is about, where it says so."""
    value = fact.value
    return next((size for size in (value.of, value.group, value.people) if size is not None), None)


def draw_estimate(estimate: Estimate, scale: Scale, alt: str) -> Drawing:
    """Draw the scale's line with its ticks, no difference, the range by its level, and the dot, which no end hides."""
    shapes = [scale.rule(_RULE, _TICK)]
    if scale.no_difference is not None:
        shapes.append(path("zero", f"M{number(scale.at(scale.no_difference))} 0V{HEIGHT}"))
    dot = circle("on halo", scale.at(estimate.best), _MIDDLE, radius(estimate.people))
    if estimate.low is not None and estimate.high is not None:
        shapes += _range(estimate.low, estimate.high, estimate.level, scale)
    shapes.append(dot)
    return Drawing(scale.width, HEIGHT, tuple(shapes), alt)


def _range(low: float, high: float, level: int | None, scale: Scale) -> tuple[Shape, Shape]:
    """A line and its ends: solid with square ends for 95%; any other level dashed in brackets: they aren't compared.

    What goes on beyond the end of the scale goes past it, and ends in an arrow.
    """
    a, b = number(scale.at(low)), number(scale.at(high))
    top, bottom = _MIDDLE - _HALF, _MIDDLE + _HALF
    usual = level == 95
    left = f"M{a} {top}V{bottom}" if usual else f"M{number(scale.at(low) + _BRACKET)} {top}H{a}V{bottom}h{_BRACKET}"
    right = f"M{b} {top}V{bottom}" if usual else f"M{number(scale.at(high) - _BRACKET)} {top}H{b}V{bottom}h-{_BRACKET}"
    if scale.goes_beyond(high):
        b, back = number(scale.width - 3), number(scale.width - 12)
        right = f"M{back} {top + 2}L{b} {_MIDDLE}L{back} {bottom - 2}"
    return path("ci" if usual else "ci ci90", f"M{a} {_MIDDLE}H{b}"), path("ci", left + right)


def radius(people: int | None) -> float:
    """The size of a dot: its area grows with the people behind it."""
    if people is None:
        return _SMALLEST
    return _SMALLEST + (_LARGEST - _SMALLEST) * math.sqrt(min(people, _MANY) / _MANY)


def describe(fact: QuotedFact) -> str:
    """The text alternative of an estimate: what, when, how much, how sure."""
    what = fact.label or fact.outcome.words.name
    text = f"{what}, {fact.value.when}: {word_fact(fact)}".replace(NBSP, " ")
    return text if has_range_words(fact) else f"{text}, likely range not reported"


def has_range_words(fact: QuotedFact) -> bool:
    """Whether the words of a figure say how sure it is; a plain count does not."""
    return fact.value.count is None and (fact.value.measure is None or fact.value.interval is not None)


def where_it_lies(fact: QuotedFact, scale: Scale, groups: tuple[str, str]) -> str:
    """Where a difference lies against none, in one sentence; nothing for a figure of one group."""
    value = fact.value
    if scale.no_difference is None or (value.ratio is None and fact.versus is None):
        return ""
    if value.interval is None:
        return "Without its range it cannot be told from no difference."
    low, high = value.interval
    if low <= scale.no_difference <= high:
        return "The range allows for no difference."
    better = better_sides(fact.outcome, groups)
    return f"The whole range lies on this side: {better[low > scale.no_difference].lower_first}."


@dataclass(frozen=True)
class Side:
    """What one side of no difference means."""

    text: str

    @property
    def lower_first(self) -> str:
        """The same inside a sentence; a name keeps its capitals."""
        first, _, rest = self.text.partition(" ")
        return f"{first if not first[1:].islower() else first.lower()} {rest}"


def better_sides(outcome: Outcome, groups: tuple[str, str]) -> tuple[Side, Side]:
    """What the low and the high side of no difference mean for the two groups."""
    first, second = groups
    if outcome is Outcome.EDSS_CHANGE or outcome.words.direction is Direction.UNWANTED:
        return Side(f"{first} better"), Side(f"{second} better")
    if outcome.words.direction is Direction.WANTED:
        return Side(f"{second} better"), Side(f"{first} better")
    return Side(f"Lower with {first}"), Side(f"Higher with {first}")
