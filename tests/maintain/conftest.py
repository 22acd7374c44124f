"""A small handbook that a test may change, and a server that stands in for the rest of the world."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from .server import Local, serving

BASE = Path(__file__).parents[1] / "bad" / "_base"


@pytest.fixture
def docs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A handbook of one chapter and one study in `docs`, in which nothing is wrong; the test stands beside it."""
    shutil.copytree(BASE, tmp_path / "docs")
    monkeypatch.chdir(tmp_path)
    return Path("docs")


@pytest.fixture
def local() -> Iterator[Local]:
    """A server on this machine."""
    with serving() as server:
        yield server


def edit(path: Path, old: str, new: str) -> None:
    """Replace a piece of a page that stands there once."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{path} holds {old!r} {text.count(old)} times"
    path.write_text(text.replace(old, new), encoding="utf-8")
