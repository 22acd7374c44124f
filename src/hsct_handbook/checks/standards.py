"""The published standards that the handbook is held to, from standards.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_KINDS = frozenset("MPH")


@dataclass(frozen=True)
class Standard:
    """One line of the standards."""

    id: str
    """`R1`, by which rules name it."""
    asked_by: str
    """The published standards that ask for it."""
    check: str
    """What it asks, in our own words."""
    kind: str
    """Who can judge it: M a machine, P a machine points and a person decides, H people; or several of these."""
    proved_by: tuple[str, ...] = ()
    """What holds it besides the rules: a test, `path::name`, or a bad page that is refused. Paths are the project's."""
    not_yet: str = ""
    """Why nothing holds it yet; empty where something does."""

    @property
    def by_machine(self) -> bool:
        """Whether a machine can stop the build over it."""
        return "M" in self.kind


@cache
def standards() -> dict[str, Standard]:
    """Every standard by its id, in order. Raises ValueError for a line that cannot be, a fault of the code."""
    data = tomllib.loads(files(__package__).joinpath("standards.toml").read_text(encoding="utf-8"))
    found = [
        Standard(
            entry["id"],
            entry["from"],
            entry["check"],
            entry["kind"],
            tuple(entry.get("proved-by", ())),
            entry.get("not-yet", ""),
        )
        for entry in data["standard"]
    ]
    by_id = {standard.id: standard for standard in found}
    if len(by_id) < len(found) or not all(_KINDS.issuperset(standard.kind) for standard in found):
        raise ValueError("standards.toml: each id stands once, and each kind is made of M, P and H")
    return by_id
