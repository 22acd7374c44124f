"""Sheets to take to an appointment: the questions of a chapter with room to write, and all studies on one page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import ceil

from ..evidence.page_reading import STUDIES
from ..wording import word_date
from .documents import REGULAR, Document
from .editions import Edition, stamp
from .leaflets import Shelf, ending
from .page import PrintedPage, flat
from .typst_text import array, escape, string, strings

SUMMARY = "studies-summary"
STUDIES_PAGE = f"{STUDIES}/index"
"""The page of all studies, which their summary leads to."""
_SHEET = "One side to take with you"
_A_LINE = 26
"""Letters of a title that stand on one line, as large as titles are set."""
_QUESTIONS = "Questions"
_LINES = tuple({"snug": str(snug), "lines": str(lines)} for lines, snug in ((3, 0), (2, 0), (2, 2), (1, 0), (1, 3)))
"""How many ruled lines follow a question, and how closely all is set: the first that fits the side is taken."""
_USUAL = 2
"""Which of these most sheets take."""

_SUMMARY = "To take with you"
_A_SIDE = 20
"""Studies that surely stand on one side of A4 at 12 pt, though some take two lines."""
_CLOSER = tuple({"snug": str(snug)} for snug in range(4))


@dataclass(frozen=True)
class StudyRow:
    """A study in one line."""

    name: str
    url: str
    design: str
    people: str
    deaths: str
    reviewed: str


def questions_of(page: PrintedPage, edition: Edition, shelf: Shelf) -> Document | None:
    """The questions of a chapter on one side; nothing for a page that asks none."""
    if not page.questions:
        return None
    named = page.title.startswith(_QUESTIONS)
    title = page.title if named else f"{_QUESTIONS} to ask: {page.title}"
    briefly = page.title if named else f"{_QUESTIONS}: {page.title}"
    dates = f"[*Checked:* {escape(edition.checked)} #linebreak() {escape(edition.checked_by)}]"
    source = "\n".join(
        [
            '#import "/look.typ": *',
            f"#show: leaflet.with(title: {string(title)}, kind: {string(_SHEET)}, "
            f"about: {string(edition.description)}, checked: {string(edition.checked)}, "
            f"running: {strings([title, briefly])})",
            f"#masthead({string(_SHEET)})",
            f"#question-sheet([{_in_two_lines(title)}], {page.questions})",
            f"#close-leaflet({ending(page.docname, shelf, dates)})",
            "",
        ]
    )
    return Document(
        name=f"questions-{flat(page.docname)}",
        source=source,
        pages=(),  # it holds the questions themselves, whatever else the page says
        settings={"form": "sheet", "size": REGULAR},
        address=shelf.site.url(page.docname),
        timestamp=edition.timestamp,
        sides=1,
        attempts=_LINES,
        likely=_USUAL,
        owner=page.docname,
        advice="keep the questions that matter most; those of a chapter fit on one side",
    )


def _in_two_lines(title: str) -> str:
    """A title as Typst; one too long for a line ends its first line at its colon."""
    first, colon, rest = title.partition(": ")
    if not colon or len(title) <= _A_LINE:
        return escape(title)
    return f"{escape(first)}:#linebreak(){escape(rest)}"


def studies_summary(rows: Iterable[StudyRow], shelf: Shelf, by: str) -> Iterator[Document]:
    """Every study in one line each, checked `by` somebody; nothing while there are no studies."""
    listed = list(rows)
    if not listed:
        return
    cells = array(
        f"([#link({string(row.url)}, [{escape(row.name)}])], [{escape(row.design)}], [{escape(row.people)}], "
        f"[{escape(row.deaths)}])"
        for row in listed
    )
    reviewed = max(row.reviewed for row in listed)
    checked = word_date(reviewed)
    source = "\n".join(
        [
            '#import "/look.typ": *',
            '#show: leaflet.with(title: "All studies at a glance", kind: "Sheet", '
            f'about: "Every study of HSCT for MS in the handbook, in one line each", checked: {string(checked)})',
            f"#masthead({string(_SUMMARY)})",
            f"#study-sheet({cells}, [{escape(by)}])",
            f"#close-leaflet({ending(STUDIES_PAGE, shelf, f'[*Checked:* {escape(checked)}]')})",
            "",
        ]
    )
    yield Document(
        name=SUMMARY,
        source=source,
        pages=(),
        settings={"form": "sheet", "size": REGULAR},
        address=shelf.site.url(STUDIES_PAGE),
        timestamp=stamp([reviewed]),
        sides=ceil(len(listed) / _A_SIDE),
        attempts=_CLOSER,
        comfortable=len(_CLOSER) - 1,  # it is set closer where that saves a side, and takes what sides it needs
        advice="give the studies shorter names, so that each keeps to one line",
    )
