"""CPU seconds to print everything, beside two other ways of making PDFs from the same pages.

The pages are already read. Ours makes everything (leaflets and the book at two sizes, sheets); the others print each
chapter and study once, as the website has it, so that their share is the smaller one.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from .measuring import BUILT, DOCS, TREES, Table, cpu

WEASYPRINT = """
import sys, weasyprint
for path in sys.argv[2:]:
    name = path.replace("/", "-") + ".pdf"
    weasyprint.HTML(path).write_pdf(sys.argv[1] + "/" + name, pdf_variant="pdf/ua-1")
"""


def measure(room: Path) -> Iterator[Table]:
    """Ours, WeasyPrint and Chromium."""
    pages = _pages_with_leaflets()
    table = Table("Printing", ("what", "files", "CPU s"))
    table.rows += _ours(room)
    table.rows.append(
        ("WeasyPrint: each page once", len(pages), cpu([sys.executable, "-c", WEASYPRINT, str(room), *pages]))
    )
    if chromium := shutil.which("chromium"):
        command = [chromium, "--headless", "--no-sandbox", "--disable-gpu", f"--print-to-pdf={room / 'page.pdf'}"]
        table.rows.append(
            ("Chromium: each page once", len(pages), sum(cpu([*command, f"file://{page}"]) for page in pages))
        )
    else:
        table.notes.append("Chromium is not on this machine and was not measured.")
    yield table


def _ours(room: Path) -> Iterator[tuple[str, int, float]]:
    """CPU seconds to print everything anew, to find that nothing changed, and what a book and a leaflet add to that."""
    copy, made = room / "trees", room / "print"
    shutil.copytree(TREES, copy)
    (copy / "print.json").unlink(missing_ok=True)
    sphinx = [sys.executable, "-m", "sphinx", "-q", "-d", str(copy)]
    cpu([*sphinx, "-b", "dummy", str(DOCS), str(room / "nothing")])  # Sphinx alone reads pages anew that `make` read
    command = [*sphinx, "-b", "print", str(DOCS), str(made)]
    everything = cpu(command)
    files = len(list(made.glob("*.pdf")))
    nothing = cpu(command)
    yield "ours: everything", files, everything
    yield "ours: again, nothing changed", 0, nothing
    others = everything - nothing
    for book in ("handbook", "handbook-large"):
        (made / f"{book}.pdf").unlink()
        alone = cpu(command) - nothing
        others -= alone
        yield f"ours: {book} alone", 1, alone
    yield "ours: a leaflet or sheet, in the mean", 1, others / (files - 2)


def _pages_with_leaflets() -> list[str]:
    """The website's pages that have leaflets."""
    index = json.loads((BUILT / "print" / "index.json").read_text(encoding="utf-8"))
    return [str(path) for name in sorted(index) if (path := BUILT / f"{name}.html").exists()]
