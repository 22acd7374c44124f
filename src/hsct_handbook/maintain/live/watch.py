"""What a save means: a page, a look, or code."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from pathlib import Path

from watchfiles import Change, DefaultFilter

_LOOKS = frozenset({".css", ".html", ".js", ".svg", ".toml", ".typ", ".png", ".ttf"})
_PAGES = frozenset({".md", ".bib", ".py", ".yml", ".yaml", ".toml", ".csv", ".svg", ".png", ".jpg", ".html", ".txt"})


class Meaning(IntEnum):
    """What must be done, the greater the more."""

    NOTHING = 0
    PAGE = 1
    THEME = 2
    CODE = 3


def meaning(changes: Iterable[tuple[Change, str]], docs: Path, code: Path) -> Meaning:
    """The most that any of these changes asks for."""
    return max((_meaning(Path(path), docs.resolve(), code.resolve()) for _, path in changes), default=Meaning.NOTHING)


def _meaning(path: Path, docs: Path, code: Path) -> Meaning:
    if path.is_relative_to(docs):
        return Meaning.PAGE if path.suffix in _PAGES else Meaning.NOTHING
    if path.is_relative_to(code / "maintain") or not path.is_relative_to(code):
        return Meaning.NOTHING
    if path.suffix == ".py":
        return Meaning.CODE
    return Meaning.THEME if path.suffix in _LOOKS else Meaning.NOTHING


class Filter(DefaultFilter):
    """Leaves out what editors and tools leave behind."""

    ignore_dirs = (*DefaultFilter.ignore_dirs, "_build", ".ruff_cache")
    ignore_entity_patterns = (*DefaultFilter.ignore_entity_patterns, r"^\d+$", r"\.tmp$", r"^\.#", r"#$")
