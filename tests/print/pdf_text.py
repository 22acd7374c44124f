"""What a screen reader finds in a PDF: text in the order of its structure, and the sizes it is set in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf

_SKIPPED = {"/Lbl", "/Figure"}
"""Numbers of list items, and pictures: the website has no text for them."""


Matrix = tuple[float, float, float, float, float, float]


@dataclass
class _Font:
    name: str
    texts: dict[int, str]
    widths: dict[int, float]
    """The width of each sign that differs from that of most, in thousandths of the size."""
    usual: float


@dataclass(frozen=True)
class Run:
    """Text that was set in one go, without white space at its ends, and its place in points, from bottom left."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    marked: bool
    """Whether it belongs to the structure; a side's foot does not."""


@dataclass
class PageText:
    """The text of one page by the number of its marked content, and every size that text is set in."""

    marked: dict[int, str] = field(default_factory=dict)
    unmarked: str = ""
    sizes: set[float] = field(default_factory=set)
    """In points, rounded to a tenth; text outside the structure (footers) included."""
    fonts: set[str] = field(default_factory=set)
    runs: list[Run] = field(default_factory=list)


@dataclass
class Reading:
    """A PDF as read."""

    text: str
    sizes: set[float]
    fonts: set[str]
    sides: list[str]
    """What stands on each side, in the order in which it was set."""
    feet: list[str]
    """What stands on each side outside the structure, such as its foot."""
    runs: list[list[Run]]
    """Where the text of each side stands."""
    paper: tuple[float, float]
    """The width and the height of a side, in points."""


def read(path: Path) -> Reading:
    """Read a PDF."""
    with pikepdf.open(path) as pdf:
        pages: dict[Any, PageText] = {page.objgen: _page_text(page) for page in pdf.pages}
        order = _structure(pdf.Root.StructTreeRoot, None, pages)
        text = "".join(order)
        sizes = {size for page in pages.values() for size in page.sizes}
        fonts = {name for page in pages.values() for name in page.fonts}
        sides = ["".join(page.marked.values()) for page in pages.values()]
        feet, runs = [page.unmarked for page in pages.values()], [page.runs for page in pages.values()]
        _, _, width, height = pdf.pages[0].mediabox
        return Reading(text, sizes, fonts, sides, feet, runs, (float(width), float(height)))


def header_cells(path: Path) -> dict[str, str]:
    """The header cells of a PDF's tables: their text, each with its scope."""
    with pikepdf.open(path) as pdf:
        pages: dict[Any, PageText] = {page.objgen: _page_text(page) for page in pdf.pages}
        return {
            "".join(_structure(cell.K, cell.Pg.objgen if "/Pg" in cell else None, pages)).strip(): str(scope)
            for cell in pdf.objects
            if isinstance(cell, pikepdf.Dictionary) and cell.get("/S") == "/TH"
            for attributes in cell.A
            if (scope := attributes.get("/Scope")) is not None
        }


def squash(text: str) -> str:
    """A text without its white space, which line ends add and take away."""
    return re.sub(r"[\s\u200b\u00ad]+", "", text)


def _structure(element: Any, page: Any, pages: dict[Any, PageText]) -> Iterator[str]:
    if isinstance(element, int):
        yield pages[page].marked.get(element, "")
    elif isinstance(element, pikepdf.Array):
        for kid in element:
            yield from _structure(kid, page, pages)
    elif isinstance(element, pikepdf.Dictionary):
        if "/Pg" in element:
            page = element.Pg.objgen
        if element.get("/S") in _SKIPPED:
            return
        if element.get("/Type") == "/MCR":
            yield pages[page].marked.get(int(element.MCID), "")
        elif "/K" in element:
            yield from _structure(element.K, page, pages)


def _page_text(page: pikepdf.Page) -> PageText:
    found = PageText()
    fonts = {name: _font(font) for name, font in page.resources.get("/Font", {}).items()}
    nesting: list[tuple[int | None, str | None]] = []
    font, size, matrix, state = _Font("", {}, {}, 0), 0.0, _SAME, _SAME
    saved: list[Matrix] = []
    stream: Any = pikepdf.parse_content_stream(page)
    for operands, operator in stream:
        match str(operator):
            case "q":
                saved.append(state)
            case "Q":
                state = saved.pop()
            case "cm":
                state = _after(_matrix(operands), state)
            case "BT":
                matrix = _SAME
            case "Tm":
                matrix = _matrix(operands)
            case "Tf":
                font, size = fonts[str(operands[0])], float(operands[1])
            case "BDC" | "BMC":
                nesting.append(_mark(operands))
                if nesting[-1][1] is not None:
                    _add(found, nesting, nesting[-1][1])
            case "EMC":
                nesting.pop()
            case "Tj" | "TJ":
                pieces = operands[0] if str(operator) == "TJ" else [operands[0]]
                placed = _after(matrix, state)
                in_points = abs(size * (placed[3] or placed[1]))
                found.sizes.add(round(in_points, 1))
                found.fonts.add(font.name)
                marked = any(mcid is not None for mcid, _ in nesting)
                found.runs += _run(list(pieces), font, size, placed, in_points, marked=marked)
                if not any(actual is not None for _, actual in nesting):
                    _add(found, nesting, "".join(_decode(piece, font) for piece in pieces))
    return found


_SAME: Matrix = (1, 0, 0, 1, 0, 0)


def _matrix(operands: Any) -> Matrix:
    a, b, c, d, e, f = (float(operand) for operand in operands)
    return a, b, c, d, e, f


def _after(first: Matrix, then: Matrix) -> Matrix:
    """Two changes of coordinates, one after the other."""
    a, b, c, d, e, f = first
    k, m, n, o, p, q = then
    return (
        a * k + b * n,
        a * m + b * o,
        c * k + d * n,
        c * m + d * o,
        e * k + f * n + p,
        e * m + f * o + q,
    )


def _run(pieces: list[Any], font: _Font, size: float, placed: Matrix, points: float, *, marked: bool) -> list[Run]:
    """The run that some pieces of text are, with the room between them; none where they are only white space."""
    at, signs = 0.0, []
    for piece in pieces:
        if not isinstance(piece, pikepdf.String):
            at -= float(piece)
            continue
        raw = bytes(piece)
        for code in (int.from_bytes(raw[at_byte : at_byte + 2], "big") for at_byte in range(0, len(raw), 2)):
            wide = font.widths.get(code, font.usual)
            signs.append((font.texts.get(code, ""), at, at + wide))
            at += wide
    seen = [sign for sign in signs if sign[0].strip()]
    if not seen:
        return []
    scale, start = size / 1000 * placed[0], placed[4]
    text = "".join(sign for sign, _, _ in signs).strip()
    return [Run(text, start + seen[0][1] * scale, start + seen[-1][2] * scale, placed[5], points, marked)]


def _mark(operands: Any) -> tuple[int | None, str | None]:
    properties = operands[1] if len(operands) > 1 else None
    if not isinstance(properties, pikepdf.Dictionary):
        return None, None
    actual = properties.get("/ActualText")
    mcid = properties.get("/MCID")
    return (None if mcid is None else int(mcid)), (None if actual is None else str(actual))


def _add(found: PageText, nesting: list[tuple[int | None, str | None]], text: str | None) -> None:
    mcid = next((mcid for mcid, _ in reversed(nesting) if mcid is not None), None)
    if mcid is None:
        found.unmarked += text or ""
    elif text:
        found.marked[mcid] = found.marked.get(mcid, "") + text


def _decode(piece: Any, font: _Font) -> str:
    if not isinstance(piece, pikepdf.String):
        return ""
    raw = bytes(piece)
    return "".join(font.texts.get(int.from_bytes(raw[at : at + 2], "big"), "") for at in range(0, len(raw), 2))


def _font(font: Any) -> _Font:
    cmap = font.ToUnicode.read_bytes().decode("latin-1")
    texts: dict[int, str] = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
        for code, text in re.findall(r"<(\w+)>\s*<(\w+)>", block):
            texts[int(code, 16)] = _utf16(text)
    for block in re.findall(r"beginbfrange(.*?)endbfrange", cmap, re.DOTALL):
        for low, high, text in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            for step, code in enumerate(range(int(low, 16), int(high, 16) + 1)):
                texts[code] = _utf16(text)[:-1] + chr(ord(_utf16(text)[-1]) + step)
    inner = font.DescendantFonts[0]
    return _Font(str(font.BaseFont), texts, _widths(inner.get("/W", [])), float(inner.get("/DW", 1000)))


def _widths(listed: Any) -> dict[int, float]:
    """The widths of signs, given as “first [widths…]” or “first last width”."""
    widths: dict[int, float] = {}
    rest = list(listed)
    while rest:
        first = int(rest.pop(0))
        then = rest.pop(0)
        if isinstance(then, pikepdf.Array):
            widths.update({first + step: float(width) for step, width in enumerate(list(then))})
        else:
            width = float(rest.pop(0))
            widths.update(dict.fromkeys(range(first, int(then) + 1), width))
    return widths


def _utf16(digits: str) -> str:
    return bytes.fromhex(digits).decode("utf-16-be")
