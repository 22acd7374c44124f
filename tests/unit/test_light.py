"""A light start leaves out what a build does not need, and leaves Sphinx as it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from sphinx import application
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.util.docutils import docutils_namespace, patch_docutils

from hsct_handbook.epub.builder import HandbookEpubBuilder
from hsct_handbook.light import light_start
from hsct_handbook.print.builder import PrintBuilder

LINK_CHECKER = "sphinx.builders.linkcheck"


def builder_found(folder: Path, name: str) -> type[Builder]:
    """The builder that Sphinx takes for an empty handbook when it is asked for by name."""
    (folder / "conf.py").write_text('extensions = ["hsct_handbook"]\nproject = "Tried out"\n', encoding="utf-8")
    (folder / "references.bib").touch()
    with patch_docutils(str(folder)), docutils_namespace():
        app = Sphinx(folder, folder, folder / "out", folder / "trees", name, status=None, warning=None)
    return type(app.builder)


def test_sphinx_has_its_link_checker_again_afterwards() -> None:
    before = application.builtin_extensions
    assert LINK_CHECKER in before
    with light_start():
        assert LINK_CHECKER not in application.builtin_extensions
    assert application.builtin_extensions == before


@pytest.mark.parametrize(("name", "builder"), [("print", PrintBuilder), ("epub", HandbookEpubBuilder)])
def test_a_builder_is_found_when_it_is_asked_for(name: str, builder: type[Builder], tmp_path: Path) -> None:
    with light_start():
        assert builder_found(tmp_path, name) is builder


def test_sphinx_makes_way_for_the_handbooks_epub(tmp_path: Path) -> None:
    assert builder_found(tmp_path, "epub") is HandbookEpubBuilder
