"""Reading the score sheets with their lines, and holding them against what they name."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pydantic import ValidationError

from ..evidence import Evidence, Kept, Problem, frontmatter
from ..evidence.explain import explain
from ..evidence.frontmatter import FrontMatter
from ..evidence.kept import Raw
from .known import Known
from .sheets import Criterion, Sheet

FOLDER = "quality"
_CODE = "\n".join(Path(__file__).with_name(name).read_text(encoding="utf-8") for name in ("reading.py", "sheets.py"))
"""Sheets that other code read are read anew."""


@dataclass(frozen=True)
class _Read:
    """What stands in one sheet by itself."""

    sheet: Sheet | None
    front: FrontMatter | None
    problems: list[Problem]


def read_sheets(
    docs: Path, shown: Path, evidence: Evidence, today: dt.date, known: Known, kept: Kept | None = None
) -> tuple[dict[str, Sheet], list[Problem]]:
    """Read every sheet under `docs`; complaints name it under `shown`. Returns the sheets by the names of their files.

    Nothing raises for what an author wrote. With `kept`, files that did not change are not read again.
    """
    kept = Kept() if kept is None else kept
    sheets: dict[str, Sheet] = {}
    problems: list[Problem] = []
    for path in sorted((docs / FOLDER).glob("*.yml")):
        place = shown / FOLDER / path.name
        read = kept.read(path, f"{_CODE} {place} {today}", partial(_read, shown=place, today=today))
        problems += read.problems
        if read.sheet is not None and read.front is not None:
            sheets[path.stem] = read.sheet
            problems += _check(read.sheet, read.front, place, evidence, known)
    kept.save()
    return sheets, problems


def _read(raw: Raw, *, shown: Path, today: dt.date) -> _Read:
    front, faults = frontmatter.read_yaml(raw, shown)
    if front is None:
        return _Read(None, None, faults)
    try:
        return _Read(Sheet.model_validate(front.data, context={"today": today}), front, faults)
    except ValidationError as error:
        faults += [
            Problem(shown, front.line_of(where), code, message, remedy)
            for where, code, message, remedy in explain(error, Sheet)
        ]
        return _Read(None, front, faults)


def _check(sheet: Sheet, front: FrontMatter, shown: Path, evidence: Evidence, known: Known) -> Iterator[Problem]:
    """Complain of what a sheet names and there is not, and of what a machine decides and it does not leave to it."""
    for number, key in enumerate(sheet.sources):
        if key not in evidence.sources and key not in evidence.faulty_sources:
            message = f"the source “{key}” is not in references.bib"
            line = front.line_of(("sources", number))
            yield Problem(shown, line, "unknown-source", message, "add it there, or correct the key")
    for number, rating in enumerate(sheet.ratings):
        if rating.page not in evidence.front:
            yield _unknown_page(shown, front.line_of(("ratings", number, "page")), rating.page)
    asked = _asked(sheet.name, known)
    for number, part in enumerate(sheet.parts):
        for place, criterion in enumerate(part.criteria):
            where = ("parts", number, "criteria", place)
            for page in criterion.see:
                if page not in evidence.front:
                    yield _unknown_page(shown, front.line_of((*where, "see")), page)
            yield from _check_decided(criterion, shown, partial(front.line_of, (*where, "decided-by")), known)
            wanted = sorted(asked.get(criterion.id, set()) - _lines(criterion))
            if wanted:
                yield Problem(
                    shown,
                    front.line_of((*where, "id")),
                    "decided-elsewhere",
                    f"{' and '.join(wanted)} of the checks’ standards decides {sheet.name} {criterion.id}",
                    f"write decided-by: {{lines: [{', '.join(wanted)}]}}",
                )


def _unknown_page(shown: Path, line: int, page: str) -> Problem:
    return Problem(
        shown, line, "unknown-page", f"there is no page “{page}”", "use the name of a file in docs/, without .md"
    )


def _check_decided(criterion: Criterion, shown: Path, line: Callable[[], int], known: Known) -> Iterator[Problem]:
    if criterion.decided_by is None:
        return
    codes = {rule.code for rule in known.rules}
    for code in criterion.decided_by.checks:
        if code not in codes:
            remedy = "`make check` names each; --rules lists them"
            yield Problem(shown, line(), "unknown-check", f"there is no check “{code}”", remedy)
    for name in criterion.decided_by.lines:
        if name not in known.standards:
            message = f"there is no standard “{name}”"
            yield Problem(shown, line(), "unknown-standard", message, "use an id of checks/standards.toml")


def _lines(criterion: Criterion) -> set[str]:
    return set(criterion.decided_by.lines) if criterion.decided_by else set()


def _asked(sheet: str, known: Known) -> dict[str, set[str]]:
    """By criterion, the lines that a machine decides and that say themselves to cover it: `DISCERN 12 and 14`."""
    said = re.compile(rf"\b{re.escape(sheet)} ((?:\d[\d.]*(?:,| and) )*[A-Z]?\d[\d.-]*)")
    asked: dict[str, set[str]] = {}
    for name, standard in known.standards.items():
        if standard.kind.startswith("M"):
            for numbers in said.findall(standard.asked_by):
                for number in re.split(r"(?:,| and) ", numbers):
                    asked.setdefault(number, set()).add(name)
    return asked
