"""Numbers, times and years that are typed and must be those of the page's figures and sources.

A figure in prose is quoted, and so is always that of its source. What stands around it is typed: “at 5 years”, “from
February 2007”, the “81%” of a description. Each of these must be found in what the page rests on: its own front matter,
the figures that it quotes and their studies, the sources that it cites, the studies to which it links.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from functools import cached_property
from itertools import chain
from pathlib import PurePosixPath
from typing import Any

from pydantic import BaseModel

from ..evidence import Evidence, Problem, Study, slug_of
from ..evidence.times import DAYS
from . import facts
from .facts import WAITS
from .figures import typed
from .quoted import quoted
from .rule import Family, Rule
from .shapes import NUMBERS, TENS, UNITS
from .source import PageSource, Rendered
from .text import TIME, times_in

RULES = (
    Rule(
        "stray-figure",
        "A description or limit cannot quote a figure, so its numbers must be those of the page's figures (promise 1).",
        "Correct the number, or give the page the figure it is about.",
        standards=("D3",),
    ),
    Rule(
        "stray-time",
        "“At 5 years” is part of the figure beside it: a wrong one makes a wrong chance (promise 1).",
        "Write the time that the quoted figure or its study gives, or cite the source of this one.",
        standards=("D3", "D9"),
    ),
    Rule(
        "stray-year",
        "A wrong year sends readers to a study or a rule that is not there (promise 1).",
        "Write the year that the page’s sources give, or cite the source of this one.",
        standards=("D3",),
    ),
)
UNSOURCED = frozenset({"description", "before-you-read", "limits", "meaning"})
"""Texts of the front matter that readers see and that carry no source of their own."""
_NO_HOME = UNSOURCED | {"full-name", "name", "charity-pages-call-it"}
_OWN_RULES = frozenset({"about"})
"""Pages that tell the handbook's own rules: their times are no figures."""
_LEVEL = re.compile(r"(?:90|95|99)% (?:likely )?ranges?\b")
"""How sure a range is; no figure of a study."""
_DATE = re.compile(rf"\b(?:(\d{{1,2}}) )?({'|'.join(calendar.month_name[1:])}) ((?:19|20)\d\d)\b")
_YEAR = re.compile(r"(?<![\d,.-])(?:19|20)\d\d(?![\d,-]\d|s\b)")
"""The 1990s are no year."""
_NAMED = re.compile(rf"\b(?:({TENS})-)?({TENS}|{UNITS})\b", re.IGNORECASE)
_ASKED = re.compile(r"[^.!?\n]*\?")
"""A question states nothing."""
_ROUNDED = 0.1
"""How far “about 4 years” may be from what the source gives, as a share of it: 46 months are about 4 years."""


class _Borne:
    """What a page rests on, as texts; and the times and years that stand in them. Gathered once something is asked."""

    def __init__(self, source: PageSource, evidence: Evidence) -> None:
        self._source, self._evidence = source, evidence

    @cached_property
    def text(self) -> str:
        """Every text and number, a line each."""
        return "\n".join(text for part in _rests_on(self._source, self._evidence) for text in _texts(part))

    @cached_property
    def _times(self) -> set[tuple[str, str]]:
        return set(times_in(self.text))

    def has_time(self, number: str, unit: str, rounded: bool) -> bool:
        """Whether “5 years” stands somewhere; if it is `rounded`, something near it in any unit is enough."""
        if (number, unit) in self._times:
            return True
        days = _days(number, unit)
        return rounded and any(abs(_days(*known) - days) <= _ROUNDED * days for known in self._times)

    def has_date(self, day: str | None, month: str, year: str) -> bool:
        """Whether a date, or at least all that is typed of it, stands somewhere, in words or as 2007-02-28."""
        written = f"{year}-{list(calendar.month_name).index(month):02}" + (f"-{int(day):02}" if day else "")
        return written in self.text or " ".join(filter(None, (day, month, year))) in self.text

    def has_year(self, year: str) -> bool:
        """Whether a year stands somewhere."""
        return re.search(rf"(?<!\d){year}(?!\d)", self.text) is not None


def _rests_on(source: PageSource, evidence: Evidence) -> Iterator[Any]:
    yield source.front.data
    studies: dict[str, Study] = {}
    shown = {name for directive in source.directives for name in directive.argument.split()}
    for fact in chain((one.fact for one in quoted(source, evidence)), map(evidence.facts.get, sorted(shown))):
        if fact is None:
            continue
        yield fact.value
        yield from filter(None, (fact.label, fact.among))
        if fact.study is not None:
            studies[slug_of(fact.owner)] = fact.study
    own = [source.page] if isinstance(source.page, Study) else []
    for study in (*studies.values(), *own):
        yield study.follow_up
        yield f"{study.follow_up_median_years or 0:g} years"
    studies |= {name: evidence.studies[name] for name in _linked(source) if name in evidence.studies}
    for study in studies.values():
        yield from (study.years, study.status)
    cited = {piece.text.strip() for block in source.prose for piece in block.pieces if piece.role == "cite"}
    yield from (evidence.sources[key] for key in sorted(cited & evidence.sources.keys()))


def _linked(source: PageSource) -> Iterator[str]:
    """The short names of the pages to which it links."""
    for link in source.links:
        page = PurePosixPath(link.href.partition("#")[0])
        if page.suffix == ".md":
            yield page.stem


def _rests_on_faults(source: PageSource, evidence: Evidence) -> bool:
    """Whether a page that it rests on cannot be read as yet; then nothing can be looked up."""
    faulty = evidence.faulty
    return bool(faulty) and (
        not faulty.keys().isdisjoint(_linked(source))
        or any(problem.code == WAITS for problem in facts.check(source, evidence))
    )


def _texts(part: Any) -> Iterator[str]:
    """Every text and number in a part, whatever it is made of."""
    if isinstance(part, BaseModel):
        part = dict(part)
    if isinstance(part, dict):
        # “per: year” and “unit: months” stand beside their number.
        yield " ".join(str(value) for value in part.values() if isinstance(value, (int, float, str)))
        yield from chain.from_iterable(map(_texts, part.values()))
    elif isinstance(part, (list, tuple)):
        yield from chain.from_iterable(map(_texts, part))
    elif part is not None:
        yield str(part)


def _days(number: str, unit: str) -> float:
    return float(re.sub(r"[^\d.]|\.(?=.*\.)", "", number) or 0) * DAYS[unit]


def check(source: PageSource, evidence: Evidence) -> Iterator[Problem]:
    """Look up what is typed: figures in texts without a source, times and years in prose."""
    yield from _figures(source)
    if source.name not in _OWN_RULES and not _rests_on_faults(source, evidence):
        borne = _Borne(source, evidence)
        for block in source.prose:
            yield from _stray_times(source, block.masked, borne)
            yield from _stray_years(source, block.masked, borne)


def _stray_times(source: PageSource, text: Rendered, borne: _Borne) -> Iterator[Problem]:
    for match in TIME.finditer(text.text):
        if _ASKED.match(text.text, match.end()):
            continue
        if not all(borne.has_time(*time, rounded=bool(match["about"])) for time in times_in(match.group())):
            message = f"“{match.group()}” is no time of a figure, a study or a source of this page"
            remedy = "write the time that they give, or cite the source of this one"
            yield source.problem(text.line_at(match.start()), "stray-time", message, remedy)


def _stray_years(source: PageSource, text: Rendered, borne: _Borne) -> Iterator[Problem]:
    dates = list(_DATE.finditer(text.text))
    strays = [date for date in dates if not borne.has_date(*date.groups())]
    for year in _YEAR.finditer(text.text):
        in_a_date = any(date.start() < year.start() < date.end() for date in dates)
        if not in_a_date and not borne.has_year(year.group()):
            strays.append(year)
    for match in strays:
        message = f"“{match.group()}” is in no study and no source of this page"
        remedy = "write what they give, or cite the source of this one"
        yield source.problem(text.line_at(match.start()), "stray-year", message, remedy)


def _figures(source: PageSource) -> Iterator[Problem]:
    """Find figures in unsourced texts that are not, or no longer, those of the page's own figures."""
    known: set[str] = set()
    for location, value in source.values():
        if not _NO_HOME.intersection(location):
            known |= numbers(str(value))
    for location, text, line in source.fields():
        if not UNSOURCED.intersection(location):
            continue
        for _, match in typed(text):
            if _LEVEL.match(text, match.start()):
                continue
            found = numbers(match.group())
            if not found or found - known:
                message = f"“{match.group()}” is no figure of this page"
                remedy = "correct it, or give the page the figure it is about"
                yield source.problem(line, "stray-figure", message, remedy)


def numbers(text: str) -> set[str]:
    """The numbers of a text, in digits: those in words are read up to “ninety-nine”."""
    named = {str(sum(NUMBERS[part.casefold()] for part in parts if part)) for parts in _NAMED.findall(text)}
    return named | {found.replace(",", "") for found in re.findall(r"\d[\d,]*(?:\.\d+)?", text)}


FAMILY = Family("strays", RULES, check)
