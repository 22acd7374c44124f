"""Names of drugs, studies, registers and organisations, spelt as in names.toml."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from ..evidence import Evidence, Problem, did_you_mean
from .rule import Family, Rule
from .source import PageSource

RULES = (
    Rule(
        "name-spelling",
        "A misspelt drug cannot be looked up, and shakes trust in everything around it.",
        "Spell the name as in names.toml.",
        standards=("L6",),
    ),
    Rule(
        "telephone",
        "Whoever rings a number may be in need; a wrong one leads to a stranger (promise 1).",
        "Write the number as in names.toml; add a new one there once somebody has rung it.",
        standards=("D3",),
    ),
)
_UNCHECKED_FIELDS = frozenset({"full-name", "charity-pages-call-it"})
"""Fields that repeat what others print, as they print it."""
_WORD = re.compile(r"[^\W\d_]+(?:[.-][^\W\d_]+)*")
_TELEPHONE = re.compile(r"(?<![\w.+(-])(?:\+\d|\(?0)\d[\d ().\u00a0\u202f-]{6,}\d(?![\w-])")
_FEWEST_DIGITS = 9
"""What has fewer is a date: 01.02.2026."""
_SHORTEST = 6
"""Shorter names are too near to common words for letters to be compared."""


@dataclass(frozen=True)
class Names:
    """The list of names."""

    drugs: frozenset[str]
    drug_endings: tuple[str, ...]
    """How the names of drugs end, and no other words."""
    studies: tuple[str, ...]
    proper: dict[str, str]
    """Names whose case is fixed, by themselves in small letters."""
    wrong: dict[str, str]
    wrong_form: re.Pattern[str]
    """Finds each of them."""
    abbreviations: dict[str, str]
    capitals: frozenset[str]
    """Words in capitals that need no opening: names, and what readers know better than its words."""
    telephones: tuple[str, ...]
    near: dict[str, str]
    """Forms of each drug's name with one letter left out, by which near misses are found."""


@cache
def names() -> Names:
    """Read names.toml, once."""
    data = tomllib.loads(files(__package__).joinpath("names.toml").read_text(encoding="utf-8"))
    groups = [data[group]["names"] for group in ("brands", "studies", "registers", "organisations")]
    common = {name.casefold() for name in data["words"]["names"]}
    proper = {name.casefold(): name for group in groups for name in group if name.casefold() not in common}
    drugs = frozenset(data["drugs"]["names"])
    compared = [name for name in [*drugs, *data["brands"]["names"]] if len(name) >= _SHORTEST]
    near = {form: name for name in compared for form in _shortened(name.casefold())}
    wrong = "|".join(re.escape(form) for form in sorted(data["wrong"], key=len, reverse=True))
    wrong_form = re.compile(rf"(?<![\w-])(?:{wrong})(?![\w-])")
    capitals = frozenset(
        word for group in [*groups, data["capitals"]["names"]] for name in group for word in name.split()
    )
    return Names(
        drugs,
        tuple(data["drugs"]["endings"]),
        tuple(data["studies"]["names"]),
        proper,
        data["wrong"],
        wrong_form,
        data["abbreviations"],
        capitals,
        tuple(data["telephones"]["numbers"]),
        near,
    )


def _shortened(word: str) -> set[str]:
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}


def nearest(word: str) -> str | None:
    """The name that `word` misspells by one letter wrong, missing, too many, or swapped with the next."""
    small = word.casefold().removesuffix("s")
    if len(small) < _SHORTEST - 1:
        return None
    known = names()
    candidates = dict.fromkeys(known.near[form] for form in sorted(_shortened(small)) if form in known.near)
    return next((name for name in candidates if _one_apart(small, name.casefold())), None)


def _one_apart(one: str, other: str) -> bool:
    """Whether one change of one letter, or one swap of neighbours, makes `other` of `one`."""
    if one == other:
        return False
    if len(one) > len(other):
        one, other = other, one
    start = next((place for place, letter in enumerate(one) if letter != other[place]), len(one))
    rest, other_rest = one[start:], other[start:]
    if len(one) < len(other):
        return rest == other_rest[1:]
    return rest[1:] == other_rest[1:] or (rest[:2] == other_rest[1::-1] and rest[2:] == other_rest[2:])


def misspelt(text: str) -> Iterator[tuple[int, str, str]]:
    """Each misspelt name in a text: its place, what stands there, and what would be right."""
    known = names()
    taken: list[range] = []
    for match in known.wrong_form.finditer(text):
        taken.append(range(*match.span()))
        yield match.start(), match.group(), known.wrong[match.group()]
    for match in _WORD.finditer(text):
        if any(match.start() in place for place in taken):
            continue
        better = _right(match.group())
        if better is not None:
            yield match.start(), match.group(), better


@lru_cache(maxsize=20_000)
def _right(word: str) -> str | None:
    """How a word should be spelt, if not as it is."""
    known = names()
    small = word.casefold()
    if small in known.proper:
        return None if word == known.proper[small] else known.proper[small]
    single = small if small in known.drugs else small.removesuffix("s")
    if single in known.drugs:
        return None if word in (small, small.capitalize()) else small
    better = nearest(word)
    if better is None and small.endswith(known.drug_endings):
        better = next(iter(difflib.get_close_matches(small, known.drugs, n=1, cutoff=0)))
    return better


def check(source: PageSource, evidence: Evidence) -> Iterator[Problem]:
    """Compare every word of the page, and of its front matter's texts, with the list."""
    for line, text in _texts(source):
        for _, wrong, right in misspelt(text):
            yield source.problem(line, "name-spelling", f"“{wrong}” is misspelt", f"write “{right}”")
    for block in source.prose:
        prose = block.masked
        for place, wrong, right in misspelt(prose.text):
            line = prose.line_at(place)
            yield source.problem(line, "name-spelling", f"“{wrong}” is misspelt", f"write “{right}”")
        for match in _TELEPHONE.finditer(prose.text):
            if match.group() not in names().telephones and sum(map(str.isdigit, match.group())) >= _FEWEST_DIGITS:
                message = f"“{match.group()}” is no telephone number that we know"
                remedy = did_you_mean(match.group(), names().telephones, "ring it, then add it to names.toml")
                yield source.problem(prose.line_at(match.start()), "telephone", message, remedy)


def _texts(source: PageSource) -> Iterator[tuple[int, str]]:
    for location, text, line in source.fields():
        # What has no space is a key, an id or a word of a closed list, checked elsewhere; so are addresses.
        if location[-1] not in _UNCHECKED_FIELDS and " " in text:
            yield line, text


FAMILY = Family("names", RULES, check)
