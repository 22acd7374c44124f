"""The warm builder: a process that has everything imported, and builds the website whenever it is told to.

It reads one order a line from standard input and answers in lines on standard output, both as JSON. Between builds it
keeps nothing but modules in memory: what pages were made of stands in Sphinx's own files, as with `make`.
"""

from __future__ import annotations

import contextlib
import gc
import io
import json
import os
import re
import sys
import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.util.build_phase import BuildPhase
from sphinx.util.docutils import docutils_namespace, patch_docutils

_COLOURS = re.compile(r"\x1b\[[\d;]*m")
_MANY_READERS = 3
"""For a first build; a single page is read sooner without a second process."""


@dataclass
class Order:
    """What to do besides what Sphinx finds changed: pages to write again, and pages to read again."""

    write: set[str] = field(default_factory=set)
    read: set[str] = field(default_factory=set)
    fresh_looks: bool = False
    """Whether style sheets, scripts or word lists on disk may have changed, which modules keep once read."""


@dataclass
class Result:
    """What came of it."""

    ok: bool
    messages: str = ""
    read: set[str] = field(default_factory=set)
    """The pages that were read. After a fault they are to be read again."""


def build(docs: Path, out: Path, trees: Path, order: Order, written: Callable[[set[str]], None]) -> Result:
    """Build once. `written` is called as soon as pages are there, before the search index and the rest."""
    if order.fresh_looks:
        _forget_files()
    environment = trees / "environment.pickle"
    before = environment.read_bytes() if environment.is_file() else None
    warnings, read = io.StringIO(), set[str]()
    try:
        with patch_docutils(str(docs)), docutils_namespace():
            _build(docs, out, trees, order, warnings, read, written, first=before is None)
        said = _COLOURS.sub("", warnings.getvalue()).strip()
        return Result(not said, said, read)
    except SphinxError as fault:
        said = _COLOURS.sub("", warnings.getvalue()).strip()
        messages = f"{said}\n{fault.category}: {fault}".strip()
    except Exception:
        messages = f"A fault in the code, not in a page:\n{traceback.format_exc(limit=-6)}"
    # Sphinx would forget everything and read all pages again; what stood before the fault is still right.
    if before is None:
        environment.unlink(missing_ok=True)
    else:
        environment.write_bytes(before)
    return Result(False, messages, read)


def _build(
    docs: Path,
    out: Path,
    trees: Path,
    order: Order,
    warnings: io.StringIO,
    read: set[str],
    written: Callable[[set[str]], None],
    *,
    first: bool,
) -> None:
    pages: set[str] = set()
    parallel = min(_MANY_READERS, (os.cpu_count() or 1) + 1) if first else 1
    app = Sphinx(docs, docs, out, trees, "html", status=None, warning=warnings, parallel=parallel)
    app.connect("env-get-outdated", lambda _app, env, *_: order.read & env.found_docs)
    app.connect("source-read", lambda _app, name, _content: read.add(name))
    app.connect("html-page-context", lambda _app, name, *_: pages.add(name))
    app.connect("build-finished", lambda *_: written(pages | app.env.found_docs if first else pages), priority=0)
    builder = app.builder
    builder.phase = BuildPhase.READING
    owed = {name for name, at in app.env.all_docs.items() if _is_newer(at, out / f"{name}.html")}
    builder.build(owed | order.write | order.read, method="update")
    app.events.emit("build-finished", None)
    builder.cleanup()


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


def _say(answer: dict[str, Any], to: io.TextIOBase | Any) -> None:
    to.write(f"{json.dumps(answer)}\n")
    to.flush()


def serve_orders(docs: Path, out: Path, trees: Path, orders: Iterable[str], answers: Any) -> None:
    """Carry out orders until there are no more."""
    # Nearly all that a build makes is kept until it ends: looking through it for garbage can wait until then.
    gc.disable()
    for line in orders:
        asked = json.loads(line)
        order = Order(set(asked["write"]), set(asked["read"]), asked["fresh_looks"])
        result = build(docs, out, trees, order, lambda pages: _say({"written": sorted(pages)}, answers))
        _say({"ok": result.ok, "messages": result.messages, "read": sorted(result.read)}, answers)
        gc.collect()
        gc.freeze()


if __name__ == "__main__":
    # Whatever prints must not end up among the answers.
    own = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    with contextlib.suppress(KeyboardInterrupt):
        serve_orders(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]), sys.stdin, own)
