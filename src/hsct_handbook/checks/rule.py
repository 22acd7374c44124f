"""What a check is: a small function, and the codes it complains with, each with its reason."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ..evidence import Evidence, Problem
from .source import PageSource


@dataclass(frozen=True)
class Rule:
    """A code with which a check complains, and why the handbook has the rule."""

    code: str
    why: str
    advisory: bool = False
    """Advice is shown when asked for; it never stops a build."""


@dataclass(frozen=True)
class Family:
    """A family of checks: one module, one function, its codes."""

    name: str
    rules: tuple[Rule, ...]
    check: Callable[[PageSource, Evidence], Iterator[Problem]]
