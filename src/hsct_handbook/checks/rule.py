"""What a check is: a small function, and the codes it complains with, each with its reason."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ..evidence import Evidence, Problem
from .source import PageSource


@dataclass(frozen=True)
class Rule:
    """A code with which a check complains, why the handbook has the rule, and how a page is mended that breaks it."""

    code: str
    why: str
    mend: str
    standards: tuple[str, ...] = ()
    """The ids of the lines of standards.toml that it serves; none where the rule is the house's own."""
    advisory: bool = False
    """Advice is shown when asked for; it never stops a build."""
    draft: bool = False
    """Refused by `make check` and the gate, while a build lets it pass: a page is looked at while it is written."""


@dataclass(frozen=True)
class Family:
    """A family of checks: one module, one function, its codes."""

    name: str
    rules: tuple[Rule, ...]
    check: Callable[[PageSource, Evidence], Iterator[Problem]]
