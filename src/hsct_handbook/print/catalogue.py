"""Everything that is printed: which pages, in which parts of the book, and every PDF they make."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from sphinx import addnodes

from ..directives.card import any_cause, design_in_words, died_in_short, people_in_short
from ..directives.state import evidence_of
from ..evidence.page_reading import GLOSSARY
from ..evidence.vocabulary import Design
from .documents import Document
from .editions import LEAFLETS, edition_of
from .handbook import Book, Part, handbooks_of
from .leaflets import Shelf, leaflets_of
from .page import PrintedPage, Site, flat
from .sheets import STUDIES_PAGE, StudyRow, questions_of, studies_summary
from .typst_text import label

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from .store import Made

_KINDS_IN_SHORT = {Design.ONGOING_RANDOMISED: Design.RANDOMISED.label, Design.COMPARISON: "Not randomised"}
"""Kinds of study that one line has no room for; that there are no results yet stands in its last column."""


class Catalogue:
    """What the pages of a build make, when printed."""

    def __init__(self, app: Sphinx) -> None:
        self.app = app
        self.parts = tuple(self._parts())

    @property
    def book(self) -> list[str]:
        """The pages that the handbook as a book holds, in its order."""
        return [docname for part in self.parts for docname in part.docnames]

    @property
    def pages(self) -> list[str]:
        """The pages that are printed at all: those of the book and those with leaflets."""
        named = dict.fromkeys(self.book)
        return [
            *named,
            *(name for name in sorted(self.app.env.found_docs) if name not in named and self._kind(name) in LEAFLETS),
        ]

    def _kind(self, docname: str) -> str:
        edition = edition_of(self.app, docname)
        return edition.kind if edition else ""

    def _studies(self, site: Site) -> Iterator[StudyRow]:
        studies = evidence_of(self.app).studies
        for slug, study in sorted(studies.items(), key=lambda item: item[1].name.casefold()):
            people = people_in_short(study)
            url = site.url(f"trials/{slug}")
            design = design_in_words(study, _KINDS_IN_SHORT.get(study.design, study.design.label))
            deaths = died_in_short(study) + ("*" if any_cause(study) else "")
            if (others := study.deaths_of_any_cause) is not None:
                deaths += f"; {others.count}*"  # out of as many
            yield StudyRow(study.name, url, design, people, deaths, study.reviewed)

    def _words(self) -> dict[str, tuple[str, ...]]:
        """The word list, if the book holds it."""
        terms = evidence_of(self.app).terms if GLOSSARY in self.book else {}
        return {label(GLOSSARY, f"term-{slug}"): term.names for slug, term in terms.items()}

    def _parts(self) -> Iterator[Part]:
        """The captions on the home page, each with its pages and the pages below them."""
        left_out = self.app.config.print_not_in_handbook
        seen: set[str] = set()
        for toctree in self.app.env.get_doctree(self.app.config.root_doc).findall(addnodes.toctree):
            below = self._below(list(toctree["includefiles"]), seen)
            names = tuple(docname for docname in below if docname not in left_out and not self._only_leads(docname))
            if names:
                yield Part(str(toctree.get("caption") or ""), names)

    def _only_leads(self, docname: str) -> bool:
        """Whether a page is for the website alone: it leads to others, but none stands below it."""
        return self._kind(docname) == "navigation" and not self.app.env.toctree_includes.get(docname)

    def _below(self, docnames: list[str], seen: set[str]) -> Iterator[str]:
        for docname in docnames:
            if docname not in seen:
                seen.add(docname)
                yield docname
                yield from self._below(list(self.app.env.toctree_includes.get(docname, ())), seen)

    def documents(self, pages: Mapping[str, PrintedPage]) -> Iterator[Document]:
        """Every PDF."""
        site = Site(str(self.app.config.html_baseurl), frozenset(self.book), lambda _: None)
        titles = {docname: title.astext() for docname, title in self.app.env.titles.items()}
        shelf = Shelf(site, str(self.app.config.version), titles, self.app.config.print_more_sides)
        for page in pages.values():
            edition = edition_of(self.app, page.docname)
            if edition is not None and edition.kind in LEAFLETS:
                yield from leaflets_of(page, edition, shelf)
                if (sheet := questions_of(page, edition, shelf)) is not None:
                    yield sheet
        summary = edition_of(self.app, STUDIES_PAGE)
        yield from studies_summary(self._studies(site), shelf, summary.checked_by if summary else "")
        editions = [edition for docname in self.book if (edition := edition_of(self.app, docname)) is not None]
        home = edition_of(self.app, self.app.config.root_doc)
        book = Book(
            str(self.app.config.project), home.description if home else "", str(self.app.config.author), self._words()
        )
        yield from handbooks_of(self.parts, pages, editions, shelf, book)


def index_of(documents: list[Document], made: Mapping[str, Made]) -> dict[str, dict[str, int]]:
    """For the website: by page (or by name of a PDF that belongs to none), the sides and the size in bytes."""
    index: dict[str, dict[str, int]] = {}
    for document in documents:
        plain = document.name.removesuffix("-large")
        large = "large_" if document.name != plain else ""
        key = document.owner if document.owner and flat(document.owner) == plain else plain
        entry = index.setdefault(key, {})
        entry[f"{large}sides"] = made[document.name].sides
        entry[f"{large}bytes"] = made[document.name].bytes
    return index
