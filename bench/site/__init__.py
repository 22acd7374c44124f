"""The website: how heavy, how fast, and how quickly built, beside others."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..measuring import Table
from .parts import weights


def measure(room: Path) -> Iterator[Table]:
    """Every table on the website."""
    yield from weights()
