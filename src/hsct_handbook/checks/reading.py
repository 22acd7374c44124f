"""How hard a page is to read: its Flesch-Kincaid grades, and the length of its sentences and paragraphs.

The grade is 0.39 × words per sentence + 11.8 × syllables per word − 15.59 (Kincaid and others, 1975). Syllables are
those of Pyphen's American patterns, as in textstat, but nothing is rounded on the way: rounded, one word could move a
page by half a grade.

What is measured is what is read as sentences: paragraphs and the points of lists, with figures as they are printed.
Each point of a list ends a sentence. Headings, titles and the cells of tables are phrases, and would only make a page
look easier. Texts of the front matter that readers meet as sentences belong to the body. Names of drugs, studies,
registers and organisations count as words of one syllable, and so do the words that open an abbreviation: another rule
asks for them, and no rewording makes them shorter.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from ..evidence import Evidence
from .facts import worded
from .names import names
from .sections import IN_BRIEF
from .source import PageSource, Rendered
from .text import sentences

if TYPE_CHECKING:
    import pyphen

_PART = re.compile(r"[^\W_]+(?:[’'.,]+[^\W_]+)*")
"""A word, a part of a hyphened word, or a number."""
_READ_FIELDS = frozenset({"before-you-read", "limits", "meaning"})
"""Texts of the front matter that readers read as sentences."""
_FEWEST = 6
"""Sentences of fewer words are never among the hardest: their grade says nothing."""


@dataclass(frozen=True)
class Sentence:
    """One sentence as it is read, and where it stands."""

    text: str
    line: int
    words: int
    syllables: int

    @property
    def grade(self) -> float:
        """Its own Flesch-Kincaid grade."""
        return _flesch_kincaid(1, self.words, self.syllables)


@dataclass(frozen=True)
class Reading:
    """What was measured of one page. A part without sentences has the grade 0."""

    brief: float
    """Flesch-Kincaid grade of “In brief”, to one place."""
    body: float
    """Flesch-Kincaid grade of all the rest, to one place."""
    mean: float
    """Words in a sentence on average, to one place."""
    sentence: int
    """Words in the longest sentence."""
    paragraph: int
    """Words in the longest paragraph or point."""


@dataclass(frozen=True)
class Measured:
    """One page with its sentences, those of “In brief” apart."""

    reading: Reading
    brief: tuple[Sentence, ...]
    body: tuple[Sentence, ...]


class Syllables(dict[str, int]):
    """How many syllables each word has. A word that was counted before needs no patterns, which take long to read."""

    def __missing__(self, word: str) -> int:
        count = self[word] = len(_patterns().positions(word.casefold())) + 1
        return count


_COUNTED = Syllables()
"""What this process counted for those who keep nothing."""


def measure(source: PageSource, evidence: Evidence, syllables: Syllables = _COUNTED) -> Measured:
    """Measure one page, with its figures as they are printed; `syllables` learns the words that it did not know."""
    brief: list[Sentence] = []
    body: list[Sentence] = []
    paragraph = 0
    for block in source.prose:
        if block.kind not in ("paragraph", "item"):
            continue
        text = worded(block, evidence)
        found = list(_sentences(text.text, text.line_at, syllables))
        (brief if block.section == IN_BRIEF else body).extend(found)
        paragraph = max(paragraph, sum(sentence.words for sentence in found))
    for location, field, line in source.fields():
        if _READ_FIELDS.intersection(location):
            body.extend(_sentences(field, Rendered(field, ((0, line),)).line_at, syllables))
    every = [*brief, *body]
    mean = sum(sentence.words for sentence in every) / len(every) if every else 0.0
    longest = max((sentence.words for sentence in every), default=0)
    reading = Reading(grade_of(brief), grade_of(body), round(mean, 1), longest, paragraph)
    return Measured(reading, tuple(brief), tuple(body))


def grade(paragraphs: Iterable[str]) -> float:
    """The grade of some paragraphs of text, to one place; 0 where there is no sentence."""
    return grade_of([sentence for text in paragraphs for sentence in _sentences(text, lambda _: 0, _COUNTED)])


def grade_of(found: Sequence[Sentence]) -> float:
    """The grade of some sentences, to one place; 0 where there are none."""
    words = sum(sentence.words for sentence in found)
    syllables = sum(sentence.syllables for sentence in found)
    return round(_flesch_kincaid(len(found), words, syllables), 1) if words else 0.0


def hardest(found: Iterable[Sentence], most: int = 3) -> list[Sentence]:
    """The hardest of some sentences, the hardest first."""
    told = [sentence for sentence in found if sentence.words >= _FEWEST]
    return sorted(told, key=lambda sentence: (-sentence.grade, sentence.line))[:most]


def _flesch_kincaid(count: int, words: int, syllables: int) -> float:
    return 0.39 * words / count + 11.8 * syllables / words - 15.59


def _sentences(text: str, line_at: Callable[[int], int], syllables: Syllables) -> Iterator[Sentence]:
    for start, sentence in sentences(text):
        plain = _mask(sentence)
        found = [part for part in (_PART.findall(word) for word in plain.split()) if part]
        if found:
            yield Sentence(
                sentence, line_at(start), len(found), sum(syllables[part] for parts in found for part in parts)
            )


@cache
def _patterns() -> pyphen.Pyphen:
    import pyphen  # which a build has no use for while it meets no new word

    return pyphen.Pyphen(lang="en_US")


def _mask(text: str) -> str:
    """The text with “x” for each word of a name and of what opens an abbreviation."""
    return _masked().sub(lambda match: re.sub(r"\S+", "x", match.group()), text)


@cache
def _masked() -> re.Pattern[str]:
    known = names()
    # Case tells names such as MIST from common words; drugs are written small, but at the start of a sentence.
    proper = sorted((re.escape(name) for name in {*known.studies, *known.proper.values()}), key=len, reverse=True)
    drugs = sorted((re.escape(name) for name in known.drugs), key=len, reverse=True)
    opened = [
        rf"(?i:{re.escape(long)})s?(?=\s\({re.escape(short)}s?\))|(?<={re.escape(short)}\s\()(?i:{re.escape(long)})"
        for short, long in known.abbreviations.items()
    ]
    named = "|".join([*opened, *proper, rf"(?i:{'|'.join(drugs)})s?"])
    return re.compile(rf"(?<![\w-])(?:{named})(?![\w-])")
