"""The built parts of a page: the study card before its text, the sources and the dates after it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from sphinx.transforms import SphinxTransform

from ..checks.questions import STAGES
from ..checks.sections import IN_BRIEF, QUESTIONS
from ..evidence import Chapter, Page, Study, slug_of
from ..evidence.vocabulary import Kind
from ..wording import word_date
from .boxes import warning_box
from .build_nodes import Cell, definitions, paragraph, section, strong
from .card import study_card
from .glossary import link_first_uses
from .sources import number_sources, where_from
from .state import domain_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

_SECTION_CLASSES = {IN_BRIEF: "brief", QUESTIONS: "ask"}
DATES = "When this was checked"
STAGE = "stage"
"""The class of the lines, under “Questions to ask”, that say whom to ask."""


class BuildParts(SphinxTransform):
    """Put the built parts around the text of a page, once it is parsed."""

    default_priority: ClassVar[int] = 320

    def apply(self, **kwargs: object) -> None:
        """Build the parts that the kind of page has."""
        domain, docname = domain_of(self.env), self.env.current_document.docname
        page = domain.evidence.pages.get(docname)
        top = next(iter(self.document.findall(nodes.section)), None)
        if page is None or top is None or domain.evidence.problems:
            return  # what is wrong is told before anything is written
        domain.use(docname, "page", docname)
        for part in top.findall(nodes.section):
            heading = part.next_node(nodes.title)
            name = _SECTION_CLASSES.get(heading.astext()) if heading is not None and part is not top else None
            if name:
                part["classes"].append(name)
                _mark_stages(part)
        if isinstance(page, Study):
            _insert_first(top, study_card(domain, docname, slug_of(docname)))
        if isinstance(page, Chapter) and page.before_you_read:
            _insert_first(top, warning_box([paragraph(page.before_you_read)], to=QUESTIONS))
        if page.kind is not Kind.NAVIGATION:
            link_first_uses(self.document, self.env)
        used = number_sources(self.document)
        if used or page.kind in (Kind.CHAPTER, Kind.STUDY):
            self._append(top, where_from(domain, used))
        if page.kind is not Kind.NAVIGATION:
            self._append(top, _dates(page))

    def _append(self, top: nodes.section, part: nodes.section) -> None:
        top += part
        self.document.note_implicit_target(part, part)


def _mark_stages(part: nodes.section) -> None:
    """Set off the lines that say whom to ask."""
    for line in part.findall(nodes.paragraph):
        if line.astext() in STAGES.values():
            line["classes"].append(STAGE)
            line[:] = [strong(line.astext())]


def _insert_first(top: nodes.section, part: nodes.Element) -> None:
    """Put a part right after the page's title, before its text."""
    top.insert((top.first_child_matching_class(nodes.title) or 0) + 1, part)


def _dates(page: Page) -> nodes.section:
    return section(DATES, "when-this-was-checked", definitions(_date_rows(page), "facts"), classes=["dates"])


def _date_rows(page: Page) -> Iterator[tuple[str, Cell]]:
    yield "Last checked", f"{word_date(page.reviewed)}."
    yield "Next check due", f"{word_date(page.next_review)}."
    yield "Checked by", checked_by(page)


def checked_by(page: Page) -> str:
    """Who checked a page, in a sentence or two."""
    review = page.clinical_review
    if review == "not-yet":
        return "The handbook’s editors. Not yet reviewed by a clinician."
    return f"The handbook’s editors, and as a clinician: {review.role}, {word_date(review.date)}."


def setup_parts(app: Sphinx) -> None:
    """Register the transform."""
    app.add_transform(BuildParts)
