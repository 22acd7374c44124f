"""The real handbook, read once for all tests of its pages."""

from __future__ import annotations

import datetime as dt
import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from hsct_handbook.checks import PageSource, read_sources
from hsct_handbook.evidence import Evidence, read_evidence

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
SHOWN = Path("docs")
PAGES = sorted(
    path.relative_to(DOCS).with_suffix("").as_posix() for path in DOCS.rglob("*.md") if "_build" not in path.parts
)
"""The names of all pages, whether they can be read or not."""


@dataclass(frozen=True)
class Handbook:
    """The evidence, and every page whose front matter could be read."""

    evidence: Evidence
    sources: dict[str, PageSource]


@cache
def handbook() -> Handbook:
    """Read everything, once."""
    setting = os.environ.get("HANDBOOK_TODAY", "")
    today = dt.date.fromisoformat(setting) if setting else dt.date.today()
    evidence = read_evidence(DOCS, today=today, shown=SHOWN)
    return Handbook(evidence, {source.name: source for source in read_sources(evidence, DOCS, SHOWN)})
