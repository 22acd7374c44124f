"""The page that shows the scores: it says what the sheets and the checks say, and follows when they change."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import html

from hsct_handbook.checks import RULES
from hsct_handbook.checks.standards import standards
from hsct_handbook.directives.scores_tables import GROUPS
from hsct_handbook.quality import FOLDER
from tests.build.conftest import Handbook, Outcome, lay_out_with
from tests.quality.test_sheets import REAL, ROOT

SHEET = """name: LIST
full-name: A list of points
sources: [north-2020]
scored: 2026-01-20
incomplete: Two more points could not be read.
scale: {lowest: 0, highest: 1, raters: 1, percent-at-least: 70}
parts:
  - name: All of it
    criteria:
      - id: "1"
        asks: Write plain words.
        decided-by: {checks: [word-doubtful]}
      - id: "2"
        asks: Be liked.
        needs: people-with-ms
      - id: "3"
        asks: Say who pays.
        state: partly
        why: Some of it is said.
        see: [first]
"""
BODY = "\n".join(
    f":::{{scores}} {name}\n:caption: Table {name}\n:::\n"
    for name in ("summary", "own", "pages", "raters", "checks", "list")
)
PAGE = "scores"
DOUBTFUL = "It is a journey.\n"


def lay_out(folder: Path) -> Handbook:
    """The made-up handbook with a score sheet and a page that shows it."""
    made = lay_out_with(folder, {PAGE: ("Scores", BODY)})
    (made.docs / FOLDER).mkdir()
    (made.docs / FOLDER / "list.yml").write_text(SHEET, encoding="utf-8")
    return made


@pytest.fixture
def handbook(tmp_path: Path) -> Handbook:
    """The same for a test that changes it."""
    return lay_out(tmp_path)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Handbook:
    """The same, built once. Tests read it and leave it as it is."""
    made = lay_out(tmp_path_factory.mktemp("scores"))
    built(made)
    return made


def built(handbook: Handbook) -> Outcome:
    outcome = handbook.build()
    assert outcome.ok, outcome.warnings
    return outcome


def page(handbook: Handbook) -> html.HtmlElement:
    return html.fromstring((handbook.html / f"{PAGE}.html").read_text(encoding="utf-8"))


def rows(handbook: Handbook, caption: str) -> dict[str, list[str]]:
    """The cells of a table, by the text of its row header."""
    tables = [
        table
        for table in page(handbook).iter("table")
        if table.find("caption").text_content().strip().startswith(caption)
    ]
    assert tables, f"there is no table “{caption}”"
    found = {}
    for row in (row for table in tables for row in table.iterfind("tbody/tr")):
        cells = [" ".join(cell.text_content().split()) for cell in row]
        found[cells[0]] = cells[1:]
    return found


def cells(handbook: Handbook, caption: str, start: str) -> list[str]:
    return next(cells for head, cells in rows(handbook, caption).items() if head.startswith(start))


def test_it_shows_what_was_worked_out(site: Handbook) -> None:
    assert cells(site, "Table list", "1.") == ["Met", "Check: word-doubtful"]
    assert cells(site, "Table list", "2.")[0].endswith("It needs people with MS who try it out.")
    assert cells(site, "Table list", "3.") == ["Partly Some of it is said.", "The first chapter"]
    assert cells(site, "Table summary", "LIST (3)") == ["1", "1", "0", "1", "0"]
    said = " ".join(page(site).text_content().split())
    assert "went through it on 20 January 2026. Two more points could not be read." in said.replace("\xa0", " ")
    assert "All of it (met 1, partly 1, needs people 1)" in said


def test_every_standard_and_every_check_is_there(site: Handbook) -> None:
    heads = list(rows(site, "Table own"))
    assert [head.partition(".")[0] for head in heads] == [
        name for letter in GROUPS for name in standards() if name.startswith(letter)
    ]
    assert len(heads) == len(standards())
    assert {head.removesuffix(" (advice)") for head in rows(site, "Table checks")} == {rule.code for rule in RULES}


def test_people_have_not_rated_until_they_have(handbook: Handbook) -> None:
    built(handbook)
    assert cells(handbook, "Table raters", "The first") == ["Not yet done: needs people"]
    rating = (
        "ratings:\n  - page: first\n    rater: a nurse\n    date: 2026-01-21\n    scores: {'1': 1, '2': 1, '3': 1}\n"
    )
    handbook.edit("quality/list.yml", "parts:\n", f"{rating}parts:\n")
    assert PAGE in built(handbook).written
    assert cells(handbook, "Table raters", "The first") == ["Met a nurse, 21\xa0January\xa02026".replace("\xa0", " ")]


def test_advice_about_a_page_shows_and_goes(handbook: Handbook) -> None:
    built(handbook)
    before = cells(handbook, "Table pages", "The first")
    handbook.edit("first.md", "## Questions to ask", f"{DOUBTFUL}\n## Questions to ask")
    assert PAGE in built(handbook).written
    advised = cells(handbook, "Table pages", "The first")
    assert "word-doubtful (1)" in advised[2]
    assert cells(handbook, "Table list", "1.")[0] == "Partly On 1 page it does not hold yet."

    handbook.edit("first.md", f"{DOUBTFUL}\n## Questions to ask", "## Questions to ask")
    assert PAGE in built(handbook).written
    assert cells(handbook, "Table pages", "The first") == before
    assert cells(handbook, "Table list", "1.")[0] == "Met"


def test_nothing_is_written_again_when_nothing_changed(handbook: Handbook) -> None:
    built(handbook)
    assert PAGE not in built(handbook).written


def test_a_changed_sheet_writes_the_page_and_no_other(handbook: Handbook) -> None:
    built(handbook)
    handbook.edit("quality/list.yml", "Be liked.", "Be loved.")
    assert built(handbook).written & {PAGE, "first", "second", "trials/north"} == {PAGE}
    assert cells(handbook, "Table list", "2.")


def test_a_sheet_with_a_fault_stops_the_build(handbook: Handbook) -> None:
    built(handbook)
    handbook.edit("quality/list.yml", "needs: people-with-ms", "state: met")
    outcome = handbook.build()
    assert not outcome.ok
    assert "quality/list.yml:15: WARNING: a judgement needs its reason; add why:" in outcome.warnings
    assert PAGE not in outcome.written


def test_a_sheet_that_is_gone_is_missed(handbook: Handbook) -> None:
    built(handbook)
    (handbook.docs / FOLDER / "list.yml").unlink()
    outcome = handbook.build()
    assert not outcome.ok
    assert "there is no score sheet “list”" in outcome.warnings


def test_pages_read_by_several_processes_say_the_same(handbook: Handbook) -> None:
    handbook.edit("first.md", "## Questions to ask", f"{DOUBTFUL}\n## Questions to ask")
    built(handbook)
    alone = (handbook.html / f"{PAGE}.html").read_text(encoding="utf-8")
    handbook.parallel = 2
    outcome = handbook.build(fresh=True)
    assert outcome.ok, outcome.warnings
    assert (handbook.html / f"{PAGE}.html").read_text(encoding="utf-8") == alone


# The real page

TEXT = (ROOT / "docs" / "measures-up.md").read_text(encoding="utf-8")


def test_the_real_page_shows_everything() -> None:
    shown = re.findall(r"^:::\{scores\} (\S+)$", TEXT, re.MULTILINE)
    assert sorted(shown) == sorted(["summary", "own", "pages", "raters", "checks", *REAL])


@pytest.mark.parametrize("sheet", REAL.values(), ids=REAL)
def test_the_real_page_cites_where_criteria_come_from(sheet: object) -> None:
    keys = getattr(sheet, "sources")  # noqa: B009
    assert [key for key in keys if f"{{cite}}`{key}`" not in TEXT] == []
