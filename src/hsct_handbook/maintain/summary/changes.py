"""What differs between two states of the handbook."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from .snapshot import Figure, Snapshot

_LEAST_WEIGHT = 0.05
"""A page that grows or shrinks by less than this part of itself is not worth a line."""
_LEAST_GRADE = 0.3


@dataclass(frozen=True)
class FigureChange:
    """A figure that says something else than before; `before` or `after` is None where it is new or gone."""

    id: str
    before: Figure | None
    after: Figure | None

    @property
    def fields(self) -> list[tuple[str, Any, Any]]:
        """The fields that changed, with what they were and are."""
        if self.before is None or self.after is None:
            return []
        old, new = self.before.says, self.after.says
        return [(key, old.get(key), new.get(key)) for key in sorted(old | new) if old.get(key) != new.get(key)]

    @property
    def source_is_the_same(self) -> bool:
        """Whether a changed figure still stands on the same source, read as before: then someone must say why."""
        if self.before is None or self.after is None or not self.fields:
            return False
        return (self.before.source, self.before.checked) == (self.after.source, self.after.checked)


@dataclass
class Changes:
    """Everything that differs."""

    pages: list[str] = field(default_factory=list)
    """Pages of the website whose text readers see otherwise than before."""
    written: list[str] = field(default_factory=list)
    """Pages that were edited, by name: known even where nothing could be built."""
    figures: list[FigureChange] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    weights: list[tuple[str, int, int]] = field(default_factory=list)
    grades: list[tuple[str, float, float]] = field(default_factory=list)
    sides: list[tuple[str, int, int]] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    """Pages whose figures cannot be compared, for they cannot be read."""
    built: bool = True
    """Whether both states were built, so that addresses and weights could be compared."""


def compare(before: Snapshot, after: Snapshot) -> Changes:
    """Find what differs, each list in its natural order."""
    found = Changes(built=bool(before.pages and after.pages))
    found.written = _differing(before.texts, after.texts)
    found.figures = [
        FigureChange(name, before.figures.get(name), after.figures.get(name))
        for name in _differing(before.figures, after.figures)
        if name.partition(".")[0] not in before.unread | after.unread
    ]
    found.unread = sorted(before.unread | after.unread)
    if not found.built:
        return found
    both = sorted(before.pages.keys() & after.pages.keys())
    found.pages = [name for name in both if before.pages[name].digest != after.pages[name].digest]
    found.added = sorted(after.addresses - before.addresses)
    found.lost = sorted(before.addresses - after.addresses)
    for name in both:
        old, new = before.pages[name], after.pages[name]
        if abs(new.weight - old.weight) > _LEAST_WEIGHT * old.weight:
            found.weights.append((name, old.weight, new.weight))
        if old.grade is not None and new.grade is not None and abs(new.grade - old.grade) >= _LEAST_GRADE:
            found.grades.append((name, old.grade, new.grade))
    found.sides = [
        (name, before.sides[name], after.sides[name])
        for name in sorted(before.sides.keys() & after.sides.keys())
        if before.sides[name] != after.sides[name]
    ]
    return found


def _differing(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    return sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))
