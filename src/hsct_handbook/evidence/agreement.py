"""Whether what the pages, the sources and the log say fits together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

from .changes import STATE, Change
from .explain import Complaint
from .frontmatter import FrontMatter, Location
from .page_reading import Citation
from .problems import Problem
from .quoting import slug_of
from .sources import SOURCES
from .study import Study
from .vocabulary import Checked
from .whole import Evidence


def check_references(evidence: Evidence, name: str, citations: Iterable[Citation], path: Path) -> Iterator[Problem]:
    """Compare what one page names with the rest: its sources, and the studies that it speaks of."""
    front, page = evidence.front[name], evidence.pages[name]
    for citation in citations:
        location, key, checked = citation.place, citation.key, citation.checked
        source = evidence.sources.get(key)
        if key in evidence.faulty_sources:
            continue
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
        for place, code, message, remedy in (
            *_named_studies(evidence, slug_of(name), page),
            *_year_of_report(evidence, page),
        ):
            yield Problem(path, front.line_of(place), code, message, remedy)


def _named_studies(evidence: Evidence, slug: str, study: Study) -> Iterator[Complaint]:
    """The other studies that a study names are there, and name it too where they share people."""
    named: list[tuple[Location, str]] = [
        (("same-people-as", number, "study"), shared.study) for number, shared in enumerate(study.same_people_as)
    ]
    named += [(("superseded-by",), study.superseded_by)] if study.superseded_by else []
    for place, other in named:
        if other not in evidence.studies and other in evidence.faulty:
            continue
        if other not in evidence.studies or other == slug:
            yield place, "unknown-study", f"there is no other study “{other}”", "use the name of a file in trials/"
        elif place[0] == "superseded-by" and slug in _later(evidence, other):
            message = f"“{other}” is superseded by “{slug}” in turn, so neither is the later one"
            yield place, "superseded-circle", message, "keep superseded-by in the older study alone"
        elif place[0] == "same-people-as" and slug not in {
            shared.study for shared in evidence.studies[other].same_people_as
        }:
            message = f"“{other}” does not say that it shares people with “{slug}”"
            yield place, "same-people", message, "name both in each other's same-people-as"


def _later(evidence: Evidence, slug: str) -> set[str]:
    """The studies that take the place of a study, and of those in turn."""
    found: set[str] = set()
    study = evidence.studies.get(slug)
    while study and study.superseded_by and study.superseded_by not in found:
        found.add(study.superseded_by)
        study = evidence.studies.get(study.superseded_by)
    return found


def check_registrations(evidence: Evidence, shown: Path) -> Iterator[Problem]:
    """One number of a register is one trial: two pages of it count the same people, and say so."""
    holders: dict[str, list[tuple[str, Location]]] = {}
    for name, page in evidence.pages.items():
        for number, registration in enumerate(page.registrations if isinstance(page, Study) else ()):
            holders.setdefault(registration, []).append((name, ("registrations", number)))
    for registration, pages in holders.items():
        for name, place in pages:
            for other in {slug_of(page) for page, _ in pages} - {slug_of(name)}:
                if not _share_people(evidence, slug_of(name), other):
                    line = evidence.front[name].line_of(place)
                    message = f"“{other}” has the same number, {registration}"
                    remedy = "correct the number; or name each in the other's same-people-as, if they are one trial"
                    yield Problem(shown / f"{name}.md", line, "registration-shared", message, remedy)


def _share_people(evidence: Evidence, one: str, other: str) -> bool:
    """Whether one of two studies says that it counts people of the other."""
    return any(
        shared.study == second
        for first, second in ((one, other), (other, one))
        for shared in evidence.studies[first].same_people_as
    )


def _year_of_report(evidence: Evidence, study: Study) -> Iterator[Complaint]:
    """The main report came out in the year of the main source, or in the next to it: on the web first."""
    source, published = evidence.sources.get(study.main_source), study.years.published
    if source and source.year and published and abs(int(published[:4]) - int(source.year)) > 1:
        message = f"the report is of {published[:4]}, and its source “{source.key}” of {source.year}"
        yield ("years", "published"), "years-differ", message, f"correct it, or the year in {SOURCES}"


def check_changes(evidence: Evidence, shown: Path, front: FrontMatter) -> Iterator[Problem]:
    """Compare the log with the evidence: everything that it names is there, once for a day, the newest first."""

    def problem(number: int, field: str, code: str, message: str, remedy: str) -> Problem:
        return Problem(shown, front.line_of(("changes", number, field)), code, message, remedy)

    seen: set[str] = set()
    for number, change in enumerate(evidence.changes):
        if change.study is not None and change.study not in evidence.studies and change.study not in evidence.faulty:
            message = f"there is no study “{change.study}”"
            yield problem(number, "study", "unknown-study", message, "use the name of a file in trials/")
        if change.page is not None and change.page not in evidence.front:
            message = f"there is no page “{change.page}”"
            yield problem(number, "page", "unknown-page", message, "use the name of a file in docs/, without .md")
        if change.source not in (None, *evidence.sources, *evidence.faulty_sources):
            message = f"the source “{change.source}” is not in references.bib"
            yield problem(number, "source", "unknown-source", message, "add it there, or correct the key")
        if change.fact is not None and change.to is not None and not _is_known(evidence, change, change.fact):
            message = f"there is no figure “{change.fact}”"
            yield problem(number, "fact", "unknown-fact", message, "correct it; leave “to” out if it was taken out")
        if change.key in seen:
            message = f"two entries of {change.date} are about “{change.fact or change.study or change.page}”"
            yield problem(number, "date", "duplicate-id", message, "put them into one")
        seen.add(change.key)
    for number, (newer, older) in enumerate(pairwise(evidence.changes), 1):
        if older.date > newer.date:
            message = f"{older.date} stands below {newer.date}"
            yield problem(number, "date", "change-order", message, "the newest entry comes first")


def _is_known(evidence: Evidence, entry: Change, fact: str) -> bool:
    owner, _, name = fact.partition(".")
    # A figure that was taken out later is no fault of the entry that brought it in.
    about = evidence.changes_about[entry.study or entry.page or ""]
    gone = any(change.fact == fact and change.to is None for change in about)
    return fact in evidence.facts or gone or (name == STATE and owner in evidence.studies) or owner in evidence.faulty
