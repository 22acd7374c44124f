"""What every benchmark needs: CPU seconds of a command, sizes as they travel, and one table to show them in."""

from __future__ import annotations

import gzip
import os
import re
import subprocess
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import brotli

Cell = str | int | float
ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
BUILT = ROOT / "_build" / "html"
TREES = ROOT / "_build" / "doctrees"
_CHECKED = re.compile(rb"\bid=\"?when-this-was-checked\b")


@dataclass
class Table:
    """Rows under a heading. A number of seconds or kilobytes is a float and shown with two places."""

    title: str
    columns: Sequence[str]
    rows: list[Sequence[Cell]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        """Return the table as a person reads it in a terminal, and as Markdown shows it."""
        lines = [tuple(self.columns), *(tuple(_shown(cell) for cell in row) for row in self.rows)]
        widths = [max(len(line[column]) for line in lines) for column in range(len(self.columns))]
        right = [all(not isinstance(row[column], str) for row in self.rows) for column in range(len(self.columns))]
        rule = tuple(("-" * (width - 1) + (":" if end else "-")) for width, end in zip(widths, right, strict=True))
        body = (
            "| "
            + " | ".join(
                cell.rjust(width) if end else cell.ljust(width)
                for cell, width, end in zip(line, widths, right, strict=True)
            )
            + " |"
            for line in [lines[0], rule, *lines[1:]]
        )
        return "\n".join([f"## {self.title}", "", *body, "", *self.notes])


def _shown(cell: Cell) -> str:
    return f"{cell:,.2f}" if isinstance(cell, float) else f"{cell:,}" if isinstance(cell, int) else cell


@dataclass(frozen=True)
class Spent:
    """What a command and its children took."""

    cpu: float
    """Seconds, user and system; honest on a busy machine, as wall time is not."""
    peak: float
    """Memory of the largest of its processes at its largest, in megabytes."""


def spent(command: Sequence[str], *, within: Path = ROOT, environment: Mapping[str, str] | None = None) -> Spent:
    """Run a command and tell what it took.

    Raises RuntimeError with the end of what the command said if it fails.
    """
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, cwd=within, env=environment, stdout=said, stderr=said)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            end = said.read().decode(errors="replace")[-2000:]
            raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}:\n{end}")
    return Spent(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1000)


def cpu(command: Sequence[str], *, within: Path = ROOT, environment: Mapping[str, str] | None = None) -> float:
    """CPU seconds of a command and its children. Raises as `spent` does."""
    return spent(command, within=within, environment=environment).cpu


def content_pages() -> list[Path]:
    """The built chapters and studies, which say when they were checked. Raises RuntimeError if none is built."""
    built = [*BUILT.glob("*.html"), *BUILT.glob("trials/*.html")]
    if found := sorted(path for path in built if _CHECKED.search(path.read_bytes())):
        return found
    raise RuntimeError("no page says when it was checked; run make first")


def zipped(data: bytes) -> int:
    """Bytes after gzip, as a static host sends them."""
    return len(gzip.compress(data, 9, mtime=0))


def brotlied(data: bytes) -> int:
    """Bytes after brotli, as most hosts send them to most browsers."""
    return len(brotli.compress(data, mode=brotli.MODE_TEXT))


def kilobytes(sizes: Iterable[int]) -> float:
    """Bytes as kilobytes of 1,000."""
    return sum(sizes) / 1000
