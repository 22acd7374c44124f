"""Text as Typst source: nothing an author types may be taken for markup."""

from __future__ import annotations

import re
from collections.abc import Iterable

_SPECIAL = re.compile(r"[\\#$*_`@<>~=\-+/\[\]'\":]|(?<=\d)\.(?=\s|$)")
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_UNITS = "years?|months?|weeks?|days?|hours?|minutes?|mg|g|kg|ml|mm|cm|pt"
_TIED = re.compile(
    rf"\d out of \d|(?:\b\d{{1,2}} )?\b(?:{_MONTHS}) \d{{4}}\b|\b\d{{1,2}} (?:{_MONTHS})\b"
    rf"|\b(?:at )?[\d.,]*\d (?:{_UNITS})\b|(?<![\d,.])\+?\d{{2,5}} \d{{3,4}} \d{{3,4}}\b"
)
"""What stands on one line: “3 out of 55”, a date, a number with its unit, a telephone number."""
NO_BREAK = "\N{NO-BREAK SPACE}"
_NAME = re.compile(r"\b([A-Z]{3,}-(?:MS|\d))\b")
"""A name such as HALT-MS, whose hyphen would look like that of a line’s end."""


def escape(text: str) -> str:
    """Text as Typst markup that sets exactly this text; line ends become spaces."""
    return _SPECIAL.sub(r"\\\g<0>", text.replace("\n", " "))


def tied(text: str) -> str:
    """Text whose lines end anywhere but within what a reader takes in at once.

    The website keeps a figure’s words together too. Printed so in narrow columns, half of a line may be left empty.
    """
    return _TIED.sub(lambda found: found[0].replace(" ", NO_BREAK), text.replace(NO_BREAK, " ").replace("\n", " "))


def verbatim(text: str) -> str:
    """The same as `escape`, for long texts: in one piece, which Typst sets faster than pieces between escapes.

    A name with a hyphen is not torn.
    """
    pieces = _NAME.split(text.replace("\n", " "))  # text and names by turns
    return "".join(
        f"#box[#{string(piece)};];" if at % 2 else f"#{string(piece)};" for at, piece in enumerate(pieces) if piece
    )


def string(text: str) -> str:
    """Text as a Typst string."""
    quoted = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{quoted}"'


def strings(texts: Iterable[str]) -> str:
    """Several texts as a Typst array of strings."""
    return array(string(text) for text in texts)


def array(items: Iterable[str]) -> str:
    """A Typst array of code; one item needs its comma."""
    return f"({''.join(f'{item}, ' for item in items)})"


def label(docname: str, target: str = "") -> str:
    """The name of a place in a page, the same in every document that holds the page; without a target, its start."""
    return re.sub(r"[^\w.-]", ".", f"{docname}--{target}")


def shown_address(url: str) -> str:
    """An address as paper shows it: without `https://` and `www.`."""
    return re.sub(r"^(https?://|mailto:|tel:)(www\.)?", "", url).rstrip("/")
