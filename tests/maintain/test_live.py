"""The handbook while it is edited: seen at once, in its place, and not stopped by a broken edit."""

from __future__ import annotations

import gc
import json
import re
import shutil
import threading
import time
import urllib.request
import weakref
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from sphinx.application import Sphinx
from watchfiles import Change

from hsct_handbook.maintain.live.__main__ import main
from hsct_handbook.maintain.live.builder import Order, build, let_go
from hsct_handbook.maintain.live.server import LiveServer, inject, page_of
from hsct_handbook.maintain.live.watch import Filter, Meaning, meaning
from hsct_handbook.maintain.live.workshop import Told, Workshop

from .conftest import edit

SITE = Path(__file__).parents[1] / "build" / "site"
PAGE = "/first.html"


@dataclass
class Live:
    """A workshop and its server over a made-up handbook, with all that was told."""

    docs: Path
    workshop: Workshop
    server: LiveServer
    told: list[Told] = field(default_factory=list)

    def get(self, path: str) -> str:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.server.server_address[1]}{path}") as answer:
            return str(answer.read().decode()).replace("\N{NO-BREAK SPACE}", " ")

    @property
    def last(self) -> Told:
        return self.told[-1]


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """One workshop for all tests; each puts back what it edits."""
    folder = tmp_path_factory.mktemp("live")
    shutil.copytree(SITE, folder / "docs")
    (folder / "html" / "print").mkdir(parents=True)
    (folder / "html" / "print" / "first.pdf").write_bytes(b"%PDF")
    told: list[Told] = []
    workshop = Workshop(folder / "docs", folder / "live", folder / "trees")
    server = LiveServer(0, workshop, folder / "html")

    def tell(news: Told) -> None:
        told.append(news)
        server.tell(news)

    workshop.tell = tell
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    workshop.build()
    assert not workshop.errors
    yield Live(folder / "docs", workshop, server, told)
    server.close()
    thread.join()
    workshop.stop()


@pytest.fixture
def edited(live: Live) -> Iterator[Callable[[str, str, str], None]]:
    """Edit a page and build; afterwards everything is as it was."""
    before = {path: path.read_bytes() for path in live.docs.rglob("*") if path.is_file()}

    def change(page: str, old: str, new: str) -> None:
        edit(live.docs / page, old, new)
        live.workshop.build()

    yield change
    for path, content in before.items():
        if path.read_bytes() != content:
            path.write_bytes(content)
    live.workshop.build()
    assert not live.workshop.errors


Edit = Callable[[str, str, str], None]


def test_an_edit_of_prose_writes_just_that_page(live: Live, edited: Edit) -> None:
    edited("first.md", "What North found", "What North saw")

    assert "What North saw" in live.get(PAGE)
    assert "first" in live.last.pages
    assert not live.last.pages & {"second", "third", "trials/south"}


def test_an_edited_figure_writes_the_pages_that_show_it(live: Live, edited: Edit) -> None:
    edited("trials/north.md", "count: 4\n    of: 40", "count: 5\n    of: 40")

    assert {"first", "trials/north"} <= live.last.pages
    assert "second" not in live.last.pages
    assert "5 out of 40 people" in live.get(PAGE)


def test_what_is_shown_comes_first_and_the_rest_is_read_when_there_is_time(live: Live, edited: Edit) -> None:
    before = (live.docs / "trials/north.md").read_text(encoding="utf-8")
    edit(live.docs / "trials/north.md", "count: 4\n    of: 40", "count: 5\n    of: 40")
    try:
        live.workshop.saved({"first"})
        seen = live.last.pages
        live.workshop.saved(set())
        assert live.workshop.has_more_to_do
        (live.docs / "trials/north.md").write_text(before, encoding="utf-8")

        live.workshop.saved(set())
        later = set(live.workshop._later)
        steps = 0
        while live.workshop.has_more_to_do:
            live.workshop.carry_on()
            steps += 1
    finally:
        (live.docs / "trials/north.md").write_text(before, encoding="utf-8")

    assert seen == {"first", "trials/north"}, "nothing of the whole site"
    assert "first" in later
    assert steps == len(later) + 1, "a page at a time, and the search index last"
    assert (live.workshop.out / "first.html").stat().st_mtime == 0, "it was read, and is written when it is looked at"
    assert "4 out of 40 people" in live.get(PAGE)
    assert (live.workshop.out / "first.html").stat().st_mtime > 0


def test_a_page_that_waits_is_brought_up_to_date_when_it_is_opened(live: Live, edited: Edit) -> None:
    del edited  # it puts the page back
    edit(live.docs / "trials/north.md", "count: 4\n    of: 40", "count: 5\n    of: 40")
    live.workshop.saved(set())

    assert "first" in live.workshop._later
    assert "5 out of 40 people" in live.get(PAGE)
    assert "first" not in live.workshop._later


def test_a_fault_that_an_edit_causes_on_another_page_is_told(live: Live, edited: Edit) -> None:
    del edited  # it puts the page back
    north = live.docs / "trials/north.md"
    text = north.read_text(encoding="utf-8")
    north.write_text(text.replace("id: worse", "id: worsened").replace("north.worse`", "north.worsened`"), "utf-8")
    live.workshop.saved(set())
    while live.workshop.has_more_to_do:
        live.workshop.carry_on()

    assert re.search(r"first\.md:\d+: .*north\.worse", live.workshop.errors)


def test_a_new_title_waits_on_the_pages_that_nobody_looks_at(live: Live, edited: Edit) -> None:
    del edited  # it puts the page back
    edit(live.docs / "second.md", "\n# ", "\n# New ")
    live.workshop.saved({"first"})

    assert live.last.pages == {"first", "second"}
    assert ">New " in live.get(PAGE)
    assert (live.workshop.out / "third.html").stat().st_mtime == 0
    assert ">New " in live.get("/third.html")


def test_the_builder_lets_go_of_every_build(live: Live) -> None:
    applications: list[weakref.ref[Sphinx]] = []
    of_other_tests = weakref.WeakSet(thing for thing in gc.get_objects() if isinstance(thing, Sphinx))

    def note(_pages: set[str]) -> None:
        applications.extend(
            weakref.ref(thing)
            for thing in gc.get_objects()
            if isinstance(thing, Sphinx) and thing not in of_other_tests
        )

    live.workshop.stop()
    build(live.docs, live.workshop.out, live.workshop.trees, Order(), note)
    let_go()
    gc.unfreeze()

    assert [application() for application in applications] == [None]


def test_pages_are_told_before_the_search_index_is_written(live: Live, edited: Edit) -> None:
    edited("first.md", "What North found", "What North saw")

    early, late = live.told[-2:]
    assert (early.done, late.done) == (False, True)
    assert early.pages == late.pages
    assert early.seconds <= late.seconds


def test_a_broken_edit_is_told_and_mended(live: Live, edited: Edit) -> None:
    edited("trials/north.md", "count: 4\n    of: 40", "count: 400\n    of: 40")

    assert re.search(r"trials/north\.md:\d+: .*400 is more than the 40 people counted", live.workshop.errors)
    assert "4 out of 40 people" in live.get(PAGE), "what was there is still shown"

    edited("second.md", "## In brief", "## In brief\n\nMore.\n")
    assert "north.md" in live.workshop.errors, "an edit elsewhere does not hide it"

    edited("trials/north.md", "count: 400\n    of: 40", "count: 6\n    of: 40")
    edited("second.md", "## In brief\n\nMore.\n", "## In brief")
    assert not live.workshop.errors
    assert "6 out of 40 people" in live.get(PAGE)
    assert "Who took part" in live.get("/trials/north.html")
    assert len(live.last.pages) < 12


def test_a_theme_edit_writes_the_open_page_now_and_others_when_they_are_opened(live: Live) -> None:
    listener = live.server.listen("first")
    stamp = (live.workshop.out / "second.html").stat().st_mtime_ns
    try:
        live.workshop.theme_changed(live.server.shown())

        assert live.last.pages & {"first", "second"} == {"first"}
        assert (live.workshop.out / "second.html").stat().st_mtime_ns == stamp
        live.get("/second.html")
        assert (live.workshop.out / "second.html").stat().st_mtime_ns > stamp
        builds = len(live.told)
        live.get("/second.html")
        assert len(live.told) == builds, "once is enough"
    finally:
        live.server.leave(listener)


def test_a_code_edit_starts_the_builder_anew(live: Live) -> None:
    listener = live.server.listen("first")
    process = live.workshop._process
    try:
        live.workshop.code_changed(live.server.shown())

        assert live.workshop._process is not process
        assert "first" in live.last.pages
    finally:
        live.server.leave(listener)


def test_a_builder_that_ends_is_told_and_started_again(live: Live) -> None:
    assert live.workshop._process is not None
    live.workshop._process.kill()
    live.workshop._process.wait()

    live.workshop.build()

    assert not live.workshop.errors


def test_the_script_is_put_in_only_as_a_page_is_served(live: Live) -> None:
    built = (live.workshop.out / "first.html").read_text(encoding="utf-8")

    assert "/.live/" not in built
    assert live.get(PAGE).count("/.live/client.js") == 1
    assert "EventSource" in live.get("/.live/client.js")
    assert live.get("/print/first.pdf") == "%PDF"


@pytest.mark.parametrize("path", ["/../docs/conf.py", "/%2e%2e/docs/conf.py", "/worker.js", "/nowhere.html"])
def test_nothing_else_is_served(live: Live, path: str) -> None:
    with pytest.raises(urllib.error.HTTPError, match="404") as refused:
        live.get(path)
    refused.value.close()


def test_the_policy_lets_the_script_run_and_nothing_else_more() -> None:
    policy = "default-src 'none';script-src 'sha256-x'"
    page = f'<meta http-equiv="Content-Security-Policy" content="{policy}"><body></body>'

    content = re.search(r'content="([^"]*)"', inject(page))

    assert content is not None
    rules = content[1].replace("&#x27;", "'").split(";")
    assert rules == ["default-src 'none'", "script-src 'sha256-x' 'self'", "connect-src 'self'"]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("docs/first.md", Meaning.PAGE),
        ("docs/trials/mist.md", Meaning.PAGE),
        ("docs/.first.md.swp", Meaning.NOTHING),
        ("src/theme/css/base.css", Meaning.THEME),
        ("src/theme/page.html", Meaning.THEME),
        ("src/theme/head.py", Meaning.CODE),
        ("src/maintain/stale.py", Meaning.NOTHING),
        ("README.md", Meaning.NOTHING),
    ],
)
def test_what_a_save_means(tmp_path: Path, path: str, expected: Meaning) -> None:
    docs, code = tmp_path / "docs", tmp_path / "src"

    assert meaning([(Change.modified, str(tmp_path / path))], docs, code) is expected


def test_what_editors_leave_behind_is_not_seen() -> None:
    seen = Filter()

    assert seen(Change.modified, "/docs/first.md")
    assert not any(seen(Change.added, f"/docs/{name}") for name in (".first.md.swp", "4913", ".#first.md", "first.md~"))


@pytest.mark.parametrize(
    ("path", "name"), [("/", "index"), ("/trials/", "trials/index"), ("/trials/mist.html", "trials/mist")]
)
def test_names_of_pages(path: str, name: str) -> None:
    assert page_of(path) == name


@pytest.fixture
def browser_page(browser: Browser) -> Iterator[Page]:
    """A page in the system's Chromium."""
    page = browser.new_page(viewport={"width": 800, "height": 300})
    yield page
    page.close()


def test_the_browser_loads_again_in_its_place_and_shows_what_is_wrong(
    live: Live, edited: Edit, browser_page: Page
) -> None:
    faults: list[str] = []
    browser_page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    browser_page.goto(f"http://127.0.0.1:{live.server.server_address[1]}{PAGE}")
    _wait_for(lambda: "first" in live.server.shown())
    heading = browser_page.get_by_role("heading", name="What North")
    heading.evaluate("part => scrollTo(0, scrollY + part.getBoundingClientRect().top + 5)")
    top = heading.evaluate("part => part.getBoundingClientRect().top")

    edited(
        "first.md",
        "It links to the page that comes next",
        "It still links to the page that comes next. " * 2 + "It links",
    )
    expect(browser_page.get_by_text("It still links").first).to_be_attached()
    _wait_for(lambda: "first" in live.server.shown())
    expect(browser_page.locator("#live-errors")).to_have_count(0)
    _wait_for(lambda: abs(heading.evaluate("part => part.getBoundingClientRect().top") - top) < 3)

    edited("first.md", "kind: chapter", "kind: poem")
    expect(browser_page.locator("#live-errors")).to_contain_text("'poem' is not a kind of page here")

    edited("first.md", "kind: poem", "kind: chapter")
    expect(browser_page.locator("#live-errors")).to_have_count(0)
    assert not faults


def _wait_for(condition: Callable[[], bool]) -> None:
    """Wait until it is so; ten seconds are more than it can take."""
    end = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.02)


def test_news_is_a_stream_of_events(live: Live) -> None:
    address = f"http://127.0.0.1:{live.server.server_address[1]}/.live/events?page=/second.html"
    with urllib.request.urlopen(address, timeout=5) as stream:
        first = json.loads(stream.readline().decode().removeprefix("data: "))
        stream.readline()
        live.server.tell(Told(frozenset({"second"})))
        news = json.loads(stream.readline().decode().removeprefix("data: "))

    assert (first["pages"], news["pages"], news["run"]) == ([], ["second"], first["run"])


@pytest.mark.parametrize("port", ["web", "-1", "70000"])
def test_a_port_that_is_none_is_refused_in_words(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["docs", f"--port={port}"])
    assert f"“{port}” is not a port: write a number from 0 to 65535" in capsys.readouterr().err
