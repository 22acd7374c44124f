"""One state of the handbook, from its folder: its pages' text, its figures, and what was built of it."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml import html as lxml_html

from ...checks.reading import grade
from ...evidence import Evidence, slug_of
from ...evidence.export import studies_json

_IDENTITY = ("id", "source", "checked")
_IMPLIED = ("deaths", "enrolled", "status")


@dataclass(frozen=True)
class Figure:
    """A figure as data: what it says, its source, and the page that owns it."""

    id: str
    says: dict[str, Any]
    source: str
    checked: str


@dataclass(frozen=True)
class BuiltPage:
    """One page of the website."""

    digest: str
    """Of what readers read; not of style, scripts and navigation."""
    weight: int
    """Bytes, compressed."""
    grade: float | None
    """Flesch-Kincaid; None for a page with too little prose."""


@dataclass
class Snapshot:
    """All that is compared."""

    figures: dict[str, Figure] = field(default_factory=dict)
    pages: dict[str, BuiltPage] = field(default_factory=dict)
    """By address; empty where nothing was built."""
    addresses: set[str] = field(default_factory=set)
    """Every file that the site serves."""
    sides: dict[str, int] = field(default_factory=dict)
    """How many sides each PDF has."""
    texts: dict[str, str] = field(default_factory=dict)
    """The pages as they are written, by name."""
    unread: set[str] = field(default_factory=set)
    """The short names of pages whose figures cannot be read; no built data stand in for them."""


def take(evidence: Evidence, docs: Path, built: Path | None) -> Snapshot:
    """Read one state. `built` is its website, where there is one."""
    found = Snapshot()
    data = _data(built)
    if data is None:
        data = json.loads(studies_json(evidence, version=""))
        found.unread = {slug_of(name) for name in evidence.front if name not in evidence.pages}
    found.figures = {figure.id: figure for figure in _figures(data)}
    for name, front in evidence.front.items():
        found.texts[name] = hashlib.sha256(f"{front.data}\0{front.body}".encode()).hexdigest()
    if built is not None and built.is_dir():
        files = [path for path in built.rglob("*") if path.is_file() and not path.name.startswith(".")]
        found.addresses = {path.relative_to(built).as_posix() for path in files}
        for path in sorted(files):
            if path.suffix == ".html":
                found.pages[path.relative_to(built).as_posix()] = _built_page(path)
        found.sides = _sides(built)
    return found


def _data(built: Path | None) -> dict[str, Any] | None:
    path = built / "data" / "studies.json" if built is not None else None
    if path is None or not path.is_file():
        return None
    data = json.loads(path.read_text(encoding="utf-8"))
    return data if isinstance(data, dict) and isinstance(data.get("studies"), dict) else None


def _figures(data: dict[str, Any]) -> Iterator[Figure]:
    for slug, study in data["studies"].items():
        for fact in study.get("facts", ()):
            yield _figure(f"{slug}.{fact['id']}", fact)
        for name in _IMPLIED:
            if isinstance(study.get(name), dict):
                yield _figure(f"{slug}.{name}", study[name])
        for arm in study.get("arms", ()):
            if "people" in arm:
                yield _figure(f"{slug}.arm-{arm['id']}", {key: arm[key] for key in ("people", "source", "checked")})
    for name, fact in data.get("chapter-facts", {}).items():
        yield _figure(name, fact)


def _figure(name: str, fact: dict[str, Any]) -> Figure:
    says = {key: value for key, value in fact.items() if key not in _IDENTITY}
    return Figure(name, says, str(fact.get("source", "")), str(fact.get("checked", "")))


def _built_page(path: Path) -> BuiltPage:
    raw = path.read_bytes()
    weight = len(gzip.compress(raw, 9, mtime=0))
    tree = lxml_html.document_fromstring(raw or b"<html></html>", parser=lxml_html.HTMLParser(encoding="utf-8"))
    found: Any = tree.xpath("//main//article | //main")
    main: Any = found[0] if found else tree
    for idle in main.xpath(".//script | .//style | .//nav"):
        idle.drop_tree()
    text = " ".join(main.text_content().split())
    prose = [" ".join(part.text_content().split()) for part in main.xpath(".//p | .//li[not(p)]")]
    digest = hashlib.sha256(re.sub(r"\s+", " ", text).encode()).hexdigest()
    return BuiltPage(digest, weight, grade(prose) or None)


def _sides(built: Path) -> dict[str, int]:
    """Sides as the print builder noted them, else counted in the files."""
    counted = {}
    for path in sorted((built / "print").glob("*.pdf")):
        counted[path.relative_to(built).as_posix()] = _count(path)
    return counted


def _count(path: Path) -> int:
    import pikepdf  # only where there are PDFs: it is slow to load

    try:
        with pikepdf.open(path) as document:
            return len(document.pages)
    except pikepdf.PdfError:
        return 0
