"""The study explorer: a good table without script; with it, by mouse, keyboard, touch and address."""

from __future__ import annotations

import gzip
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from playwright.sync_api import Browser, BrowserContext, Page, expect

from hsct_handbook.directives.explorer import row_classes
from hsct_handbook.directives.explorer_form import SORTS
from hsct_handbook.evidence import Evidence
from hsct_handbook.evidence.vocabulary import Checked, Outcome
from hsct_handbook.theme.scripts import press_script
from tests.build.conftest import Handbook

from .conftest import lay_out

LONG_NAME = ("The very long name of a study that goes " + "on and " * 20)[:117] + "end"
"""As long as a name may be."""


@dataclass(frozen=True)
class Made:
    """A made-up study of which only what the explorer shows matters."""

    slug: str
    name: str
    design: str
    year: str
    types: str
    people: str
    strength: str
    months: str
    compared: bool = False


STUDIES = (
    Made("alpha", "Alpha", "randomised", "2019", "[relapsing]", "110", "low", "24", True),
    Made("beta", "Beta", "randomised", "2015", "[relapsing, secondary-progressive]", "21", "high", "48", True),
    Made("gamma", "Gamma", "cohort", "2021", "[primary-progressive]", "507", "low", "60"),
    Made("delta", LONG_NAME, "ongoing-randomised", "", "[relapsing]", "9", "not-reported", "12"),
)
"""Beside North and South: single-arm, 2020, relapsing, 40 people, intermediate, 3 years."""


def _write(made: Handbook, study: Made) -> None:
    text = (made.docs / "trials/north.md").read_text(encoding="utf-8")
    arm = f"intensity: {study.strength}, source: north-2020, checked: abstract}}"
    second = "\n  - {id: drugs, name: Drugs, source: north-2020, checked: abstract}" if study.compared else ""
    for old, new in (
        ("North", study.name if study is not STUDIES[3] else "Delta"),
        ("name: Delta\n", f"name: {LONG_NAME}\n"),
        ("{fact}`north.", f"{{fact}}`{study.slug}."),
        ("design: single-arm", f"design: {study.design}"),
        ("published: 2020-02-03, ", f"published: {study.year}, " if study.year else ""),
        ("ms-types: [relapsing]", f"ms-types: {study.types}"),
        ("enrolled: {people: 40", f"enrolled: {{people: {study.people}"),
        ("people: 40, regimen", f"people: {min(9, int(study.people))}, regimen"),
        ("intensity: intermediate, source: north-2020, checked: abstract}", arm + second),
        ("of: 40", f"of: {study.people}"),
        ("    people: 40", f"    people: {study.people}"),
        ("A median of 3 years", f"A median of {study.months} months"),
        ("follow-up-median-years: 3", f"follow-up-median-years: {int(study.months) / 12:g}"),
        ("comparator: none", _COMPARATOR if study.compared else "comparator: none"),
    ):
        text = text.replace(old, new)
    (made.docs / f"trials/{study.slug}.md").write_text(text, encoding="utf-8")


_COMPARATOR = "comparator: {text: Drugs for MS, source: north-2020, checked: abstract}"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Handbook:
    """A built handbook with six studies that differ."""
    made = lay_out(tmp_path_factory.mktemp("explorer"))
    made.edit("references.bib", "  year = {2020},\n", "")
    for study in STUDIES:
        _write(made, study)
    made.edit("trials/index.md", "north\nsouth\n", "north\nsouth\nalpha\nbeta\ngamma\ndelta\n")
    outcome = made.build()
    assert outcome.ok, outcome.warnings
    return made


@pytest.fixture
def address(made: Handbook) -> str:
    return (made.html / "compare.html").as_uri()


@pytest.fixture
def tab(context: BrowserContext) -> Page:
    """A page in which no script may fail, and nothing may break the security policy."""
    tab = context.new_page()
    tab.on("pageerror", lambda fault: pytest.fail(f"a script failed: {fault}"))
    tab.on("console", lambda said: pytest.fail(said.text) if said.type == "error" else None)
    return tab


@pytest.fixture
def explorer(tab: Page, address: str) -> Page:
    tab.goto(address)
    return tab


def shown(tab: Page) -> list[str]:
    """The names of the studies that can be seen, in their order."""
    names = tab.locator(".explorer tbody tr:visible th a").all_text_contents()
    return ["Delta" if name == LONG_NAME else name for name in names]


def choose(tab: Page, label: str, option: str) -> None:
    tab.get_by_label(label, exact=True).select_option(option)


ALL = ["Alpha", "Beta", "Gamma", "North", "South", "Delta"]


def test_without_script_it_is_a_whole_table(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(address)
    assert shown(tab) == ALL
    expect(tab.locator("form")).to_be_hidden()
    expect(tab.locator(".explorer caption")).to_have_text("All made-up studies")
    assert tab.locator(".explorer input, .explorer button").count() == 0
    context.close()


def test_a_row_tells_all_of_a_study(made: Handbook) -> None:
    page: Any = html.fromstring((made.html / "compare.html").read_text(encoding="utf-8"))
    (row,) = page.xpath("//tr[@id='study-north']")
    cells = {cell.get("data-l"): " ".join(cell.text_content().split()) for cell in row.xpath("./td")}
    assert row.xpath("./th/@scope") == ["row"]
    assert row.xpath("./th//a/@href") == ["trials/north.html"]
    assert cells == {
        "Year": "2020",
        "Kind of study": "One group",
        "People": "40",
        "Type of MS": "Relapsing MS",
        "Treatment": "BEAM and ATG. Middle strength.",
        "Followed for": "3 years [1] (median)",
        "Deaths": "1 out of 40 people (about 25 out of 1,000) [1] died from it; 39 did not (within 100 days).",
        "Main result": "Alive, and no relapse: about 70 out of 100 people (likely range 50 to 90) [1], at 5 years."
        f" Read: {Checked.ABSTRACT.label.removeprefix('from ')}.",
    }


def test_the_script_runs_under_the_policy_and_shows_its_form(explorer: Page) -> None:
    expect(explorer.get_by_role("form", name="Narrow the table")).to_be_visible()
    expect(explorer.get_by_role("status")).to_have_text("6 of 6 studies shown")


@pytest.mark.parametrize(
    ("choices", "names"),
    [
        ({"Type of MS": "relapsing"}, ["Alpha", "Beta", "North", "South", "Delta"]),
        ({"Type of MS": "any-progressive"}, ["Beta", "Gamma"]),
        ({"Type of MS": "primary-progressive"}, ["Gamma"]),
        ({"Kind of study": "randomised"}, ["Alpha", "Beta"]),
        ({"Kind of study": "randomised", "Type of MS": "any-progressive"}, ["Beta"]),
        ({"Strength": "low"}, ["Alpha", "Gamma"]),
        ({"Strength": "not-reported"}, ["Delta"]),
        ({"Published from": "2020"}, ["Gamma", "North", "South"]),
        ({"Published until": "2019"}, ["Alpha", "Beta"]),
        ({"Published from": "2019", "Published until": "2020"}, ["Alpha", "North", "South"]),
        ({"Published from": "2021", "Published until": "2015"}, []),
    ],
)
def test_it_narrows(explorer: Page, choices: dict[str, str], names: list[str]) -> None:
    for label, option in choices.items():
        choose(explorer, label, option)
    assert shown(explorer) == names
    expect(explorer.get_by_role("status")).to_have_text(f"{len(names)} of 6 studies shown")


def test_it_narrows_to_studies_with_a_group_to_compare(explorer: Page) -> None:
    explorer.get_by_label("Only with a group to compare").check()
    assert shown(explorer) == ["Alpha", "Beta"]
    explorer.get_by_role("button", name="Show all studies").click()
    expect(explorer.get_by_role("status")).to_have_text("6 of 6 studies shown")
    assert shown(explorer) == ALL


@pytest.mark.parametrize(
    ("order", "names"),
    [
        ("year", ["Gamma", "North", "South", "Alpha", "Beta", "Delta"]),
        ("people", ["Gamma", "Alpha", "North", "South", "Beta", "Delta"]),
        ("follow", ["Gamma", "Beta", "North", "South", "Alpha", "Delta"]),
        ("design", ["Delta", "Alpha", "Beta", "North", "South", "Gamma"]),
    ],
)
def test_it_sorts(explorer: Page, order: str, names: list[str]) -> None:
    choose(explorer, "Put in order by", order)
    assert shown(explorer) == names
    choose(explorer, "Put in order by", "name")
    assert shown(explorer) == ALL


def test_it_sorts_by_a_press_on_the_name_of_a_column(explorer: Page) -> None:
    people = explorer.locator(".explorer thead th", has_text="People")
    people.get_by_role("button").click()
    assert shown(explorer)[0] == "Gamma"
    expect(people).to_have_attribute("aria-sort", "descending")
    assert explorer.locator("[aria-sort]").count() == 1


def test_no_order_is_one_of_results(explorer: Page) -> None:
    offered = explorer.get_by_label("Put in order by").locator("option").all_text_contents()
    assert offered == [words for _, words in SORTS]
    outcomes = {outcome.words.name.casefold() for outcome in Outcome}
    assert outcomes.isdisjoint(words.casefold() for words in offered)
    for column in ("Deaths", "Main result"):
        assert explorer.locator(".explorer thead th", has_text=column).get_by_role("button").count() == 0


def test_what_is_chosen_stands_in_the_address(explorer: Page, context: BrowserContext) -> None:
    choose(explorer, "Kind of study", "randomised")
    choose(explorer, "Type of MS", "relapsing")
    choose(explorer, "Put in order by", "year")
    explorer.get_by_label("Side by side: Alpha").check()
    explorer.get_by_label("Side by side: Beta").check()
    assert explorer.url.endswith("#type=relapsing&design=randomised&sort=year&with=alpha.beta")
    sent = context.new_page()
    sent.goto(explorer.url)
    assert shown(sent) == ["Alpha", "Beta"]
    expect(sent.get_by_label("Type of MS")).to_have_value("relapsing")
    expect(sent.get_by_role("region", name="Side by side")).to_be_visible()


def test_showing_all_again_empties_the_address(explorer: Page, address: str) -> None:
    choose(explorer, "Kind of study", "randomised")
    assert explorer.url == f"{address}#design=randomised"
    explorer.get_by_role("button", name="Show all studies").click()
    expect(explorer.get_by_role("status")).to_have_text("6 of 6 studies shown")
    assert explorer.url == address


@pytest.mark.parametrize(
    ("state", "names"),
    [
        ("type=relapsing&design=nonsense", ["Alpha", "Beta", "North", "South", "Delta"]),
        ("compared=yes", ["Alpha", "Beta"]),
        ("sort=deaths", ALL),
        ("with=nobody.alpha.beta.gamma.north", ALL),
        ("type=%22%3E%3Cimg+src%3Dx+onerror%3Dalert(1)%3E", ALL),
        ("submit=1&reset=2&elements=3&__proto__=4", ALL),
        ("study-north", ALL),
        ("=", ALL),
    ],
)
def test_an_address_that_someone_made_up_does_no_harm(tab: Page, address: str, state: str, names: list[str]) -> None:
    tab.goto(f"{address}#{state}")
    assert shown(tab) == names
    assert tab.locator("main img").count() == 0
    assert tab.locator(".explorer input:checked").count() <= 3


def test_a_new_address_on_the_same_page_is_followed_and_an_anchor_leaves_all_as_it_is(
    explorer: Page, address: str
) -> None:
    explorer.goto(f"{address}#design=cohort")
    expect(explorer.get_by_role("status")).to_have_text("1 of 6 studies shown")
    explorer.goto(f"{address}#main")
    expect(explorer.get_by_role("status")).to_have_text("1 of 6 studies shown")


def test_three_studies_at_most_stand_side_by_side(explorer: Page) -> None:
    side = explorer.get_by_role("region", name="Side by side")
    expect(side).to_be_hidden()
    for count, name in enumerate(("Alpha", "Gamma", "North"), 1):
        explorer.get_by_label(f"Side by side: {name}").check()
        expect(explorer.get_by_role("status")).to_contain_text(f"{count} stud")
    expect(explorer.get_by_label("Side by side: Beta")).to_be_disabled()
    assert side.locator("thead th").all_text_contents() == ["Alpha", "Gamma", "North"]
    assert side.locator("tbody tr", has=explorer.get_by_role("rowheader", name="People", exact=True)).locator(
        "td"
    ).all_text_contents() == ["110", "507", "40"]
    expect(side).to_contain_text("A higher number does not make a treatment better.")
    explorer.get_by_label("Side by side: Gamma").uncheck()
    expect(explorer.get_by_label("Side by side: Beta")).to_be_enabled()
    side.get_by_role("button", name="Take them away").click()
    expect(side).to_be_hidden()
    assert explorer.locator(".explorer input:checked").count() == 0


def test_every_step_can_be_taken_by_keyboard(explorer: Page) -> None:
    explorer.get_by_label("Type of MS").focus()
    explorer.keyboard.press("ArrowDown")
    explorer.keyboard.press("Enter")
    assert shown(explorer) == ["Alpha", "Beta", "North", "South", "Delta"]
    stops = []
    for _ in range(40):
        explorer.keyboard.press("Tab")
        stops.append(explorer.evaluate("document.activeElement.name || document.activeElement.textContent.trim()"))
    order = ["design", "strength", "from", "to", "sort", "compared", "Show all studies", "Study", "Year", "Alpha"]
    assert [stop for stop in stops if stop in order][: len(order)] == order
    box = explorer.get_by_label("Side by side: Alpha")
    box.focus()
    explorer.keyboard.press("Space")
    explorer.get_by_label("Side by side: Beta").focus()
    explorer.keyboard.press("Space")
    explorer.keyboard.press("Tab")
    explorer.keyboard.press("Enter")
    expect(explorer.get_by_role("region", name="Side by side")).to_be_focused()


@pytest.fixture
def phone(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 320, "height": 700}, has_touch=True, is_mobile=True)
    tab = context.new_page()
    tab.goto(address)
    yield tab
    context.close()


def test_on_a_phone_rows_are_cards_that_fit(phone: Page) -> None:
    assert phone.evaluate("document.documentElement.scrollWidth") == 320
    cell = phone.locator("#study-alpha td").first
    assert cell.evaluate("cell => getComputedStyle(cell, '::before').content") == '"Year"'
    assert phone.locator(".explorer").get_by_role("rowheader").count() == 6
    phone.get_by_label("Side by side: Alpha").tap()
    phone.get_by_label("Side by side: Beta").tap()
    phone.get_by_role("button", name="See 2 side by side").tap()
    expect(phone.get_by_role("region", name="Side by side")).to_be_in_viewport()
    assert phone.evaluate("document.documentElement.scrollWidth") == 320


def test_it_narrows_by_touch_and_says_so(phone: Page) -> None:
    phone.get_by_text("Only with a group to compare").tap()
    expect(phone.get_by_role("status")).to_have_text("2 of 6 studies shown")
    assert shown(phone) == ["Alpha", "Beta"]
    assert phone.url.endswith("#compared=yes")
    phone.get_by_role("button", name="Show all studies").tap()
    expect(phone.get_by_role("status")).to_have_text("6 of 6 studies shown")
    assert shown(phone) == ALL


def test_three_studies_side_by_side_fit_a_phone(phone: Page) -> None:
    for name in ("Alpha", "Gamma", LONG_NAME):
        phone.get_by_label(f"Side by side: {name}").tap()
    phone.get_by_role("button", name="See 3 side by side").tap()
    side = phone.get_by_role("region", name="Side by side")
    expect(side).to_be_in_viewport()
    assert side.get_by_role("columnheader").count() >= 3
    assert phone.evaluate("document.documentElement.scrollWidth") == 320
    with_names = phone.evaluate("location.hash")
    assert with_names == "#with=alpha.gamma.delta"


def test_a_column_is_sorted_by_keyboard(explorer: Page) -> None:
    button = explorer.locator(".explorer thead th", has_text="Year").get_by_role("button")
    button.focus()
    explorer.keyboard.press("Enter")
    assert shown(explorer)[0] == "Gamma"
    expect(button).to_be_focused()
    assert explorer.url.endswith("#sort=year")


def test_without_script_rows_are_cards_on_a_phone_too(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 700}, java_script_enabled=False)
    tab = context.new_page()
    tab.goto(address)
    assert shown(tab) == ALL
    cell = tab.locator("#study-alpha td").first
    labels = cell.bounding_box()
    assert labels is not None
    assert labels["x"] + labels["width"] <= 320
    context.close()


def test_what_is_pressed_is_large_enough(phone: Page) -> None:
    for control in phone.locator(".explore :is(select, button, .tick), .explorer .tick").all():
        box = control.bounding_box()
        assert box is None or box["height"] >= 44


def test_the_names_of_the_columns_come_into_sight_when_a_key_leads_to_them(phone: Page) -> None:
    button = phone.locator(".explorer thead button").first
    clip = "thead => getComputedStyle(thead).clipPath"
    assert phone.locator(".explorer thead").evaluate(clip) != "none"
    button.focus()
    assert phone.locator(".explorer thead").evaluate(clip) == "none"
    assert phone.evaluate("document.documentElement.scrollWidth") == 320


# What is sent


def test_the_script_is_small() -> None:
    assert len(gzip.compress(press_script("explorer").encode(), 9)) < 4_000


def test_only_the_page_with_the_table_loads_the_script(made: Handbook) -> None:
    loads = {path.name for path in made.html.rglob("*.html") if "explorer.js" in path.read_text(encoding="utf-8")}
    assert loads == {"compare.html"}
    other = (made.html / "first.html").read_text(encoding="utf-8")
    assert "'self'" not in other.partition("script-src")[2].partition(";")[0]
    assert ".explore" not in other


# The real studies


def test_every_real_study_can_be_found_by_its_classes(real: Evidence) -> None:
    for slug, study in real.studies.items():
        classes = list(row_classes(study))
        assert len(set(classes)) == len(classes), slug
        marks = [name.partition("-")[0] for name in classes]
        assert {"t", "d", "s"} <= set(marks), slug
        assert marks.count("d") == 1
        assert marks.count("y") <= 1


def test_classes_do_not_depend_on_each_other(real: Evidence) -> None:
    """No class of one kind is taken for another: each starts with its own mark."""
    used = {name for study in real.studies.values() for name in row_classes(study)}
    for mark, other in itertools.permutations("tdysnf", 2):
        assert not any(name.startswith(f"{mark}-{other}-") for name in used)


def test_the_page_is_there() -> None:
    assert (Path(__file__).parents[2] / "docs/compare.md").is_file()
