"""Reading the list of sources, a file in BibTeX."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bibtexparser.entrypoint import parse_string
from bibtexparser.model import DuplicateBlockKeyBlock, DuplicateFieldKeyBlock, Entry, ParsingFailedBlock
from pydantic import ValidationError

from .explain import explain
from .kept import Raw
from .problems import Problem
from .sources import Source


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
    for source in sources.values():
        if source.copy_of is not None and source.copy_of not in sources:
            line = next(e.start_line for e in library.entries if e.key == source.key)
            problems.append(
                Problem(
                    shown,
                    (line or 0) + 1,
                    "unknown-source",
                    f"copy-of names “{source.copy_of}”, which is not in this file",
                    "use the key of an entry",
                )
            )
    return sources, problems


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
    return Problem(shown, line, "bibtex", "this entry is not BibTeX", "check its braces and commas")


def _source(entry: Entry, shown: Path, context: dict[str, Any]) -> tuple[Source | None, list[Problem]]:
    lines = {field.key.lower(): (field.start_line or entry.start_line or 0) + 1 for field in entry.fields}
    start = (entry.start_line or 0) + 1
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
