"""The figures that a page quotes, each with its form and where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..evidence import Evidence, QuotedFact
from ..wording import Form
from .facts import Unresolved, resolve_fact
from .source import PageSource, Piece, Prose


@dataclass(frozen=True)
class Quoted:
    """One figure in the prose of a page."""

    fact: QuotedFact
    form: Form
    block: Prose
    piece: Piece

    @property
    def line(self) -> int:
        """The line on which it stands."""
        return self.piece.line


def quoted(source: PageSource, evidence: Evidence) -> Iterator[Quoted]:
    """Every figure that the prose quotes, in order. Those that there are not are another check's business."""
    for block in source.prose:
        for piece in block.pieces:
            if piece.role == "fact":
                try:
                    fact, form = resolve_fact(evidence, piece.text)
                except Unresolved:
                    continue
                yield Quoted(fact, form, block, piece)
