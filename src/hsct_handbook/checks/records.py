"""What readers read besides pages: the log of changes, and the notes of sources. They go through the same checks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from ..evidence import Evidence, Problem
from ..evidence.changes import CHANGES, MOST_BYTES, Change
from ..evidence.frontmatter import read_yaml
from ..evidence.sources import SOURCES
from .figures import typed
from .strays import numbers
from .words import refused

_Line = Callable[[], int]
"""Looks up a line, which costs reading the file again, once something is to be told."""


def check(evidence: Evidence, docs: Path, shown: Path) -> Iterator[Problem]:
    """Look for refused words and figures typed by hand in the log's own words and in the notes of sources."""
    for number, change in enumerate(evidence.changes):
        known = _known(evidence, change)
        for name in ("what", "why"):
            line = _line_in_log(docs, number, name)
            yield from _judged(getattr(change, name) or "", known, shown / CHANGES, line)
    for key, source in evidence.sources.items():
        yield from _judged(source.note or "", set(), shown / SOURCES, _line_in_sources(docs, key))


def _known(evidence: Evidence, change: Change) -> set[str]:
    """The numbers that an entry may speak of: its own two figures, and what the page that it is about says."""
    name = next((name for name in evidence.front if name.rpartition("/")[2] == change.owner), None)
    page = evidence.front[name].head if name is not None else ""
    return numbers(f"{change.from_} {change.to} {page}")


def _judged(text: str, known: set[str], path: Path, line: _Line) -> Iterator[Problem]:
    for shape, match in typed(text):
        found = numbers(match.group())
        if not found or found - known:
            message = f"{shape.what} is typed by hand: “{match.group()}”"
            yield Problem(path, line(), shape.code, message, "say it without a number, or as the figure itself says it")
    for _, word, code, instead in refused(text):
        yield Problem(path, line(), code, f"“{word}” is not a word of this handbook", instead)


def _line_in_log(docs: Path, number: int, name: str) -> _Line:
    def look() -> int:
        front, _ = read_yaml((docs / CHANGES).read_bytes(), docs / CHANGES, MOST_BYTES)
        return front.line_of(("changes", number, name)) if front is not None else 1

    return look


def _line_in_sources(docs: Path, key: str) -> _Line:
    def look() -> int:
        lines = (docs / SOURCES).read_text(encoding="utf-8").splitlines()
        start = next((place for place, text in enumerate(lines) if f"{{{key}," in text.replace(" ", "")), 0)
        notes = (place for place, text in enumerate(lines) if place > start and text.strip().startswith("note"))
        return next(notes, start) + 1

    return look
