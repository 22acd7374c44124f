"""What was printed before, so that only what changed is compiled; and the swap of new files for old."""

from __future__ import annotations

import json
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
        if made is None or made.fingerprint != fingerprint or not path.is_file():
            return None
        return made if path.stat().st_size == made.bytes else None

    def publish(self, staged: Path, made: dict[str, Made], index: dict[str, dict[str, int]]) -> None:
        """Move the new PDFs in, take away those that no page has any more, and write the list."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for path in staged.glob("*.pdf"):
            path.replace(self.folder / path.name)
        for name in self.made.keys() - made.keys():
            (self.folder / f"{name}.pdf").unlink(missing_ok=True)
        _write(self.folder / INDEX, json.dumps(index, indent=1, sort_keys=True) + "\n")
        _write(self.memory, json.dumps({name: asdict(each) for name, each in sorted(made.items())}, indent=1) + "\n")
        self.made = made


def _write(path: Path, text: str) -> None:
    """Write a file whole, or leave the old one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.new")
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)
