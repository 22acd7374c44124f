"""Slips of the keyboard: markup that is not closed, a word twice, an exclamation mark."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..evidence import Evidence, Problem
from .rule import Family, Rule
from .source import PageSource, Piece, Prose
from .text import UNMADE

RULES = (
    Rule(
        "markup-broken",
        "A role or a link that is not closed stands on the page as it was typed, and its figure is missing.",
        "Close the bracket or the backtick that is open, as in {fact}`mist.deaths`.",
    ),
    Rule(
        "word-twice",
        "A word that stands twice makes a reader stop, and read again.",
        "Take one of them out.",
    ),
    Rule(
        "exclamation",
        "An exclamation mark presses; facts need none.",
        "End the sentence with a full stop.",
        standards=("L5",),
    ),
)
_MARKUP = re.compile(
    r"\{\{.*?(?:\}\}|$)|~~.*?(?:~~|$)|\*\*.*?(?:\*\*|$)|\{[\w:-]+\}|\{[.#]\w|`|\]\(|\[(?=[^\W\d])|(?<=[^\W\d])\]"
    r"|^#{1,6}(?=[^\W\d])|^[•*+-](?=\s?[^\W\d])"
)
_ROLE_BEFORE = re.compile(r"[({\[]?\b(?:fact|cite|certainty|site-file|term|abbr)[)}\]]?\s?$", re.IGNORECASE)
_ROLE_WITHIN = re.compile(r"\{[\w-]+\}")
_TWICE = re.compile(r"\b(?!had had\b|that that\b)([^\W\d_]{2,}) \1\b", re.IGNORECASE)


def check(source: PageSource, evidence: Evidence) -> Iterator[Problem]:
    """Look at all that readers read."""
    for block in source.prose:
        for before, piece in roles_taken_for_code(block):
            message = f"a role is taken for code: “{before[-12:].strip()}`{piece.text[:40]}`”"
            yield source.problem(piece.line, "markup-broken", message, "write {fact}`page.id`, braces before backticks")
        text = block.masked
        for match in _MARKUP.finditer(UNMADE.sub(_blank, text.text)):
            around = text.text[max(0, match.start() - 10) : match.end() + 20]
            message = f"markup stands in the text as it was typed: “{around.strip()}”"
            yield source.problem(text.line_at(match.start()), "markup-broken", message, "close it, or take it out")
        for match in _TWICE.finditer(text.text):
            message = f"a word stands twice: “{match.group()}”"
            yield source.problem(text.line_at(match.start()), "word-twice", message, "take one out")
        if (place := text.text.find("!")) >= 0:
            message = "a sentence ends with an exclamation mark"
            yield source.problem(text.line_at(place), "exclamation", message, "end it with a full stop")


def roles_taken_for_code(block: Prose) -> Iterator[tuple[str, Piece]]:
    """The roles without braces, fact`…`, or with the backtick before them, `{fact}…`; each with the words before it."""
    before = ""
    for piece in block.pieces:
        if piece.role == "code" and (_ROLE_BEFORE.search(before) or _ROLE_WITHIN.match(piece.text)):
            yield before, piece
        before = "" if piece.role else piece.text


def _blank(match: re.Match[str]) -> str:
    """Links that are none are told as links."""
    return " " * len(match.group())


FAMILY = Family("slips", RULES, check)
