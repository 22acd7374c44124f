"""No figure changes in silence: each change of what docs/_figures.json holds has its entry in docs/changes.yml."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..evidence import Evidence, Problem
from ..evidence.changes import CHANGES
from ..history import FIGURES, Unreadable, missing_entries, read_logged
from .rule import Rule

RULES = (
    Rule(
        "change-untold",
        "Who read the old figure must be able to learn that it changed, and why.",
        "Copy the entry that is shown to the top of the list in docs/changes.yml, and fill it in.",
        draft=True,
    ),
    Rule(
        "log-shortened",
        "What readers were once told of a change stays told.",
        "Take docs/changes.yml from the last commit, and add to it at the top.",
        draft=True,
    ),
    Rule(
        "figures-unreadable",
        "Without the figures as last logged, a change could not be told.",
        "Take docs/_figures.json from the last commit.",
        draft=True,
    ),
)
_TAKE = "take it from the last commit"


def check(evidence: Evidence, docs: Path, shown: Path) -> Iterator[Problem]:
    """Hold today's figures against those that were last logged, once the evidence is without faults."""
    has_figures, has_log = (docs / FIGURES).exists(), (docs / CHANGES).exists()
    if evidence.problems or not (has_figures or has_log):
        return
    try:
        if not has_figures:
            raise Unreadable("the figures as last logged are missing, so nobody could tell which of them changed")
        logged = read_logged(docs)
    except Unreadable as fault:
        yield Problem(shown / FIGURES, 1, "figures-unreadable", str(fault), _TAKE)
        return
    if (entries := len(evidence.changes)) < logged.entries:
        message = f"the log has {entries} entries and had {logged.entries}"
        yield Problem(shown / CHANGES, 1, "log-shortened", message, _TAKE)
        return
    yield from missing_entries(evidence, logged, shown)
