"""Abbreviations are opened where a page first uses them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..evidence import Evidence, Problem
from ..evidence.page_reading import GLOSSARY
from .names import names
from .rule import Family, Rule
from .source import PageSource

RULES = (
    Rule(
        "abbreviation",
        "A reader who opens this page first has not seen the other ones.",
        "Write the words first and the abbreviation after them in brackets.",
        standards=("L3",),
    ),
)


_CAPITALS = re.compile(r"(?<![\w.&/-])([A-Z]{2,})s?(?![\w/-]|\.\w)")


def check(source: PageSource, evidence: Evidence) -> Iterator[Problem]:
    """Find abbreviations that stand on a page before, or without, what they stand for."""
    yield from _listed(source)
    yield from _unlisted(source, evidence)


def _unlisted(source: PageSource, evidence: Evidence) -> Iterator[Problem]:
    """Find words in capitals that nothing opens: no list, no brackets on this page, and no entry of the word list."""
    if GLOSSARY in evidence.faulty:  # what it opens is not known before its own faults are mended
        return
    known = names().capitals | names().abbreviations.keys()
    known = known.union(*(term.forms for term in evidence.terms.values()))
    read = ""
    for block in source.prose:
        text = block.masked
        read += text.text + " "
        for match in _CAPITALS.finditer(text.text):
            word = match.group(1)
            if word not in known and not re.search(rf"\({word}s?\)|\b{word} \(", read):
                known |= {word}
                message = f"“{word}” is an abbreviation that this page does not open"
                remedy = f"write its words and then “({word})”; if all readers know it, add it to names.toml"
                yield source.problem(text.line_at(match.start()), "abbreviation", message, remedy)


def _listed(source: PageSource) -> Iterator[Problem]:
    """Find those of the list before, or without, their words."""
    blocks = [block for block in source.prose if block.kind in ("paragraph", "item")]
    for short, long in names().abbreviations.items():
        form = re.compile(rf"(?<![\w-]){short}s?(?![\w-])")
        read = ""
        for block in blocks:
            text = block.masked
            read += text.text.casefold() + " "
            if match := form.search(text.text):
                opened = long.casefold() in read or f"({short.casefold()})" in read
                if not opened:
                    message = f"“{short}” is not opened where the page first uses it"
                    line = text.line_at(match.start())
                    yield source.problem(line, "abbreviation", message, f"write “{long} ({short})” there")
                break


FAMILY = Family("terms", RULES, check)
