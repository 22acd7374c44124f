"""Characters that do not belong in a text, or are not the ones that were meant."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from ..evidence import Evidence, Problem
from .rule import Family, Rule
from .source import PageSource
from .text import beginning

RULES = (
    Rule(
        "control-character",
        "What cannot be seen cannot be mended by whoever edits the page next.",
        "Type the line again.",
    ),
    Rule(
        "character-unknown",
        "The typeface of the leaflets has no such sign, and screen readers read pictures out in words.",
        "Say it in words, or use a sign of the Latin or Greek alphabet.",
    ),
    Rule(
        "straight-quote",
        "Curly quotation marks and apostrophes read better, on paper most of all.",
        "Write “these” and ’.",
        advisory=True,
    ),
)
_CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffd\U000e0000-\U000e007f]"
)
"""What cannot be seen: it turns the order of letters round, hides among them, or parts a word from itself."""
_OF_ASCII = re.compile("[\x00-\x1f]")
"""Of these in a field, the model of the evidence tells."""
_UNKNOWN = re.compile(
    "[^\x00-\u024f\u02b0-\u036f\u0370-\u03ff\u2010-\u205f\u20a0-\u20bf\u2122\u2190-\u2193\u2212\u2248\u2260-\u2265\ufeff\ufffc\ufffd]"
)
"""Neither Latin nor Greek letters, nor marks, currencies, arrows or signs of comparison."""
_STRAIGHT = re.compile(r"[\"']")


def check(source: PageSource, evidence: Evidence) -> Iterator[Problem]:
    """Look at every character of the body and of the fields, and at the quotation marks of the prose."""
    for number, line in enumerate(source.front.body.split("\n"), source.front.body_line):
        yield from _odd(source, number, line)
    for _, field, line_of_field in source.fields():
        yield from _odd(source, line_of_field, _OF_ASCII.sub("", field))
    for block in source.prose:
        text = block.masked
        if match := _STRAIGHT.search(text.text):
            message = f"a straight quotation mark stands in “{beginning(text.text)}”"
            yield source.problem(text.line_at(match.start()), "straight-quote", message, "write “these” and ’")


def _odd(source: PageSource, line: int, text: str) -> Iterator[Problem]:
    if match := _CONTROL.search(text):
        message = f"a character that cannot be seen or read stands here (U+{ord(match.group()):04X})"
        yield source.problem(line, "control-character", message, "type the line again")
    if match := _UNKNOWN.search(_CONTROL.sub("", text)):
        sign = match.group()
        message = f"“{sign}” is no sign of our typeface ({unicodedata.name(sign, f'U+{ord(sign):04X}').lower()})"
        yield source.problem(line, "character-unknown", message, "say it in words")


FAMILY = Family("characters", RULES, check)
