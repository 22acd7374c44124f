"""How readable each page is, as a table for people, and the sentences of a page that are hardest to read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from .ratchet import LIMITS
from .reading import Measured, Reading, hardest


def table(measured: Mapping[str, Measured]) -> Iterator[str]:
    """What was measured of each page, in columns, the hardest body first."""
    width = max((len(name) for name in measured), default=0)
    yield f"{'page':{width}}  brief  body  mean  longest sentence  longest paragraph"
    for name, one in sorted(measured.items(), key=lambda item: (-item[1].reading.body, item[0])):
        read = one.reading
        brief = f"{read.brief:.1f}" if one.brief else "–"
        yield f"{name:{width}}  {brief:>5}  {_rest(read)}"
    yield f"{'at most':{width}}  {LIMITS.brief:5.1f}  {_rest(LIMITS)}"


def _rest(reading: Reading) -> str:
    return f"{reading.body:4.1f}  {reading.mean:4.1f}  {reading.sentence:16}  {reading.paragraph:17}"


def hard_sentences(measured: Measured, most: int = 10) -> Iterator[str]:
    """The hardest sentences of one page, the hardest first, each with its line and whole."""
    for sentence in hardest([*measured.brief, *measured.body], most):
        text = sentence.text.replace("\u00a0", " ")
        yield f"  line {sentence.line:3}  grade {sentence.grade:4.1f}  {sentence.words:2} words  {text}"
