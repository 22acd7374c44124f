"""Pages as Typst, kept from one build to the next: only a page that was read or named anew is translated again."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container

    from .page import PrintedPage


class Translated:
    """The pages in a file beside the doctrees, each with the time at which it was read. Anyone may delete that file."""

    def __init__(self, path: Path, made_by: str) -> None:
        """Take over what was kept, if `made_by` (what a translation depends on besides its page) is the same."""
        self._path = path
        self._made_by = made_by
        self._pages: dict[str, tuple[int, PrintedPage]] = {}
        self._changed = False
        try:
            before, pages = pickle.loads(path.read_bytes())
        except Exception:  # not there, or cut short, or from another time: whatever it is, translating anew mends it
            return
        if before == made_by:
            self._pages = pages

    def page(self, docname: str, read: int) -> PrintedPage | None:
        """A page as translated before, if it was not read since."""
        when, page = self._pages.get(docname, (None, None))
        return page if when == read else None

    def keep(self, docname: str, read: int, page: PrintedPage) -> None:
        """Keep a page that was translated without a complaint."""
        self._pages[docname] = (read, page)
        self._changed = True

    def save(self, held: Container[str]) -> None:
        """Write what changed, and forget pages that are not `held` any more."""
        gone = [name for name in self._pages if name not in held]
        for name in gone:
            del self._pages[name]
        if self._changed or gone:
            draft = self._path.with_name(f"{self._path.name}.new")
            draft.write_bytes(pickle.dumps((self._made_by, self._pages), pickle.HIGHEST_PROTOCOL))
            draft.replace(self._path)
