"""Fitting Sphinx's HTML builder to this theme: our translator, no search index of Sphinx's, no leftover files."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from ..directives.rebuilding import digest_of_code
from .translator import HandbookTranslator

if TYPE_CHECKING:
    from sphinx.application import Sphinx

BASIC_STATIC = Path(sphinx.__file__).parent / "themes" / "basic" / "static"
NOT_OURS = ("pygments.css", "translations.js", "sphinx_highlight.js", "design-tabs.js", "sphinx-design.min.css")
"""Files that Sphinx and sphinx-design put into `_static` besides those of `basic`; no page loads them."""


def is_website(app: Sphinx) -> bool:
    """Whether this build makes the website in this theme (and not the EPUB, the PDFs or another theme's pages)."""
    builder = app.builder
    return isinstance(builder, StandaloneHTMLBuilder) and builder.name == "html" and app.config.html_theme == "handbook"


def builder_of(app: Sphinx) -> StandaloneHTMLBuilder:
    """The HTML builder; ask `is_website` first."""
    assert isinstance(app.builder, StandaloneHTMLBuilder)
    return app.builder


def leave_out_what_is_not_used(app: Sphinx) -> None:
    """Switch off Sphinx's search index and indices: the site has its own search and its own page of all pages."""
    if is_website(app):
        builder = builder_of(app)
        builder.search = False
        builder.use_index = False


def sweep(app: Sphinx, exception: Exception | None) -> None:
    """Take away the style sheets and scripts that `basic` and sphinx-design copy and no page loads."""
    if exception is not None or not is_website(app):
        return
    static = Path(app.outdir, "_static")
    leftover = {path.name.removesuffix(".jinja") for path in BASIC_STATIC.iterdir()} | set(NOT_OURS)
    for name in leftover:
        (static / name).unlink(missing_ok=True)
    for folder in (static / "scripts", static / "styles", Path(app.outdir, "_sphinx_design_static")):
        if folder.is_dir():
            shutil.rmtree(folder)


def _look() -> str:
    """A digest of the templates, styles, scripts and code of the theme: another look writes every page again."""
    return digest_of_code("theme/**/*")


def setup_builder(app: Sphinx) -> None:
    """Register the translator, and the handlers before the first page and after the last."""
    app.set_translator("html", HandbookTranslator)
    app.add_config_value("handbook_look", _look(), "html", str, "Set by the handbook itself.")
    app.connect("builder-inited", leave_out_what_is_not_used)
    app.connect("build-finished", sweep)
