"""What these tests share: the made-up handbook with its further pages, the real evidence, and Debian's Chromium."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from hsct_handbook.build import build
from hsct_handbook.evidence import Evidence
from tests.build.conftest import Handbook, lay_out_with
from tests.pages.handbook import handbook as real_handbook
from tests.site.conftest import context

__all__ = ["context"]

MORE_PAGES = {
    "compare": ("Compare them", ":::{study-explorer}\n:caption: All made-up studies\n:::\n"),
    "news": (
        "News",
        ":::{changes-list}\n:::\n\nThere is {site-file}`a feed <feed.xml>`. Tell {issues}`our repository`.\n",
    ),
    "files": (
        "Files",
        ":::{data-files}\n:caption: The files\n:::\n\n:::{data-citation}\n:::\n\n:::{data-fields} studies.json\n:::\n",
    ),
}
LOG = """changes:
  - date: 2026-01-20
    study: north
    fact: north.worse
    what: "North counted again."
    from: "3 out of 40 people, at 5 years"
    to: "4 out of 40 people, at 5 years"
    why: "The full paper counts one more."
    source: north-2020
  - date: 2026-01-10
    page: index
    what: "The first edition came out."
"""
Edit = Callable[[str, str, str], None]


@pytest.fixture(scope="session")
def real() -> Evidence:
    """The evidence of the real handbook."""
    return real_handbook().evidence


def lay_out(folder: Path) -> Handbook:
    """The made-up handbook, with the explorer, the list of changes and the page of data beside its other pages."""
    made = lay_out_with(folder, MORE_PAGES)
    (made.docs / "changes.yml").write_text(LOG, encoding="utf-8")
    settings = made.docs / "conf.py"
    settings.write_text(
        settings.read_text(encoding="utf-8") + 'version = "1.2"\nauthor = "Nobody"\ncopyright = "2026, nobody"\n',
        encoding="utf-8",
    )
    return made


@pytest.fixture
def handbook(tmp_path: Path) -> Handbook:
    """The made-up handbook with its further pages, not yet built."""
    return lay_out(tmp_path)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Handbook:
    """The same, built once as a website. Tests read it and leave it as it is."""
    made = lay_out(tmp_path_factory.mktemp("site"))
    outcome = made.build()
    assert outcome.ok, outcome.warnings
    return made


@pytest.fixture(scope="session")
def epub(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same as an EPUB."""
    made = lay_out(tmp_path_factory.mktemp("epub"))
    out = made.folder / "out"
    assert build(made.docs, out, made.folder / "trees", builders={"epub": "."})
    return out / "handbook.epub"
