"""Whether the numbers of one figure can be true together: what no source can have printed is a slip of typing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .fields import complaint
from .times import years_in
from .vocabulary import Spread

if TYPE_CHECKING:
    from .facts import Value

_MEASURED = re.compile(r"\b(hours?|days?|weeks?|months?|years?|points?|mg|kg)\b")
_SINGLE = (Spread.SD, Spread.SE)
"""Kinds of spread that are one number; the others have two ends."""
_EDSS = 10
"""The highest step of the EDSS."""
_NUMBER = re.compile(r"\d+(?:\.\d+)?|\.\d+")


def check_numbers(value: Value) -> None:
    """Refuse numbers that cannot be true, or not together."""
    _check_count(value)
    _check_percent_of_count(value)
    _check_bounds(value)
    _check_spread(value)
    _check_scales(value)
    _check_time(value)


def _check_count(value: Value) -> None:
    if value.count is None:
        if value.of is not None or value.group is not None:
            raise complaint(
                "fact-form",
                "“of” and “group” belong to a count",
                "give the count, or use “people”",
                "of" if value.of is not None else "group",
            )
        return
    if value.of is not None and value.group is not None:
        raise complaint(
            "fact-form",
            "a count has “of” or “group”, not both",
            "use “of” if the source prints it",
            "group",
        )
    whole = value.of if value.of is not None else value.group
    if whole == 0:
        raise complaint("fact-count", "nobody was counted (of: 0)", "give the number of people counted", "of")
    if whole is not None and value.count > whole:
        raise complaint(
            "fact-count",
            f"{value.count} is more than the {whole} people counted",
            "n is at most N",
            "count",
        )
    if value.unit is not None and (unit := _MEASURED.search(value.unit)):
        raise complaint(
            "fact-form", f"{unit.group()} are measured, not counted", "use “measure”, or take the unit out", "unit"
        )


def _check_percent_of_count(value: Value) -> None:
    whole = value.of or value.group
    if value.count is None or value.percent is None or not whole:
        return
    share, room = 100 * value.count / whole, rounding(value.percent)
    # Of a group the source may have counted a part, so that the share of those counted is larger; but not by much.
    highest = share if value.of else 2 * share
    agrees = share - room <= value.percent <= highest + room
    if not agrees and value.disagrees is None:
        raise complaint(
            "fact-percent",
            f"{value.percent}% does not agree with {value.count} of {whole}, which is {share:.1f}%",
            "correct one of them, or say under “disagrees” what the source prints",
            "percent",
        )
    if agrees and value.disagrees is not None:
        raise complaint("fact-percent", "percent and count agree", "take “disagrees” out", "disagrees")


def _check_bounds(value: Value) -> None:
    for name in ("interval", "spread"):
        pair = getattr(value, name)
        if not isinstance(pair, tuple):
            continue
        low, high = pair
        if low > high:
            raise complaint(
                "fact-interval",
                f"the {name} runs from {low} to {high}",
                "the lower end comes first",
                name,
            )
        estimate = value.estimate
        if estimate is not None and not low - rounding(estimate) <= estimate <= high + rounding(estimate):
            raise complaint(
                "fact-interval",
                f"{estimate} lies outside its {name}, {low} to {high}",
                "check the three numbers",
                name,
            )
    if value.interval is None:
        return
    low, high = value.interval
    if value.percent is not None and not 0 <= low <= high <= 100:
        raise complaint(
            "fact-interval",
            f"an interval of a percentage lies between 0 and 100, not {low} to {high}",
            "check both ends",
            "interval",
        )
    if value.ratio is not None and low <= 0:
        raise complaint(
            "fact-interval",
            f"an interval of a ratio lies above 0, not from {low}",
            "check the lower end",
            "interval",
        )
    if value.percent is not None and 0 < value.percent < 1 and high <= 1 and value.count is None:
        raise complaint(
            "fact-percent",
            f"{value.percent}% ({low} to {high}) looks like a part of 1, not of 100",
            f"write {100 * value.percent:g} for {100 * value.percent:g} out of 100; "
            "if it is under 1 out of 100, give count and of too",
            "percent",
        )


def _check_spread(value: Value) -> None:
    if value.spread is None:
        return
    single = value.spread_kind in _SINGLE
    if single is isinstance(value.spread, tuple):
        kind = f"a {value.spread_kind}" if single else f"“{value.spread_kind}”"
        raise complaint("fact-form", f"{kind} has {'one number' if single else 'two ends'}", "correct one", "spread")
    if not isinstance(value.spread, tuple) and value.spread < 0:
        raise complaint("out-of-range", f"a {value.spread_kind} is never under 0", "take the minus out", "spread")


def _check_scales(value: Value) -> None:
    if value.measure is not None and "EDSS" in (value.unit or "") and abs(value.measure) > _EDSS:
        raise complaint(
            "out-of-range",
            f"the EDSS runs from 0 to {_EDSS}, so {value.measure} is no score and no change of it",
            "check the number and its unit",
            "measure",
        )
    for number in _NUMBER.findall(value.p_value or ""):
        if float(number) > 1:
            raise complaint("out-of-range", f"a p value is at most 1, not {number}", "check it", "p_value")


def _check_time(value: Value) -> None:
    said = list(years_in(value.when))
    if value.years is None or not said:
        return
    if not any(abs(years - value.years) <= 0.1 * max(1, years) for years in said):
        raise complaint(
            "fact-time",
            f"“when” says “{value.when}”, and “years” says {value.years}",
            "make both say the same time; “years” is in years",
            "years",
        )


def rounding(printed: float) -> float:
    """Half a unit of the last printed place, with room for halves rounded either way."""
    places = len(str(printed).partition(".")[2]) if isinstance(printed, float) else 0
    return 0.5 * 10.0**-places + 1e-9
