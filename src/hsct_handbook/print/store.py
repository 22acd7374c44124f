"""What was printed before, so that only what changed is compiled; and the swap of new files for old.

New PDFs wait beside the doctrees, each under the fingerprint of what it was made from, until the whole set is there. A
build that fails or is interrupted leaves them there, and the next one need not make them again.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path

INDEX = "index.json"


@dataclass(frozen=True)
class Made:
    """One PDF that was made: what it was made from, its sides and its size."""

    fingerprint: str
    sides: int
    bytes: int


class Store:
    """The PDFs in a folder and what each was made from, kept in a file beside the doctrees."""

    def __init__(self, folder: Path, memory: Path) -> None:
        self.folder = folder
        self.memory = memory
        self.waiting = memory.with_name(f"{memory.stem}-waiting")
        self.made = self._remembered()

    def _remembered(self) -> dict[str, Made]:
        try:
            kept = json.loads(self.memory.read_text(encoding="utf-8"))
            return {name: Made(**values) for name, values in kept.items()}
        except (OSError, ValueError, TypeError, AttributeError):
            return {}

    def current(self, name: str, fingerprint: str) -> Made | None:
        """The PDF as made before, if it is still there and would come out the same."""
        made, path = self.made.get(name), self.folder / f"{name}.pdf"
        same = made is not None and made.fingerprint == fingerprint and path.is_file()
        if made is not None and same and path.stat().st_size == made.bytes:
            return made
        waiting = next(self.waiting.glob(f"{fingerprint}.*.pdf"), None)
        if waiting is None:
            return None
        return Made(fingerprint, int(waiting.suffixes[0][1:]), waiting.stat().st_size)

    def keep(self, fingerprint: str, sides: int, pdf: bytes) -> Made:
        """Let a new PDF wait until the whole set is there."""
        made = Made(fingerprint, sides, len(pdf))
        _write(self._place(made), pdf)
        return made

    def publish(self, made: dict[str, Made], index: dict[str, dict[str, int]]) -> None:
        """Move the new PDFs in, take away those that no page has any more, and write the list."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for name, each in made.items():
            if (path := self._place(each)).is_file():
                path.replace(self.folder / f"{name}.pdf")
        for name in self.made.keys() - made.keys():
            (self.folder / f"{name}.pdf").unlink(missing_ok=True)
        shutil.rmtree(self.waiting, ignore_errors=True)
        _write(self.folder / INDEX, _json(index))
        _write(self.memory, _json({name: asdict(each) for name, each in made.items()}))
        self.made = made

    def _place(self, made: Made) -> Path:
        """Where a PDF waits; its name holds all that is to be known of it."""
        return self.waiting / f"{made.fingerprint}.{made.sides}.pdf"


def _json(values: object) -> bytes:
    return (json.dumps(values, indent=1, sort_keys=True) + "\n").encode()


def _write(path: Path, data: bytes) -> None:
    """Write a file whole, or leave the old one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.new")
    draft.write_bytes(data)
    draft.replace(path)
