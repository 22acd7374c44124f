"""The shapes by which a figure typed by hand is known: percentages, counts, chances, ratios, people, measures.

Each looks at a text in which every kind of space is a plain one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .source import MASK

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
_NEARLY = r"(?:every |about |around |nearly |over |under )?"
_HUNDREDS = rf"(?:{UNITS}) (?:hundred|thousand)"
_ANY = rf"(?:{_NUMBER}|{_NAMED})"
_YEAR = r"(?:19|20)\d\d(?![\d,])"
_START = r"(?<![\w.,/–-])"
"""Not within a word, a number, a date or a range."""
_PERCENT = r"(?:per ?cent|pct|pc)"
_PEOPLE = (
    r"(?:people|persons?|patients?|participants?|women|men|children|adults|babies|volunteers|of them"
    r"|deaths?|pregnanc(?:y|ies)|relapses|transplants)(?!’)"
)
_NOT_BETWEEN = (
    r"(?:years?|months?|weeks?|days?|hours?|minutes?|steps?|stages?|phases?|drugs?"
    r"|and|or|to|in|of|the|for|if|when|but|a)\b"
)
"""Words after a number that show it is not about the people named next: “after 3 months people …”."""


@dataclass(frozen=True)
class Shape:
    """A kind of figure: the code that complains of it, what it is, what to do instead, and how it is found."""

    code: str
    what: str
    instead: str
    form: re.Pattern[str]


def _shape(code: str, what: str, instead: str, *forms: str) -> Shape:
    return Shape(code, what, instead, re.compile("|".join(forms), re.IGNORECASE))


_QUOTE = "put it into front matter as a fact and quote it: {fact}`page.id`"
SHAPES = (
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
        r"\b(?:halv(?:e|es|ed|ing)|(?:doubl|quadrupl|quintupl)(?:es|ed|ing)|trebl(?:e|es|ed|ing)|tripl(?:es|ed|ing))\b",
        r"\b(?:two|three|four|five|six|seven|eight|nine|ten|hundred|thousand|\d+)-?fold\b",
        rf"\b(?:{_ANY} times|{_NUMBER} ?[×x])"
        r" (?:as|more|less|fewer|better|worse|safer|higher|lower|the (?:risk|chance))\b",
        r"\bthrice\b",
        r"\b(?:twice|half|double) (?:as (?:likely|many|often|high)|the (?:risk|chance|number|rate)s?)\b",
    ),
    _shape(
        "bare-percent",
        "a percentage",
        f"{_QUOTE}, which prints people out of 100",
        rf"{_NUMBER}\s?(?:[%‰]|{_PERCENT}\b|percentage points?\b)",
        rf"\b(?:{_NAMED}|few|some|several) {_PERCENT}\b",
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
        r"[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛]",
        r"\b(?:half|a third|a quarter) (?:of )?(?:the |these |all )?(?:\w+ ){0,2}"
        r"(?:died|relapsed|(?:got|felt) (?:worse|better)|improved|stayed|survived"
        r"|(?:had|have|got) (?:an?|no|another|new) (?:\w+ )?(?:relapse|lesion|infection|side effect)s?)\b",
        r"\b(?:a|the) (?:\w+ )?(?:majority|minority) of\b",
        r"\b(?:dozens|scores|hundreds|thousands) of (?:people|patients|women|men|transplants|hospitals|studies)\b",
    ),
    _shape(
        "bare-chance",
        "a chance",
        f"{_QUOTE}, or {{fact}}`page.id per-1000`",
        rf"(?<![\w.])(?:1|one)[ -]in[ -]{_NEARLY}(?:(?!{_YEAR}){_NUMBER}|{_NAMED})\b",
        rf"(?<![\w.])(?:\d\d?|{_TO_99}) in {_NEARLY}"
        r"(?:10|100|1,?000|10,000|100,000|ten|(?:a |one )?(?:hundred|thousand))\b",
        rf"(?<![\w.])(?!{_YEAR}){_ANY} in {_NEARLY}{_ANY} {_PEOPLE}\b",
        # Times of the day have two digits on either side: 14:30.
        r"(?<![\w.:])(?!(?:[01]\d|2[0-3]):[0-5]\d\b)\d+:\d[\d,]*(?![\w:])",
        r"\bfifty[ -]fifty\b",
    ),
    _shape(
        "bare-count",
        "a count",
        _QUOTE,
        # Two or three named in the text can be counted there; more is a result of a search or a study.
        rf"{_START}(?!{_YEAR})(?:(?![123]\b){_NUMBER}|(?!one\b|two\b|three\b)(?:{_TO_99}|{_HUNDREDS}))"
        rf" (?:(?!{_NOT_BETWEEN})[a-z-]+ )?"
        r"(?:studies|trials|reports|papers|reviews|centres|hospitals|countries)\b",
    ),
    _shape(
        "bare-people",
        "a number of people",
        f"{_QUOTE}, or {{fact}}`page.enrolled`",
        # “Picture 1,000 people” explains a chance; it counts nobody.
        rf"{_START}(?!{_YEAR}|1,000 people)(?:{_NUMBER}|(?!one\b)(?:{_TO_99}|{_HUNDREDS}))"
        rf" (?:(?!{_NOT_BETWEEN})[a-z-]+ )?{_PEOPLE}\b",
        r"\b(?:one|1) (?:person|participant|patient|woman|man) (?:had )?(?:died|relapsed|got worse)",
        rf"{_START}(?<!no ){_ANY} (?:had )?(?:died|survived)\b",
        rf"\bdozen (?:(?!{_NOT_BETWEEN})[a-z-]+ )?{_PEOPLE}\b",
    ),
    _shape(
        "bare-measure",
        "a measured value or price",
        _QUOTE,
        rf"{_NUMBER} (?:EDSS )?points?\b",
        r"[£$€]\s?\d",
        rf"\b(?:{_NUMBER}|{_NAMED}|{_TO_99} thousand) (?:pounds|euros|dollars)\b",
    ),
    _shape(
        "bare-dose",
        "a dose or a temperature",
        "cite its source in the same paragraph: {cite}`key`",
        rf"{_START}(?:{_NUMBER}|{_TO_99}) ?"
        r"(?:° ?[CF]?|℃|degrees|m?g|[µμ]g|mcg|kg|ml|litres?|mmol|IU|micrograms?|milligrams?|grams?)(?![\w’])",
    ),
)
