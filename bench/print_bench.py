"""Times the printing of everything, side by side with two other ways of making PDFs from the same pages.

Run after `make`: `.venv/bin/python bench/print_bench.py --weasyprint PYTHON`, where PYTHON is an interpreter that has
WeasyPrint. All times are CPU seconds, of the process and its children, with the pages already read. Ours makes
everything (leaflets and the book at two sizes, sheets); the others print each chapter and study once, as the website
has it, so that their share is the smaller one.
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
WEASYPRINT = """
import sys, weasyprint
for path in sys.argv[2:]:
    name = path.replace("/", "-") + ".pdf"
    weasyprint.HTML(path).write_pdf(sys.argv[1] + "/" + name, pdf_variant="pdf/ua-1")
"""


def cpu(command: list[str]) -> float:
    """CPU seconds of a command and its children."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def ours(docs: Path, trees: Path, room: Path) -> tuple[float, float]:
    """CPU seconds to print everything anew, and to find that nothing changed."""
    copy = room / "trees"
    shutil.copytree(trees, copy)
    (copy / "print.json").unlink(missing_ok=True)
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "print", "-d", str(copy), str(docs), str(room / "print")]
    return cpu(command), cpu(command)


def pages_of(html: Path) -> list[str]:
    """The website's pages that have leaflets."""
    index = json.loads((html / "print" / "index.json").read_text(encoding="utf-8"))
    return [str(path) for name in sorted(index) if (path := html / f"{name}.html").exists()]


def main() -> None:
    """Measure, and print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--docs", type=Path, default=ROOT / "docs")
    options.add_argument("--built", type=Path, default=ROOT / "_build")
    options.add_argument("--weasyprint", help="a Python that has WeasyPrint")
    options.add_argument("--chromium", default=shutil.which("chromium"))
    given = options.parse_args()
    pages = pages_of(given.built / "html")
    with tempfile.TemporaryDirectory() as name:
        room = Path(name)
        everything, nothing = ours(given.docs, given.built / "doctrees", room)
        rows = [
            (f"ours: everything, {len(list((room / 'print').glob('*.pdf')))} files", everything),
            ("ours: again, nothing changed", nothing),
        ]
        if given.weasyprint:
            rows.append(
                (f"WeasyPrint: {len(pages)} pages once", cpu([given.weasyprint, "-c", WEASYPRINT, str(room), *pages]))
            )
        if given.chromium:
            base = [given.chromium, "--headless", "--no-sandbox", "--disable-gpu"]
            base.append(f"--print-to-pdf={room / 'page.pdf'}")
            rows.append((f"Chromium: {len(pages)} pages once", sum(cpu([*base, f"file://{page}"]) for page in pages)))
    for what, seconds in rows:
        print(f"{what:44} {seconds:8.2f} s CPU")


if __name__ == "__main__":
    main()
