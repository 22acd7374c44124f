"""The sources in docs/references.bib: papers, registers, pages, each with its address and what we read of it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Any

from bibtexparser.entrypoint import parse_string
from bibtexparser.model import DuplicateBlockKeyBlock, DuplicateFieldKeyBlock, Entry, ParsingFailedBlock
from pydantic import AfterValidator, Field, ValidationError

from .explain import explain
from .fields import Closed, PastDate, Slug, Text, complaint
from .identifiers import DOI, PMCID, PMID, Register
from .kept import Raw
from .problems import Problem
from .vocabulary import Checked

SOURCES = "references.bib"


def _of_form(register: Register) -> AfterValidator:
    def check(value: str) -> str:
        if not register.form.fullmatch(value):
            raise complaint(
                "identifier-form",
                f"“{value}” is not the form of a {register.name} number",
                f"it looks like {register.example}",
            )
        return value

    return AfterValidator(check)


def _web_address(value: str) -> str:
    if not re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+\.[^\s<>\"{}|\\^`]+", value):
        raise complaint("address-form", f"“{value}” is not a web address", "write it in full, starting with https://")
    return value


class Source(Closed):
    """One source, as a reader needs it to find it, with how we read it."""

    key: Slug
    """The name of the source, by which figures name it."""
    type: Text
    """The kind of source in BibTeX: article, misc, techreport …"""
    title: Text
    """Its title, as printed."""
    author: Text | None = None
    """Authors as “Burt RK and others”, or the organisation."""
    year: Annotated[Text, Field(pattern=r"^\d{4}$")] | None = None
    """The year in which it came out."""
    journal: Text | None = None
    """The journal of a paper."""
    volume: Text | None = None
    """The volume of the journal."""
    number: Text | None = None
    """The issue of the journal."""
    pages: Text | None = None
    """The pages in the journal."""
    publisher: Text | None = None
    """Who published it, where it is no paper in a journal."""
    doi: Annotated[Text, _of_form(DOI)] | None = None
    """Its digital object identifier, without the address before it."""
    pmid: Annotated[Text, _of_form(PMID)] | None = None
    """Its number in PubMed."""
    pmcid: Annotated[Text, _of_form(PMCID)] | None = None
    """Its number in PubMed Central."""
    url: Annotated[Text, AfterValidator(_web_address)] | None = None
    """Where we read it."""
    urldate: PastDate
    """When it was read."""
    checked: Checked
    """What was read of it; figures taken from it carry the same word."""
    copy_of: Slug | None = None
    """The key of the source that this is a copy or a summary of."""
    note: Text | None = None
    """What a reader should know: a copy on a forum, an undated page …"""

    @property
    def address(self) -> str | None:
        """The best address to give a reader: the DOI if there is one, else where we read it."""
        return DOI.url(self.doi) if self.doi else self.url

    @property
    def short(self) -> str:
        """The source in a few words: “Burt and others, 2019”."""
        return ", ".join(part for part in (self.author or self.publisher or self.title, self.year) if part)


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
