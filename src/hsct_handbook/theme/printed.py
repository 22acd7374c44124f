"""The printed forms of a page: where they are, and how many sides and bytes they have once they have been made.

The print builder leaves `print/index.json` beside its files: for each page its `sides`, `bytes`, `large_sides` and
`large_bytes`, and for each sheet its `sides` and `bytes`. What is not in it has not been made, and is not linked.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Leaflet:
    """A page on paper: the address of a file and what to expect of it."""

    address: str
    sides: int | None = None
    bytes: int | None = None

    @property
    def size(self) -> str:
        """What to expect, in words that follow the name of a link: “, 2 sides”; nothing while unknown."""
        if self.sides is None:
            return ""
        return f", {self.sides} side{'' if self.sides == 1 else 's'}"


@dataclass(frozen=True)
class Printed:
    """Both forms of a page on paper."""

    normal: Leaflet
    large: Leaflet


@lru_cache(maxsize=4)
def _index(path: Path, stamp: int) -> dict[str, dict[str, Any]]:
    found = json.loads(path.read_text(encoding="utf-8"))
    return found if isinstance(found, dict) else {}


def _known(outdir: Path) -> dict[str, dict[str, Any]]:
    path = outdir / "print" / "index.json"
    return _index(path, path.stat().st_mtime_ns) if path.exists() else {}


def printed(outdir: Path, page: str) -> Printed | None:
    """The printed forms of a page, or of the whole handbook; nothing for a page that has none."""
    known = _known(outdir).get(page)
    if known is None:
        return None
    name = page.replace("/", "-")
    return Printed(
        Leaflet(f"print/{name}.pdf", known.get("sides"), known.get("bytes")),
        Leaflet(f"print/{name}-large.pdf", known.get("large_sides"), known.get("large_bytes")),
    )


def sheet(outdir: Path, name: str) -> Leaflet | None:
    """A sheet to take to an appointment, if it has been made."""
    known = _known(outdir).get(name)
    return Leaflet(f"print/{name}.pdf", known.get("sides"), known.get("bytes")) if known is not None else None
