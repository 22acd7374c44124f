"""Reading the score sheets with their lines, and holding them against what they name."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from ..evidence import Evidence, Problem, frontmatter
from ..evidence.explain import explain
from ..evidence.frontmatter import FrontMatter
from .known import Known
from .sheets import Criterion, Sheet

FOLDER = "quality"


def read_sheets(
    docs: Path, shown: Path, evidence: Evidence, today: dt.date, known: Known
) -> tuple[dict[str, Sheet], list[Problem]]:
    """Read every sheet under `docs`; complaints name it under `shown`. Returns the sheets by the names of their files.

    Nothing raises for what an author wrote.
    """
    sheets: dict[str, Sheet] = {}
    problems: list[Problem] = []
    for path in sorted((docs / FOLDER).glob("*.yml")):
        place = shown / FOLDER / path.name
        front, faults = frontmatter.read_yaml(_raw(path), place)
        problems += faults
        if front is None:
            continue
        try:
            sheet = Sheet.model_validate(front.data, context={"today": today})
        except ValidationError as error:
            problems += [
                Problem(place, front.line_of(where), code, message, remedy)
                for where, code, message, remedy in explain(error, Sheet)
            ]
            continue
        sheets[path.stem] = sheet
        problems += _check(sheet, front, place, evidence, known)
    return sheets, problems


def _raw(path: Path) -> bytes | OSError:
    try:
        return path.read_bytes()
    except OSError as fault:
        return fault


def _check(sheet: Sheet, front: FrontMatter, shown: Path, evidence: Evidence, known: Known) -> Iterator[Problem]:
    """Complain of what a sheet names and there is not, and of what a machine decides and it does not leave to it."""
    for number, key in enumerate(sheet.sources):
        if key not in evidence.sources:
            message = f"the source “{key}” is not in references.bib"
            line = front.line_of(("sources", number))
            yield Problem(shown, line, "unknown-source", message, "add it there, or correct the key")
    for number, rating in enumerate(sheet.ratings):
        if rating.page not in evidence.front:
            yield _unknown_page(shown, front.line_of(("ratings", number, "page")), rating.page)
    for number, part in enumerate(sheet.parts):
        for place, criterion in enumerate(part.criteria):
            where = ("parts", number, "criteria", place)
            for page in criterion.see:
                if page not in evidence.front:
                    yield _unknown_page(shown, front.line_of((*where, "see")), page)
            line = front.line_of((*where, "decided-by"))
            yield from _check_decided(criterion, shown, line, known)
            wanted = sorted(_asked(sheet.name, criterion, known) - _lines(criterion))
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


def _check_decided(criterion: Criterion, shown: Path, line: int, known: Known) -> Iterator[Problem]:
    if criterion.decided_by is None:
        return
    codes = {rule.code for rule in known.rules}
    for code in criterion.decided_by.checks:
        if code not in codes:
            remedy = "`make check` names each; --rules lists them"
            yield Problem(shown, line, "unknown-check", f"there is no check “{code}”", remedy)
    for name in criterion.decided_by.lines:
        if name not in known.standards:
            message = f"there is no standard “{name}”"
            yield Problem(shown, line, "unknown-standard", message, "use an id of checks/standards.toml")


def _lines(criterion: Criterion) -> set[str]:
    return set(criterion.decided_by.lines) if criterion.decided_by else set()


def _asked(sheet: str, criterion: Criterion, known: Known) -> set[str]:
    """The lines that a machine decides and that say themselves to cover a criterion: `DISCERN 12 and 14`."""
    number = rf"(?:\d[\d.]*(?:,| and) )*{re.escape(criterion.id)}(?![\d.])"
    said = re.compile(rf"\b{re.escape(sheet)} {number}")
    return {
        name
        for name, standard in known.standards.items()
        if standard.kind.startswith("M") and said.search(standard.asked_by)
    }
