"""The order in which complaints are told: what is wrong before what only follows from it."""

from __future__ import annotations

from collections.abc import Collection

from ..evidence import Problem
from .facts import WAITS

_HIDE_THE_REST = frozenset({"merge-conflict", "fence-open", "file-link", "file-name"})
"""Faults after which a file reads otherwise than it was meant: what else is said of it may only follow from them."""


def in_order(found: Collection[Problem], of_files: Collection[str], of_text: Collection[str]) -> list[Problem]:
    """The problems in order: those with the codes of files, those of fields, and those with the codes of the text.

    What only waits for another page comes last, and once a page.
    """
    hidden = {problem.path for problem in found if problem.code in _HIDE_THE_REST}
    told = {problem for problem in found if problem.path not in hidden or problem.code in _HIDE_THE_REST}
    waiting: dict[tuple[str, str], Problem] = {}
    for problem in sorted(told):
        if problem.code == WAITS:
            waiting.setdefault((str(problem.path), problem.message), problem)
    rank = dict.fromkeys(of_text, 2) | dict.fromkeys(of_files, 0)
    first = sorted((rank.get(problem.code, 1), problem) for problem in told if problem.code != WAITS)
    return [*(problem for _, problem in first), *waiting.values()]
