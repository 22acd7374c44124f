"""Figures typed by hand. Each figure has one home, in front matter; prose quotes it.

Years, dates, telephone numbers and numbers of steps are no figures. What looks like one and must stand is named, with
its reason, in allowed.toml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ..evidence import Evidence, Problem
from .rule import Family, Rule
from .shapes import SHAPES, Shape
from .source import PageSource
from .text import beginning

RULES = (
    Rule(
        "bare-percent",
        "A percentage has one home, and is worded as people out of 100.",
        "Make it a fact in front matter and quote it, {fact}`page.id`: it is printed as people out of 100.",
        standards=("R1", "D3"),
    ),
    Rule(
        "bare-count",
        "A count out of a total has one home, with its source (promise 1).",
        "Make it a fact in front matter and quote it: {fact}`page.id`.",
        standards=("D3",),
    ),
    Rule(
        "bare-chance",
        "“1 in X” is hard to compare; chances are written as people out of 100 or 1,000.",
        "Make it a fact in front matter and quote it, {fact}`page.id per-1000`.",
        standards=("R1",),
    ),
    Rule(
        "bare-ratio",
        "A ratio never stands alone: numbers of people come first.",
        "Give the numbers of people in both groups first, then quote the ratio as a fact.",
        standards=("R3",),
    ),
    Rule(
        "bare-interval",
        "A range belongs to its estimate, and is printed with it.",
        "Quote the figure in its full form, which brings its range, or {fact}`page.id range`.",
        standards=("D6",),
    ),
    Rule(
        "bare-p-value",
        "A p value says nothing of how large an effect is; it stays in the front matter.",
        "Leave it out of the text; keep it in the figure’s front matter.",
    ),
    Rule(
        "bare-people",
        "A number of people has one home, with its source (promise 1).",
        "Make it a fact in front matter and quote it, or {fact}`page.enrolled`.",
        standards=("D3",),
    ),
    Rule(
        "bare-measure",
        "A measured value or a price has one home, with its source and date (promise 1).",
        "Make it a fact in front matter, with its source and date, and quote it.",
        standards=("D3",),
    ),
    Rule(
        "bare-dose",
        "A wrong dose or temperature does harm, and without a source beside it nobody can look it up (promise 1).",
        "Cite the source in the same paragraph: {cite}`key`.",
        standards=("D3",),
    ),
)
_SPACES = str.maketrans(dict.fromkeys("\u00a0\u2007\u2009\u202f\n", " "))
_COUNTED_THINGS = re.compile(r"\b(?:steps?|stages?|parts?|pages?|phases?|days?|questions?|sheets?)\s*$", re.IGNORECASE)


def check(source: PageSource, evidence: Evidence) -> Iterator[Problem]:
    """Find figures in all that readers read: paragraphs, lists, tables, titles of boxes."""
    for block in source.prose:
        text = block.masked
        cited = any(piece.role == "cite" for piece in block.pieces)
        for shape, match in typed(text.text):
            if shape.code == "bare-dose" and cited:
                continue
            found = beginning(match.group(), 8)
            message = f"{shape.what} is typed by hand: “{found}”"
            yield source.problem(text.line_at(match.start()), shape.code, message, shape.instead)


@lru_cache(maxsize=1_000)
def typed(text: str) -> tuple[tuple[Shape, re.Match[str]], ...]:
    """Each figure typed by hand in a text: its shape, and where it stands."""
    text = text.translate(_SPACES)
    found: list[tuple[Shape, re.Match[str]]] = []
    for shape in SHAPES:
        for match in shape.form.finditer(text):
            if any(match.start() < other.end() and other.start() < match.end() for _, other in found):
                continue
            if shape.code == "bare-count" and _COUNTED_THINGS.search(text[: match.start()]):
                continue
            found.append((shape, match))
    return tuple(found)


FAMILY = Family("figures", RULES, check)
