"""Figures typed by hand. Each figure has one home, in front matter; prose quotes it.

Years, dates, telephone numbers and numbers of steps are no figures. What looks like one and must stand is named, with
its reason, in allowed.toml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..evidence import Evidence, Problem
from .rule import Family, Rule
from .source import MASK, PageSource
from .text import beginning

RULES = (
    Rule(
        "bare-percent",
        "A percentage has one home, and is worded as people out of 100.",
        "Make it a fact in front matter and quote it, {fact}`page.id`: it is printed as people out of 100.",
        standards=("R1", "D3"),
    ),
    Rule(
        "bare-count",
        "A count out of a total has one home, with its source (promise 1).",
        "Make it a fact in front matter and quote it: {fact}`page.id`.",
        standards=("D3",),
    ),
    Rule(
        "bare-chance",
        "“1 in X” is hard to compare; chances are written as people out of 100 or 1,000.",
        "Make it a fact in front matter and quote it, {fact}`page.id per-1000`.",
        standards=("R1",),
    ),
    Rule(
        "bare-ratio",
        "A ratio never stands alone: numbers of people come first.",
        "Give the numbers of people in both groups first, then quote the ratio as a fact.",
        standards=("R3",),
    ),
    Rule(
        "bare-interval",
        "A range belongs to its estimate, and is printed with it.",
        "Quote the figure in its full form, which brings its range, or {fact}`page.id range`.",
        standards=("D6",),
    ),
    Rule(
        "bare-p-value",
        "A p value says nothing of how large an effect is; it stays in the front matter.",
        "Leave it out of the text; keep it in the figure’s front matter.",
    ),
    Rule(
        "bare-people",
        "A number of people has one home, with its source (promise 1).",
        "Make it a fact in front matter and quote it, or {fact}`page.enrolled`.",
        standards=("D3",),
    ),
    Rule(
        "stray-figure",
        "A description or limit cannot quote a figure, so its numbers must be those of the page's figures (promise 1).",
        "Correct the number, or give the page the figure it is about.",
        standards=("D3",),
    ),
    Rule(
        "bare-measure",
        "A measured value or a price has one home, with its source and date (promise 1).",
        "Make it a fact in front matter, with its source and date, and quote it.",
        standards=("D3",),
    ),
)

_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_UNITS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_NAMED = rf"(?:{_UNITS}|{_TENS}|(?:a |one )?(?:hundred|thousand|million))"
"""A number in words."""
_NUMBER = r"(?:\d[\d,.]*\d|\d)"
_HUNDREDS = rf"(?:{_UNITS}) (?:hundred|thousand)"
_ANY = rf"(?:{_NUMBER}|{_NAMED})"
_YEAR = r"(?:19|20)\d\d(?![\d,])"
_START = r"(?<![\w.,/–-])"
"""Not within a word, a number, a date or a range."""
_PEOPLE = (
    r"(?:people|persons?|patients?|participants?|women|men|children|adults|babies|volunteers|of them"
    r"|deaths?|pregnanc(?:y|ies)|relapses|transplants)"
)
_NOT_BETWEEN = (
    r"(?:years?|months?|weeks?|days?|hours?|minutes?|steps?|stages?|phases?|drugs?"
    r"|and|or|to|in|of|the|for|if|when|but|a)\b"
)
"""Words after a number that show it is not about the people named next: “after 3 months people …”."""


@dataclass(frozen=True)
class _Shape:
    code: str
    what: str
    instead: str
    form: re.Pattern[str]


def _shape(code: str, what: str, instead: str, *forms: str) -> _Shape:
    return _Shape(code, what, instead, re.compile("|".join(forms), re.IGNORECASE))


_QUOTE = "put it into front matter as a fact and quote it: {fact}`page.id`"
_SHAPES = (
    _shape(
        "bare-p-value",
        "a p value",
        "leave it out of the text",
        r"\bp\s*(?:-?\s*value)?\s*(?:of|[<>=≤≥])\s*0?[.·]\d+",
    ),
    _shape(
        "bare-interval",
        "a likely range",
        f"{_QUOTE}, or {{fact}}`page.id range`",
        r"\b\d\d\s?%?\s*(?:CI\b|confidence interval|likely range)",
        rf"\b(?:likely range|confidence interval|CI)\b[^.\w]*(?:of |from |was |is )?{_NUMBER}",
    ),
    _shape(
        "bare-ratio",
        "a ratio",
        f"give the numbers of people first, then {_QUOTE}",
        # A ratio of 1 is how ratios are explained: no difference.
        rf"\b(?:hazard|odds|rate|risk|incidence) ratios?\b[^.\d{MASK}]{{0,12}}(?!1(?![.\d])){_NUMBER}",
        r"\b[HOR]R\s*[=:,]?\s*\d+[.·]\d+",
        rf"\b{_ANY} times (?:as|more|less|fewer|higher|lower|the (?:risk|chance))\b",
        r"\b(?:twice|half|double) (?:as (?:likely|many|often|high)|the (?:risk|chance|number|rate)s?)\b",
    ),
    _shape(
        "bare-percent",
        "a percentage",
        f"{_QUOTE}, which prints people out of 100",
        rf"{_NUMBER}\s?(?:%|per ?cent\b|percentage points?\b)",
        rf"\b{_NAMED} per ?cent\b",
    ),
    _shape(
        "bare-count",
        "a count out of a total",
        _QUOTE,
        rf"(?<![\w.]){_NUMBER} (?:out )?of (?:the |all )?{_NUMBER}(?![\w-])",
        # A range may be put out of 100 or 1,000 by hand; any other total is a figure of its own.
        rf"{MASK} (?:out )?of (?:the |all )?(?!1(?:00|,?000)(?!\d)){_NUMBER}(?![\w-])",
        rf"(?<![\w.]){_NUMBER} (?:out )?of (?:the |all )?{MASK}",
        rf"\b{_ANY} out of (?:every )?{_ANY}\b",
        rf"(?<![\w./]){_NUMBER}/\d+\b(?!/)",
        rf"\bper (?:{_NUMBER}|hundred|thousand|million)\b",
        r"\b(?:one|two|three|four|a)[ -](?:third|quarter|fifth|sixth|tenth)s? of\b",
        r"\b(?:two|three)[ -](?:third|quarter|fifth|tenth)s\b",
    ),
    _shape(
        "bare-chance",
        "a chance",
        f"{_QUOTE}, or {{fact}}`page.id per-1000`",
        rf"(?<![\w.])(?:1|one) in (?:every )?(?:(?!{_YEAR}){_NUMBER}|{_NAMED})\b",
        r"(?<![\w.])\d\d? in (?:every )?(?:10|100|1,?000|10,000|100,000)\b",
    ),
    _shape(
        "bare-people",
        "a number of people",
        f"{_QUOTE}, or {{fact}}`page.enrolled`",
        # “Picture 1,000 people” explains a chance; it counts nobody.
        rf"{_START}(?!{_YEAR}|1,000 people)(?:{_NUMBER}|(?!one\b)(?:{_UNITS}|{_TENS}|{_HUNDREDS}))"
        rf"[ \u00a0](?:(?!{_NOT_BETWEEN})[a-z-]+ )?{_PEOPLE}\b",
        r"\b(?:one|1) (?:person|participant|patient|woman|man) (?:had )?(?:died|relapsed|got worse)",
        rf"{_START}{_ANY} (?:had )?(?:died|survived)\b",
    ),
    _shape(
        "bare-measure",
        "a measured value or price",
        _QUOTE,
        rf"{_NUMBER} (?:EDSS )?points?\b",
        r"[£$€]\s?\d",
        rf"\b{_NUMBER} (?:pounds|euros|dollars)\b",
    ),
)
_COUNTED_THINGS = re.compile(r"\b(?:steps?|stages?|parts?|pages?|phases?|days?|questions?|sheets?)\s*$", re.IGNORECASE)


def check(source: PageSource, evidence: Evidence) -> Iterator[Problem]:
    """Find figures in all that readers read: paragraphs, lists, tables, titles of boxes, and texts without a source."""
    for block in source.prose:
        text = block.masked
        for shape, match in typed(text.text):
            found = beginning(match.group(), 8)
            message = f"{shape.what} is typed by hand: “{found}”"
            yield source.problem(text.line_at(match.start()), shape.code, message, shape.instead)
    yield from _strays(source)


def typed(text: str) -> Iterator[tuple[_Shape, re.Match[str]]]:
    """Each figure typed by hand in a text: its shape, and where it stands."""
    taken: list[range] = []
    for shape in _SHAPES:
        for match in shape.form.finditer(text):
            place = range(*match.span())
            if any(place.start < other.stop and other.start < place.stop for other in taken):
                continue
            if shape.code == "bare-count" and _COUNTED_THINGS.search(text[: place.start]):
                continue
            taken.append(place)
            yield shape, match


_UNSOURCED = frozenset({"description", "before-you-read", "limits"})
"""Texts of the front matter that readers see and that carry no source of their own."""
_LEVEL = re.compile(r"(?:90|95|99)% (?:likely )?ranges?\b")
"""How sure a range is; no figure of a study."""
_NO_HOME = _UNSOURCED | {"full-name", "name", "charity-pages-call-it"}


def _strays(source: PageSource) -> Iterator[Problem]:
    """Find figures in unsourced texts that are not, or no longer, those of the page's own figures."""
    known: set[str] = set()
    for location, value in source.values():
        if not _NO_HOME.intersection(location):
            known |= _numbers(str(value))
    for location, text, line in source.fields():
        if not _UNSOURCED.intersection(location):
            continue
        for _, match in typed(text):
            if _LEVEL.match(text, match.start()):
                continue
            if strays := _numbers(match.group()) - known:
                message = f"“{match.group()}” is no figure of this page ({', '.join(sorted(strays))})"
                yield source.problem(
                    line, "stray-figure", message, "correct it, or give the page the figure it is about"
                )


def _numbers(text: str) -> set[str]:
    named = {str(number) for number, name in enumerate(_UNITS.split("|"), 1) if re.search(rf"\b{name}\b", text, re.I)}
    return named | {found.replace(",", "") for found in re.findall(r"\d[\d,]*(?:\.\d+)?", text)}


FAMILY = Family("figures", RULES, check)
