"""Typst source to PDF in two steps, and Typst's complaints as places in pages.

A document is laid out first, which tells its sides and takes nine tenths of the time. Only the way of setting that is
taken is then written as a PDF, from what Typst remembers of the layout.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from .blocks import LINE
from .problems import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import typst

    from .page import PrintedPage

HERE = Path(__file__).parent
FONTS = HERE / "fonts"
LOOK = HERE / "look.typ"
ENGINE = f"typst {version('typst')}, pikepdf {version('pikepdf')}"
_COMPLAINT = re.compile(r"^(?:error|warning): (?P<text>.+)\n\s*┌─ (?P<file>\S+?):(?P<line>\d+):\d+", re.MULTILINE)
_GLYPH = re.compile(r'the text `"(?P<text>.+)"` could not be displayed')
_SOURCE_LINE = re.compile(rf"^{LINE} (\d+)$")


@dataclass(frozen=True)
class Complaint:
    """What Typst complains about, and the place of it in a page."""

    place: Place
    code: str
    message: str
    remedy: str


@dataclass(frozen=True)
class Layout:
    """A document laid out in one way: what is known of it before it is written."""

    compiler: typst.Compiler
    """It remembers the layout."""
    sides: int
    places: Sequence[tuple[str, int, float, float]]
    """The name of each place, its side, and points from the top left of that side."""


class Press:
    """Sets Typst source in a folder that holds the look, the pages and their images."""

    def __init__(self, folder: Path, pages: Iterable[PrintedPage]) -> None:
        """Lay out the folder. It must be empty, and is the caller's to take away."""
        self.folder = folder
        self.docnames: dict[str, str] = {}
        (folder / "pages").mkdir()
        (folder / "images").mkdir()
        (folder / "documents").mkdir()
        shutil.copyfile(LOOK, folder / "look.typ")
        for page in pages:
            self.docnames[page.file] = page.docname
            (folder / "pages" / page.file).write_text(page.source, encoding="utf-8")
            for name, path in page.images.items():
                shutil.copyfile(path, folder / "images" / name)

    @cached_property
    def _fonts(self) -> typst.Fonts:
        """Read by the process that sets type."""
        os.environ.setdefault("RAYON_NUM_THREADS", "1")  # documents are set side by side, each by one thread
        import typst  # a large library, which a build has no use for while no PDF changes

        return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])

    def lay_out(
        self, source: str, inputs: Mapping[str, str], page: str | None, name: str
    ) -> tuple[Layout | None, list[Complaint]]:
        """Lay a document out, from a main file called `name`. `page` is the page to blame where Typst names none."""
        import typst

        main = self.folder / "documents" / f"{name}.typ"
        main.write_text(source, encoding="utf-8")
        try:
            compiler = typst.Compiler(
                str(main),
                root=str(self.folder),
                font_paths=self._fonts,
                ignore_system_fonts=True,
                sys_inputs=dict(inputs),
            )
            told = json.loads(compiler.query("<told>", field="value", one=True))
        except typst.TypstError as error:
            return None, self._complaints(error.diagnostic or error.message, page)
        return Layout(compiler, told["sides"], told["places"]), []

    def write(self, layout: Layout, timestamp: int, page: str | None) -> tuple[bytes | None, list[Complaint]]:
        """Write what was laid out as PDF/UA-1. With complaints about lost text there is no PDF.

        `timestamp` is in seconds since 1970; `page` is the page to blame where Typst names none.
        """
        import typst

        try:
            made, warnings = layout.compiler.compile_with_warnings(
                format="pdf", pdf_standards=["ua-1"], timestamp=timestamp
            )
        except typst.TypstError as error:
            return None, self._complaints(error.diagnostic or error.message, page)
        complaints = [found for warning in warnings for found in self._complaints(warning.diagnostic, page)]
        assert isinstance(made, bytes)
        return (None if complaints else made), complaints

    def _complaints(self, diagnostic: str, page: str | None) -> list[Complaint]:
        found = [self._complaint(match, page) for match in _COMPLAINT.finditer(diagnostic)]
        if found:
            return found
        return [Complaint(Place(page), "typst", f"Typst says: {diagnostic.strip()}", "see hsct_handbook/print")]

    def _complaint(self, match: re.Match[str], page: str | None) -> Complaint:
        place = self._place(match["file"], int(match["line"])) or Place(page)
        if glyph := _GLYPH.search(match["text"]):
            text = glyph["text"]
            return Complaint(
                place,
                "no-glyph",
                f"no typeface of the handbook has “{text}”",
                "say it in words; emoji can't be printed",
            )
        return Complaint(
            place, "typst", f"Typst says: {match['text']}", "change the text here, or see hsct_handbook/print"
        )

    def _place(self, file: str, line: int) -> Place | None:
        """The page's line for a line of its module: the last comment before it says so."""
        docname = self.docnames.get(Path(file).name)
        if docname is None:
            return None
        lines = (self.folder / "pages" / Path(file).name).read_text(encoding="utf-8").split("\n")[:line]
        marks = (mark for text in reversed(lines) if (mark := _SOURCE_LINE.match(text)))
        number = next((int(mark[1]) for mark in marks), 0)
        return Place(docname, number or None)
