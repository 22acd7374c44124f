"""Text as Typst source: nothing an author types may be taken for markup."""

from __future__ import annotations

import re
from collections.abc import Iterable

_SPECIAL = re.compile(r"[\\#$*_`@<>~=\-+/\[\]'\":]|(?<=\d)\.(?=\s|$)")
_BREAKABLE = re.compile(r"(?<=[/?&=_])(?=\w)")
ZERO_WIDTH_SPACE = "\N{ZERO WIDTH SPACE}"
_SHORT_ADDRESS = 34
"""An address of this many characters fits a line of a narrow column and need not break."""


def escape(text: str) -> str:
    """Text as Typst markup that sets exactly this text; line ends become spaces."""
    return _SPECIAL.sub(r"\\\g<0>", text.replace("\n", " "))


def verbatim(text: str) -> str:
    """The same as `escape`, for long texts: in one piece, which Typst sets faster than pieces between escapes."""
    return f"#{string(text.replace(chr(10), ' '))};"


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
    """An address as paper shows it: without `https://` and `www.`, with places to break where it is long."""
    text = re.sub(r"^(https?://|mailto:|tel:)(www\.)?", "", url).rstrip("/")
    return _BREAKABLE.sub(ZERO_WIDTH_SPACE, text) if len(text) > _SHORT_ADDRESS else text
