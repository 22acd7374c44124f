"""Directives, their options and roles are those that a build knows, and a source is cited, not put in a footnote."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from ..evidence import Evidence, Problem, did_you_mean
from .rule import Family, Rule
from .source import REFUSED, Directive, PageSource

NAMES = Path(__file__).parent / "markup.json"
"""What a build knows; `make schema` writes it."""
RULES = (
    Rule(
        "directive-unknown",
        "A part of the page whose name no one knows is left out of the website and of paper.",
        "Correct the name in braces; CONTRIBUTING.md and STYLE.md show those that pages use.",
    ),
    Rule(
        "directive-option",
        "An option that a part does not have does nothing: its author expects something else.",
        "Correct the name of the option, or take it out.",
    ),
    Rule(
        "role-unknown",
        "Readers would see the marks of a role that no one knows, and not what it stands for.",
        "Correct the name in braces: {fact}`mist.deaths` quotes a figure, {cite}`key` a source.",
    ),
    Rule(
        "fence-open",
        "A part that is not closed takes in all that follows it, headings too.",
        "Close it with a line of as many signs as it opens with; a part around another one has one sign more.",
    ),
    Rule(
        "footnote",
        "A footnote has no place on paper and in e-books, and hides what matters below the text.",
        "Say it in the text, or cite the source with {cite}`key`.",
    ),
)
_ANY = frozenset({"class", "name"})
"""Options that MyST takes for many parts."""


@cache
def known() -> dict[str, Any]:
    """The directives and roles of a build, and what each directive takes."""
    found: dict[str, Any] = json.loads(NAMES.read_text(encoding="utf-8"))
    return found


def check(source: PageSource, evidence: Evidence) -> Iterator[Problem]:
    """Hold every name against those that a build knows."""
    names = known()
    for directive in source.directives:
        if directive.name in REFUSED:
            continue
        if directive.name in names["directives"]:
            yield from _options(source, directive, names["directives"][directive.name])
        else:
            message = f"there is no directive {{{directive.name}}}"
            yield source.problem(
                directive.line, "directive-unknown", message, _near(directive.name, names["directives"])
            )
    for line, name in source.fences:
        if name in names["directives"]:
            remedy = f"write {{{name}}}"
            yield source.problem(line, "directive-unknown", f"the name “{name}” stands without its braces", remedy)
    for line, opening in source.open_fences:
        yield _open(source, line, opening)
    for block in source.prose:
        for piece in block.pieces:
            if piece.role not in ("", "code") and piece.role not in names["roles"]:
                message = f"there is no role {{{piece.role}}}"
                yield source.problem(piece.line, "role-unknown", message, _near(piece.role, names["roles"]))
    for line in source.footnotes:
        yield source.problem(line, "footnote", "a footnote stands here", "say it in the text, or write {cite}`key`")


def _options(source: PageSource, directive: Directive, options: Collection[str]) -> Iterator[Problem]:
    for name in directive.options:
        if name not in options and name not in _ANY:
            message = f"{{{directive.name}}} has no option “{name}”"
            otherwise = f"its options are: {', '.join(options)}" if options else "it has none: take it out"
            yield source.problem(directive.line, "directive-option", message, did_you_mean(name, options, otherwise))


def _open(source: PageSource, line: int, opening: str) -> Problem:
    signs = opening[: len(opening) - len(opening.lstrip(":`~"))]
    if opening == signs:
        message = f"“{signs}” closes nothing: no part opened above it with {len(signs)} signs"
        remedy = "give it as many signs as the line that opens its part, or take it out"
    else:
        message = f"the part that opens with “{opening[:40]}” is not closed"
        remedy = (
            f"end it with a line “{signs}”; if it holds other parts, it opens and ends with one sign more than they"
        )
    return source.problem(line, "fence-open", message, remedy)


def _near(name: str, names: Collection[str]) -> str:
    return did_you_mean(name, names, "correct the name, or take it out")


FAMILY = Family("markup", RULES, check)
