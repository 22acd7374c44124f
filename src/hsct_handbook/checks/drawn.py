"""A chart's title tells of what the chart draws, and a study's page draws its own people."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..evidence import Evidence, Problem, Study, slug_of
from .rule import Family, Rule
from .source import PageSource

RULES = (
    Rule(
        "chart-title",
        "Who sees a chart takes the number in its title for the one that is drawn (promise 1).",
        "Quote in the title a figure that the chart draws, or draw the figure that the title quotes.",
        standards=("D3",),
    ),
    Rule(
        "chart-of-another-study",
        "A reader takes the people of a drawing on a study’s page for those of that study.",
        "Draw the people of the study that the page is about, or put the drawing on the other study’s page.",
        standards=("D3",),
    ),
)
_TITLES = ("title", "caption")
_QUOTED = re.compile(r"\{fact\}`\s*([^`\s]+)")


def check(source: PageSource, evidence: Evidence) -> Iterator[Problem]:
    """Compare the figures in titles with those drawn below them, by the study or page that owns them."""
    own = slug_of(source.name)
    for directive in source.directives:
        drawn = {name.partition(".")[0] for name in directive.argument.split()}
        if directive.name == "who-was-counted" and isinstance(source.page, Study) and drawn - {own}:
            message = f"the page is about {own}, and this draws the people of {directive.argument}"
            yield source.problem(directive.line, "chart-of-another-study", message, f"write {{who-was-counted}} {own}")
        if not any(owner in evidence.studies or owner in evidence.pages for owner in drawn):
            continue
        for title in _TITLES:
            for name in _QUOTED.findall(directive.options.get(title, "")):
                if name.partition(".")[0] not in {own, *drawn}:
                    message = f"the title quotes {name}, and the chart draws {directive.argument}"
                    yield source.problem(directive.line, "chart-title", message, "quote a figure that it draws")


FAMILY = Family("drawn", RULES, check)
