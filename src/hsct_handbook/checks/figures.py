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
        "bare-measure",
        "A measured value or a price has one home, with its source and date (promise 1).",
        "Make it a fact in front matter, with its source and date, and quote it.",
        standards=("D3",),
    ),
)

UNITS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    "|eighteen|nineteen"
)
TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
NUMBERS = {
    **{name: number for number, name in enumerate(UNITS.split("|"), 1)},
    **{name: 10 * number for number, name in enumerate(TENS.split("|"), 2)},
}
"""The numbers that are one word, in small letters."""
_TO_99 = rf"(?:(?:(?:{TENS})-)?(?:{UNITS})|{TENS})"
_NAMED = rf"(?:{_TO_99}|(?:a |one )?(?:hundred|thousand|million))"
"""A number in words."""
_NUMBER = r"(?:\d[\d,.]*\d|\d)"
_HUNDREDS = rf"(?:{UNITS}) (?:hundred|thousand)"
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
        r"\b(?:halv(?:e|es|ed|ing)|doubl(?:es|ed|ing)|trebl(?:e|es|ed|ing)|tripl(?:es|ed|ing))\b",
        r"\b(?:two|three|four|five|six|seven|eight|nine|ten|\d+)-?fold\b",
        rf"\b{_ANY} times (?:as|more|less|fewer|better|worse|safer|higher|lower|the (?:risk|chance))\b",
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
        r"\b(?:half|a third|a quarter) (?:of )?(?:the |these |all )?(?:\w+ )?"
        r"(?:died|relapsed|got (?:worse|better)|improved|stayed|survived)\b",
        r"\b(?:dozens|scores|hundreds|thousands) of (?:people|patients|women|men|transplants|hospitals|studies)\b",
    ),
    _shape(
        "bare-chance",
        "a chance",
        f"{_QUOTE}, or {{fact}}`page.id per-1000`",
        rf"(?<![\w.])(?:1|one) in (?:every )?(?:(?!{_YEAR}){_NUMBER}|{_NAMED})\b",
        r"(?<![\w.])\d\d? in (?:every )?(?:10|100|1,?000|10,000|100,000)\b",
    ),
    _shape(
        "bare-count",
        "a count",
        _QUOTE,
        # Two or three named in the text can be counted there; more is a result of a search or a study.
        rf"{_START}(?!{_YEAR})(?:(?![123]\b){_NUMBER}|(?!one\b|two\b|three\b)(?:{_TO_99}|{_HUNDREDS}))"
        rf"[ \u00a0](?:(?!{_NOT_BETWEEN})[a-z-]+ )?"
        r"(?:studies|trials|reports|papers|reviews|centres|hospitals|countries)\b",
    ),
    _shape(
        "bare-people",
        "a number of people",
        f"{_QUOTE}, or {{fact}}`page.enrolled`",
        # “Picture 1,000 people” explains a chance; it counts nobody.
        rf"{_START}(?!{_YEAR}|1,000 people)(?:{_NUMBER}|(?!one\b)(?:{_TO_99}|{_HUNDREDS}))"
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
        rf"\b(?:{_NUMBER}|{_NAMED}|{_TO_99} thousand) (?:pounds|euros|dollars)\b",
    ),
)
_COUNTED_THINGS = re.compile(r"\b(?:steps?|stages?|parts?|pages?|phases?|days?|questions?|sheets?)\s*$", re.IGNORECASE)


def check(source: PageSource, evidence: Evidence) -> Iterator[Problem]:
    """Find figures in all that readers read: paragraphs, lists, tables, titles of boxes."""
    for block in source.prose:
        text = block.masked
        for shape, match in typed(text.text):
            found = beginning(match.group(), 8)
            message = f"{shape.what} is typed by hand: “{found}”"
            yield source.problem(text.line_at(match.start()), shape.code, message, shape.instead)


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


FAMILY = Family("figures", RULES, check)
