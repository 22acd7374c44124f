"""The pages that help to decide, as a person uses them: options, worksheet, questions to pick, ways past."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from .conftest import PAGES, tree_of

pytestmark = pytest.mark.skipif("worksheet" not in PAGES, reason="the site has no worksheet")
STORED = "Object.keys(localStorage).length"


@pytest.fixture
def sheet(tab: Page, site: Path) -> Page:
    """The worksheet, opened from its folder."""
    tab.goto((site / "worksheet.html").as_uri())
    return tab


def test_every_option_has_the_same_rows() -> None:
    tables = tree_of("deciding").xpath("//table[contains(@class,'options')]")
    rows = [row for table in tables for row in table.xpath(".//tbody/tr")]
    assert len(rows) == 10
    for table in tables:
        options = [cell.text_content() for cell in table.xpath(".//thead//th")][1:]
        assert len(options) == 5
        for row in table.xpath(".//tbody/tr"):
            assert [cell.get("data-l") for cell in row.xpath("td")] == options
            assert all(cell.text_content().strip() for cell in row.xpath("td"))


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_options_need_no_sideways_scroll(width: int, tab: Page, site: Path) -> None:
    tab.set_viewport_size({"width": width, "height": 900})
    tab.goto((site / "deciding.html").as_uri())
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    side_by_side = tab.locator(".options td").nth(1).bounding_box()
    first = tab.locator(".options td").nth(0).bounding_box()
    assert first is not None
    assert side_by_side is not None
    assert (side_by_side["y"] == first["y"]) is (width == 1280), (
        "columns on wide screens, one below the other on narrow"
    )


@pytest.mark.parametrize("name", ["deciding", "side-effects", "risk-of-dying", "fertility", "where-sources-disagree"])
def test_a_warning_has_a_way_past(name: str, tab: Page, site: Path) -> None:
    tab.goto((site / f"{name}.html").as_uri())
    warning = tab.locator(".note-before").first
    way = warning.get_by_role("link", name="To leave it out, go on at")
    way.focus()
    tab.keyboard.press("Enter")
    target = tab.locator(f"[id='{(way.get_attribute('href') or '').removeprefix('#')}']")
    expect(target).to_be_in_viewport()
    place, before = target.bounding_box(), warning.bounding_box()
    assert place is not None
    assert before is not None
    assert place["y"] > before["y"], "the way past leads on, not back"


def test_the_sheet_is_filled_in_by_keyboard(sheet: Page) -> None:
    first = sheet.get_by_role("radio", name="Not much").first
    first.focus()
    sheet.keyboard.press("Space")
    expect(first).to_be_checked()
    sheet.keyboard.press("ArrowRight")
    expect(sheet.get_by_role("radio", name="Somewhat").first).to_be_checked()
    sheet.keyboard.press("Enter")
    assert "?" not in sheet.url, "nothing is sent, not even to the page itself"
    sheet.get_by_label("What I hope for").focus()
    sheet.keyboard.type("To walk my dog")
    expect(sheet.get_by_label("What I hope for")).to_have_value("To walk my dog")


def test_controls_are_large_enough_for_a_thumb(sheet: Page) -> None:
    sheet.set_viewport_size({"width": 390, "height": 800})
    for label in sheet.locator(".sheet label:not([for])").all():
        place = label.bounding_box()
        assert place is not None
        assert place["height"] >= 44


def test_nothing_is_kept_until_asked_and_all_is_forgotten(context: BrowserContext, served: str) -> None:
    tab = context.new_page()
    sent: list[str] = []
    tab.on("request", lambda request: sent.append(request.url))
    tab.goto(f"{served}/worksheet.html")
    tab.get_by_role("checkbox", name="My neurologist").check()
    tab.get_by_label("What I am afraid of").fill("Needles")
    assert tab.evaluate(STORED) == 0
    tab.reload()
    expect(tab.get_by_role("checkbox", name="My neurologist")).not_to_be_checked()
    tab.get_by_role("checkbox", name="My neurologist").check()
    tab.get_by_role("button", name="Keep my answers on this device").click()
    expect(tab.get_by_role("status")).to_contain_text("are kept on this device")
    tab.get_by_label("What I am afraid of").fill("Needles")
    tab.reload()
    expect(tab.get_by_role("checkbox", name="My neurologist")).to_be_checked()
    expect(tab.get_by_label("What I am afraid of")).to_have_value("Needles")
    tab.get_by_role("button", name="Forget them").click()
    expect(tab.get_by_role("status")).to_contain_text("no longer kept")
    assert tab.evaluate(STORED) == 0
    tab.get_by_label("What I am afraid of").fill("Needles and forms")
    assert tab.evaluate(STORED) == 0
    own = {f"{served}/{name}" for name in ("worksheet.html", "_static/worksheet.js", "_static/mark.svg")}
    assert set(sent) <= own, "filling in asks the server for nothing, and tells it nothing"


def test_the_sheet_works_without_script_and_prints_as_filled_in(browser: Browser, site: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto((site / "worksheet.html").as_uri())
    expect(tab.locator(".keep")).to_be_hidden()
    tab.get_by_label("What I hope for").fill("To walk my dog")
    tab.get_by_role("radio", name="I do not know yet").first.check()
    tab.emulate_media(media="print")
    expect(tab.get_by_label("What I hope for")).to_be_visible()
    expect(tab.get_by_label("What I hope for")).to_have_value("To walk my dog")
    expect(tab.get_by_role("radio", name="I do not know yet").first).to_be_checked()
    expect(tab.get_by_role("radio", name="I do not know yet").first).to_be_visible()
    assert len(tab.pdf(format="A4")) > 5_000
    context.close()


def test_a_long_answer_is_not_cut_off_on_paper(sheet: Page) -> None:
    answer = sheet.get_by_label("What I hope for")
    answer.fill("A long hope. " * 200)
    sheet.evaluate("dispatchEvent(new Event('beforeprint'))")
    sheet.emulate_media(media="print")
    assert answer.evaluate("field => field.scrollHeight <= field.clientHeight + 1")


def test_it_gives_no_score(sheet: Page) -> None:
    before = sheet.locator("main").inner_text()
    for choice in sheet.get_by_role("radio", name="A great deal").all():
        choice.check()
    assert sheet.locator("main").inner_text() == before


def test_only_the_picked_questions_are_printed_without_script(browser: Browser, site: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto((site / "questions-to-ask.html").as_uri())
    lines = tab.locator(".pick li")
    assert lines.count() >= 80
    assert tab.locator("article > section:has(.pick)").count() == 4, "one for each stage"
    tab.emulate_media(media="print")
    expect(lines.first).to_be_visible()
    tab.emulate_media(media="screen")
    lines.nth(1).locator("input").focus()
    tab.keyboard.press("Space")
    place = lines.nth(1).locator("label").bounding_box()
    assert place is not None
    assert place["height"] >= 44
    expect(lines.first).to_be_visible()
    tab.emulate_media(media="print")
    assert [line.is_visible() for line in lines.all()].count(True) == 1
    expect(lines.nth(1)).to_be_visible()
    expect(tab.get_by_label("What I want to ask in my own words")).to_be_visible()
    expect(tab.get_by_role("heading", name="How to use this page")).to_be_hidden()
    expect(tab.get_by_role("heading", level=1)).to_be_visible()
    context.close()


def test_the_time_to_read_counts_the_options(site: Path) -> None:
    opening = " ".join(tree_of("deciding").xpath("string(//article/p[@class='s'])").split())
    minutes = int(opening.partition(" minutes")[0].rpartition(" ")[2])
    words = sum(len(str(cell.text_content()).split()) for cell in tree_of("deciding").xpath("//table//td"))
    assert minutes * 180 > words
