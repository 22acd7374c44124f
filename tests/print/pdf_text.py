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


@dataclass
class _Font:
    name: str
    texts: dict[int, str]


@dataclass
class PageText:
    """The text of one page by the number of its marked content, and every size that text is set in."""

    marked: dict[int, str] = field(default_factory=dict)
    unmarked: str = ""
    sizes: set[float] = field(default_factory=set)
    """In points, rounded to a tenth; text outside the structure (footers) included."""
    fonts: set[str] = field(default_factory=set)


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


def read(path: Path) -> Reading:
    """Read a PDF."""
    with pikepdf.open(path) as pdf:
        pages: dict[Any, PageText] = {page.objgen: _page_text(page) for page in pdf.pages}
        order = _structure(pdf.Root.StructTreeRoot, None, pages)
        text = "".join(order)
        sizes = {size for page in pages.values() for size in page.sizes}
        fonts = {name for page in pages.values() for name in page.fonts}
        sides = ["".join(page.marked.values()) for page in pages.values()]
        return Reading(text, sizes, fonts, sides, [page.unmarked for page in pages.values()])


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
    font, size, matrix, state = _Font("", {}), 0.0, 1.0, 1.0
    saved: list[float] = []
    stream: Any = pikepdf.parse_content_stream(page)
    for operands, operator in stream:
        match str(operator):
            case "q":
                saved.append(state)
            case "Q":
                state = saved.pop()
            case "cm":
                state *= _scale(operands)
            case "BT":
                matrix = 1.0
            case "Tm":
                matrix = _scale(operands)
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
                found.sizes.add(round(abs(size * matrix * state), 1))
                found.fonts.add(font.name)
                if not any(actual is not None for _, actual in nesting):
                    _add(found, nesting, "".join(_decode(piece, font) for piece in pieces))
    return found


def _scale(operands: Any) -> float:
    return abs(float(operands[3])) or abs(float(operands[1]))


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
    return _Font(str(font.BaseFont), texts)


def _utf16(digits: str) -> str:
    return bytes.fromhex(digits).decode("utf-16-be")
