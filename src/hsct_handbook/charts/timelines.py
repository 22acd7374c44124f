"""Lines of time: how long trials run, how long stages of the treatment take, and the steps of a scale."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ..evidence.facts import Value
from ..evidence.times import DAYS
from .drawing import Drawing, circle, path, rectangle
from .scale import MARGIN, WIDTH, YEAR, Scale

_HEIGHT = 28
_MIDDLE = _HEIGHT / 2
_THICK = 12
_RULE, _TICK = 27, 5
"""The line of the scale, with its ticks."""
_LENGTH = re.compile(
    r"(?:(\d+(?:\.\d+)?)(?: (?:to|or) (\d+(?:\.\d+)?))?|\b(an?|one))[ \N{NO-BREAK SPACE}]"
    r"(hour|day|week|month|year)s?\b"
)


@dataclass(frozen=True)
class Duration:
    """A length of time in days: surely so long, and perhaps so much longer."""

    least: float
    most: float | None
    """The longest that the source names; none where it names no end (“at least 7 days”)."""


def duration_of(value: Value) -> Duration | None:
    """The length of time that a figure states, in days; none where it states none in numbers (“many months”)."""
    if value.measure is not None and (unit := DAYS.get((value.unit or "").removesuffix("s"))):
        low, high = value.spread if isinstance(value.spread, tuple) else (value.measure, value.measure)
        return Duration(low * unit, high * unit)
    text = value.statement or ""
    found = _LENGTH.search(text)
    if found is None:
        return None
    first, second, _, unit_name = found.groups()
    unit = DAYS[unit_name]
    low = float(first or 1) * unit
    if "at least" in text[: found.start()]:
        return Duration(low, None)
    if "up to" in text[: found.start()]:
        return Duration(0, low)
    return Duration(low, float(second) * unit if second else low)


def draw_duration(duration: Duration, weeks: Scale, alt: str) -> Drawing:
    """A solid bar for the time it surely takes, an outline for what it may take, dashes where no end is named."""
    start, least = weeks.at(0), weeks.at(duration.least / 7)
    shapes = [weeks.rule(_RULE, _TICK)]
    top = _MIDDLE - _THICK / 2
    if least > start:
        shapes.append(rectangle("on", start, top, least - start, _THICK))
    if duration.most is None:
        shapes.append(path("zero", f"M{least:.1f} {_MIDDLE:g}H{min(least + 60, WIDTH - MARGIN):.1f}"))
    elif duration.most > duration.least:
        shapes.append(rectangle("off", least, top, weeks.at(duration.most / 7) - least, _THICK))
    return Drawing(WIDTH, _HEIGHT, tuple(shapes), alt)


def week_scale(durations: Iterable[Duration]) -> Scale:
    """A scale of weeks that holds the longest."""
    longest = max(max(duration.least, duration.most or 0) for duration in durations) / 7
    step = next(size for size in (1, 2, 4, 8, 13, 26, 52, 104, 520, 5200) if longest / size <= 6)
    last = -int(-longest // step) * step
    return Scale(tuple(float(week) for week in range(0, max(last, step) + 1, step)), "weeks")


@dataclass(frozen=True)
class Span:
    """When a trial started, up to when its state is known, and when it should end, in years: 2024.07."""

    start: float | None
    known: float | None
    end: float | None

    @property
    def dated(self) -> bool:
        """Whether there is any date to draw."""
        return not (self.start is None and self.known is None and self.end is None)


def year_of(date: str | None) -> float | None:
    """A date known to the day, the month or the year, as a number of years."""
    if not date:
        return None
    parts = [int(part) for part in date.split("-")]
    month = parts[1] - 1 if len(parts) > 1 else 0
    day = parts[2] - 1 if len(parts) > 2 else 0
    return parts[0] + month / 12 + day / 365.25


def years_around(spans: Iterable[Span]) -> Scale | None:
    """A scale of whole years that holds every date; none where there is no date at all."""
    dates = [date for span in spans for date in (span.start, span.known, span.end) if date is not None]
    if not dates:
        return None
    first, last = int(min(dates)), int(max(dates)) + 1
    # At most five labels, for four digits each must fit the width of a phone.
    step = next(size for size in (1, 2, 5, 10, 20, 50, 100, 1000) if last // size - first // size <= 3)
    first, last = first // step * step, -(-last // step) * step
    return Scale(tuple(float(year) for year in range(first, last + 1, step)), YEAR)


def draw_span(span: Span, years: Scale, alt: str) -> Drawing:
    """Solid up to the last dated record, which is the dot; an outline from then to the end that is expected.

    With nothing but a start there is a ring. The span has a date.
    """
    dates = [date for date in (span.start, span.known, span.end) if date is not None]
    top = _MIDDLE - _THICK / 2
    shapes = [years.rule(_RULE, _TICK)]
    start = years.at(span.start if span.start is not None else min(dates))
    known = years.at(span.known) if span.known is not None else start
    if known > start:
        shapes.append(rectangle("on", start, top, known - start, _THICK))
    if span.end is not None and (end := years.at(span.end)) > known:
        shapes.append(rectangle("off", known, top, end - known, _THICK))
    if span.known is not None:
        shapes.append(circle("on halo", known, _MIDDLE, 8))
    elif span.end is None:
        shapes.append(circle("off", start, _MIDDLE, 8))
    return Drawing(WIDTH, _HEIGHT, tuple(shapes), alt)


def draw_step(step: float, steps: Scale, alt: str) -> Drawing:
    """A step of a scale: its line with a tick for each whole step, solid from the start up to the step, and a dot."""
    last = int(steps.ticks[-1])
    ticks = "".join(f"M{steps.at(tick):.1f} 8V20" for tick in range(last + 1))
    shapes = [path("off", f"M{MARGIN} {_MIDDLE:g}H{WIDTH - MARGIN}{ticks}")]
    if step > 0:
        shapes.append(rectangle("on", MARGIN, _MIDDLE - 3, steps.at(step) - MARGIN, 6))
    shapes.append(circle("on halo", steps.at(step), _MIDDLE, 9))
    return Drawing(WIDTH, _HEIGHT, tuple(shapes), alt)
