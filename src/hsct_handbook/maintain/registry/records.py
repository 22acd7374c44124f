"""What a register says of a trial, in the handbook's own words."""

from __future__ import annotations

from dataclasses import dataclass

from ...evidence.vocabulary import State


class Trouble(Exception):
    """A register did not give an answer that can be used. The message says what happened, for people."""

    def __init__(self, message: str, *, down: bool = False) -> None:
        super().__init__(message)
        self.down = down
        """Whether the register itself is out of reach, so that asking on is idle."""


class Unreadable(Trouble):
    """An answer came, but not in the shape that the register documents."""


@dataclass(frozen=True)
class Record:
    """One trial in one register, as it stands today."""

    number: str
    register: str
    address: str
    """Where a person can read the record."""
    state: State
    state_said: str
    """The state in the register's own words, or how it was worked out."""
    updated: str
    """The date of the record: its last update."""
    starts: str | None = None
    ends: str | None = None
    ends_is_expected: bool = False
    people: int | None = None
    people_is_planned: bool = False
    groups: tuple[str, ...] = ()
    """What each group is given, in the register's words."""
