"""CPU seconds to build the same pages, with the same extension, in this theme, in Sphinx's `basic` and in Furo.

All three are built by `sphinx-build`, as anyone would; ours also by `make website`, and by the warm
builder of `make live`. PDFs and EPUB aside.
"""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from ..edits import Editor
from ..measuring import DOCS, Table, cpu

THEMES = ("handbook", "basic", "furo")
EDITED = "fertility.md"
EDITS = 3
"""The least of so many edits counts: what is more is the machine's."""
WEBSITE_ALONE = (sys.executable, "-m", "hsct_handbook.build", "--website")
"""The command behind `make website`; folders follow."""
_SENTENCE = "\n\nThis is one more sentence."
_PARAGRAPH = re.compile(r"(?<=\n\n)[A-Z][^\n]+\.(?=\n\n)")


def builds(room: Path) -> Iterator[Table]:
    """A table of clean builds, of builds after one edit, and of builds with nothing to do."""
    table = Table("Building the same pages, CPU s", ("theme", "clean", "of basic’s", "one edit", "nothing changed"))
    rows = {theme: _timed(theme, room / theme) for theme in THEMES}
    rows["ours, by make website"] = _timed("handbook", room / "make", WEBSITE_ALONE)
    rows["ours, by make live"] = _live(room / "live")
    table.rows += [(name, clean, clean / rows["basic"][0], *rest) for name, (clean, *rest) in rows.items()]
    table.notes.append(f"The website alone, without PDFs and EPUB. An edit: one more paragraph in {EDITED}.")
    yield table


def _live(room: Path) -> tuple[float, float, float]:
    """The same with the builder of `make live`, which has everything loaded by its second build."""
    docs = room / "docs"
    shutil.copytree(DOCS, docs)
    with Editor(docs, room / "html", room / "trees") as editor:
        clean = editor.build()
        nothing = min(editor.build() for _ in range(EDITS))
        return clean, min(editor.build() for _ in _edited(docs / EDITED)), nothing


def _timed(theme: str, room: Path, command: Sequence[str] = ()) -> tuple[float, float, float]:
    docs, out, trees = room / "docs", room / "html", room / "trees"
    shutil.copytree(DOCS, docs)
    with (docs / "conf.py").open("a", encoding="utf-8") as settings:
        settings.write(f'\nhtml_theme = "{theme}"\n' + ("" if theme == "handbook" else "html_theme_options = {}\n"))
    sphinx = [sys.executable, "-m", "sphinx", "-q", "-j", "3", "-b", "html", "-d", str(trees), str(docs), str(out)]
    whole = [*command, str(docs), str(out), str(trees)] if command else sphinx
    clean = cpu(whole)
    nothing = min(cpu(whole) for _ in range(EDITS))
    return clean, min(cpu(whole) for _ in _edited(docs / EDITED)), nothing


def _edited(page: Path) -> Iterator[None]:
    """Put one more paragraph into a page, take it out, and put it in again."""
    before = page.read_text(encoding="utf-8")
    after = _PARAGRAPH.sub(lambda found: found.group() + _SENTENCE, before, count=1)
    for number in range(EDITS):
        page.write_text(before if number % 2 else after, encoding="utf-8")
        yield
