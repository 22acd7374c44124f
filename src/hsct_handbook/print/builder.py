"""The Sphinx builder `print`: doctrees to Typst modules, modules to PDFs, and only whole sets replace earlier ones."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Set
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.builders import Builder
from sphinx.errors import SphinxError
from sphinx.util import logging
from sphinx.util.display import status_iterator

from .catalogue import Catalogue, index_of
from .compile import Press
from .documents import Document, fingerprint_of_look
from .page import PAGE, PrintedPage, Site
from .problems import Place, Problems
from .setting import set_all
from .store import Made, Store
from .translated import Translated
from .translator import translate

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

logger = logging.getLogger(__name__)
MEMORY = "print.json"
KEPT = "print-pages.pickle"
"""Beside the doctrees: the pages as Typst."""
DRAFTS = "print-drafts"


class NothingPrinted(SphinxError):
    """Something couldn't be printed, so no PDF was replaced."""

    category = "Nothing was printed"


class PrintBuilder(Builder):
    """Makes every PDF of the handbook."""

    name = "print"
    format = "typst"
    epilog = "The PDFs are in %(outdir)s."
    supported_image_types = ["image/svg+xml", "image/png", "image/jpeg"]  # noqa: RUF012 (as Sphinx declares it)
    allow_parallel = True

    def __init__(self, app: Sphinx, env: BuildEnvironment) -> None:
        super().__init__(app, env)
        self.handbook = app

    def get_outdated_docs(self) -> Iterable[str]:
        """The first page, so that there is always something to write: which PDFs are due is found out then."""
        return [self.config.root_doc]

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """A page's name; what it leads to is decided where the link is written."""
        return PAGE + docname

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        """The same as from anywhere else."""
        return self.get_target_uri(to)

    def prepare_writing(self, docnames: Set[str]) -> None:
        """Nothing to prepare."""

    def write_documents(self, docnames: Set[str]) -> None:
        """Translate every page, compile what changed, and put it in place if all is well."""
        problems = Problems()
        store = Store(Path(self.outdir), Path(self.doctreedir) / MEMORY)
        try:
            catalogue = Catalogue(self.handbook)
            pages = self._translate(catalogue, docnames, problems)
            documents = list(catalogue.documents(pages))
            made = self._compile(documents, pages.values(), store, problems)
        except KeyboardInterrupt as stopped:
            raise NothingPrinted(f"You stopped it. {_what_is_left(store)}") from stopped
        if problems.told:
            faults = "1 fault is" if len(problems.told) == 1 else f"{len(problems.told)} faults are"
            raise NothingPrinted(f"{faults} named above. {_what_is_left(store)}")
        store.publish(made, index_of(documents, made))

    def _translate(self, catalogue: Catalogue, again: Set[str], problems: Problems) -> dict[str, PrintedPage]:
        """Translate the pages that are to be written `again`, and those that are not kept."""
        site = Site(str(self.config.html_baseurl), frozenset(catalogue.book), self._image)
        kept = Translated(Path(self.doctreedir) / KEPT, repr((fingerprint_of_look(), site.address, catalogue.book)))
        names = catalogue.pages
        pages = {}
        for docname in status_iterator(names, "setting pages... ", "darkgreen", len(names), self.config.verbosity):
            read = self.env.all_docs[docname]
            page = None if docname in again else kept.page(docname, read)
            if page is None:
                page = self._page(docname, site, problems)
                if not problems.of(docname):
                    kept.keep(docname, read, page)
            pages[docname] = page
        kept.save(names)
        return pages

    def _page(self, docname: str, site: Site, problems: Problems) -> PrintedPage:
        doctree = self.env.get_and_resolve_doctree(docname, self, tags=self.tags)
        self.post_process_images(doctree)
        return translate(docname, doctree, site, problems)

    def _image(self, uri: str) -> Path | None:
        return Path(self.srcdir, uri) if uri and "://" not in uri else None

    def _compile(
        self, documents: list[Document], pages: Iterable[PrintedPage], store: Store, problems: Problems
    ) -> dict[str, Made]:
        look = fingerprint_of_look()
        prints = {document.name: document.fingerprint(look) for document in documents}
        made = {name: kept for name, print_ in prints.items() if (kept := store.current(name, print_)) is not None}
        due = [document for document in documents if document.name not in made]
        if not due:
            return made
        sound = [document for document in due if not any(problems.of(page.docname) for page in document.pages)]
        with tempfile.TemporaryDirectory(prefix="print-", dir=self.doctreedir) as room:

            def keep(document: Document, sides: int, pdf: bytes) -> Made:
                return store.keep(prints[document.name], sides, pdf)

            outcomes = set_all(sound, Press(Path(room), pages), keep, self.handbook.parallel - 1)
            told = ("printing... ", "darkgreen", len(sound), self.config.verbosity)
            for outcome in status_iterator(outcomes, *told, stringify_func=lambda outcome: outcome.document.name):
                for found in outcome.complaints:
                    problems.tell(found.place, found.code, found.message, found.remedy)
                if outcome.too_long:
                    self._too_long(outcome.document, *outcome.too_long, problems)
                if outcome.made:
                    made[outcome.document.name] = outcome.made
        return made

    def _too_long(self, document: Document, pdf: bytes, sides: int, problems: Problems) -> None:
        draft = Path(self.doctreedir, DRAFTS, f"{document.name}.pdf")
        draft.parent.mkdir(exist_ok=True)
        draft.write_bytes(pdf)
        problems.tell(
            Place(document.owner, 1),
            "too-long",
            f"{document.name}.pdf needs {sides} sides and has {document.sides}",
            f"{document.advice}. Look at {draft} to see what runs over",
        )


def _what_is_left(store: Store) -> str:
    earlier = sum(1 for name in store.made if (store.folder / f"{name}.pdf").is_file())
    return f"The {earlier} earlier PDFs stay as they were." if earlier else "There are no earlier PDFs."


def setup_builder(app: Sphinx) -> None:
    """Register the builder and its settings."""
    app.add_builder(PrintBuilder)
    app.add_config_value("print_more_sides", {}, "", dict)
    app.add_config_value("print_not_in_handbook", {}, "", dict)
