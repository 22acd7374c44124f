"""What was read of files, kept from one reading to the next: a file that did not change is not read again.

A file is known by what stands in it, not by its date. What is kept counts for one day, since some dates may not lie in
the future, and for one version of this package and of the libraries that read for it.
"""

from __future__ import annotations

import errno
import hashlib
import os
import pickle
import stat
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeVar, cast

Read = TypeVar("Read")
Raw = bytes | OSError
"""What stands in a file, or why it cannot be read."""
_LIBRARIES = ("pydantic", "pydantic-core", "pyyaml", "bibtexparser")


@dataclass
class _Entry:
    key: bytes
    value: Any
    pickled: bytes | None = None
    """None while it was not needed in this form; the value is None while only this form was needed."""


class Kept:
    """What was read of each file: in memory, and in `path` if there is one. Anyone may delete that file."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._entries: dict[str, _Entry] = _load(path) if path is not None else {}
        self._asked: set[str] = set()
        self._changed = False

    def read(self, path: Path, about: str, reader: Callable[[Raw], Read]) -> Read:
        """What `reader` makes of a file: as before, unless the file or `about` (what else it depends on) changed."""
        try:
            raw = _bytes_of(path)
        except OSError as fault:
            return reader(fault)
        name = str(path)
        self._asked.add(name)
        key = hashlib.blake2b(raw, key=hashlib.sha256(about.encode()).digest(), digest_size=16).digest()
        entry = self._entries.get(name)
        if entry is None or entry.key != key:
            self._changed = True
            entry = self._entries[name] = _Entry(key, reader(raw))
        elif entry.value is None:
            assert entry.pickled is not None
            entry.value = pickle.loads(entry.pickled)
        return cast("Read", entry.value)

    def save(self) -> None:
        """Write what the next process may use, and forget files that nobody asked for since the last time."""
        gone = self._entries.keys() - self._asked
        for name in gone:
            del self._entries[name]
        self._asked = set()
        if self._path is None or not (self._changed or gone):
            return
        for entry in self._entries.values():
            if entry.pickled is None:
                entry.pickled = pickle.dumps(entry.value, pickle.HIGHEST_PROTOCOL)
        kept = {name: (entry.key, entry.pickled) for name, entry in self._entries.items()}
        self._path.parent.mkdir(parents=True, exist_ok=True)
        # Another build may read it, or be writing it too: each sees a whole file.
        new = self._path.with_name(f"{self._path.name}.{os.getpid()}")
        try:
            new.write_bytes(pickle.dumps((_reader(), kept), pickle.HIGHEST_PROTOCOL))
            new.replace(self._path)
        finally:
            new.unlink(missing_ok=True)
        self._changed = False


def _bytes_of(path: Path) -> bytes:
    """What stands in a file. A device or a pipe is none: reading it could go on without end."""
    kind = path.stat().st_mode
    if not (stat.S_ISREG(kind) or stat.S_ISDIR(kind)):
        raise OSError(errno.EINVAL, "it is a device or a pipe")
    return path.read_bytes()


def _load(path: Path) -> dict[str, _Entry]:
    try:
        reader, kept = pickle.loads(path.read_bytes())
    except Exception:  # not there, or cut short, or from another time: whatever it is, reading anew mends it
        return {}
    return {name: _Entry(key, None, pickled) for name, (key, pickled) in kept.items()} if reader == _reader() else {}


@cache
def _reader() -> str:
    """The code that reads, as a hash."""
    digest = hashlib.blake2b(digest_size=16)
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    digest.update(repr([sys.version, *map(version, _LIBRARIES)]).encode())
    return digest.hexdigest()
