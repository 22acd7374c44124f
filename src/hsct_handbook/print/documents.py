"""What is to be printed: each PDF as a Typst main file with its settings, before anything is compiled."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from .blocks import LINE
from .compile import ENGINE, FONTS, LOOK
from .page import PrintedPage

REGULAR, LARGE = "12", "18"
"""The sizes of type, in points."""


@dataclass(frozen=True)
class Document:
    """One PDF to make."""

    name: str
    """Its file, without `.pdf`."""
    source: str
    pages: tuple[PrintedPage, ...]
    settings: Mapping[str, str]
    address: str
    """Where its code leads phones."""
    timestamp: int
    """Seconds since 1970 that it bears as its date, so that the same sources give the same bytes."""
    sides: int | None = None
    """How many sides it may take; none: as many as it needs."""
    attempts: Sequence[Mapping[str, str]] = field(default=({},))
    """Ways of setting it, roomiest first; the first that keeps to its sides is taken."""
    comfortable: int = 0
    """The tightest of these ways that is still airy: so close it is set where that saves a side."""
    likely: int | None = None
    """The place of the way that will probably be taken, if that can be guessed. Looking for it begins there."""
    owner: str | None = None
    """The page to blame when it doesn't fit."""
    advice: str = ""
    """What to do when it doesn't fit."""

    def fingerprint(self, base: str) -> str:
        """Changes whenever the PDF would. `base` is that of the look, the fonts and the engine."""
        parts = [
            base,
            self.name,
            self.source,
            repr(sorted(self.settings.items())),
            self.address,
            str(self.timestamp),
            str((self.sides, self.comfortable)),
        ]
        parts += [repr(sorted(attempt.items())) for attempt in self.attempts]
        for page in self.pages:
            parts += [_without_lines(page.source), *sorted(page.images)]
        return hashlib.blake2b("\0".join(parts).encode(), digest_size=16).hexdigest()


def fingerprint_of_look() -> str:
    """Of what all PDFs share: the look, the typeface, the engine."""
    found = hashlib.blake2b(ENGINE.encode(), digest_size=16)
    for path in (LOOK, *sorted(FONTS.glob("*.ttf")), *sorted(Path(__file__).parent.glob("*.py"))):
        found.update(path.read_bytes())
    return found.hexdigest()


def _without_lines(source: str) -> str:
    """Source without the comments that hold lines: a page that only moved down in its file prints the same."""
    return "\n".join(line for line in source.split("\n") if not line.startswith(LINE))
