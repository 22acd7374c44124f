"""The printed forms of a page: where they are, and how many sides and bytes they have once they have been made.

The print builder leaves `print/index.json` beside its files: for each page its `sides`, `bytes`, `large_sides` and
`large_bytes`. Until it exists the links stand without them.
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


def printed(outdir: Path, page: str) -> Printed:
    """The printed forms of a page, by the paths that were agreed with the print builder."""
    path = outdir / "print" / "index.json"
    known = _index(path, path.stat().st_mtime_ns).get(page, {}) if path.exists() else {}
    name = page.replace("/", "-")
    return Printed(
        Leaflet(f"print/{name}.pdf", known.get("sides"), known.get("bytes")),
        Leaflet(f"print/{name}-large.pdf", known.get("large_sides"), known.get("large_bytes")),
    )
