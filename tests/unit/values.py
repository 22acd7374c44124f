"""Figures for tests: made by hand, or by hypothesis."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from hsct_handbook.evidence import Value


def value(**fields: Any) -> Value:
    """A figure with what every figure needs."""
    data = {"when": "1 year", "source": "good-paper", "checked": "abstract"}
    return Value.model_validate(data | {name.replace("_", "-"): given for name, given in fields.items()})


@st.composite
def counts(draw: st.DrawFn) -> Value:
    """A count out of a total."""
    total = draw(st.integers(1, 20_000))
    return value(count=draw(st.integers(0, total)), of=total)


@st.composite
def percents(draw: st.DrawFn) -> Value:
    """A percentage, perhaps with its interval."""
    low, middle, high = sorted(draw(st.lists(_SHARES, min_size=3, max_size=3)))
    if draw(st.booleans()) and (high > 1 or not middle):
        return value(percent=middle, interval=(low, high), level=draw(st.sampled_from([90, 95, 99])))
    return value(percent=middle)


@st.composite
def measures(draw: st.DrawFn) -> Value:
    """A measured value, perhaps with how far people lay apart."""
    unit = draw(st.sampled_from(["EDSS points", "months", "£"]))
    numbers = st.integers(-10, 10) if unit == "EDSS points" else _NUMBERS
    low, middle, high = sorted(draw(st.lists(numbers, min_size=3, max_size=3)))
    if draw(st.booleans()):
        return value(measure=middle, unit=unit, spread=(low, high), spread_kind="range")
    return value(measure=middle, unit=unit)


_SHARES = st.integers(0, 100) | st.integers(0, 1000).map(lambda tenths: tenths / 10)
_NUMBERS = st.integers(-5000, 5000) | st.integers(-5000, 5000).map(lambda hundredths: hundredths / 100)
ratios = st.integers(1, 500).map(lambda hundredths: value(ratio=hundredths / 100, ratio_kind="hazard-ratio"))
statements = st.sampled_from(["nobody died", "under 45"]).map(lambda words: value(statement=words))
any_value = counts() | percents() | measures() | ratios | statements
