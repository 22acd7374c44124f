"""Every page for every reader: axe in light and dark, narrow and wide; reflow, text spacing, the keyboard."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import BrowserContext, Page

from ..conftest import EVERYTHING
from .conftest import PAGES

AXE_OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"color-contrast-enhanced": {"enabled": True}},
    "resultTypes": ["violations"],
}
KINDS = ["index", "what-is-hsct", "trials/mist", "trials/index", "search", "404"]
"""One page of each kind, for what does not differ within a kind."""
a_page_of_each_kind = pytest.mark.parametrize("name", [name for name in KINDS if name in PAGES] or ["index"])
each_page = pytest.mark.parametrize("name", PAGES) if EVERYTHING else a_page_of_each_kind
"""Under CI every page; elsewhere one of each kind, which takes seconds."""
SPACING = """* {line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important}
p {margin-bottom: 2em !important}"""
ADD_STYLE = "css => {const s = new CSSStyleSheet(); s.replaceSync(css); document.adoptedStyleSheets = [s]}"
OVERFLOWING = """() => {
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  const out = [...document.querySelectorAll('main *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1
    && !e.closest('[popover],.vh,.cards thead'));
  return wide > 0 ? [wide + ' px', ...out.slice(0, 5).map(e => e.outerHTML.slice(0, 120))] : [];
}"""
OPEN = "() => document.querySelectorAll('details').forEach(e => e.open = true)"
"""What opens by a press is looked at too."""
FOCUS = """() => {
  const e = document.activeElement, style = getComputedStyle(e), box = e.getBoundingClientRect();
  return {
    what: e.tagName + ' ' + (e.textContent || e.id).trim().slice(0, 40),
    body: e === document.body,
    visible: style.outlineStyle !== 'none' || e.type === 'radio',
    onScreen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  };
}"""


@each_page
def test_axe_finds_nothing(name: str, site: Path, context: BrowserContext, axe: str) -> None:
    tab = context.new_page()
    schemes: tuple[Literal["light", "dark"], ...] = ("light", "dark")
    faults = []
    for width in (320, 1280):
        tab.set_viewport_size({"width": width, "height": 900})
        tab.goto((site / f"{name}.html").as_uri())
        tab.evaluate(OPEN)
        tab.evaluate(axe)
        for scheme in schemes:
            tab.emulate_media(color_scheme=scheme)
            found = tab.evaluate("options => axe.run(document, options)", AXE_OPTIONS)
            faults += [
                f"{scheme}, {width} px: {rule['id']}: {rule['help']}: {node['html'][:160]}"
                for rule in found["violations"]
                for node in rule["nodes"][:3]
            ]
    assert not faults, "\n".join(faults)


@each_page
def test_nothing_is_cut_off_on_a_narrow_screen(name: str, site: Path, context: BrowserContext) -> None:
    tab = context.new_page()
    tab.set_viewport_size({"width": 320, "height": 800})
    tab.goto((site / f"{name}.html").as_uri())
    tab.evaluate(OPEN)
    assert tab.evaluate(OVERFLOWING) == []
    tab.evaluate(ADD_STYLE, SPACING)
    assert tab.evaluate(OVERFLOWING) == [], "with the text spacing of WCAG 1.4.12"


@a_page_of_each_kind
def test_text_of_twice_the_size_fits(name: str, site: Path, context: BrowserContext) -> None:
    tab = context.new_page()
    tab.goto((site / f"{name}.html").as_uri())
    tab.evaluate(ADD_STYLE, "html {font-size: 200%}")
    for width in (640, 390):
        tab.set_viewport_size({"width": width, "height": 800})
        assert tab.evaluate(OVERFLOWING) == [], f"{width} px wide"


@a_page_of_each_kind
def test_no_text_is_small_and_no_line_long(name: str, site: Path, context: BrowserContext) -> None:
    tab = context.new_page()
    tab.goto((site / f"{name}.html").as_uri())
    small = tab.evaluate("""() => [...document.querySelectorAll('body *')]
      .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) && e.checkVisibility())
      .filter(e => parseFloat(getComputedStyle(e).fontSize) < 18)
      .map(e => e.outerHTML.slice(0, 100))""")
    assert small == []


@a_page_of_each_kind
def test_keyboard_reaches_and_leaves_everything(name: str, site: Path, tab: Page) -> None:
    tab.goto((site / f"{name}.html").as_uri())
    stops = []
    for _ in range(600):
        tab.keyboard.press("Tab")
        stop = tab.evaluate(FOCUS)
        if stop["body"]:
            break
        stops.append(stop)
    else:
        pytest.fail("the keyboard never came out at the other end")
    assert stops[0]["what"].endswith("Skip to the text")
    assert [stop["what"] for stop in stops if not stop["visible"]] == []
    assert [stop["what"] for stop in stops if not stop["onScreen"]] == []
    reachable = tab.locator("a[href]:visible, button:visible, input:not([type=radio]):visible, summary:visible").count()
    assert len(stops) >= reachable


@a_page_of_each_kind
def test_targets_are_large_enough(name: str, site: Path, context: BrowserContext) -> None:
    tab = context.new_page()
    tab.set_viewport_size({"width": 390, "height": 800})
    tab.goto((site / f"{name}.html").as_uri())
    controls = tab.locator(".top a, .foot nav a, .tools a, button:not(.term):visible, .find input")
    for at in range(controls.count()):
        box = controls.nth(at).bounding_box()
        assert box is not None
        assert box["height"] >= 43.5, controls.nth(at).inner_text()
