"""The website: how heavy, how fast, and how quickly built, beside others."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..measuring import Table
from .builds import builds
from .lighthouse import lighthouse
from .navigation import navigation
from .parts import weights
from .peers import peers
from .transfer import transfers


def measure(room: Path) -> Iterator[Table]:
    """Every table on the website."""
    yield from lighthouse(room)
    yield from transfers()
    yield from weights()
    yield from builds(room)
    yield from peers(room)
    yield from navigation(room)
