"""What is known of checks and of the handbook's own standards, without knowing the checks themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol


class Standard(Protocol):
    """A line of the handbook's own standards."""

    @property
    def id(self) -> str:
        """`R1`."""

    @property
    def asked_by(self) -> str:
        """The published standards that ask for it: `IPDAS; DISCERN 12 and 14`."""

    @property
    def check(self) -> str:
        """What it asks, in our own words."""

    @property
    def kind(self) -> str:
        """Who judges, the main one first: M a machine, P a machine points and a person decides, H people."""

    @property
    def proved_by(self) -> tuple[str, ...]:
        """Tests and bad pages that hold it."""

    @property
    def not_yet(self) -> str:
        """Why nothing holds it yet; empty where something does."""


class Rule(Protocol):
    """A code of a check."""

    @property
    def code(self) -> str:
        """Its id."""

    @property
    def standards(self) -> tuple[str, ...]:
        """The lines that it serves."""

    @property
    def advisory(self) -> bool:
        """Whether it only advises, so that a published page may still break it."""


@dataclass(frozen=True)
class Known:
    """The checks and standards that there are."""

    standards: Mapping[str, Standard]
    rules: Sequence[Rule]
