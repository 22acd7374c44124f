"""The Sphinx builder `epub`: one file, `handbook.epub`, in the folder it is given; the same pages, the same bytes."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.builders.epub3 import Epub3Builder

from ..directives.rebuilding import HandbookHTMLBuilder
from ..directives.state import domain_of
from ..evidence.export import updated
from ..theme.navigation import Navigation
from ..wording import word_date
from .cover import Cover, cover_png, fingerprint
from .package import Entry, contents, finish_package, pack

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

LOOK = Path(__file__).parent / "look"
ROOM = "epub"
"""The folder, beside the doctrees, in which the parts of the file lie between builds."""
COVER = "cover"
"""Beside the doctrees: what the cover was drawn from."""
CONTENTS = "Contents"


class HandbookEpubBuilder(HandbookHTMLBuilder, Epub3Builder):
    """Sphinx's builder, with its parts out of the way, and with contents and cover of our own."""

    name = "epub"
    epilog = "The EPUB is in %(outdir)s."

    def __init__(self, app: Sphinx, env: BuildEnvironment) -> None:
        super().__init__(app, env)
        self.published = Path(self.outdir)
        self.outdir = type(self.outdir)(self.doctreedir / ROOM)
        self.outdir.mkdir(parents=True, exist_ok=True)

    def make_id(self, name: str) -> str:
        """An id that depends on the file alone, not on how many came before it."""
        return "file-" + re.sub(r"[^A-Za-z0-9.-]", "_", name)

    def copy_static_files(self) -> None:
        """One style sheet and the cover; scripts and Sphinx's own sheets have no place in the file."""
        static = Path(self.outdir, "_static")
        static.mkdir(exist_ok=True)
        (static / "epub.css").write_bytes((LOOK / "static" / "epub.css").read_bytes())
        title, _, subtitle = str(self.config.project).partition(": ")
        date = word_date(self._date)
        cover = Cover(title, subtitle, str(self.config.author), date)
        self._cover(static / "cover.png", cover)

    def _cover(self, path: Path, cover: Cover) -> None:
        """Draw the cover, unless it would be the same as before."""
        kept, made_from = Path(self.doctreedir) / COVER, fingerprint(cover)
        if not path.exists() or not kept.exists() or kept.read_text(encoding="utf-8") != made_from:
            path.write_bytes(cover_png(cover))
            kept.write_text(made_from, encoding="utf-8")

    @property
    def _date(self) -> str:
        """The day that the file bears: that of the newest change, or else of the newest review."""
        evidence = domain_of(self.env).evidence
        return updated(evidence) or max((page.reviewed for page in evidence.pages.values()), default="2000-01-01")

    def content_metadata(self) -> dict[str, Any]:
        """What the package says of the handbook: with the date of the evidence, not of the build."""
        home = domain_of(self.env).evidence.pages.get(self.config.root_doc)
        metadata = super().content_metadata()
        metadata["date"] = f"{self._date}T00:00:00Z"
        metadata["description"] = html.escape(home.description if home else str(self.config.project))
        return metadata

    def toc_metadata(self, level: int, navpoints: list[Any]) -> dict[str, Any]:
        """For readers that know only the contents of EPUB 2: the same identifier as in the package."""
        return super().toc_metadata(level, navpoints) | {"uid": html.escape(self.config.epub_identifier)}

    def get_toc(self) -> None:
        """Take pages alone into the reading order: their sections are found in them."""
        self.refnodes = list(_refnodes(self._contents()))

    def build_content(self) -> None:
        """Write the package document, after taking away what earlier builds left."""
        self._sweep()
        super().build_content()
        finish_package(Path(self.outdir, "content.opf"), "_static/cover.png")

    def _sweep(self) -> None:
        """Take away pages that are gone, and pictures that no page shows any more."""
        shown: set[str] = set()
        for path in Path(self.outdir).rglob(f"*{self.out_suffix}"):
            name = path.relative_to(self.outdir).as_posix().removesuffix(self.out_suffix)
            if name in self.env.found_docs:
                shown.update(re.findall(rf'{self.imagedir}/([^"]+)"', path.read_text(encoding="utf-8")))
            else:
                path.unlink()
        for picture in Path(self.outdir, self.imagedir).glob("*"):
            if picture.name not in shown:
                picture.unlink()

    def build_navigation_doc(self) -> None:
        """Write the contents by the parts of the handbook."""
        text = contents(self._contents(), CONTENTS, str(self.config.epub_language))
        Path(self.outdir, "nav.xhtml").write_text(text, encoding="utf-8")

    def _contents(self) -> Iterator[Entry]:
        navigation = Navigation(self.env)
        yield self._entry(self.config.root_doc)
        for part in navigation.parts:
            pages = [
                Entry(
                    self.env.titles[page].astext(),
                    self.get_target_uri(page),
                    [self._entry(child) for child in navigation.children[page]],
                )
                for page in part.pages
            ]
            yield Entry(part.name, "", pages) if part.name else pages[0]

    def _entry(self, page: str) -> Entry:
        return Entry(self.env.titles[page].astext(), self.get_target_uri(page))

    def build_epub(self) -> None:
        """Put everything into one file."""
        names = ["META-INF/container.xml", "content.opf", "toc.ncx", "nav.xhtml", *self.files]
        pack(Path(self.outdir), names, self.published / f"{self.config.epub_basename}.epub")


def _refnodes(entries: Iterable[Entry], level: int = 1) -> Iterator[dict[str, Any]]:
    """The pages among the entries and below them, as Sphinx notes them. A part without a page takes no level."""
    for entry in entries:
        if entry.address:
            yield {"level": level, "refuri": html.escape(entry.address), "text": html.escape(entry.text)}
        yield from _refnodes(entry.below, level + bool(entry.address))
