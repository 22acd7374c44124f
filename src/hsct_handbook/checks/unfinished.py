"""Nothing of a template is left: `make study` and `make chapter` say “To be written” where an author must."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..evidence import Evidence, Problem
from .rule import Family, Rule
from .source import PageSource

RULES = (
    Rule(
        "unfinished",
        "A reader who meets “To be written” learns nothing, and doubts the rest.",
        "Write what belongs there, or take the part away; “not-reported” is an answer in a field.",
        draft=True,
    ),
)
_GAP = re.compile(r"\bto be written\b", re.IGNORECASE)


def check(source: PageSource, evidence: Evidence) -> Iterator[Problem]:
    """Look for what templates say, in the fields, in headings and in the text; each line is told once."""
    lines = {line for _, text, line in source.fields() if _GAP.search(text)}
    for block in source.prose:
        lines.update(block.masked.line_at(gap.start()) for gap in _GAP.finditer(block.masked.text))
    for line in sorted(lines):
        yield source.problem(line, "unfinished", "a part of the template is left: “to be written”", "write it")


FAMILY = Family("unfinished", RULES, check)
