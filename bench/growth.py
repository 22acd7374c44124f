"""What grows with the studies: 30, 300 and 1,000 made-up ones beside the real pages, and what one more of them costs.

Nothing here need be small, only in proportion: the last two columns tell what a study more costs early and late.
"""

from __future__ import annotations

import itertools
import shutil
import statistics
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from playwright.sync_api import sync_playwright

from .edits import EDITS, Editor
from .made_up import grow
from .measuring import DOCS, Table, kilobytes, spent, zipped

SIZES = (30, 300, 1000)
CHOOSE = """
([name, value]) => {
  const field = document.querySelector(".explore form").elements[name];
  const start = performance.now();
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.dispatchEvent(new Event("change", { bubbles: true }));
  document.body.offsetHeight;
  return performance.now() - start;
}
"""
"""Sets a field of the explorer's form as a reader does, and waits until the page is laid out anew."""
_ROUNDS = 5
_SHOWN = 'document.querySelectorAll(".explorer tbody tr:not([hidden])").length'
Measures = dict[str, float]


def measure(room: Path) -> Iterator[Table]:
    """One table: what was measured at each size, and what one more study costs between them."""
    table = Table("Growth: made-up studies beside the real pages (website only)", ("what", *map(str, SIZES), *_steps()))
    sizes = [_measure(room, studies) for studies in SIZES]
    for what in sizes[0]:
        found = [size[what] for size in sizes]
        more = [
            (late - early) / (to - since)
            for early, late, since, to in zip(found, found[1:], SIZES, SIZES[1:], strict=False)
        ]
        table.rows.append((what, *map(float, found), *(f"{cost:.4f}" for cost in more)))
    table.notes += [
        "CPU seconds of all processes; memory of the largest one. An edit at `make live` finds its builder at work:",
        "the edited page is seen first, others that changed are done when nothing else is to do. One at `make` starts",
        "anew, and prints nothing here. The last columns are what one study more costs.",
    ]
    yield table


def _steps() -> Iterator[str]:
    for since, to in itertools.pairwise(SIZES):
        yield f"each, {since} to {to}"


def _measure(room: Path, studies: int) -> Measures:
    docs, out, trees = (room / f"{name}-{studies}" for name in ("docs", "html", "trees"))
    grow(DOCS, docs, studies)
    command = [sys.executable, "-m", "hsct_handbook.build", str(docs), str(out), str(trees), "--website"]
    clean = spent(command)
    found = {
        "clean build, CPU s": clean.cpu,
        "clean build, MB": clean.peak,
        "nothing changed, CPU s": spent(command).cpu,
    }
    page = docs / "trials" / f"made-up-{studies // 2:04}.md"
    found |= _edits("make", page, lambda: spent(command).cpu)
    with Editor(docs, out, trees) as editor:
        found |= _edits("make live, until seen", page, partial(editor.see, f"trials/{page.stem}"))
        found |= _edits("make live, until all is done", page, editor.build)
        found["make live, MB"] = editor.memory()
    found |= _weights(out, trees)
    found |= _explorer(out)
    for folder in (docs, out, trees):
        shutil.rmtree(folder)
    return found


def _edits(by: str, page: Path, build: Callable[[], float]) -> Measures:
    """CPU seconds from an edit to the website, for each kind of edit. The page is put back after each."""
    before, found = page.read_text(encoding="utf-8"), {}
    build()
    for what, edit in EDITS.items():
        page.write_text(edit(before), encoding="utf-8")
        found[f"edit of {what}, {by}, CPU s"] = build()
        page.write_text(before, encoding="utf-8")
        build()
    return found


def _weights(out: Path, trees: Path) -> Measures:
    """Kilobytes, gzipped, of what a reader fetches and what lies on the disk."""
    made_up = [zipped(path.read_bytes()) for path in (out / "trials").glob("made-up-*.html")]
    found = {"a study’s page, gzip kB": kilobytes([round(statistics.median(made_up))])}
    for name in ("compare", "deaths", "risk-of-dying", "trials/index", "sources", "contents"):
        found[f"{name}, gzip kB"] = kilobytes([zipped((out / f"{name}.html").read_bytes())])
    found["search index, gzip kB"] = kilobytes([zipped((out / "_static/search-index.js").read_bytes())])
    found["whole website, kB"] = kilobytes(path.stat().st_size for path in out.rglob("*") if path.is_file())
    found["environment, kB"] = kilobytes([(trees / "environment.pickle").stat().st_size])
    return found


def _explorer(out: Path) -> Measures:
    """Milliseconds to narrow and to sort the table of studies in Chromium; the middle one of several."""
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        tab = browser.new_page()
        tab.goto((out / "compare.html").as_uri())
        everyone = tab.evaluate(_SHOWN)
        narrow, widen, sort = [], [], []
        for _ in range(_ROUNDS):
            narrow.append(tab.evaluate(CHOOSE, ["design", "cohort"]))
            if not 0 < tab.evaluate(_SHOWN) < everyone:
                raise RuntimeError("the explorer did not narrow its table")
            widen.append(tab.evaluate(CHOOSE, ["design", ""]))
            sort.append(tab.evaluate(CHOOSE, ["sort", "year"]))
            tab.evaluate(CHOOSE, ["sort", "name"])
        browser.close()
    return {
        "explorer narrowed, ms": statistics.median(narrow),
        "explorer widened, ms": statistics.median(widen),
        "explorer sorted, ms": statistics.median(sort),
    }
