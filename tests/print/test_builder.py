"""The builder: which PDFs it makes, which it makes again, and that only whole sets replace earlier ones."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping
from typing import Any

import pikepdf
import pytest
from docutils import nodes

from hsct_handbook.checks.names import names
from hsct_handbook.print.compile import Press
from hsct_handbook.print.documents import Document
from hsct_handbook.print.fitting import best_way
from hsct_handbook.print.leaflets import Shelf
from hsct_handbook.print.page import PrintedPage, Site
from hsct_handbook.print.pictures import qr_code
from hsct_handbook.print.problems import Problems
from hsct_handbook.print.setting import batches
from hsct_handbook.print.sheets import StudyRow, studies_summary
from hsct_handbook.print.translator import translate

from .pdf_text import read, squash
from .small_handbook import Printed, SmallHandbook, chapter, study

ASKING = "## One part\n\nSome words.\n\n## Questions to ask\n\n- Is it safe?\n- What else is there?\n"


@pytest.fixture
def printed(handbook: SmallHandbook) -> Printed:
    """Two chapters and a study."""
    handbook.write({"first": chapter("First", ASKING), "second": chapter("Second"), "trials/mist": study("MIST")})
    return handbook.print()


def made_in(printed: Printed) -> set[str]:
    """The PDFs that a build compiled, from its log of progress."""
    return set(re.findall(r"printing\.\.\. \[ *\d+%\] (\S+)", printed.log.replace("\r", "\n")))


def test_every_page_gets_its_leaflets_and_sheets(printed: Printed) -> None:
    assert printed.error is None, printed.told
    assert printed.told == ""
    names = ("first", "second", "trials-mist", "handbook")
    expected = {f"{name}{size}.pdf" for name in names for size in ("", "-large")}
    assert printed.files == expected | {"questions-first.pdf", "studies-summary.pdf"}


def test_the_index_tells_the_website_sides_and_sizes(printed: Printed) -> None:
    index = json.loads((printed.out / "index.json").read_text(encoding="utf-8"))
    assert set(index) == {"first", "second", "trials/mist", "handbook", "questions-first", "studies-summary"}
    assert index["trials/mist"]["bytes"] == (printed.out / "trials-mist.pdf").stat().st_size
    assert index["trials/mist"]["sides"] <= 2
    assert index["trials/mist"]["large_sides"] >= index["trials/mist"]["sides"]
    assert index["questions-first"]["sides"] == 1


def test_nothing_changed_nothing_is_made_again(handbook: SmallHandbook, printed: Printed) -> None:
    assert made_in(printed) == {name.removesuffix(".pdf") for name in printed.files}
    assert made_in(handbook.print()) == set()


def test_a_change_makes_that_pages_leaflets_and_the_handbook_again(handbook: SmallHandbook, printed: Printed) -> None:
    handbook.write({"second": chapter("Second", "## One part\n\nOther words.\n")})
    assert made_in(handbook.print()) == {"second", "second-large", "handbook", "handbook-large"}


def test_lines_that_only_moved_make_nothing_again(handbook: SmallHandbook, printed: Printed) -> None:
    handbook.write({"second": chapter("Second", "\n\n## One part\n\nSome words.\n")})
    assert made_in(handbook.print()) == set()


def test_a_pdf_that_is_gone_is_made_again(handbook: SmallHandbook, printed: Printed) -> None:
    (printed.out / "first.pdf").unlink()
    again = handbook.print()
    assert made_in(again) == {"first"}
    assert again.files == printed.files


def test_only_pages_that_changed_are_translated_again(
    handbook: SmallHandbook, printed: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    translated: list[str] = []

    def note(docname: str, doctree: nodes.document, site: Site, problems: Problems) -> PrintedPage:
        translated.append(docname)
        return translate(docname, doctree, site, problems)

    monkeypatch.setattr("hsct_handbook.print.builder.translate", note)
    handbook.write({"second": chapter("Second", "## One part\n\nOther words.\n")})
    again = handbook.print()

    assert set(translated) == {"second"}
    assert "Other words." in read(again.out / "second.pdf").text
    assert "Is it safe?" in read(again.out / "handbook.pdf").text


def test_a_new_title_is_told_by_pages_that_did_not_change(handbook: SmallHandbook) -> None:
    handbook.write({"first": chapter("First", "## One part\n\nRead [](second.md).\n"), "second": chapter("Second")})
    assert "Read Second" in read(handbook.print().out / "first.pdf").text
    handbook.write({"second": chapter("What comes after")})
    assert "Read What comes after" in read(handbook.print().out / "first.pdf").text


def test_the_pdfs_of_a_deleted_page_go(handbook: SmallHandbook, printed: Printed) -> None:
    (handbook.docs / "second.md").unlink()
    handbook.write({})
    assert not {"second.pdf", "second-large.pdf"} & handbook.print().files


def test_a_failed_build_leaves_the_earlier_pdfs_whole_and_says_so(handbook: SmallHandbook, printed: Printed) -> None:
    before = {path: path.read_bytes() for path in printed.out.iterdir()}
    handbook.write(
        {"first": chapter("First", "## New\n\nNew.\n"), "second": chapter("Second", "## New\n\nAn emoji 😀.\n")}
    )
    failed = handbook.print()
    assert failed.error == f"1 fault is named above. The {len(printed.files)} earlier PDFs stay as they were."
    assert {path: path.read_bytes() for path in printed.out.iterdir()} == before


def test_after_a_failed_build_only_what_it_did_not_make_is_made(handbook: SmallHandbook, printed: Printed) -> None:
    handbook.write(
        {"first": chapter("First", "## New\n\nNew.\n"), "second": chapter("Second", "## New\n\nAn emoji 😀.\n")}
    )
    assert {"first", "first-large", "second"} <= made_in(handbook.print())
    handbook.write({"second": chapter("Second", "## New\n\nNo emoji.\n")})
    mended = handbook.print()
    assert made_in(mended) == {"second", "second-large", "handbook", "handbook-large"}
    assert mended.files == printed.files - {"questions-first.pdf"}
    assert "New." in read(mended.out / "first.pdf").text


def test_an_interrupted_build_leaves_the_earlier_pdfs_whole_and_says_so(
    handbook: SmallHandbook, printed: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {path: path.read_bytes() for path in printed.out.iterdir()}
    handbook.write({"first": chapter("First", "## New\n\nNew.\n")})
    whole = Press.lay_out

    def stopped(press: Press, source: str, inputs: Mapping[str, str], *others: Any) -> Any:
        if inputs["form"] == "book":
            raise KeyboardInterrupt
        return whole(press, source, inputs, *others)

    with monkeypatch.context() as patched:
        patched.setattr(Press, "lay_out", stopped)
        interrupted = handbook.print()
    assert interrupted.error == f"You stopped it. The {len(printed.files)} earlier PDFs stay as they were."
    assert {path: path.read_bytes() for path in printed.out.iterdir()} == before
    assert made_in(handbook.print()) == {"handbook", "handbook-large"}


def test_the_same_pages_give_the_same_bytes(handbook: SmallHandbook, printed: Printed) -> None:
    before = {path.name: path.read_bytes() for path in printed.out.iterdir()}
    for path in printed.out.iterdir():
        path.unlink()
    (handbook.folder / "trees" / "print.json").unlink()
    again = handbook.print()
    assert {path.name: path.read_bytes() for path in again.out.iterdir()} == before


def test_a_leaflet_ends_with_what_its_reader_needs(printed: Printed) -> None:
    ending = squash(read(printed.out / "trials-mist.pdf").text)[-420:]
    for words in (
        "Lastchecked2November2026",
        "Nextcheckdue1November2027",
        "Talktosomeone",
        names().telephones[0].replace(" ", ""),
        "Version1.2",
        "handbook.example.org/trials/mist.html",
        "Largeprintandotherformats:handbook.example.org/print.html",
        "Notpersonalmedicaladvice.",
    ):
        assert words in ending


def test_links_to_other_pages_show_their_addresses(handbook: SmallHandbook) -> None:
    body = "## Part\n\nRead [the other page](second.md) and [a site](https://example.org/path).\n"
    handbook.write({"first": chapter("First", body), "second": chapter("Second")})
    printed = handbook.print()
    leaflet, book = (squash(read(printed.out / f"{name}.pdf").text) for name in ("first", "handbook"))
    assert "Pagesnamedhere" in leaflet
    assert "second.html" in leaflet
    assert "asite(example.org/path)." in leaflet
    assert re.search(r"theotherpage\(page\d+\)andasite\(example\.org/path\)", book)


def test_a_long_title_is_short_at_the_foot_of_a_side_which_has_one_line(handbook: SmallHandbook) -> None:
    handbook.write(
        {
            "first": chapter("A title: and then many more words than can stand side by side in one line"),
            "second": chapter("Short: whole"),
        }
    )
    printed = handbook.print()
    feet = {name: squash(read(printed.out / f"{name}.pdf").feet[0]) for name in ("first", "second")}
    assert re.search("Atitle:andthenmanymore[a-z]*…oneline,checked2November2026", feet["first"]), (
        "its start and its end"
    )
    assert "Short:whole,checked2November2026" in feet["second"]


def test_a_foot_tells_the_page_in_large_print_too(handbook: SmallHandbook) -> None:
    handbook.write({"first": chapter("Sweden: two mixes of chemotherapy before HSCT")})
    (foot, *_) = read(handbook.print().out / "first-large.pdf").feet
    assert re.search("Sweden:two[a-z]*…beforeHSCT,checked2November2026", squash(foot))


def test_a_sheet_is_named_in_one_line_at_its_foot_with_the_day_in_words(handbook: SmallHandbook) -> None:
    title = "A chapter with a long title, as some have"
    handbook.write({"first": chapter(title, ASKING), "trials/mist": study("MIST")})
    printed = handbook.print()
    (questions,) = read(printed.out / "questions-first.pdf").feet
    (studies,) = read(printed.out / "studies-summary.pdf").feet
    assert squash(f"Questions: {title}, checked 2 November 2026") in squash(questions)
    assert squash("Questions to ask") not in squash(questions)
    assert "Allstudiesataglance,checked2November2026" in squash(studies)


def test_a_line_that_says_whom_to_ask_is_nearest_to_its_own_questions(handbook: SmallHandbook) -> None:
    lists = "".join(f"{{.from-chapter}}\nFrom {letter}\n\n- of {letter}\n\n" for letter in "ABC")
    handbook.write({"first": chapter("First", f"## Part\n\n{lists}")})
    (side,) = read(handbook.print().out / "first.pdf").runs
    at = {run.text: run.baseline for run in side}
    assert at["From B"] - at["of B"] < at["of A"] - at["From B"]


def test_no_side_ends_with_a_line_that_announces_a_list(handbook: SmallHandbook) -> None:
    lists = "".join(f"{'Some words. ' * (number % 7)}These:\n\n- the first\n\n" for number in range(90))
    handbook.write({"first": chapter("First", f"## Part\n\n{lists}")})
    sides = [squash(side) for side in read(handbook.print().out / "first-large.pdf").sides]
    assert len(sides) > 8
    assert [side for side in sides if side.endswith("These:")] == []


def test_a_heading_takes_two_items_of_its_list_with_it(handbook: SmallHandbook) -> None:
    parts = "".join(
        f"{'Some words. ' * (number % 7)}\n\n## Head {number}\n\n- the first\n- the second\n- the third\n\n"
        for number in range(90)
    )
    handbook.write({"first": chapter("First", f"## Part\n\n{parts}")})
    printed = handbook.print(print_more_sides={"first": (None, "it is a test")})
    sides = [squash(side) for name in ("first-large", "handbook") for side in read(printed.out / f"{name}.pdf").sides]
    assert len(sides) > 12
    assert [side for side in sides if re.search(r"Head\d+(thefirst)?$", side)] == []


def test_a_table_of_options_goes_on_under_the_name_of_its_row(handbook: SmallHandbook) -> None:
    words = "Some words about this. " * 12
    cells = "".join(f"* - Row {row}\n" + "".join(f"  - {words}\n" for _ in range(5)) for row in ("one", "two", "three"))
    head = "* - What\n" + "".join(f"  - Option {number}\n" for number in range(1, 6))
    listed = f"```{{list-table}} Options\n:class: options\n:header-rows: 1\n:stub-columns: 1\n\n{head}{cells}```\n"
    handbook.write({"first": chapter("First", f"## Part\n\n{listed}")})
    reading = read(handbook.print().out / "first-large.pdf")
    tops = [max(side, key=lambda run: run.baseline).text for side in reading.runs]
    assert set(tops[1:-1]) == {"Row one", "Row two", "Row three"}
    sides = [squash(side) for side in reading.sides]
    assert 1 not in [len(re.findall(r"Option\d", side)) for side in sides], "no answer stands alone on a side"


def test_a_link_that_leads_out_of_the_book_shows_where_it_leads(handbook: SmallHandbook) -> None:
    handbook.write({"first": chapter("First", "## Part\n\nRead [it](second.md).\n"), "second": chapter("Second")})
    printed = handbook.print(print_not_in_handbook={"second": "it is for the website"})
    assert "Readit(handbook.example.org/second.html)." in squash(read(printed.out / "handbook.pdf").text)


def test_no_line_ends_at_a_hyphen_of_an_address(handbook: SmallHandbook) -> None:
    links = "".join(f"{'And ' * (number % 19)}[a page](https://ms-uk.org/a-b-c-d-e-f).\n\n" for number in range(60))
    handbook.write({"first": chapter("First", f"## Part\n\n{links}")})
    runs = [run.text for side in read(handbook.print().out / "first-large.pdf").runs for run in side]
    assert sum("uk.org" in text for text in runs) > 50
    assert [text for text in runs if text.endswith("-") or re.match(r"uk\.org", text)] == []


def test_the_index_is_sorted_by_the_first_word_that_matters_and_has_letters(handbook: SmallHandbook) -> None:
    handbook.write({"first": chapter("The risk of it"), "second": chapter("After it")})
    text = squash(read(handbook.print().out / "handbook.pdf").text)
    assert "Anumberinboldiswhere" in text
    assert re.search(r"AAfterit,\d+RTheriskofit,\d+$", text)


def test_a_title_that_turns_in_the_contents_goes_on_further_in(handbook: SmallHandbook) -> None:
    handbook.write(
        {"first": chapter("A long title of a chapter that says so much that it takes a second line"), "b": study("B")}
    )
    contents = read(handbook.print().out / "handbook-large.pdf").runs[1]
    start = next(run for run in contents if run.text.startswith("A long title"))
    turned = max((run for run in contents if run.baseline < start.baseline - 2), key=lambda run: run.baseline)
    assert turned.text.startswith(("it ", "takes", "second", "line"))
    assert turned.left > start.left + 10


def test_the_book_says_one_day_where_all_was_checked_on_one_day(handbook: SmallHandbook) -> None:
    handbook.write({"first": chapter("First"), "second": chapter("Second")})
    assert "Allwerecheckedon2November2026." in squash(read(handbook.print().out / "handbook.pdf").text)
    later = chapter("Second").replace("reviewed: 2026-11-02", "reviewed: 2026-11-03")
    handbook.write({"second": later})
    said = "Theoldestcheckwason2November2026,theneweston3November2026."
    assert said in squash(read(handbook.print().out / "handbook.pdf").text)


def test_a_sheet_of_questions_is_not_named_twice(handbook: SmallHandbook) -> None:
    handbook.write({"first": chapter("Questions to take with you", ASKING)})
    text = squash(read(handbook.print().out / "questions-first.pdf").text)
    assert text.startswith("Questionstotakewithyou")


@pytest.mark.parametrize("name", ["trials-mist-large", "handbook", "handbook-large"])
def test_a_study_card_that_goes_on_says_so_above_it(printed: Printed, name: str) -> None:
    reading = read(printed.out / f"{name}.pdf")
    first = next(number for number, side in enumerate(reading.sides) if "Kindofstudy" in squash(side))
    last = next(number for number, side in enumerate(reading.sides) if "Conflictsofinterest" in squash(side))
    above = [
        number
        for number, side in enumerate(reading.runs)
        for run in side
        if run.text == "Study card, continued" and not run.marked  # a reader's software need not say it
    ]
    assert (last > first) is name.endswith("-large")
    assert above == list(range(first + 1, last + 1))
    assert "continued" not in reading.text


def test_a_paragraph_alone_in_an_item_or_a_cell_has_no_tag_of_its_own(handbook: SmallHandbook) -> None:
    two = "- One paragraph.\n\n- The first of two.\n\n  The second.\n"
    handbook.write({"first": chapter("First", f"## A part\n\n{two}\n| Name |\n|---|\n| A cell. |\n")})
    with pikepdf.open(handbook.print().out / "first.pdf") as pdf:
        held = [
            [str(kid["/S"]) for kid in element.get("/K", ()) if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]
            for element in pdf.objects
            if isinstance(element, pikepdf.Dictionary) and element.get("/S") in ("/LBody", "/TD")
        ]
    assert sorted(held) == [[], [], [], [], ["/P", "/P"]]


def test_the_code_of_each_document_leads_where_its_words_say(
    handbook: SmallHandbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    coded: dict[str, str] = {}

    def note(self: Press, source: str, inputs: Mapping[str, str], page: str | None, name: str) -> Any:
        coded[name] = inputs["code"]
        return lay_out(self, source, inputs, page, name)

    lay_out = Press.lay_out
    monkeypatch.setattr(Press, "lay_out", note)
    handbook.write({"first": chapter("First", ASKING), "trials/mist": study("MIST")})
    out = handbook.print().out
    paths = {"first": "first.html", "questions-first": "first.html", "trials-mist": "trials/mist.html", "handbook": ""}
    for name, path in paths.items():
        assert coded[name] == qr_code(f"https://handbook.example.org/{path}")
        assert f"handbook.example.org/{path}".rstrip("/") in squash(read(out / f"{name}.pdf").text)


def test_a_leaflet_opens_with_in_brief(printed: Printed) -> None:
    text = squash(read(printed.out / "trials-mist.pdf").text)
    assert text.startswith("MISTInbriefItisshort.Itisclear.Studycard")


def test_several_processes_print_the_same_bytes(handbook: SmallHandbook, printed: Printed) -> None:
    alone = {path.name: path.read_bytes() for path in printed.out.iterdir()}
    shutil.rmtree(printed.out)
    shutil.rmtree(handbook.folder / "trees")

    together = handbook.print_together()

    assert {path.name: path.read_bytes() for path in together.out.iterdir()} == alone


def test_a_fault_in_another_process_is_told_with_its_place(handbook: SmallHandbook) -> None:
    handbook.write({"first": chapter("First"), "second": chapter("Second", "## New\n\nAn emoji 😀.\n")})
    failed = handbook.print_together()
    assert "1 fault is named above. There are no earlier PDFs." in (failed.error or "")
    assert re.search(r"second\.md:\d+: WARNING: no typeface of the handbook has “😀”", failed.told)


def test_no_process_sets_more_pages_than_it_has_memory_for() -> None:
    page = PrintedPage("page", "Page", "", {}, {}, "", wide=False)
    book = [Document("book", "", (page,) * 300, {}, "", 0), Document("book-large", "", (page,) * 300, {}, "", 0)]
    leaflets = [Document(f"leaflet-{number}", "", (page,), {}, "", 0) for number in range(100)]

    set_together = list(batches([*leaflets, *book]))

    assert [len(batch) for batch in set_together] == [1, 1, 40, 40, 20]
    assert [batch[0].name for batch in set_together[:2]] == ["book", "book-large"], "what takes longest begins first"
    assert sorted(each.name for batch in set_together for each in batch) == sorted(
        document.name for document in [*leaflets, *book]
    )


def test_the_summary_of_studies_takes_the_sides_that_it_needs() -> None:
    shelf = Shelf(Site("https://handbook.example.org/", frozenset(), lambda _: None), "1.2", {}, {})
    row = StudyRow("MIST", "https://handbook.example.org/trials/mist.html", "At random", "110", "0", "2026-11-21")

    (summary,) = studies_summary([row] * 48, shelf, "The editors.")
    by_way = {0: 3, 1: 2, 2: 2, 3: 2}  # close together 48 stand on two sides; a study more must never stop a build

    assert best_way(summary, by_way.__getitem__) == 1
    assert best_way(summary, {**by_way, 1: 3, 2: 3, 3: 3}.__getitem__) == 0
    assert not list(studies_summary([], shelf, ""))
