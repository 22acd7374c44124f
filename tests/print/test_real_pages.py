"""The handbook's own PDFs, as `make` left them: complete, within their sides, readable, accepted by the validators."""

from __future__ import annotations

import json
import os
import pickle
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import page as validation
import pytest
from docutils import nodes
from sphinx import addnodes

from hsct_handbook.directives.boxes import WAY_PAST
from hsct_handbook.directives.chart_nodes import chart_axis, chart_data, chart_figure, chart_part
from hsct_handbook.print.page import flat

from ..conftest import EVERYTHING, missing
from . import verapdf
from .expected import SOURCES_TOLD, chart_words, expected, pieces
from .layout import collisions, feet_of_several_lines, too_near_the_edge
from .pdf_text import Reading, squash
from .pdf_text import read as read_anew

_ROOT = Path(__file__).parents[2]
_BUILT = Path(os.environ.get("HANDBOOK_BUILT", _ROOT / "_build"))
PRINT, TREES = _BUILT / "html" / "print", _BUILT / "doctrees"
_DOCS = Path(os.environ.get("HANDBOOK_DOCS", _ROOT / "docs"))
_KIND = re.compile(r"^kind: (chapter|study)$", re.MULTILINE)
LEAFLETS = sorted(
    path.relative_to(_DOCS).with_suffix("").as_posix()
    for path in _DOCS.rglob("*.md")
    if _KIND.search(path.read_text(encoding="utf-8"))
)
_CHART = re.compile(r"^:::+\{(icon-array|[a-z]+-chart)\}", re.MULTILINE)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
CHARTED = [name for name in LEAFLETS if _CHART.search((_DOCS / f"{name}.md").read_text(encoding="utf-8"))]
FILES = [
    pytest.param(path.name, marks=[pytest.mark.xdist_group("book")] if path.name.startswith("handbook") else [])
    for path in sorted(PRINT.glob("*.pdf"))
]
STUDIES = [name for name in LEAFLETS if name.startswith("trials/")]
A_SIDE = 1500
"""Letters of a chart that surely stands on one side, with its marks."""
_TOLD_IN = "Thefulltitlesandaddressesofthesesourcesareinthelistofallsources."
SAMPLE = ("trials-mist.pdf", "risk-of-dying-large.pdf", "questions-deciding.pdf", "studies-summary.pdf")
pytestmark = pytest.mark.skipif(not (PRINT / "index.json").exists(), reason="nothing is built yet: run `make`")


@cache
def read(path: Path) -> Reading:
    """Read a PDF, which several tests look at, once."""
    return read_anew(path)


def doctree_of(docname: str) -> nodes.document:
    """A page as Sphinx read it."""
    with (TREES / f"{docname}.doctree").open("rb") as file:
        doctree: nodes.document = pickle.load(file)
    for node in list(doctree.findall(addnodes.only)):  # the log of a study's changes
        node.parent.remove(node)
    return doctree


def ways_past(docname: str) -> Iterator[tuple[nodes.reference, nodes.title]]:
    """Each link past a part that one may not want to read, with the heading that it leads to."""
    if not (TREES / f"{docname}.doctree").exists():
        return
    doctree = doctree_of(docname)
    for link in doctree.findall(nodes.reference):
        if WAY_PAST in link:
            part = next(part for part in doctree.findall(nodes.section) if link["refid"] in part["ids"])
            yield link, next(iter(part.findall(nodes.title)))


def _without_page_numbers(text: str) -> str:
    """What a PDF says without the numbers of sides after its links, and without white space."""
    return re.sub(r"\(page\d+\)", "", squash(text))


def _of_the_pages(text: str) -> str:
    """What a book says that its pages say: also without the line that leads to the list of all sources."""
    return _without_page_numbers(text).replace(_TOLD_IN, "")


@pytest.fixture(scope="module")
def book() -> str:
    """The text of the handbook."""
    return _of_the_pages(read(PRINT / "handbook.pdf").text)


@pytest.fixture(scope="module")
def large_book() -> str:
    """The same of the large print."""
    return _of_the_pages(read(PRINT / "handbook-large.pdf").text)


@pytest.mark.xdist_group("book")
@pytest.mark.parametrize("name", ["handbook", "handbook-large"])
def test_each_list_of_sources_in_a_book_says_where_their_titles_are(name: str) -> None:
    reading = read(PRINT / f"{name}.pdf")
    lists = re.findall(rf"Wherethiscomesfrom{_TOLD_IN[:-1]}\(page(\d+)\)\.", squash(reading.text))
    assert len(lists) > len(STUDIES)
    (side,) = set(lists)
    assert squash(reading.sides[int(side) - 1]).startswith("Allsources")


@pytest.mark.parametrize("docname", LEAFLETS)
def test_the_leaflet_says_all_that_the_page_says_in_its_order(docname: str) -> None:
    doctree = doctree_of(docname)
    leaflet = _without_page_numbers(read(PRINT / f"{flat(docname)}.pdf").text)
    told = [expected(doctree, sources=sources) for sources in SOURCES_TOLD]
    text, dates = next((way for way in told if leaflet.startswith(way[0])), told[0])
    assert leaflet[: len(text)] == text
    assert dates in leaflet[len(text) :]


@pytest.mark.xdist_group("book")
@pytest.mark.parametrize("name", ["the-treatment", "the-treatment-large", "handbook", "handbook-large"])
def test_a_stage_without_a_bar_is_not_alone_between_scales(name: str) -> None:
    sides = [squash(side) for side in read(PRINT / f"{name}.pdf").sides]
    (side,) = [side for side in sides if "Recoveryathome:rest" in side]
    assert "Hospitalstay:yourblood" in side


def test_the_sheet_of_all_studies_has_one_side() -> None:
    index = json.loads((PRINT / "index.json").read_text(encoding="utf-8"))
    assert index["studies-summary"]["sides"] == 1 or len(STUDIES) > 50


@pytest.mark.parametrize("docname", LEAFLETS)
def test_the_large_leaflet_leaves_nothing_out(docname: str) -> None:
    leaflet = squash(read(PRINT / f"{flat(docname)}-large.pdf").text)
    assert [piece for piece in pieces(doctree_of(docname)) if piece not in leaflet] == []


@pytest.mark.xdist_group("book")  # one process reads the two long books
@pytest.mark.parametrize("docname", LEAFLETS)
def test_the_handbook_holds_the_page(docname: str, book: str, large_book: str) -> None:
    text, dates = expected(doctree_of(docname), book=True, sources="short")
    assert text + dates in book
    assert [piece for piece in pieces(doctree_of(docname)) if piece not in large_book] == []


@pytest.mark.xdist_group("book")
@pytest.mark.parametrize("name", ["handbook", "handbook-large"])
def test_no_side_of_the_handbook_holds_only_when_a_page_was_checked(name: str) -> None:
    sides = [squash(side) for side in read(PRINT / f"{name}.pdf").sides]
    assert [number for number, side in enumerate(sides, 1) if side.startswith("Whenthiswaschecked")] == []


@pytest.mark.xdist_group("book")
@pytest.mark.parametrize("name", ["handbook", "handbook-large"])
def test_no_side_starts_with_the_line_below_a_chart_s_scale(name: str) -> None:
    sides = [squash(side) for side in read(PRINT / f"{name}.pdf").sides]
    below = re.compile(r"Outof[\d,]+people\.|Drawnarethe")
    assert [number for number, side in enumerate(sides, 1) if below.match(side)] == []


@pytest.mark.xdist_group("book")
@pytest.mark.parametrize("name", ["handbook", "handbook-large"])
def test_no_word_of_the_index_has_more_numbers_than_a_reader_would_try(name: str) -> None:
    sides = read(PRINT / f"{name}.pdf").sides
    start = next(number for number, side in enumerate(sides) if squash(side).startswith("IndexAnumber"))
    lists = re.findall(r"(?:,\s*\d+)+", " ".join(sides[start:]))
    assert len(lists) > 50
    assert max(found.count(",") for found in lists) <= 12


@pytest.mark.xdist_group("book")
@pytest.mark.parametrize("words", ["ATG", "DMT", "EDSS", "Epstein-Barr virus", "HSCT", "JACIE", "MRI", "SPMS"])
def test_the_index_has_words_of_the_word_list_and_short_forms(words: str) -> None:
    text = " ".join(read(PRINT / "handbook.pdf").sides)
    index = text[text.rindex("A number in bold") :]
    assert re.search(rf"{words},\s+\d+", index)


@pytest.mark.parametrize("docname", LEAFLETS)
def test_a_chart_that_is_no_longer_than_a_side_stands_on_one(docname: str) -> None:
    sides = [squash(side) for side in read(PRINT / f"{flat(docname)}.pdf").sides]
    charts = [squash(chart_words(figure)) for figure in doctree_of(docname).findall(chart_figure)]
    assert [words for words in charts if len(words) < A_SIDE and not any(words in side for side in sides)] == []


def test_a_chart_that_goes_on_says_what_its_numbers_are_on_each_side() -> None:
    runs = read(PRINT / "risk-of-dying-large.pdf").runs
    last = next(iter(doctree_of("risk-of-dying").findall(chart_axis)))["labels"][-1]
    scales = [side for side in runs if any(run.text == last and not run.marked for run in side)]
    assert len(scales) > 2
    assert all(any(re.match("(Deaths o|O)ut of 1,000 people", run.text) for run in side) for side in scales)


@pytest.mark.xdist_group("book")
@pytest.mark.parametrize("docname", CHARTED)
def test_each_number_of_the_table_behind_a_chart_stands_on_paper(docname: str, book: str) -> None:
    tables = list(doctree_of(docname).findall(chart_data))
    assert tables
    for behind in tables:
        figure = behind.parent
        assert isinstance(figure, chart_figure)
        words, table = chart_words(figure), behind.astext()
        assert squash(words) in book
        assert squash(table) in book or set(_NUMBER.findall(table)) <= set(_NUMBER.findall(words))


def test_a_chart_that_goes_on_says_again_what_it_shows() -> None:
    chart = next(
        figure for figure in doctree_of("risk-of-dying").findall(chart_figure) if any(figure.findall(chart_axis))
    )
    title, key = (squash(paragraph.astext()) for paragraph in list(chart.findall(nodes.paragraph))[:2])
    rows = [squash(row.astext())[:40] for row in chart.findall(chart_part) if "row" in row["classes"]]
    large = read(PRINT / "risk-of-dying-large.pdf")
    first, *later = [number for number, side in enumerate(map(squash, large.sides)) if any(row in side for row in rows)]
    assert later, "the chart goes on on another side"
    assert f"{title},continued" not in squash(large.feet[first])
    assert [number for number in later if f"{title},continued{key}" not in squash(large.feet[number])] == []


@pytest.mark.parametrize("docname", [name for name in LEAFLETS if any(ways_past(name))])
def test_a_way_past_a_part_names_the_side_where_it_leads(docname: str) -> None:
    for size in ("", "-large"):
        reading = read(PRINT / f"{flat(docname)}{size}.pdf")
        for link, heading in ways_past(docname):
            number = re.search(re.escape(squash(link.astext())) + r"\(page(\d+)\)", squash(reading.text))
            assert number, link.astext()
            assert squash(heading.astext()) in squash(reading.sides[int(number[1]) - 1])


@pytest.mark.parametrize("size", ["", "-large"])
@pytest.mark.parametrize("docname", LEAFLETS)
def test_the_last_side_holds_more_than_the_end_of_the_leaflet(docname: str, size: str) -> None:
    last = squash(read(PRINT / f"{flat(docname)}{size}.pdf").sides[-1])
    before, _, ending = last.partition("Whenthiswaschecked")
    after = ending.partition("hospital.")[2]
    assert ending, "what ends a leaflet stands on its last side"
    assert before + after, "nothing else stands on the last side: say a little more on this page, or a little less"


@pytest.mark.parametrize("name", FILES)
def test_no_text_lies_over_other_text_or_runs_into_it(name: str) -> None:
    assert collisions(read(PRINT / name)) == []


@pytest.mark.parametrize("name", FILES)
def test_no_printer_cuts_anything_off(name: str) -> None:
    assert too_near_the_edge(read(PRINT / name)) == []
    assert feet_of_several_lines(read(PRINT / name)) == []


@pytest.mark.parametrize("name", FILES)
def test_nothing_copies_with_an_address_that_is_not_in_it(name: str) -> None:
    assert "\u200b" not in read(PRINT / name).text


@pytest.mark.parametrize("docname", STUDIES)
def test_the_head_of_a_study_card_stands_with_its_rows(docname: str) -> None:
    for size in ("", "-large"):
        sides = [squash(side) for side in read(PRINT / f"{flat(docname)}{size}.pdf").sides]
        rows = ("Kindofstudy", "Numberofpeople")
        assert [side for side in sides if "Studycard" in side and not any(row in side for row in rows)] == []


@pytest.mark.parametrize("docname", STUDIES)
def test_the_numbers_of_a_study_card_stand_on_one_line(docname: str) -> None:
    big = [
        run
        for side in read(PRINT / f"{flat(docname)}-large.pdf").runs
        for run in side
        if run.size == pytest.approx(28.8)
    ]
    assert len({round(run.baseline, 1) for run in big}) <= 1


@pytest.mark.parametrize("docname", LEAFLETS)
def test_type_is_never_small(docname: str) -> None:
    assert min(read(PRINT / f"{flat(docname)}.pdf").sizes) >= 12
    large = read(PRINT / f"{flat(docname)}-large.pdf")
    assert min(large.sizes) >= 16
    assert not any("Italic" in name for name in large.fonts)


def test_leaflets_are_small_enough_to_send() -> None:
    index = json.loads((PRINT / "index.json").read_text(encoding="utf-8"))
    heavy = {name: index[name]["bytes"] for name in LEAFLETS if index[name]["bytes"] > 100_000}
    assert {name: size for name, size in heavy.items() if index[name]["sides"] <= 4} == {}


def test_the_quick_validator_accepts_every_file() -> None:
    broken = {}
    for path in sorted(PRINT.glob("*.pdf")):
        report = validation.validate_pdf(
            str(path), profile=validation.ValidationProfile.PDF_UA_1, limits=validation.SafetyLimits.unlimited()
        )
        if not report.is_compliant:
            broken[path.name] = [each.message for each in report.failures]
    assert broken == {}


def test_the_reference_validator_accepts_every_file() -> None:
    if lacking := verapdf.missing():
        missing("veraPDF’s engine", f"it needs {lacking}")
    files = sorted(PRINT.glob("*.pdf"))
    # Under CI every file; elsewhere a leaflet, a large one and a sheet, which takes seconds.
    assert verapdf.failures(files if EVERYTHING else [PRINT / name for name in SAMPLE]) == ""
