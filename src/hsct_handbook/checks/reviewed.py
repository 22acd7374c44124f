"""No page says that it was checked against a source before that source was read."""

from __future__ import annotations

from collections.abc import Iterator

from ..evidence import Evidence, Problem
from .rule import Family, Rule
from .source import PageSource

RULES = (
    Rule(
        "reviewed-before-read",
        "Readers are told when the page was held against its sources; that cannot be before those were read.",
        "Check the page against the source that was read since, and set its “reviewed” to that day or a later one.",
        standards=("D3",),
    ),
)
_KEYS = ("source", "main-source")


def check(source: PageSource, evidence: Evidence) -> Iterator[Problem]:
    """Hold the day of the last check against the days on which the page's sources were read, and tell the latest."""
    page = evidence.pages.get(source.name)
    if page is None:
        return
    keys = {str(value) for location, value in source.values() if location[-1] in _KEYS}
    keys |= {piece.text.strip() for block in source.prose for piece in block.pieces if piece.role == "cite"}
    read = [(evidence.sources[key].urldate, key) for key in keys if key in evidence.sources]
    latest, key = max(read, default=("", ""))
    # A source may give its month alone; a day within it is not before it.
    if page.reviewed[: len(latest)] < latest:
        message = f"the page was last checked on {page.reviewed}, and its source “{key}” was read on {latest}"
        line = source.front.line_of(("reviewed",))
        yield source.problem(
            line, "reviewed-before-read", message, "check the page against it, and set “reviewed” anew"
        )


FAMILY = Family("reviewed", RULES, check)
