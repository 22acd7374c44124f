"""The cover, set by Typst from the handbook's own words and typeface: the same words give the same picture."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

from ..print.compile import ENGINE, FONTS

WIDTH, HEIGHT = 1600, 2560
"""In pixels: the shape that shops and readers expect."""
_SOURCE = """
#let told = json(bytes({told}))
#set page(width: 400pt, height: 640pt, margin: 40pt, fill: rgb("#003f49"))
#set text(font: "Atkinson Hyperlegible Next", fill: white, size: 20pt, lang: "en")
#set par(leading: 0.5em)
#place(bottom + right, dx: 10pt, dy: -90pt, box(width: 260pt, height: 260pt, {{
  place(circle(radius: 130pt, stroke: 30pt + rgb("#8fd8e2")))
  place(dx: 196pt, dy: -8pt, circle(radius: 48pt, fill: rgb("#003f49")))
  place(dx: 212pt, dy: 8pt, circle(radius: 32pt, fill: white))
}}))
#text(size: 46pt, weight: "bold", hyphenate: false, told.title)
#v(6pt)
#text(size: 24pt, told.subtitle)
#place(bottom + left, text(size: 16pt)[#told.author \\ #told.date])
"""


@dataclass(frozen=True)
class Cover:
    """What stands on the cover."""

    title: str
    subtitle: str
    author: str
    date: str


def fingerprint(cover: Cover) -> str:
    """Changes whenever the picture would."""
    digest = hashlib.blake2b(f"{ENGINE} {WIDTH} {_source(cover)}".encode(), digest_size=16)
    for path in sorted(FONTS.glob("*.ttf")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _source(cover: Cover) -> str:
    words = {"title": cover.title, "subtitle": cover.subtitle, "author": cover.author, "date": cover.date}
    return _SOURCE.format(told=json.dumps(json.dumps(words, ensure_ascii=False), ensure_ascii=False))


def cover_png(cover: Cover) -> bytes:
    """The cover as PNG."""
    import typst  # a large library, which most builds have no use for

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
    made = typst.compile(_source(cover).encode(), format="png", ppi=72 * WIDTH / 400, font_paths=fonts)
    assert isinstance(made, bytes)
    return made
