"""The form of the study explorer as HTML. It is hidden until the script that gives it a use has started."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

Choice = tuple[str, str]
"""The value of a choice in the address, and its words."""
SORTS: tuple[Choice, ...] = (
    ("name", "Name"),
    ("year", "Year, newest first"),
    ("design", "Kind of study"),
    ("people", "People, most first"),
    ("follow", "Followed for, longest first"),
)
"""Orders that a reader can choose. Results and deaths are none of them: studies that differ are never ranked."""
MOST_SIDE_BY_SIDE = 3
CAUTION = (
    "Read each column by itself. The studies treated different people, in different years, and counted different "
    "things. A higher number does not make a treatment better."
)


@dataclass(frozen=True)
class Choices:
    """What there is to choose from."""

    types: Sequence[Choice]
    designs: Sequence[Choice]
    strengths: Sequence[Choice]
    years: Sequence[str]
    studies: int


def form_html(choices: Choices) -> str:
    """The form, the line that tells how many studies are shown, and the place for studies side by side."""
    years = [(year, year) for year in choices.years]
    fields = [
        _select("type", "Type of MS", "All types", choices.types),
        _select("design", "Kind of study", "All kinds", choices.designs),
        _select("strength", "Strength", "All strengths", choices.strengths),
        _select("from", "Published from", "Any year", years),
        _select("to", "Published until", "Any year", years),
        _select("sort", "Put in order by", None, SORTS),
    ]
    return (
        f'<div class="explore" hidden data-most="{MOST_SIDE_BY_SIDE}">'
        f'<form aria-label="Narrow the table">{"".join(fields)}'
        '<label class="tick"><input type="checkbox" name="compared" value="yes">Only with a group to compare</label>'
        '<button type="reset">Show all studies</button></form>'
        f'<p role="status" data-say="# of {choices.studies} studies shown"></p>'
        '<section id="side-by-side" aria-label="Side by side" tabindex="-1" hidden>'
        f"<p>{CAUTION}</p>"
        '<table class="cards side"><caption>Side by side</caption><thead><tr><td></td></tr></thead><tbody></tbody>'
        '</table><p><button type="button">Take them away</button></p></section></div>\n'
    )


def _select(name: str, label: str, every: str | None, options: Iterable[Choice]) -> str:
    first = [] if every is None else [("", every)]
    inner = "".join(f'<option value="{escape(value)}">{escape(_capital(words))}' for value, words in [*first, *options])
    return f'<div><label for="by-{name}">{label}</label><select id="by-{name}" name="{name}">{inner}</select></div>'


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
