"""The site used as a person would: words opened, scripts off, offline, on paper, and years later."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from ..conftest import EVERYTHING
from .conftest import PAGES, tree_of

WITH_WORDS = (
    next((name for name in PAGES if tree_of(name).xpath("//button[@class='term']")), "index")
    if PAGES != ["index"]
    else "index"
)
each_page = pytest.mark.parametrize("name", PAGES if EVERYTHING else PAGES[::12])
"""Under CI every page; elsewhere every twelfth, which takes seconds."""


def test_a_word_opens_in_place_and_closes(tab: Page, site: Path) -> None:
    tab.goto((site / f"{WITH_WORDS}.html").as_uri())
    word = tab.locator("button.term").first
    word.focus()
    before = tab.evaluate("scrollY")
    tab.keyboard.press("Enter")
    meaning = tab.locator("[popover]:popover-open")
    expect(meaning).to_be_visible()
    assert tab.evaluate("scrollY") == before
    expect(meaning).to_have_role("dialog")
    expect(meaning).to_have_accessible_name(str(meaning.get_attribute("aria-label")))
    expect(meaning.get_by_role("button", name="Close")).to_be_focused()
    tab.keyboard.press("Escape")
    expect(meaning).to_have_count(0)
    expect(word).to_be_focused()
    word.click()
    meaning.get_by_role("button", name="Close").click()
    expect(meaning).to_have_count(0)
    expect(word).to_be_focused()


@pytest.mark.skipif("compare" not in PAGES, reason="the site has no page to compare studies on")
def test_what_a_script_adds_for_the_ear_alone_is_out_of_sight(tab: Page, site: Path) -> None:
    tab.goto((site / "compare.html").as_uri())
    added = tab.locator("table .vh")
    expect(added.first).to_be_attached()
    assert added.first.evaluate("span => getComputedStyle(span).clipPath") == "inset(50%)"


def test_a_term_of_several_words_breaks_between_them_and_opens_from_each(context: BrowserContext, site: Path) -> None:
    tab = context.new_page()
    tab.set_viewport_size({"width": 320, "height": 800})
    broken = 0
    for name in PAGES:
        if not tree_of(name).xpath("//label[@class='term']"):
            continue
        tab.goto((site / f"{name}.html").as_uri())
        term = tab.locator("label.term").first
        broken += tab.evaluate("[...document.querySelectorAll('label.term')].some(e => e.getClientRects().length > 1)")
        name_of_button = " ".join(term.inner_text().split())
        expect(term.get_by_role("button", name=name_of_button, exact=True)).to_be_visible()
        term.click(position={"x": 4, "y": 8})
        expect(tab.locator("[popover]:popover-open")).to_be_visible()
        if broken:
            return
    assert PAGES == ["index"], "no term of several words stands at the end of a line"


def test_reads_without_script(browser: Browser, site: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto((site / f"{WITH_WORDS}.html").as_uri())
    expect(tab.locator("h1")).to_be_visible()
    tab.locator("button.term").first.click()
    expect(tab.locator("[popover]:popover-open")).to_be_visible()
    tab.goto((site / "search.html").as_uri())
    expect(tab.locator("noscript")).to_be_visible()
    context.close()


@each_page
def test_asks_nobody_else_and_breaks_no_rule(name: str, served: str, context: BrowserContext) -> None:
    tab = context.new_page()
    asked: list[str] = []
    said: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("console", lambda message: said.append(message.text))
    tab.goto(f"{served}/{name}.html", wait_until="networkidle" if name == "search" else "load")
    assert all(address.startswith(served) for address in asked), asked
    assert len(asked) <= 3, asked
    assert said == []
    assert context.cookies() == []


def test_a_page_grows_old_by_itself(context: BrowserContext, site: Path) -> None:
    tab = context.new_page()
    due = dt.date.fromisoformat(tree_of(WITH_WORDS).xpath("string(//*[@data-due]/@data-due)"))
    banner = tab.locator("[data-due]").first
    for day, shown in ((due - dt.timedelta(days=1), False), (due + dt.timedelta(days=2), True)):
        tab.clock.set_fixed_time(dt.datetime.combine(day, dt.time(12)))
        tab.goto((site / f"{WITH_WORDS}.html").as_uri())
        expect(banner).to_be_visible(visible=shown)


def test_prints_without_what_only_works_on_a_screen(tab: Page, site: Path) -> None:
    tab.goto((site / f"{WITH_WORDS}.html").as_uri())
    tab.emulate_media(media="print")
    expect(tab.locator("h1")).to_be_visible()
    expect(tab.locator(".top nav")).to_be_hidden()
    expect(tab.locator(".tools").first).to_be_hidden()
    assert len(tab.pdf(format="A4")) > 5_000


@pytest.mark.skipif("print" not in PAGES, reason="the site has no page on printing")
def test_is_kept_offline_only_when_asked(context: BrowserContext, served: str) -> None:
    tab = context.new_page()
    tab.goto(f"{served}/print.html")
    assert tab.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0
    tab.get_by_role("button", name="Keep this handbook").click()
    expect(tab.get_by_role("status")).to_contain_text("is kept on this device", timeout=30_000)
    context.set_offline(True)
    tab.goto(f"{served}/{WITH_WORDS}.html")
    expect(tab.locator("h1")).to_be_visible()
    context.set_offline(False)
    tab.goto(f"{served}/print.html")
    tab.get_by_role("button", name="Take it away").click()
    expect(tab.get_by_role("status")).to_contain_text("no longer kept")
    assert tab.evaluate("caches.keys()") == []


@each_page
def test_forced_colours_and_still_motion_change_nothing(name: str, site: Path) -> None:
    style = str(tree_of(name).xpath("string(//style)"))
    assert "animation" not in style
    assert "transition" not in style
