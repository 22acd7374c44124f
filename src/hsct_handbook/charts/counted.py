"""Who was counted: from everyone who joined to those whose results are known, as bars of one whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..evidence import QuotedFact
from ..wording import number
from .drawing import Drawing, Undrawable, rectangle

_WIDTH, _HEIGHT, _EDGE = 400, 18, 1


@dataclass(frozen=True)
class Step:
    """How many of all were still there."""

    fact: QuotedFact
    count: int
    of: int


def steps_of(facts: Sequence[QuotedFact]) -> list[Step]:
    """The steps, most people first. Raises Undrawable for figures of different wholes, or of no people at all."""
    steps = []
    for fact in facts:
        value = fact.value
        whole = value.of if value.of is not None else value.group
        if value.count is None or whole is None:
            raise Undrawable(
                "chart-no-people",
                f"“{fact.id}” is not a number of people out of all",
                "use counts with “of” the number who joined",
            )
        steps.append(Step(fact, value.count, whole))
    wholes = list(dict.fromkeys(step.of for step in steps))
    if len(wholes) > 1:
        raise Undrawable(
            "chart-denominators",
            f"these figures are parts of different groups: {number(wholes[0])} and {number(wholes[1])} people",
            "draw those of one group",
        )
    return sorted(steps, key=lambda step: (-step.count, step.fact.value.years or 0))


def bar(count: int, of: int) -> Drawing:
    """An outlined bar for all, solid as far as people were counted. The words above it say the rest."""
    whole = _WIDTH - 2 * _EDGE
    shapes = [rectangle("off", _EDGE, _EDGE, whole, _HEIGHT - 2 * _EDGE)]
    if count:
        shapes.insert(0, rectangle("on", _EDGE, _EDGE, whole * count / of, _HEIGHT - 2 * _EDGE))
    return Drawing(_WIDTH, _HEIGHT, tuple(shapes), f"{number(count)} of {number(of)}")
