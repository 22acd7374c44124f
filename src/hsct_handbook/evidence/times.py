"""Lengths of time: how long each unit is, and the spans that a text in front matter names in digits."""

from __future__ import annotations

import re
from collections.abc import Iterator

DAYS = {"hour": 1 / 24, "day": 1.0, "week": 7.0, "month": 365.25 / 12, "year": 365.25}
"""How many days each unit of time has, in the mean."""
_SPAN = re.compile(r"(\d+(?:\.\d+)?)[ -](year|month|week|day)s?\b")


def years_in(text: str) -> Iterator[float]:
    """Each span of time, in years: 2.5 for “at 30 months”."""
    for number, unit in _SPAN.findall(text):
        yield float(number) * DAYS[unit] / DAYS["year"]
