"""Which pages are written again: those that changed, and all of them when the handbook's outline or code did.

Every page carries the way through the handbook (its contents, next, previous), so a new title is news for all pages,
and a changed figure only for those that show it. What a page was read into depends on the code that read it too.
"""

from __future__ import annotations

import hashlib
import os
import time
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.builders.html import StandaloneHTMLBuilder

from .state import domain_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Set

    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment


_FEW = 6
"""Up to so many pages one process reads, or writes, sooner than it hands them to others and merges what they found."""
_CLOCK_STEP = 20_000_000
"""How far, in nanoseconds, a file's time may lag behind the clock."""
_PACKAGE = Path(__file__).parents[1]
_WRITING = ("theme", "print", "epub", "maintain")
"""The folders whose code only writes what was read, or has nothing to do with pages."""


class HandbookHTMLBuilder(StandaloneHTMLBuilder):
    """Sphinx's own builder, which also writes the pages that another builder has read since."""

    only: Set[str] | None = None
    """If set, just these pages are written; others that should be are marked as old, by the date 0."""
    makes_whole_site = True
    """Whether to make what belongs to no page alone: the list of all pages, the page to search …"""

    def get_outdated_docs(self) -> Iterator[str]:
        """Pages whose source, or whose reading, is newer than what was written."""
        found = set()
        for docname in super().get_outdated_docs():
            found.add(docname)
            yield docname
        Path(self.outdir, ".buildinfo.bak").unlink(missing_ok=True)  # Sphinx's note of settings as they were
        for docname, read in self.env.all_docs.items():
            written = self.get_output_path(docname)
            if docname not in found and written.exists() and read * 1_000 > written.stat().st_mtime_ns:
                yield docname

    def write_documents(self, docnames: Set[str]) -> None:
        """Write the pages; one that a writing process failed to write is tried here, so that its error is told.

        Sphinx drops the error of a process that fails while others are still being started.
        """
        if self.only is not None:
            self._mark_as_old(docnames - self.only)
            docnames &= self.only
            if not docnames:
                return
        start = time.time_ns() - _CLOCK_STEP
        self.parallel_ok = self.parallel_ok and len(docnames) > _FEW
        super().write_documents(docnames)
        if lost := {docname for docname in docnames if not self._was_written(docname, start)}:
            self._write_serial(sorted(lost))

    def finish(self) -> None:
        """Make what belongs to the whole site."""
        if self.makes_whole_site:
            super().finish()

    def _mark_as_old(self, docnames: Set[str]) -> None:
        for written in map(self.get_output_path, docnames):
            if written.exists() and written.stat().st_mtime_ns:
                os.utime(written, (0, 0))

    def _was_written(self, docname: str, since: int) -> bool:
        written = self.get_output_path(docname)
        return written.exists() and written.stat().st_mtime_ns >= since


def _read_few_alone(app: Sphinx) -> None:
    """Let this process alone read pages that are few."""
    asked = app.parallel

    def before(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
        del env
        app.parallel = asked if len(docnames) > _FEW else 1

    def after(app: Sphinx, env: BuildEnvironment) -> None:
        del env
        app.parallel = asked

    app.connect("env-before-read-docs", before)
    app.connect("env-updated", after)


def _note_captions(app: Sphinx, doctree: nodes.document) -> None:
    """Note the names of the handbook's parts, which stand over the lists of their pages."""
    captions = [toctree["caption"] for toctree in doctree.findall(addnodes.toctree)]
    if captions:
        domain_of(app.env).captions[app.env.current_document.docname] = captions


def _keep_lists_of_sections_short(app: Sphinx, doctree: nodes.document) -> None:
    """Keep of Sphinx's list of a page's sections only the lists of pages in it, which the outline is made of.

    No form shows the rest: a page lists its own sections. For a thousand studies it was half of all that is kept.
    """
    del doctree
    for page in app.env.tocs[app.env.current_document.docname]:
        if isinstance(page, nodes.list_item):
            lists = list(page.findall(addnodes.toctree))
            page[1:] = [nodes.bullet_list("", *lists)] if lists else []


def _pages_to_write_again(app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
    domain = domain_of(env)
    outline = {
        docname: (title.astext(), tuple(env.toctree_includes.get(docname, ())), domain.captions.get(docname))
        for docname, title in sorted(env.titles.items())
    }
    # Each builder has pages of its own: what was news to one is still to be told to the next.
    told = domain.data["outline"]
    changed, told[app.builder.name] = outline != told.get(app.builder.name), outline
    return sorted(env.found_docs) if changed else ()


def _leave_parents_alone(app: Sphinx, builder: Builder) -> None:
    """Sphinx would write a page again whenever one in its contents changed at all; the outline tells better."""
    del app
    builder.env.files_to_rebuild.clear()


def digest_of_code(*patterns: str, but: Collection[str] = ()) -> str:
    """A digest of the handbook's own files that match the patterns, in other folders than `but`: names and contents."""
    digest = hashlib.sha256()
    for path in sorted({path for pattern in patterns for path in _PACKAGE.glob(pattern)}):
        name = path.relative_to(_PACKAGE)
        if path.is_file() and path.suffix != ".pyc" and name.parts[0] not in but:
            digest.update(name.as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def reading_code() -> str:
    """What reads a page into a doctree: the code with its lists of words, as a digest, and what counts syllables.

    Another reads all pages anew.
    """
    return f"{digest_of_code('**/*', but=_WRITING)} {version('pyphen')}"


def setup_rebuilding(app: Sphinx) -> None:
    """Take the place of Sphinx's builder for the website, and follow the outline."""
    app.add_config_value("handbook_code", reading_code(), "env", str, "Set by the handbook itself.")
    app.add_builder(HandbookHTMLBuilder, override=True)
    _read_few_alone(app)
    app.connect("doctree-read", _note_captions)
    app.connect("doctree-read", _keep_lists_of_sections_short, priority=900)  # after Sphinx made them
    app.connect("env-updated", _pages_to_write_again)
    app.connect("write-started", _leave_parents_alone)
