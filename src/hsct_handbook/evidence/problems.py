"""What is wrong with a page, said so that the person who edits it can mend it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, order=True)
class Problem:
    """One complaint about one place in one file.

    `code` names the kind of complaint (`fact-count`), `message` says what is wrong, `remedy` what would be right.
    Lines count from 1.
    """

    path: Path
    line: int
    code: str
    message: str
    remedy: str = ""

    def __str__(self) -> str:
        """Say it as `path:line: code message; remedy`."""
        return f"{self.path}:{self.line}: {self.code} {self.text}"

    @property
    def text(self) -> str:
        """What is wrong and what would be right, without the place."""
        return f"{self.message}; {self.remedy}" if self.remedy else self.message


def did_you_mean(name: str, known: Iterable[str], otherwise: str, cutoff: float = 0.6) -> str:
    """A remedy for a name that is not known: the nearest of the known ones; `otherwise` if none comes near.

    `cutoff` is how alike they must be, from 0 (anything) to 1 (the same).
    """
    near = difflib.get_close_matches(name, list(known), n=1, cutoff=cutoff)
    return f"did you mean “{near[0]}”?" if near else otherwise
