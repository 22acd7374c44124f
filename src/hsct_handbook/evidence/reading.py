"""Reading the whole evidence: every page's front matter, every source, and whether they fit together."""

from __future__ import annotations

import datetime as dt
import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path

from .changes import CHANGES, Change, check_changes, read_changes
from .frontmatter import FrontMatter, Location
from .kept import Kept
from .page_reading import Citation, PageRead, read_page
from .pages import Glossary, Page, Term
from .problems import Problem
from .quoting import QuotedFact, slug_of
from .sources import SOURCES, Source, read_sources
from .study import Study
from .vocabulary import Checked


@dataclass
class Evidence:
    """All that the handbook knows: pages by name, studies by id, sources by key, and what is wrong with them."""

    pages: dict[str, Page] = field(default_factory=dict)
    studies: dict[str, Study] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    facts: dict[str, QuotedFact] = field(default_factory=dict)
    front: dict[str, FrontMatter] = field(default_factory=dict)
    changes: tuple[Change, ...] = ()
    """The log of what changed, the newest first."""
    problems: list[Problem] = field(default_factory=list)

    @cached_property
    def terms(self) -> dict[str, Term]:
        """The words of the word list by their names in addresses."""
        return {term.slug: term for page in self.pages.values() if isinstance(page, Glossary) for term in page.terms}

    @cached_property
    def changes_about(self) -> dict[str, list[Change]]:
        """The entries of the log by the study or the page that they are about, the newest first."""
        found: dict[str, list[Change]] = {}
        for change in self.changes:
            found.setdefault(change.study or change.page or "", []).append(change)
        return found

    def problems_of(self, shown: Path) -> list[Problem]:
        """The complaints about one file."""
        return [problem for problem in self.problems if problem.path == shown]


def read_evidence(
    docs: Path, *, today: dt.date, shown: Path | None = None, exclude: Iterable[str] = (), kept: Kept | None = None
) -> Evidence:
    """Read every page and source under `docs`; complaints name files under `shown` (as given, if left out).

    Nothing raises for what an author wrote: what is wrong is in `problems`, and what could be read is there. With
    `kept`, files that did not change are not read again.
    """
    shown = docs if shown is None else shown
    kept = Kept() if kept is None else kept
    with _collector_at_rest():
        evidence = _read_all(docs, shown, {"today": today}, set(exclude), kept)
    kept.save()
    return evidence


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """All that is read is kept, so looking through it for garbage finds nothing, and takes longer the more there is."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _read_all(docs: Path, shown: Path, context: dict[str, dt.date], skipped: set[str], kept: Kept) -> Evidence:
    evidence = Evidence()

    def about(path: Path) -> str:
        return f"{shown / path.relative_to(docs)} {context['today']}"

    sources = docs / SOURCES
    reader = partial(read_sources, shown=shown / SOURCES, context=context)
    evidence.sources, faults = kept.read(sources, about(sources), reader)
    evidence.problems += faults
    citations: dict[str, tuple[Citation, ...]] = {}
    for path in sorted(docs.rglob("*.md")):
        name = path.relative_to(docs).with_suffix("").as_posix()
        if name not in skipped and not any(part.startswith(("_", ".")) for part in name.split("/")):
            place = shown / path.relative_to(docs)
            read = kept.read(path, about(path), partial(read_page, shown=place, name=name, context=context))
            _take(evidence, name, place, read)
            citations[name] = read.citations
    for name in evidence.pages:
        evidence.problems += _check_references(evidence, name, citations[name], shown / f"{name}.md")
    log = docs / CHANGES
    if log.exists():
        logged = partial(read_changes, shown=shown / CHANGES, context=context)
        evidence.changes, front, faults = kept.read(log, about(log), logged)
        evidence.problems += faults
        if front is not None:
            evidence.problems += check_changes(evidence, shown / CHANGES, front)
    evidence.problems.sort()
    return evidence


def _take(evidence: Evidence, name: str, shown: Path, read: PageRead) -> None:
    """Add what one page says."""
    evidence.problems += read.problems
    if read.front is not None:
        evidence.front[name] = read.front
    if read.page is None:
        return
    evidence.pages[name] = read.page
    if isinstance(read.page, Study):
        if slug_of(name) in evidence.studies:
            message = f"two studies are called “{slug_of(name)}”"
            evidence.problems.append(Problem(shown, 1, "duplicate-id", message, "rename one file"))
            return
        evidence.studies[slug_of(name)] = read.page
    evidence.facts |= {fact.id: fact for fact in read.facts}


def _check_references(evidence: Evidence, name: str, citations: Iterable[Citation], path: Path) -> Iterator[Problem]:
    front, page = evidence.front[name], evidence.pages[name]
    for citation in citations:
        location, key, checked = citation.place, citation.key, citation.checked
        source = evidence.sources.get(key)
        if source is None:
            yield Problem(
                path,
                front.line_of(location),
                "unknown-source",
                f"the source “{key}” is not in {SOURCES}",
                "add it there, or correct the key",
            )
        elif (
            checked is not None
            and checked is not source.checked
            and not (source.checked is Checked.FULL_PAPER and checked is Checked.ABSTRACT)
        ):
            yield Problem(
                path,
                front.line_of((*location[:-1], "checked")),
                "checked-differs",
                f"checked is “{checked}”, but of “{key}” we read: {source.checked}",
                "make both say what was read",
            )
    if isinstance(page, Study):
        named: list[tuple[Location, str]] = [
            (("same-people-as", number, "study"), shared.study) for number, shared in enumerate(page.same_people_as)
        ]
        named += [(("superseded-by",), page.superseded_by)] if page.superseded_by else []
        for place, other in named:
            if other not in evidence.studies or other == slug_of(name):
                yield Problem(
                    path,
                    front.line_of(place),
                    "unknown-study",
                    f"there is no other study “{other}”",
                    "use the name of a file in trials/",
                )
            elif place[0] == "same-people-as" and slug_of(name) not in {
                shared.study for shared in evidence.studies[other].same_people_as
            }:
                yield Problem(
                    path,
                    front.line_of(place),
                    "same-people",
                    f"“{other}” does not say that it shares people with “{slug_of(name)}”",
                    "name both in each other's same-people-as",
                )
