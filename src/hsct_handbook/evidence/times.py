"""The spans of time that a text in front matter names in digits."""

from __future__ import annotations

import re
from collections.abc import Iterator

_SPAN = re.compile(r"(\d+(?:\.\d+)?)[ -](year|month|week|day)s?\b")
_IN_A_YEAR = {"year": 1, "month": 12, "week": 365.25 / 7, "day": 365.25}


def times_in(text: str) -> Iterator[float]:
    """Each span of time, in years: 2.5 for “at 30 months”."""
    for number, unit in _SPAN.findall(text):
        yield float(number) / _IN_A_YEAR[unit]
