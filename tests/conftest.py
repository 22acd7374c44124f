"""What all tests share: one browser for each process, and how a missing tool is told."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
EVERYTHING = bool(os.environ.get("CI"))
"""Whether the slow proofs run on every page and every PDF; without it they run on one page of each kind."""


def pytest_report_header() -> str:
    """Say what is left out, and how to have it."""
    return "slow proofs: all" if EVERYTHING else "slow proofs: one of each kind; all of them with: CI=true make test"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is marked as slow, where the slow proofs run on one of each kind."""
    if EVERYTHING:
        return
    slow = [item for item in items if item.get_closest_marker("slow")]
    config.hook.pytest_deselected(items=slow)
    items[:] = [item for item in items if item not in set(slow)]


def missing(what: str, remedy: str) -> None:
    """Fail under CI; elsewhere skip with one line that says how to get what is missing."""
    message = f"{what} is missing: {remedy}"
    if os.environ.get("CI"):
        pytest.fail(message)
    pytest.skip(message)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium. There is one: two of Playwright's in one process do not go together."""
    if not CHROMIUM:
        missing("Chromium", "apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()
