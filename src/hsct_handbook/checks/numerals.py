"""How numbers, ranges and dates are written in prose."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..evidence import Evidence, Problem
from .figures import typed
from .rule import Family, Rule
from .source import PageSource
from .text import sentences

RULES = (
    Rule(
        "numeral",
        "“6 months” is found and compared more quickly than “six months”, most of all by tired eyes.",
        "Write the number in digits, but at the start of a sentence.",
        standards=("R9",),
    ),
    Rule(
        "range-dash",
        "A dash between numbers reads as a minus, and a screen reader may say “3 4”.",
        "Write “to” between the numbers.",
        standards=("R9",),
    ),
    Rule(
        "decimal",
        "Decimals suggest a precision that few sources have, and are misread.",
        "Round it; where its source’s precision matters, make it a fact and quote it.",
        standards=("R9",),
    ),
    Rule(
        "date-written",
        "6/8 is two days, in two countries.",
        "Write the date like 6 August 2018.",
        standards=("R9",),
    ),
)
_WORDS = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|ninety"
    "|(?:an? |one )?hundred|(?:an? |one )?thousand"
)
_UNITS = "hours?|days?|weeks?|months?|years?|points?|times|doses?|drips?|litres?|people"
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_SHAPES = (
    ("numeral", "a number is written in words", "write it in digits", rf"\b(?:{_WORDS})[ \u00a0-](?:{_UNITS})\b"),
    (
        "date-written",
        "a date is not written as others are",
        "write it like 6 August 2018",
        rf"\b\d{{1,2}}[/.]\d{{1,2}}[/.](?:\d\d){{1,2}}\b|\b(?:19|20)\d\d-\d\d-\d\d\b"
        rf"|\b(?:{_MONTHS}) \d{{1,2}}\b|\b\d{{1,2}}(?:st|nd|rd|th) (?:of )?(?:{_MONTHS})\b"
        r"|\b\d{1,2} (?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b",
    ),
    (
        "range-dash",
        "a range has a dash",
        "write “to”",
        r"(?<![\w.,/–-])\d[\d,.]*\s?[–—-]\s?\d[\d,.]*(?![\w/–-])",
    ),
    (
        "decimal",
        "a decimal is typed by hand",
        "round it, or quote a fact",
        # WCAG 2.2, CC BY 4.0 and EDSS 6.5 are names; the EDSS goes up in halves.
        r"(?<![\w.,/-])(?<!(?-i:[A-Z]) )(?<!version )\d+[.·]\d+(?![\w.]*\d)(?! \(CC BY)",
    ),
)
_FORMS = tuple((code, what, instead, re.compile(form, re.IGNORECASE)) for code, what, instead, form in _SHAPES)


def check(source: PageSource, evidence: Evidence) -> Iterator[Problem]:
    """Look for numbers in words, decimals, ranges and dates written otherwise, in all that readers read."""
    for block in source.prose:
        text = block.masked
        starts = {start for start, _ in sentences(text.text)}
        figures = [match.span() for _, match in typed(text.text)]
        for code, what, instead, form in _FORMS:
            for match in form.finditer(text.text):
                if code == "numeral" and match.start() in starts:
                    continue
                # A figure typed by hand is complained of as such.
                if any(start < match.end() and match.start() < end for start, end in figures):
                    continue
                yield source.problem(text.line_at(match.start()), code, f"{what}: “{match.group()}”", instead)


FAMILY = Family("numerals", RULES, check)
