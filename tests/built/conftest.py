"""The site as `make` left it in `_build/html`, read page by page."""

from __future__ import annotations

import datetime as dt
import functools
import os
from dataclasses import dataclass
from pathlib import Path

import pytest
from lxml import html

from hsct_handbook.evidence import Evidence, read_evidence

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
SITE = Path(os.environ.get("HANDBOOK_SITE", ROOT / "_build" / "html"))
SOURCES = sorted(path.relative_to(DOCS).with_suffix("").as_posix() for path in DOCS.rglob("*.md"))
"""The pages that are written, by name: known before anything is built, so that a missing page fails its tests."""


@dataclass(frozen=True)
class BuiltPage:
    """One page of the site."""

    name: str
    tree: html.HtmlElement

    @property
    def article(self) -> html.HtmlElement:
        """The part of the page that is its own."""
        (main,) = self.tree.xpath("//main")
        return main

    def words(self, path: str) -> list[str]:
        """The text of each element that a path finds, with single spaces."""
        return [" ".join(found.text_content().split()) for found in self.tree.xpath(path)]


@functools.cache
def built_page(name: str) -> BuiltPage:
    """A page of the site by its name."""
    path = SITE / f"{name}.html"
    if not path.exists():
        pytest.fail(f"{path} is not there: run make")
    return BuiltPage(name, html.document_fromstring(path.read_bytes()))


@pytest.fixture(params=SOURCES)
def page(request: pytest.FixtureRequest) -> BuiltPage:
    """Each page in turn; the test is named by it."""
    return built_page(request.param)


@pytest.fixture(scope="session")
def evidence() -> Evidence:
    """The evidence, read from the same pages as the site."""
    return read_evidence(DOCS, today=dt.date.today())
