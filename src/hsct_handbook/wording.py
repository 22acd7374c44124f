"""How figures and dates are put into words, in one way everywhere.

Chances are written as people out of people: “3 out of 55 people”, or for an estimate “about 69 out of 100 people
(likely range 50 to 82)”. Deaths are also given per 1,000. Parts that belong together are joined by no-break spaces.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Sequence
from enum import StrEnum

from .evidence.facts import Value
from .evidence.quoting import QuotedFact
from .evidence.vocabulary import DEATHS, MsType, Outcome

NBSP = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"
RANGE_NOT_REPORTED = "likely range not reported"
_TIMES = frozenset({"days", "weeks", "months", "years"})


class Form(StrEnum):
    """The forms in which a figure can be quoted."""

    FULL = "full"
    """With its range: “about 69 out of 100 people (likely range 50 to 82)”."""
    SHORT = "short"
    """Without the range: “about 69 out of 100 people”."""
    REST = "rest"
    """The other frame, those it did not happen to: “52 out of 55 people”."""
    NUMBER = "number"
    """The number alone: “3”, “69”."""
    TOTAL = "total"
    """The number of people counted: “55”."""
    SIZE = "size"
    """A change without its sign: “1.7 EDSS points”."""
    RANGE = "range"
    """The range alone: “50 to 82”."""
    PER_100 = "per-100"
    """Out of 100: “about 5 out of 100”."""
    PER_1000 = "per-1000"
    """Out of 1,000: “about 14 out of 1,000”."""


class Unworded(ValueError):
    """A figure that cannot be put into the form asked for; the message says why."""


def number(value: float) -> str:
    """A number as readers see it: thousands set apart, a true minus, no idle zeros."""
    text = f"{value:,.10g}" if isinstance(value, int) or abs(value) < 1e15 else f"{value:,}"
    return text.replace("-", MINUS)


def word_fact(fact: QuotedFact, form: Form = Form.FULL) -> str:
    """Put a figure into words. Raises Unworded when the figure has no such form."""
    return word_value(fact.value, fact.outcome, form)


def word_value(value: Value, outcome: Outcome, form: Form = Form.FULL) -> str:
    """The same for a value that nobody quotes by an id."""
    return _BY_FORM[form](value, outcome)


def _full(value: Value, outcome: Outcome) -> str:
    text = _short(value, outcome)
    if outcome in DEATHS and value.count and value.of and value.of != 1000:
        return f"{text} ({_per(value, 1000)})"
    if value.count is not None or value.statement is not None:
        return text
    if value.interval is not None:
        return f"{text} ({_likely_range(value, outcome)})"
    if value.spread is not None:
        return f"{text} ({_spread(value, outcome)})"
    if value.percent is not None or value.ratio is not None:
        return f"{text} ({RANGE_NOT_REPORTED})"
    return text


def _short(value: Value, outcome: Outcome) -> str:
    if value.count is not None:
        things = value.unit or ("person" if value.count == 1 and value.of is None and value.group is None else "people")
        if value.of is not None:
            return f"{number(value.count)} out of {number(value.of)} {things}".replace(" ", NBSP)
        who = _things(value.count, value.unit)
        if value.group is not None:
            return f"{who} in the group of {number(value.group)}"
        return who
    if value.percent is not None:
        base = _base(value, outcome)
        return _about(_scaled(value.percent, base), base, value)
    if value.ratio is not None:
        return number(value.ratio)
    if value.measure is not None:
        return _measured(value.measure, value)
    assert value.statement is not None
    return value.statement


def _things(count: int, unit: str | None) -> str:
    if unit is not None:
        return f"{number(count)}{NBSP}{unit}"
    return f"{number(count)}{NBSP}{'person' if count == 1 else 'people'}"


def _measured(measure: float, value: Value) -> str:
    unit = value.unit or ""
    if unit in ("£", "$", "€"):
        return f"{unit}{number(measure)}"
    if measure == 1 and unit in _TIMES:
        unit = unit.removesuffix("s")
    return f"{number(measure)}{NBSP}{unit}"


def _joined(part: str, base: int) -> str:
    return f"{part} out of {number(base)}".replace(" ", NBSP)


def _about(part: str, base: int, value: Value) -> str:
    return f"about{NBSP}{_joined(part, base)}{NBSP}{value.unit or 'people'}"


def _base(value: Value, outcome: Outcome) -> int:
    """100, or 1,000 where a share is small or about death."""
    percent = value.percent if value.percent is not None else 100 * (value.proportion or 0)
    return 1000 if outcome in DEATHS or 0 < percent < 1 else 100


def _scaled(percent: float, base: int) -> str:
    return number(_half_up(percent * base / 100))


def _half_up(value: float) -> int:
    """Round halves away from zero, as readers expect, where Python rounds them to even."""
    return int(value + 0.5 + 1e-9) if value >= 0 else -int(-value + 0.5 + 1e-9)


def _per(value: Value, base: int) -> str:
    share = value.proportion
    if share is None:
        raise Unworded(f"a figure without its denominator cannot be given per {base}")
    exact = value.count is not None and value.of == base
    return ("" if exact or share in (0, 1) else f"about{NBSP}") + _joined(_scaled(100 * share, base), base)


def _ends(value: Value, outcome: Outcome, pair: tuple[float, float]) -> str:
    if value.percent is not None:
        base = _base(value, outcome)
        low, high = (_scaled(end, base) for end in pair)
    else:
        low, high = (number(end) for end in pair)
    return f"{low}{NBSP}to{NBSP}{high}"


def _likely_range(value: Value, outcome: Outcome) -> str:
    if value.interval is None:
        return RANGE_NOT_REPORTED
    name = "likely range" if value.level == 95 else f"{value.level}% likely range"
    return f"{name} {_ends(value, outcome, value.interval)}"


def _spread(value: Value, outcome: Outcome) -> str:
    assert value.spread_kind is not None
    if isinstance(value.spread, tuple):
        return f"{value.spread_kind.label} {_ends(value, outcome, value.spread)}"
    assert value.spread is not None
    return f"{value.spread_kind.label} {number(value.spread)}"


def _rest(value: Value, outcome: Outcome) -> str:
    if value.count is not None and value.of is not None:
        return f"{number(value.of - value.count)} out of {number(value.of)} {value.unit or 'people'}".replace(" ", NBSP)
    if value.percent is not None and value.count is None:
        base = _base(value, outcome)
        return _about(number(base - _half_up(value.percent * base / 100)), base, value)
    raise Unworded("only a count out of a total, or a percentage, has another frame")


def _number_alone(value: Value, outcome: Outcome) -> str:
    if value.count is not None:
        return number(value.count)
    if value.percent is not None:
        return _scaled(value.percent, _base(value, outcome))
    if value.ratio is not None:
        return number(value.ratio)
    if value.measure is not None:
        return number(value.measure)
    raise Unworded("a statement has no number")


def _total(value: Value, outcome: Outcome) -> str:
    for total in (value.of, value.group, value.people):
        if total is not None:
            return number(total)
    raise Unworded("the figure does not say how many people were counted")


def _size(value: Value, outcome: Outcome) -> str:
    if value.measure is None:
        raise Unworded("only a measured change has a size without its sign")
    return _measured(abs(value.measure), value)


def _range_alone(value: Value, outcome: Outcome) -> str:
    if value.interval is not None:
        return _ends(value, outcome, value.interval)
    if isinstance(value.spread, tuple):
        return _ends(value, outcome, value.spread)
    raise Unworded("the figure has no range")


_BY_FORM: dict[Form, Callable[[Value, Outcome], str]] = {
    Form.FULL: _full,
    Form.SHORT: _short,
    Form.REST: _rest,
    Form.NUMBER: _number_alone,
    Form.TOTAL: _total,
    Form.SIZE: _size,
    Form.RANGE: _range_alone,
    Form.PER_100: lambda value, outcome: _per(value, 100),
    Form.PER_1000: lambda value, outcome: _per(value, 1000),
}


def word_date(date: str) -> str:
    """A date known to the day, the month or the year: “6 August 2018”, “June 2025”, “2025”."""
    parts = [int(part) for part in date.split("-")]
    words = [str(parts[0])]
    if len(parts) > 1:
        words.insert(0, calendar.month_name[parts[1]])
    if len(parts) > 2:
        words.insert(0, str(parts[2]))
    return NBSP.join(words)


def word_list(items: list[str]) -> str:
    """Several things in one sentence: “a, b and c”."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}" if items else ""


def word_types(kinds: Sequence[MsType]) -> str:
    """The types of MS in one phrase. Beside a type with a name, progressive MS without one is another."""
    named = {MsType.SECONDARY_PROGRESSIVE, MsType.PRIMARY_PROGRESSIVE}.intersection(kinds)
    return word_list(["other progressive MS" if named and kind is MsType.PROGRESSIVE else kind.label for kind in kinds])


def within(name: str) -> str:
    """A name as it stands within a sentence: “Natalizumab” is written small there, “HSCT” and “MS drugs” are not."""
    return name[:1].lower() + name[1:] if name[1:2].islower() else name


def minutes_to_read(words: int) -> int:
    """Minutes a page takes, at 180 words a minute: an unhurried reader who stops to think."""
    return max(1, round(words / 180))
