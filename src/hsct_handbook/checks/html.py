"""No raw HTML: it would be lost in print and EPUB, and could carry anything."""

from __future__ import annotations

from collections.abc import Iterator

from ..evidence import Evidence, Problem
from .rule import Family, Rule
from .source import PageSource

RULES = (
    Rule(
        "html",
        "A page is one text for web, paper and e-reader; raw HTML is only for one of them.",
        "Write it in Markdown, or as a directive.",
    ),
)


def check(source: PageSource, evidence: Evidence) -> Iterator[Problem]:
    """Refuse each tag, and the directives that let raw text through. A closing tag is not told twice."""
    for line, text in source.html:
        if not text.startswith("</"):
            shown = text.split("\n")[0][:40]
            message = f"raw HTML stands in the page: {shown}"
            yield source.problem(
                line, "html", message, "write Markdown; a note for editors goes into the front matter, after #"
            )


FAMILY = Family("html", RULES, check)
