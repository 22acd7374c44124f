"""What the bytes of a page are: how many fewer would travel without each of its parts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lxml import etree, html

from ..measuring import BUILT, Table, brotlied, content_pages, zipped

PARTS = {
    "style": "//head/style",
    "rest of head": "//head/*[not(self::style or self::script)]",
    "JSON-LD": "//head/script",
    "navigation": "//header | //nav",
    "print, formats": "//*[@class='tools'] | //section[@class='formats']",
    "sources": "//section[@class='from']",
    "meanings": "//*[@popover]",
    "card": "//section[@id='study-card']",
    "charts": "//figure",
    "dates, foot": "//section[@class='dates'] | //footer",
}
"""By name, where a part is. What is left without all of them is the text."""


def weights() -> Iterator[Table]:
    """A table of all chapters and studies: whole pages, and what each part adds."""
    table = Table(
        "What the bytes of a page are (gzip −9; a part’s share is what is saved without it)",
        ("page", "whole", "brotli", *PARTS, "text alone"),
    )
    for path in content_pages():
        data = path.read_bytes()
        whole = zipped(_without(data))
        shares = [whole - zipped(_without(data, where)) for where in PARTS.values()]
        text = zipped(_without(data, *PARTS.values()))
        table.rows.append((_name(path), zipped(data), brotlied(data), *shares, text))
    table.rows.sort(key=lambda row: -int(row[1]))
    table.notes.append("Two parts of the same words cost less together than each alone, so shares do not add up.")
    yield table


def _name(path: Path) -> str:
    return path.relative_to(BUILT).with_suffix("").as_posix()


def _without(data: bytes, *places: str) -> bytes:
    tree = html.document_fromstring(data)
    for place in places:
        found = tree.xpath(place)
        assert isinstance(found, list)
        for element in found:
            if isinstance(element, html.HtmlElement) and element.getparent() is not None:
                element.drop_tree()
    return etree.tostring(tree, method="html", encoding="utf-8")
