"""How hard a text is to read: the Flesch-Kincaid grade, with names masked. It points; a person decides."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ...checks.names import names
from ...checks.text import sentences

_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_VOWELS = re.compile(r"[aeiouy]+")
_FEWEST = 60
"""Fewer words tell nothing."""


def reading_grade(paragraphs: Iterable[str]) -> float | None:
    """The grade of some paragraphs, to one place; None for too little text.

    Kincaid and others, 1975: 0.39 × words per sentence + 11.8 × syllables per word − 15.59. Syllables are counted by
    their vowels, which is rough, and the same before and after.
    """
    known = {name.casefold() for name in (*names().drugs, *names().studies, *names().proper)}
    words = syllables = count = 0
    for paragraph in paragraphs:
        for _, sentence in sentences(paragraph):
            found = _WORD.findall(sentence)
            if found:
                count += 1
                words += len(found)
                syllables += sum(1 if word.casefold() in known else _syllables(word) for word in found)
    if words < _FEWEST:
        return None
    return round(0.39 * words / count + 11.8 * syllables / words - 15.59, 1)


def _syllables(word: str) -> int:
    small = word.casefold()
    count = len(_VOWELS.findall(small))
    if re.search(r"[^aeiouyl]es?$|[^aeiouytd]ed$", small) and count > 1:
        count -= 1
    return max(1, count)
