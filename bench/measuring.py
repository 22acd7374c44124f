"""What every benchmark needs: CPU seconds of a command, sizes as they travel, and one table to show them in."""

from __future__ import annotations

import gzip
import resource
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import brotli

Cell = str | int | float
ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
BUILT = ROOT / "_build" / "html"
TREES = ROOT / "_build" / "doctrees"


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


def cpu(command: Sequence[str], *, within: Path = ROOT, environment: Mapping[str, str] | None = None) -> float:
    """CPU seconds (user and system) of a command and its children; honest on a busy machine, as wall time is not.

    Raises RuntimeError with the end of what the command said if it fails.
    """
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, cwd=within, env=environment, capture_output=True, text=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {done.returncode}:\n{(done.stdout + done.stderr)[-2000:]}")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def zipped(data: bytes) -> int:
    """Bytes after gzip, as a static host sends them."""
    return len(gzip.compress(data, 9, mtime=0))


def brotlied(data: bytes) -> int:
    """Bytes after brotli, as most hosts send them to most browsers."""
    return len(brotli.compress(data, mode=brotli.MODE_TEXT))


def kilobytes(sizes: Iterable[int]) -> float:
    """Bytes as kilobytes of 1,000."""
    return sum(sizes) / 1000
