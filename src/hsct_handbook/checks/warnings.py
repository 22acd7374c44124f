"""Parts that are hard to read say so first, with a way past them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..evidence import Chapter, Evidence, Problem
from .rule import Family, Rule
from .source import PageSource

DIRECTIVE = "content-warning"
_HARD = re.compile(r"\b(?:deaths?|die|died|dying|fertility|infertility|having children|menopause)\b", re.IGNORECASE)

RULES = (
    Rule(
        "warning-missing",
        "Whoever would rather not read about death or childlessness today is told in time.",
        "Write a content warning below the heading; its way past is built.",
    ),
)


def check(source: PageSource, evidence: Evidence) -> Iterator[Problem]:
    """Find headings of chapters about death or fertility without a warning below them, or on a page of that title."""
    if not isinstance(source.page, Chapter):
        return
    if source.title is not None and _HARD.search(source.title.text):
        if not source.page.before_you_read:
            message = f"nothing warns of what “{source.title.text}” is about"
            yield source.problem(
                source.title.line, "warning-missing", message, "add “before-you-read” to the front matter"
            )
        return
    warned = [directive.line for directive in source.directives if directive.name == DIRECTIVE]
    for heading in source.headings:
        if heading.level > 1 and _HARD.search(heading.text):
            later = (other.line for other in source.headings if other.line > heading.line)
            end = next(later, source.last_line + 1)
            if not any(heading.line < line < end for line in warned):
                message = f"nothing warns of what stands under “{heading.text}”"
                remedy = f"write “:::{{{DIRECTIVE}}}” below it"
                yield source.problem(heading.line, "warning-missing", message, remedy)


FAMILY = Family("warnings", RULES, check)
