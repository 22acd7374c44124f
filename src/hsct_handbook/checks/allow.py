"""The few places where what a check refuses must stand, each with its reason, from allowed.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ..evidence import Problem

ALLOWABLE = frozenset(
    {
        *("word-banned", "word-vague", "name-spelling", "sentence-length"),
        *("bare-count", "bare-chance", "bare-people", "bare-ratio", "stray-time", "stray-year"),
    }
)
"""Codes that can be allowed on a page. Missing parts, dead links and unknown figures never can."""


@dataclass(frozen=True)
class Allowance:
    """One complaint that is let pass on one page, and why."""

    page: str
    code: str
    text: str
    why: str

    def covers(self, page: str, problem: Problem) -> bool:
        """Whether it is about this complaint."""
        return page == self.page and problem.code == self.code and f"“{self.text}" in problem.message


@cache
def allowances() -> tuple[Allowance, ...]:
    """Every allowance. Raises for one that cannot be, since that is a fault of the code, not of a page."""
    data = tomllib.loads(files(__package__).joinpath("allowed.toml").read_text(encoding="utf-8"))
    found = tuple(Allowance(**entry) for entry in data.get("allow", ()))
    for allowance in found:
        if allowance.code not in ALLOWABLE or not allowance.why.strip():
            raise ValueError(f"allowed.toml: {allowance}")
    return found


def is_allowed(page: str, problem: Problem) -> bool:
    """Whether a complaint about a page is let pass."""
    return any(allowance.covers(page, problem) for allowance in allowances())
