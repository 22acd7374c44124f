"""Words and sentences of running text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .source import MASK

_END = re.compile(rf"[.!?…]+[\"”’')\]]*\s+(?=[“\"‘'(\[]*[A-Z0-9{MASK}])")
_NOT_AN_END = re.compile(r"(?:^|[\s(“])(?:e\.g|i\.e|Dr|Prof|vs|approx|St|Mr|Mrs|Ms|[A-Z])$")

_SERIES = r"\d[\d.,]*(?:(?:, | and | to | or |–|-)\d[\d.,]*)*"
TIME = re.compile(
    rf"\b(?:(?P<about>about|under|over|nearly|almost) )?(?P<numbers>{_SERIES})"
    r"[ \u00a0-](?P<unit>hour|day|week|month|year)s?\b"
)
"""A time: “5 years”, “about 3 and 5 years”, “18 to 24 months”."""
UNMADE = re.compile(r"\[(?P<words>[^\[\]\n]+)\](?:\((?P<address>[^()\n]*)\)|\[(?P<name>[^\[\]\n]*)\])")
"""A link that is none, and so stands in the text as it was typed: its address is refused, or given nowhere."""


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """The sentences of a text, each with the place where it starts."""
    start = 0
    for match in _END.finditer(text):
        if _NOT_AN_END.search(text[start : match.start()]):
            continue
        yield start, text[start : match.end()].strip()
        start = match.end()
    if text[start:].strip():
        yield start, text[start:].strip()


def count_words(text: str) -> int:
    """How many words a text has. A lone dash or dot is none."""
    return sum(any(character.isalnum() or character == MASK for character in word) for word in text.split())


def beginning(text: str, words: int = 6) -> str:
    """The first words of a text, to find it again."""
    parts = text.replace(MASK, "…").split()
    return " ".join(parts[:words]) + (" …" if len(parts) > words else "")


def times_in(text: str) -> Iterator[tuple[str, str]]:
    """Each time in a text, as number and unit: “3 and 5 years” holds 3 years and 5 years."""
    for match in TIME.finditer(text):
        for number in re.findall(r"\d(?:[\d,.]*\d)?", match["numbers"]):
            yield number.replace(",", ""), match["unit"]
