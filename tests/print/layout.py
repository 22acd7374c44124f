"""What a reader of paper would stumble over, from where the text of a PDF stands: text over text, cut-off feet."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .pdf_text import Reading, Run

MILLIMETRE = 72 / 25.4
EDGE = 8
"""Millimetres of paper that many printers leave blank."""
_RISES, _FALLS = 0.73, 0.22
"""How far letters reach above and below the line, as shares of their size."""
_ADJOINING = 0.8
"""Points that may lie between runs of one line which belong together."""
_KERNED = 1.5
"""Points by which two signs of one word may overlap."""
_GAP = 0.15
"""A share of the size: words of two columns with less than this between them read as one."""


def collisions(reading: Reading) -> list[str]:
    """Text that lies over other text, or so close beside it that the two run together."""
    return [told for number, side in enumerate(reading.runs, 1) for told in _collisions(number, side)]


def _collisions(number: int, side: list[Run]) -> Iterator[str]:
    runs = sorted(side, key=lambda run: run.baseline)
    for at, one in enumerate(runs):
        for other in runs[at + 1 :]:
            size = min(one.size, other.size)
            if other.baseline - one.baseline > size / 2:
                break
            left, right = sorted((one, other), key=lambda run: run.left)
            gap = right.left - left.right
            beside = abs(one.baseline - other.baseline) < 1 and _ADJOINING < gap < _GAP * size
            if gap < -_KERNED or beside:
                yield f"side {number}: “{left.text}” and “{right.text}”, {gap:.1f} pt between them"


def too_near_the_edge(reading: Reading) -> list[str]:
    """Text that a printer may cut off."""
    width, height = reading.paper
    edge = EDGE * MILLIMETRE
    return [
        f"side {number}: “{run.text}”"
        for number, side in enumerate(reading.runs, 1)
        for run in side
        if run.left < edge
        or run.right > width - edge
        or run.baseline - _FALLS * run.size < edge
        or run.baseline + _RISES * run.size > height - edge
    ]


_LINE_OF_FOOT = 1.5
"""How far apart, in sizes of their type, two lines of one foot are at most."""


def feet_of_several_lines(reading: Reading) -> list[int]:
    """The sides whose foot, which stands outside the structure, takes more than one line."""
    found = []
    for number, side in enumerate(reading.runs, 1):
        outside = sorted((run for run in side if not run.marked), key=lambda run: run.baseline)
        if not outside:
            continue
        foot = outside[0]
        # The ends of a scale stand outside the structure too, but further up
        if any(1 < run.baseline - foot.baseline < _LINE_OF_FOOT * foot.size for run in outside):
            found.append(number)
    return found
