"""What navigation costs on a page, as the handbook is and with 1,000 studies: it must not grow on every page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lxml import etree, html

from ..made_up import grow
from ..measuring import BUILT, DOCS, Cell, Table, cpu, zipped
from .builds import WEBSITE_ALONE

MANY = 1_000
PAGES = ("index", "fertility", "trials/mist", "trials/index", "contents", "compare")
_NAVIGATION = "//header | //nav | //footer | //div[@class='next']"


def navigation(room: Path) -> Iterator[Table]:
    """A table of a page's bytes and how many of them lead elsewhere, now and with many studies."""
    many = room / "many"
    grow(DOCS, many / "docs", MANY)
    folders = [str(many / name) for name in ("docs", "html", "trees")]
    seconds = cpu([*WEBSITE_ALONE, *folders])
    now, then = (len(list((folder / "trials").glob("*.html"))) - 1 for folder in (BUILT, many / "html"))
    columns = ("page", *(f"{what}, {count} studies" for count in (now, then) for what in ("whole", "navigation")))
    table = Table("Bytes of a page and of its navigation (gzip −9)", columns)
    table.rows += [(page, *_bytes(BUILT, page), *_bytes(many / "html", page)) for page in PAGES]
    table.notes.append(f"The website with {then} studies took {seconds:,.0f} s of CPU to build.")
    yield table


def _bytes(site: Path, page: str) -> tuple[Cell, Cell]:
    """The whole page, and what it would be lighter by without its navigation."""
    data = (site / f"{page}.html").read_bytes()
    tree = html.document_fromstring(data)
    whole = zipped(etree.tostring(tree, method="html", encoding="utf-8"))
    found = tree.xpath(_NAVIGATION)
    assert isinstance(found, list)
    for element in found:
        if isinstance(element, html.HtmlElement) and element.getparent() is not None:
            element.drop_tree()
    return zipped(data), whole - zipped(etree.tostring(tree, method="html", encoding="utf-8"))
