"""Reading the whole evidence: every page's front matter, every source, and whether they fit together."""

from __future__ import annotations

import datetime as dt
import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from .agreement import check_changes, check_references, check_registrations
from .changes import CHANGES, read_changes
from .kept import Kept, Raw
from .page_reading import Citation, PageRead, read_page
from .problems import Problem
from .quoting import slug_of
from .sources import SOURCES, Source
from .study import Study
from .whole import Evidence


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
    reader = partial(_read_sources, shown=shown / SOURCES, context=context)
    evidence.sources, faults, evidence.faulty_sources = kept.read(sources, about(sources), reader)
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
        evidence.problems += check_references(evidence, name, citations[name], shown / f"{name}.md")
    evidence.problems += check_registrations(evidence, shown)
    log = docs / CHANGES
    if log.exists():
        logged = partial(read_changes, shown=shown / CHANGES, context=context)
        evidence.changes, front, faults = kept.read(log, about(log), logged)
        evidence.problems += faults
        if front is not None:
            evidence.problems += check_changes(evidence, shown / CHANGES, front)
    evidence.problems.sort()
    return evidence


def _read_sources(
    raw: Raw, shown: Path, context: dict[str, dt.date]
) -> tuple[dict[str, Source], list[Problem], frozenset[str]]:
    from .bibtex import keys_in, read_sources  # its library takes a while to load; only a changed list needs it

    sources, problems = read_sources(raw, shown, context)
    return sources, problems, keys_in(raw) - sources.keys()


def _take(evidence: Evidence, name: str, shown: Path, read: PageRead) -> None:
    """Add what one page says."""
    evidence.problems += read.problems
    if read.front is None:
        evidence.unread.add(name)
    else:
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
