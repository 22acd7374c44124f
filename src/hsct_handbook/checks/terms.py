"""Abbreviations are opened where a page first uses them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..evidence import Evidence, Problem
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


def check(source: PageSource, evidence: Evidence) -> Iterator[Problem]:
    """Find abbreviations that stand on a page before, or without, what they stand for."""
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
