"""The built site, a real browser and the field's own checkers, for the tests of the website.

The tests read the site in `_build/html` (or in `HANDBOOK_SITE`). axe-core and vnu come from npm by
`npm ci --prefix tests/site`; Chromium is Debian's. What is missing is told in one loud line; under `CI` it fails.
"""

from __future__ import annotations

import functools
import json
import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from playwright.sync_api import Browser, BrowserContext, Page

from ..conftest import missing

HERE = Path(__file__).parent
SITE = Path(os.environ.get("HANDBOOK_SITE", HERE.parents[1] / "_build" / "html"))
MODULES = HERE / "node_modules"
AXE = MODULES / "axe-core" / "axe.min.js"
VNU = MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"


def page_names() -> list[str]:
    """Every page of the built site but those that only lead on; a stand-in when there is no site."""
    found = [
        path.relative_to(SITE).with_suffix("").as_posix()
        for path in sorted(SITE.rglob("*.html"))
        if 'http-equiv="refresh"' not in path.read_text(encoding="utf-8")
    ]
    return found or ["index"]


PAGES = page_names()


@pytest.fixture(scope="session")
def site() -> Path:
    """The folder of the built site."""
    if not (SITE / "index.html").exists():
        missing("the built site", "run make")
    return SITE


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that has been nowhere."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    context.set_default_timeout(10_000)
    yield context
    context.close()


@pytest.fixture
def tab(context: BrowserContext) -> Page:
    """A page in which nothing may go wrong unseen: complaints in the console fail the test."""
    tab = context.new_page()
    tab.on("pageerror", lambda fault: pytest.fail(f"a script failed: {fault}"))
    return tab


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def served(site: Path) -> Iterator[str]:
    """The site from a web server on this machine; its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core."""
    if not AXE.exists():
        missing("axe-core", "npm ci --prefix tests/site")
    return AXE.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def vnu(site: Path) -> dict[str, list[str]]:
    """What the Nu checker says of each page, all checked in one run."""
    if not VNU.exists():
        missing("the Nu HTML checker", "npm ci --prefix tests/site")
    if not shutil.which("java"):
        missing("Java", "apt-get install default-jre-headless")
    files = [str(site / f"{name}.html") for name in PAGES]
    run = subprocess.run(
        ["java", "-jar", str(VNU), "--format", "json", "--exit-zero-always", "--also-check-css", *files],
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, list[str]] = {}
    for message in json.loads(run.stderr)["messages"]:
        name = message.get("url", "").removeprefix(f"file:{site}/").removesuffix(".html")
        line = f"{message['type']}, line {message.get('lastLine')}: {message['message']}"
        found.setdefault(name, []).append(line)
    return found


@functools.cache
def tree_of(name: str) -> Any:
    """A page of the site as a tree."""
    return html.fromstring((SITE / f"{name}.html").read_text(encoding="utf-8"))
