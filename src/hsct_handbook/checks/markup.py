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
        "footnote",
        "A footnote has no place on paper and in e-books, and hides what matters below the text.",
        "Say it in the text, or cite the source with {cite}`key`.",
    ),
)
_ANY = frozenset({"class", "name"})
"""Options that MyST takes for many parts."""


@cache
def _known() -> dict[str, Any]:
    known: dict[str, Any] = json.loads(NAMES.read_text(encoding="utf-8"))
    return known


def check(source: PageSource, evidence: Evidence) -> Iterator[Problem]:
    """Hold every name against those that a build knows."""
    known = _known()
    for directive in source.directives:
        if directive.name in REFUSED:
            continue
        if directive.name in known["directives"]:
            yield from _options(source, directive, known["directives"][directive.name])
        else:
            message = f"there is no directive {{{directive.name}}}"
            yield source.problem(
                directive.line, "directive-unknown", message, _near(directive.name, known["directives"])
            )
    for line, name in source.fences:
        if name in known["directives"]:
            remedy = f"write {{{name}}}"
            yield source.problem(line, "directive-unknown", f"the name “{name}” stands without its braces", remedy)
    for block in source.prose:
        for piece in block.pieces:
            if piece.role not in ("", "code") and piece.role not in known["roles"]:
                message = f"there is no role {{{piece.role}}}"
                yield source.problem(piece.line, "role-unknown", message, _near(piece.role, known["roles"]))
    for line in source.footnotes:
        yield source.problem(line, "footnote", "a footnote stands here", "say it in the text, or write {cite}`key`")


def _options(source: PageSource, directive: Directive, options: Collection[str]) -> Iterator[Problem]:
    for name in directive.options:
        if name not in options and name not in _ANY:
            message = f"{{{directive.name}}} has no option “{name}”"
            otherwise = f"its options are: {', '.join(options)}" if options else "it has none: take it out"
            yield source.problem(directive.line, "directive-option", message, did_you_mean(name, options, otherwise))


def _near(name: str, names: Collection[str]) -> str:
    return did_you_mean(name, names, "correct the name, or take it out")


FAMILY = Family("markup", RULES, check)
