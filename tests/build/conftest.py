"""A small made-up handbook, built in a folder of its own."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.util.console import nocolor
from sphinx.util.docutils import docutils_namespace, patch_docutils

SITE = Path(__file__).parent / "site"
FRONT = """---
kind: navigation
description: {title}, a made-up page that stands beside the others while the tests are run.
written: 2026-01-10
reviewed: 2026-01-10
next-review: 2026-12-10
clinical-review: not-yet
---

# {title}

"""

nocolor()


@dataclass
class Outcome:
    """What one build did."""

    ok: bool
    warnings: str
    written: set[str] = field(default_factory=set)
    """The pages that were written, by name."""
    read: set[str] = field(default_factory=set)
    """The pages that were read, by name."""


@dataclass
class Handbook:
    """A handbook in a folder that a test may change and build again."""

    folder: Path
    parallel: int = 1
    builder: str = "html"

    @property
    def docs(self) -> Path:
        return self.folder / "docs"

    @property
    def html(self) -> Path:
        return self.folder / "html"

    def edit(self, page: str, old: str, new: str) -> None:
        """Replace a piece of a page that stands there."""
        path = self.docs / page
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{page} does not hold {old!r}"
        path.write_text(text.replace(old, new), encoding="utf-8")

    def build(self, *, fresh: bool = False) -> Outcome:
        """Build the website as `make` does, and tell which pages were written."""
        stream = io.StringIO()
        outcome = Outcome(True, "")
        try:
            with patch_docutils(str(self.docs)), docutils_namespace():
                app = Sphinx(
                    self.docs,
                    self.docs,
                    self.html,
                    self.folder / "trees",
                    self.builder,
                    status=None,
                    warning=stream,
                    freshenv=fresh,
                    warningiserror=True,
                    parallel=self.parallel,
                )
                app.connect("source-read", lambda app, page, text: outcome.read.add(page))
                app.connect("html-page-context", lambda app, page, *rest: outcome.written.add(page))
                app.build(force_all=fresh)
                outcome.ok = app.statuscode == 0
        except SphinxError as fault:
            outcome.ok = False
            stream.write(f"{fault.category}: {fault}")
        outcome.warnings = stream.getvalue()
        return outcome


def lay_out_with(folder: Path, pages: Mapping[str, tuple[str, str]]) -> Handbook:
    """The made-up handbook with further pages: by name, the title and the text of each."""
    shutil.copytree(SITE, folder / "docs")
    made = Handbook(folder)
    for name, (title, body) in pages.items():
        (made.docs / f"{name}.md").write_text(FRONT.format(title=title) + body, encoding="utf-8")
    made.edit("index.md", "first\nsecond\nthird\n", "\n".join(("first", "second", "third", *pages, "")))
    return made


@pytest.fixture
def handbook(tmp_path: Path) -> Handbook:
    """The made-up handbook, not yet built."""
    return lay_out_with(tmp_path, {})


@pytest.fixture
def built(handbook: Handbook) -> Handbook:
    """The made-up handbook, built once."""
    outcome = handbook.build()
    assert outcome.ok, outcome.warnings
    return handbook


@pytest.fixture
def pages_of() -> Callable[[Handbook], dict[str, str]]:
    """Every HTML and data file of a built handbook, with its text."""

    def read(handbook: Handbook) -> dict[str, str]:
        files = (path for path in handbook.html.rglob("*") if path.suffix in (".html", ".json", ".xml"))
        return {path.relative_to(handbook.html).as_posix(): path.read_text(encoding="utf-8") for path in files}

    return read
