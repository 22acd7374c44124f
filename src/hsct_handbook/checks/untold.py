"""No figure changes in silence: a change has its entry in docs/changes.yml, and is noted in docs/_figures.json."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..evidence import Evidence, Problem
from ..history import FIGURES, Unreadable, figures_of, missing_entries, read_logged
from .rule import Rule

RULES = (
    Rule(
        "change-untold",
        "Who read the old figure must be able to learn that it changed, and why.",
        "Add an entry to docs/changes.yml; make changes writes one to fill in.",
        draft=True,
    ),
    Rule(
        "change-not-noted",
        "The next change is told apart from this one only if this one is noted.",
        "Run make changes, and commit docs/_figures.json with the rest.",
        draft=True,
    ),
)


def check(evidence: Evidence, docs: Path, shown: Path) -> Iterator[Problem]:
    """Hold today's figures against those that were last logged, once the evidence is without faults."""
    if evidence.problems or not (docs / FIGURES).exists():
        return
    try:
        logged = read_logged(docs)
    except Unreadable as fault:
        yield Problem(shown / FIGURES, 1, "change-not-noted", str(fault), "take it from the last commit")
        return
    missing = missing_entries(evidence, logged, shown)
    yield from missing
    if not missing and (logged.figures != figures_of(evidence) or logged.entries != len(evidence.changes)):
        message = "it does not hold the figures of today, though the log tells of each change"
        yield Problem(shown / FIGURES, 1, "change-not-noted", message, "run make changes")
