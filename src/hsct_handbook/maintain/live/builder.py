"""The warm builder: a process that has everything imported, and builds the website whenever it is told to.

It reads one order a line from standard input and answers in lines on standard output, both as JSON. Between builds it
keeps nothing but modules in memory: what pages were made of stands in Sphinx's own files, as with `make`.
"""

from __future__ import annotations

import contextlib
import gc
import io
import json
import logging
import os
import re
import sys
import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.util.build_phase import BuildPhase
from sphinx.util.docutils import docutils_namespace, patch_docutils
from sphinx.util.logging import NAMESPACE

from ...directives.rebuilding import HandbookHTMLBuilder

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

_COLOURS = re.compile(r"\x1b\[[\d;]*m")
_READERS = 3
"""When there are many pages to read; a few are read sooner without a second process."""
_GARBAGE = 1_000_000
"""After how many new objects, over those let go, Python looks for garbage: never while it builds one page."""


@dataclass
class Order:
    """What to do besides what Sphinx finds changed: pages to write again, and pages to read again."""

    write: set[str] = field(default_factory=set)
    read: set[str] = field(default_factory=set)
    fresh_looks: bool = False
    """Whether style sheets, scripts or word lists on disk may have changed, which modules keep once read."""
    first: set[str] | None = None
    """If set, of the pages that an edit elsewhere changed just these are brought up to date; the others are named in
    the answer."""
    check: set[str] = field(default_factory=set)
    """Of those others, pages to read, so that their faults are told, and to write when they are first looked at."""
    site: bool = True
    """Whether to make what belongs to the whole site: the list of all pages, the search index, the data …"""


@dataclass
class Result:
    """What came of it."""

    ok: bool
    messages: str = ""
    read: set[str] = field(default_factory=set)
    """The pages that were read. After a fault they are to be read again."""
    later: set[str] = field(default_factory=set)
    """The pages that show what an edit elsewhere changed, and were not read yet."""


def build(docs: Path, out: Path, trees: Path, order: Order, written: Callable[[set[str]], None]) -> Result:
    """Build once. `written` is called as soon as pages are there, before the search index and the rest."""
    if order.fresh_looks:
        _forget_files()
    environment = trees / "environment.pickle"
    before = environment.read_bytes() if environment.is_file() else None
    warnings, result = io.StringIO(), Result(ok=False)
    try:
        with patch_docutils(str(docs)), docutils_namespace():
            _build(docs, out, trees, order, warnings, result, written, afresh=before is None)
        result.messages = _COLOURS.sub("", warnings.getvalue()).strip()
        result.ok = not result.messages
        return result
    except SphinxError as fault:
        said = _COLOURS.sub("", warnings.getvalue()).strip()
        result.messages = f"{said}\n{fault.category}: {fault}".strip()
    except Exception:
        result.messages = f"A fault in the code, not in a page:\n{traceback.format_exc(limit=-6)}"
    # Sphinx would forget everything and read all pages again; what stood before the fault is still right.
    if before is None:
        environment.unlink(missing_ok=True)
    else:
        environment.write_bytes(before)
    return result


def _build(
    docs: Path,
    out: Path,
    trees: Path,
    order: Order,
    warnings: io.StringIO,
    result: Result,
    written: Callable[[set[str]], None],
    *,
    afresh: bool,
) -> None:
    pages: set[str] = set()
    readers = min(_READERS, (os.cpu_count() or 1) + 1)
    app = Sphinx(docs, docs, out, trees, "html", status=None, warning=warnings, parallel=readers)
    app.connect("env-get-outdated", lambda _app, env, *_: order.read & env.found_docs)
    app.connect("source-read", lambda _app, name, _content: result.read.add(name))
    app.connect("html-page-context", lambda _app, name, *_: pages.add(name))
    builder = app.builder
    assert isinstance(builder, HandbookHTMLBuilder)
    builder.makes_whole_site = order.site
    if order.first is not None and not afresh:
        _read_first(app, builder, order.first | order.write | order.read, order.check, result)
    builder.phase = BuildPhase.READING
    owed = {name for name, at in app.env.all_docs.items() if _is_newer(at, out / f"{name}.html")}
    builder.build(owed | order.write | order.read, method="update")
    written(pages | app.env.found_docs if afresh else pages)
    if order.site:
        app.events.emit("build-finished", None)
    builder.cleanup()


def _read_first(app: Sphinx, builder: HandbookHTMLBuilder, first: set[str], check: set[str], result: Result) -> None:
    """Read and write the pages that were edited, and of the others that changed by it just these."""
    edited: set[str] = set()

    def note(_app: Sphinx, _env: BuildEnvironment, added: set[str], changed: set[str], _removed: set[str]) -> set[str]:
        edited.update(added, changed)
        return set()

    def choose(_app: Sphinx, _env: BuildEnvironment, names: list[str]) -> None:
        builder.only = edited | first
        now = builder.only | check
        result.later = {name for name in names if name not in now}
        names[:] = [name for name in names if name in now]

    app.connect("env-get-outdated", note, priority=0)
    app.connect("env-before-read-docs", choose, priority=0)


def _is_newer(read_at: int, page: Path) -> bool:
    """Whether a page was read after it was last written (Sphinx counts microseconds)."""
    return not page.is_file() or read_at * 1_000 > page.stat().st_mtime_ns


def _forget_files() -> None:
    """Empty every cache of our own modules: they keep files of the theme that were just edited."""
    for name, module in list(sys.modules.items()):
        if name.startswith("hsct_handbook"):
            for thing in list(vars(module).values()):
                if callable(clear := getattr(thing, "cache_clear", None)):
                    clear()


def let_go() -> None:
    """Give back what a build held. Sphinx's log would keep its application, with every page that was read."""
    logging.getLogger(NAMESPACE).handlers.clear()
    gc.collect()
    gc.freeze()


def _say(answer: dict[str, Any], to: io.TextIOBase | Any) -> None:
    to.write(f"{json.dumps(answer)}\n")
    to.flush()


def serve_orders(docs: Path, out: Path, trees: Path, orders: Iterable[str], answers: Any) -> None:
    """Carry out orders until there are no more."""
    # Nearly all that a build makes is kept until it ends: looking through it for garbage can mostly wait until then.
    gc.set_threshold(_GARBAGE)
    for line in orders:
        said: dict[str, Any] = {
            name: set(value) if isinstance(value, list) else value for name, value in json.loads(line).items()
        }
        order = Order(**said)
        result = build(docs, out, trees, order, lambda pages: _say({"written": sorted(pages)}, answers))
        told = {"read": sorted(result.read), "later": sorted(result.later)}
        _say({"ok": result.ok, "messages": result.messages, **told}, answers)
        let_go()


if __name__ == "__main__":
    # Whatever prints must not end up among the answers.
    own = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    with contextlib.suppress(KeyboardInterrupt):
        serve_orders(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]), sys.stdin, own)
