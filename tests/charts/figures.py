"""Figures ready to be drawn, and how many people a drawing shows."""

from __future__ import annotations

import re
from typing import Any

from hsct_handbook.charts import Drawing
from hsct_handbook.charts.drawing import CELL
from hsct_handbook.evidence import QuotedFact
from hsct_handbook.evidence.vocabulary import Outcome
from tests.unit.values import value

_RECTANGLE = re.compile(r"M(\d+) (\d+)h(\d+)v(\d+)h-(\d+)z")


def figure(outcome: Outcome = Outcome.PROGRESSION, name: str = "made.up", **fields: Any) -> QuotedFact:
    """A figure under an id."""
    return QuotedFact(name, "made-up", value(**fields), outcome)


def areas(drawing: Drawing, look: str) -> list[tuple[int, int]]:
    """The cells, as row and column, that a drawing fills with marks of one look."""
    found = []
    for shape in drawing.shapes:
        if shape.tiled and shape.look == look:
            for x, y, width, height, back in _RECTANGLE.findall(shape.place):
                assert width == back
                rows = range(int(y) // CELL, (int(y) + int(height)) // CELL)
                columns = range(int(x) // CELL, (int(x) + int(width)) // CELL)
                found += [(row, column) for row in rows for column in columns]
    return found
