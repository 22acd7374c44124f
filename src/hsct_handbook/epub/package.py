"""What a reading system needs to know beside the pages: the package document, the contents, and the one file of all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from xml.etree import ElementTree as ET
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

OPF = "http://www.idpf.org/2007/opf"
DC = "http://purl.org/dc/elements/1.1/"
_MOMENT = (1980, 1, 1, 0, 0, 0)
"""The date of every file in the archive: the earliest that ZIP knows, so that building again gives the same bytes."""
ACCESSIBILITY = (
    ("schema:accessMode", "textual"),
    ("schema:accessMode", "visual"),
    ("schema:accessModeSufficient", "textual"),
    *(
        ("schema:accessibilityFeature", feature)
        for feature in ("alternativeText", "displayTransformability", "readingOrder", "structuralNavigation")
    ),
    ("schema:accessibilityFeature", "tableOfContents"),
    ("schema:accessibilityHazard", "none"),
    (
        "schema:accessibilitySummary",
        "Text with headings, lists and tables; every drawing has its numbers in words beside it.",
    ),
)
"""What shops and readers are told (EPUB Accessibility 1.1)."""


def finish_package(package: Path, cover: str) -> None:
    """Say in Sphinx's package document which pages hold drawings, which picture is the cover, and who can read it.

    `package` is content.opf; `cover` the address of the cover's picture in it.
    """
    ET.register_namespace("", OPF)
    ET.register_namespace("dc", DC)
    tree = ET.parse(package)
    root = tree.getroot()
    root.set("prefix", "schema: http://schema.org/")
    metadata, manifest = root.find(f"{{{OPF}}}metadata"), root.find(f"{{{OPF}}}manifest")
    assert metadata is not None
    assert manifest is not None
    for meta in [meta for meta in metadata if meta.get("property", "").startswith("ibooks:")]:
        metadata.remove(meta)
    for name, value in ACCESSIBILITY:
        ET.SubElement(metadata, f"{{{OPF}}}meta", property=name).text = value
    for item in manifest:
        address = item.get("href", "")
        if address == cover:
            item.set("properties", "cover-image")
        elif item.get("properties") is None and _draws(package.parent / address):
            item.set("properties", "svg")
    ET.indent(tree)
    tree.write(package, encoding="utf-8", xml_declaration=True)


def _draws(page: Path) -> bool:
    """Whether a file is a page with a drawing in it."""
    return page.suffix == ".xhtml" and "<svg" in page.read_text(encoding="utf-8")


@dataclass(frozen=True)
class Entry:
    """An entry of the contents: its words, where it leads, and what stands below it."""

    text: str
    address: str = ""
    below: Sequence[Entry] = ()


def contents(entries: Iterable[Entry], title: str, language: str) -> str:
    """The contents as XHTML: the parts of the handbook with their pages."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" '
        f'lang="{language}" xml:lang="{language}">\n<head><title>{escape(title)}</title>'
        '<link rel="stylesheet" type="text/css" href="_static/epub.css"/></head>\n'
        f'<body><nav epub:type="toc" id="toc"><h1>{escape(title)}</h1>\n{_listed(entries)}</nav></body>\n</html>\n'
    )


def _listed(entries: Iterable[Entry]) -> str:
    items = "".join(f"<li>{_named(entry)}{_listed(entry.below) if entry.below else ''}</li>\n" for entry in entries)
    return f"<ol>\n{items}</ol>\n"


def _named(entry: Entry) -> str:
    text = escape(entry.text)
    return f'<a href="{escape(entry.address)}">{text}</a>' if entry.address else f"<span>{text}</span>"


def pack(folder: Path, names: Iterable[str], target: Path) -> None:
    """Put files into one EPUB. The same files give the same bytes, whenever and wherever they were written."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with ZipFile(target, "w") as archive:
        _add(archive, folder, "mimetype", ZIP_STORED)
        for name in sorted({*names}):
            _add(archive, folder, name, ZIP_DEFLATED)


def _add(archive: ZipFile, folder: Path, name: str, how: int) -> None:
    info = ZipInfo(name, _MOMENT)
    info.compress_type = how
    info.create_system = 3
    info.external_attr = 0o644 << 16
    archive.writestr(info, (folder / name).read_bytes(), compresslevel=9)
