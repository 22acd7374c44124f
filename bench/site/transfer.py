"""Bytes and requests of each kind of page, as a browser with nothing kept asks for them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

from playwright.sync_api import Browser, Request, sync_playwright

from ..measuring import Table, kilobytes
from .serving import served

PAGES = (
    *("index", "what-is-hsct", "risk-of-dying", "trials/mist", "trials/index", "compare", "search", "glossary"),
    *("sources", "print", "data", "whats-new", "contents", "about"),
)


def transfers() -> Iterator[Table]:
    """A table of what each page of ours asks for."""
    table = Table("Cold cache, gzip", ("page", "requests", "kB", "to others"))
    with served() as address, sync_playwright() as player:
        browser = player.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        table.rows += [(page, *asked(browser, f"{address}/{page}.html")) for page in PAGES]
        browser.close()
    table.notes.append("Headers aside; with the icon, which browsers ask for once a site.")
    yield table


def asked(browser: Browser, address: str) -> tuple[int, float, int]:
    """How many requests a page makes, how many kilobytes answer them, and how many go to others, answered or not."""
    context = browser.new_context()
    tab = context.new_page()
    made: list[Request] = []
    answered: list[Request] = []
    tab.on("request", lambda request: made.append(request))
    tab.on("requestfinished", lambda request: answered.append(request))
    tab.goto(address, wait_until="networkidle")
    sizes = [request.sizes()["responseBodySize"] for request in answered]
    site = address.split("/")[2]
    others = sum(request.url.split("/")[2] != site for request in made if request.url.startswith("http"))
    context.close()
    return len(made), kilobytes(sizes), others
