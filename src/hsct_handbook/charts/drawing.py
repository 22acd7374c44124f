"""A drawing: shapes with the look that each has, as SVG for a page with a style sheet or to stand alone."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Literal

CELL = 10
"""The side of the square in which one person's mark stands."""
_RADIUS = {"on": 4.4, "off": 3.3}
_INK, _SOFT, _ACCENT = "#14201f", "#36474b", "#004f5a"
_PAINT = {
    "on": f'fill="{_ACCENT}"',
    "off": f'fill="none" stroke="{_SOFT}" stroke-width="1.4"',
    "ci": f'fill="none" stroke="{_INK}" stroke-width="4"',
    "ci ci90": f'fill="none" stroke="{_INK}" stroke-width="4" stroke-dasharray="8 5"',
    "zero": f'fill="none" stroke="{_SOFT}" stroke-width="1.4" stroke-dasharray="4"',
    "on halo": f'fill="{_ACCENT}" stroke="#fff" stroke-width="1.4"',
}
Look = Literal["on", "off", "ci", "ci ci90", "zero", "on halo"]
"""Solid and open marks, a 95% line and the ends of any, a 90% line, no difference, a dot with its halo."""


Area = tuple[int, int, int, int]
"""Some cells: column and row of the first, how many columns, how many rows."""


class Undrawable(ValueError):
    """Figures of which no right picture can be made: what is wrong, and what would be right."""

    def __init__(self, code: str, message: str, remedy: str) -> None:
        super().__init__(message)
        self.code, self.message, self.remedy = code, message, remedy


@dataclass(frozen=True)
class Shape:
    """One shape, in units of its drawing."""

    tag: Literal["path", "circle", "rect"]
    look: Look
    place: str
    """Its SVG attributes of place and size."""
    areas: tuple[Area, ...] = ()
    """The rectangles of cells that it fills with one mark for each person."""

    @property
    def tiled(self) -> bool:
        """Whether it is filled with one mark for each person."""
        return bool(self.areas)


@dataclass(frozen=True)
class Drawing:
    """Marks on an area of `width` by `height` units, with what they say in words."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
    alt: str = ""
    """The text alternative; empty where the words beside the drawing say it all."""
    widest: int | None = None
    """How wide it is shown at most, in pixels; as wide as its place if left out."""

    def inline(self, name: str) -> str:
        """SVG for an HTML page, whose style sheet knows the looks. `name` is the drawing's alone on the page."""
        role = f'role="img" aria-label="{escape(self.alt)}"' if self.alt else 'aria-hidden="true"'
        width = f' width="{self.widest}"' if self.widest else ""
        marks = "".join(
            f'<{shape.tag} fill="url(#{name}-{shape.look})" {shape.place}/>'
            if shape.tiled
            else f'<{shape.tag} class="{shape.look}" {shape.place}/>'
            for shape in self.shapes
        )
        patterns = self._patterns(name)
        return f'<svg viewBox="0 0 {number(self.width)} {number(self.height)}"{width} {role}>{patterns}{marks}</svg>'

    def alone(self, *, paper: bool = False) -> str:
        """SVG that brings its own colours: on white where `paper` is asked for, as a dark screen needs."""
        size = f'width="{number(self.width)}" height="{number(self.height)}"'
        ground = f'<rect {size} fill="#fff"/>' if paper else ""
        marks = "".join(
            _dotted(shape) if shape.tiled else f"<{shape.tag} {_PAINT[shape.look]} {shape.place}/>"
            for shape in self.shapes
        )
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {number(self.width)} {number(self.height)}" {size}>'
            f"{ground}{marks}</svg>\n"
        )

    def _patterns(self, name: str) -> str:
        looks = [shape.look for shape in self.shapes if shape.tiled]
        patterns = (
            f'<pattern id="{name}-{look}" width="{CELL}" height="{CELL}" patternUnits="userSpaceOnUse">'
            f'<circle class="{look}" cx="{CELL // 2}" cy="{CELL // 2}" r="{_RADIUS[look]}"/></pattern>'
            for look in looks
        )
        return f"<defs>{''.join(patterns)}</defs>" if looks else ""


_DASH, _BEYOND = 0.1, 5
"""How long the line is under a mark, and how far it goes on past the last. Without length some programs that show pages
make it as long as that, so that all later marks shift; and they draw no mark near the end of a line."""


def _dotted(shape: Shape) -> str:
    """A mark for each cell as dotted lines along the rows: in PDF, patterns would drift away from their cells."""
    half = CELL // 2
    lines = "".join(
        f"M{column * CELL + half} {(row + down) * CELL + half}h{(columns - 1) * CELL + _BEYOND}"
        for column, row, columns, rows in shape.areas
        for down in range(rows)
    )
    dots = f'd="{lines}" fill="none" stroke-linecap="round" stroke-dasharray="{_DASH:g} {CELL - _DASH:g}"'
    if shape.look == "on":
        return f'<path {dots} stroke="{_ACCENT}" stroke-width="{2 * _RADIUS["on"]:g}"/>'
    outer, inner = 2 * (_RADIUS["off"] + 0.7), 2 * (_RADIUS["off"] - 0.7)
    return (
        f'<path {dots} stroke="{_SOFT}" stroke-width="{outer:g}"/><path {dots} stroke="#fff" stroke-width="{inner:g}"/>'
    )


def number(value: float) -> str:
    """A coordinate, as short as it can be."""
    return f"{round(value, 1):g}"


def path(look: Look, data: str) -> Shape:
    """A path."""
    return Shape("path", look, f'd="{data}"')


def circle(look: Look, x: float, y: float, radius: float) -> Shape:
    """A circle round a point."""
    return Shape("circle", look, f'cx="{number(x)}" cy="{number(y)}" r="{number(radius)}"')


def rectangle(look: Look, x: float, y: float, width: float, height: float) -> Shape:
    """A rectangle by its upper left corner."""
    return Shape("rect", look, f'x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}"')
