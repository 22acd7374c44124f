"""Reading the list of sources, a file in BibTeX."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from bibtexparser.entrypoint import parse_string
from bibtexparser.model import (
    DuplicateBlockKeyBlock,
    DuplicateFieldKeyBlock,
    Entry,
    ImplicitComment,
    ParsingFailedBlock,
)
from pydantic import ValidationError

from .explain import explain
from .kept import Raw
from .problems import Problem
from .source_list import check_list
from .sources import Source

logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # what it finds is told below, in our words
_ENTRY = re.compile(r"^[ \t]*@\w+[ \t]*\{?[ \t]*([^\s,={}]+)", re.MULTILINE)
_NO_COMMA = re.compile(r"[}\"]\s*\n\s*([\w-]+)\s*=")


def read_sources(raw: Raw, shown: Path, context: dict[str, Any]) -> tuple[dict[str, Source], list[Problem]]:
    """Read every entry of a BibTeX file; complaints name it as `shown`. Unknown fields are complaints too."""
    try:
        text = _text(raw)
    except (OSError, UnicodeDecodeError):
        return {}, [
            Problem(
                shown,
                1,
                "unreadable-file",
                "the list of sources cannot be read",
                "it is a UTF-8 file in BibTeX",
            )
        ]
    library = parse_string(text)
    sources: dict[str, Source] = {}
    problems: list[Problem] = []
    for block in library.failed_blocks:
        problems.append(_failed(block, shown))
    for entry in library.entries:
        source, faults = _source(entry, shown, context)
        problems += faults
        if source is not None:
            sources[source.key] = source
    # A broken entry leaves its remains behind it; what it lacks has been told then.
    if not library.failed_blocks:
        problems += _between(library.comments, shown)
    faulty = keys_in(raw) - sources.keys()
    lines = {entry.key: (entry.start_line or 0) + 1 for entry in library.entries}
    for key, code, message, remedy in check_list(sources, faulty):
        problems.append(Problem(shown, lines[key], code, f"{key}: {message}", remedy))
    return sources, problems


def keys_in(raw: Raw) -> frozenset[str]:
    """The keys of all entries that a file names, also of those that cannot be read."""
    text = "" if isinstance(raw, OSError) else raw.decode(errors="replace")
    return frozenset(_ENTRY.findall(text))


def _between(comments: Iterable[Any], shown: Path) -> Iterator[Problem]:
    """Text between entries: BibTeX takes it for a comment, and so a misspelt entry would be lost in silence."""
    for comment in comments:
        text = str(comment.comment).strip()
        if isinstance(comment, ImplicitComment) and not all(line.startswith("%") for line in text.splitlines()):
            line = (comment.start_line or 0) + 1
            message = f"“{text.splitlines()[0][:40]}” belongs to no entry"
            yield Problem(shown, line, "bibtex", message, "an entry starts like @article{its-key, and ends with }")


def _text(raw: Raw) -> str:
    if isinstance(raw, OSError):
        raise raw
    return raw.decode().replace("\r\n", "\n").replace("\r", "\n")


def _failed(block: Any, shown: Path) -> Problem:
    line = (block.start_line or 0) + 1
    if isinstance(block, DuplicateBlockKeyBlock):
        return Problem(
            shown,
            line,
            "duplicate-id",
            f"the key “{block.key}” is used twice",
            "give each source its own key",
        )
    if isinstance(block, DuplicateFieldKeyBlock):
        return Problem(
            shown,
            line,
            "duplicate-key",
            f"a field stands twice ({', '.join(sorted(block.duplicate_keys))})",
            "keep one of them",
        )
    assert isinstance(block, ParsingFailedBlock)
    key = _ENTRY.match(block.raw or "")
    entry = f"the entry “{key.group(1)}”" if key else "this entry"
    return Problem(shown, line, "bibtex", f"{entry} is not BibTeX", "check its braces and commas")


def _source(entry: Entry, shown: Path, context: dict[str, Any]) -> tuple[Source | None, list[Problem]]:
    lines = {field.key.lower(): (field.start_line or entry.start_line or 0) + 1 for field in entry.fields}
    start = (entry.start_line or 0) + 1
    for field in entry.fields:
        if missing := _NO_COMMA.search(str(field.value)):
            message = f"{entry.key}: no comma stands between “{field.key}” and “{missing.group(1)}”"
            line = lines[field.key.lower()]
            return None, [Problem(shown, line, "bibtex", message, "end the line with a comma, after the closing brace")]
    data: dict[str, Any] = {field.key.lower(): str(field.value) for field in entry.fields}
    data |= {"key": entry.key, "type": entry.entry_type}
    try:
        return Source.model_validate(data, context=context), []
    except ValidationError as error:
        found = []
        for location, code, message, remedy in explain(error, Source):
            line = lines.get(str(location[0]), start) if location else start
            found.append(Problem(shown, line, code, f"{entry.key}: {message}", remedy))
        return None, found
