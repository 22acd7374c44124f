"""A known weakness of a package, and how it is told."""

from __future__ import annotations

from dataclasses import dataclass

Packages = dict[tuple[str, str], list[str]]
"""Names and versions, each with the lock files that hold it."""


@dataclass(frozen=True, order=True)
class Weakness:
    """A package with a known weakness, the versions that mend it, and the lock files that hold it."""

    package: str
    version: str
    name: str
    mended_in: tuple[str, ...]
    files: tuple[str, ...]

    def __str__(self) -> str:
        """Say it with its remedy."""
        remedy = (
            f"mended in {', '.join(self.mended_in)}: {self._upgrade}" if self.mended_in else "no version mends it yet"
        )
        return f"{self.package} {self.version} ({', '.join(self.files)}): {self.name}; {remedy}"

    @property
    def _upgrade(self) -> str:
        of_npm = any(file.endswith(".json") for file in self.files)
        return "run npm update in its folder" if of_npm else "run make upgrade"


class NotAsked(Exception):
    """The database gave no answer that can be used. The message says why."""
