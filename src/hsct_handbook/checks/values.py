"""What a directive is given: numbers where they belong, no text where it takes none, and what it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..evidence import Evidence, Problem
from .markup import known
from .rule import Family, Rule
from .source import Directive, PageSource

RULES = (
    Rule(
        "directive-number",
        "A part of the page that is given a word for a number cannot be built.",
        "Write the number in digits, within what the complaint names.",
    ),
    Rule(
        "directive-text",
        "What is written inside a part that takes no text would be lost.",
        "Write an option with a colon before and after its name, and text below the part.",
    ),
    Rule(
        "directive-argument",
        "Without the name of what it shows, a part of the page shows nothing.",
        "Write it on the first line, after the name in braces.",
    ),
)
_NUMBER = re.compile(r"[0-9]{1,9}")


def check(source: PageSource, evidence: Evidence) -> Iterator[Problem]:
    """Hold each directive against what a build knows of it."""
    for directive in source.directives:
        name, numbers = directive.name, known()["numbers"].get(directive.name, {})
        for option, least in numbers.items():
            value = directive.options.get(option)
            if value and not (_NUMBER.fullmatch(value) and int(value) >= least):
                message = f"“{value[:40]}” is no number that “{option}” of {{{name}}} can take"
                yield source.problem(
                    directive.line, "directive-number", message, f"write :{option}: and a whole number from {least}"
                )
        if name in known()["without-text"] and (text := directive.content.strip()):
            yield _surplus(source, directive, text)
        if name in known()["with-argument"] and not directive.argument:
            message = f"{{{name}}} does not say what it is about"
            yield source.problem(directive.line, "directive-argument", message, f"write it after {{{name}}}")


def _surplus(source: PageSource, directive: Directive, text: str) -> Problem:
    line = directive.line + 1 + directive.content[: directive.content.index(text)].count("\n")
    option, colon, value = (part.strip() for part in text.split("\n")[0].lstrip(":").partition(":"))
    message = f"{{{directive.name}}} of line {directive.line} takes no text: “{text[:40]}”"
    remedy = "close that part above this text, with a line of as many signs as it opens with"
    if colon and option in known()["directives"][directive.name]:
        remedy = f"write :{option}: {value}"
    return source.problem(line, "directive-text", message, remedy)


FAMILY = Family("values", RULES, check)
