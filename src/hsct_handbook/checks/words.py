"""Words that the handbook does not use (STYLE.md), as listed in words.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ..evidence import Evidence, Problem
from .rule import Family, Rule
from .source import PageSource
from .text import sentences

RULES = (
    Rule(
        "word-banned",
        "Words of fighting, pity or wonder sway whoever reads them; others have a plainer one.",
        "Write the plainer word that the complaint names; STYLE.md lists them all.",
        standards=("L5",),
    ),
    Rule(
        "word-vague",
        "“Rare” means something else to each reader; a number does not.",
        "Put the number beside the word, or say what happens instead.",
        standards=("R4",),
    ),
    Rule(
        "word-doubtful",
        "Some words are right in one sentence and wrong in another.",
        "Write what the complaint names, unless the word is the one that is meant.",
        standards=("L5",),
        advisory=True,
    ),
)
_CHECKED_FIELDS = frozenset({"description", "before-you-read", "limits", "meaning", "how", "note", "label", "among"})


@dataclass(frozen=True)
class _Word:
    form: re.Pattern[str]
    instead: str
    unless: re.Pattern[str] | None
    code: str


@cache
def _words() -> tuple[_Word, ...]:
    data = tomllib.loads(files(__package__).joinpath("words.toml").read_text(encoding="utf-8"))
    return tuple(
        _Word(
            re.compile(rf"(?<![\w-])(?:{entry['form']})(?![\w-])"),
            entry["instead"],
            re.compile(entry["unless"], re.IGNORECASE) if "unless" in entry else None,
            entry.get("code", "word-banned"),
        )
        for entry in data["words"]
    )


def refused(text: str) -> Iterator[tuple[int, str, str, str]]:
    """Each word of a text that the handbook does not use: its place, the word, its code, and what to write."""
    for start, sentence in sentences(text):
        # A capital within a sentence marks a name; at its start it marks nothing.
        plain = sentence[:1].lower() + sentence[1:] if sentence[1:2].islower() else sentence
        for word in _words():
            for match in word.form.finditer(plain):
                if word.unless is None or not word.unless.search(sentence):
                    yield start + match.start(), match.group(), word.code, word.instead


def check(source: PageSource, evidence: Evidence) -> Iterator[Problem]:
    """Look for refused words in all that readers read, and in the texts of the front matter that are our own."""
    for location, text, line in source.fields():
        if _CHECKED_FIELDS.intersection(location):
            for _, word, code, instead in refused(text):
                yield source.problem(line, code, f"“{word}” is not a word of this handbook", instead)
    for block in source.prose:
        prose = block.masked
        for place, word, code, instead in refused(prose.text):
            line = prose.line_at(place)
            yield source.problem(line, code, f"“{word}” is not a word of this handbook", instead)


FAMILY = Family("words", RULES, check)
