"""The lists of pages that make the handbook's contents: each page stands in one of them, once, and each is there."""

from __future__ import annotations

import fnmatch
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..evidence import Evidence, Problem, did_you_mean, slug_of
from .rule import Rule
from .source import Directive, PageSource, read_source

RULES = (
    Rule(
        "contents-missing",
        "A page that no list names is in no menu and in no book: nobody finds it.",
        "Write its name in a {toctree}, most often in docs/index.md or docs/trials/index.md.",
        standards=("T3",),
    ),
    Rule(
        "contents-unknown",
        "A list that names a page which is not there leads nowhere.",
        "Correct the name, or take the line out.",
        standards=("T3",),
    ),
    Rule(
        "contents-twice",
        "A page has one place in the handbook, and one page after it.",
        "Keep one of the two lines.",
    ),
)
_LIST = "toctree"
_ROOT = "index"
_TITLED = re.compile(r".*<(?P<name>[^<>]+)>")


@dataclass(frozen=True)
class _Entry:
    source: PageSource
    line: int
    name: str
    """What it names, as pages are named; with a * or ? in a list that takes patterns."""
    pattern: bool

    def told(self, code: str, message: str, remedy: str) -> Problem:
        return self.source.problem(self.line, code, message, remedy)


def check(evidence: Evidence, docs: Path, shown: Path) -> Iterator[Problem]:
    """Hold the lists of pages against the pages that there are, once there is a list at all."""
    entries = list(_entries(evidence, docs, shown))
    pages = evidence.front.keys() | evidence.unread
    found: dict[str, _Entry] = {}
    for entry in entries:
        if entry.pattern:
            found = {page: entry for page in fnmatch.filter(pages, entry.name) if _is_as_deep(page, entry.name)} | found
        elif entry.name not in pages:
            remedy = did_you_mean(entry.name, pages, "correct the name, or take the line out")
            yield entry.told("contents-unknown", f"there is no page {entry.name[:60]}", remedy)
        elif (first := found.get(entry.name)) is not None and not first.pattern:
            message = f"{entry.name} stands already in the list at {first.source.shown}:{first.line}"
            yield entry.told("contents-twice", message, "keep one of the two")
        else:
            found[entry.name] = entry
    for page in sorted(pages - found.keys() - {_ROOT}) if entries else ():
        folder = f"{page.rpartition('/')[0]}/" if page.rpartition("/")[0] + "/index" in pages else ""
        listed = Path(shown.name, folder, "index.md").as_posix()
        remedy = f"write {slug_of(page) if folder else page} on a line of a {{{_LIST}}} in {listed}"
        yield Problem(shown / f"{page}.md", 1, "contents-missing", "no list of pages names this page", remedy)


def _is_as_deep(page: str, pattern: str) -> bool:
    return page.count("/") == pattern.count("/")


def _entries(evidence: Evidence, docs: Path, shown: Path) -> Iterator[_Entry]:
    for name in sorted(evidence.front):
        if f"{{{_LIST}}}" in evidence.front[name].body:
            source = read_source(evidence, name, docs / f"{name}.md", shown / f"{name}.md")
            for directive in source.directives:
                if directive.name == _LIST:
                    yield from _listed(source, directive)


def _listed(source: PageSource, directive: Directive) -> Iterator[_Entry]:
    for number, text in enumerate(directive.content.split("\n"), 1):
        said = match["name"].strip() if (match := _TITLED.fullmatch(text.strip())) else text.strip()
        if said and said != "self" and "://" not in said:
            folder = "" if said.startswith("/") else source.name.rpartition("/")[0]
            name = os.path.normpath(f"{folder}/{said}".lstrip("/")).removesuffix(".md")
            yield _Entry(source, directive.line + number, name, "glob" in directive.options)
