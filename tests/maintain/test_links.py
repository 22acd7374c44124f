"""Addresses outside: what is gone fails, what only refuses machines or is down today is told apart."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from hsct_handbook.maintain.command import run
from hsct_handbook.maintain.links import main

from .conftest import edit
from .server import Answer, Local

SITE = Path(__file__).parents[1] / "build" / "site"
ANSWERS = {
    "/here": Answer("yes"),
    "/gone": Answer("no", 404),
    "/gone-for-good": Answer("no", 410),
    "/robots": Answer("no", 403),
    "/members": Answer("no", 401),
    "/busy": Answer("no", 429, {"Retry-After": "600"}),
    "/linkedin": Answer("no", 999),
    "/broken": Answer("no", 500),
    "/slow": Answer("late", delay=2.5),
    "/moved": Answer("", 301, {"Location": "/here"}),
    "/for-now": Answer("", 302, {"Location": "/here"}),
}
VERDICTS = {
    "/here": "works",
    "/gone": "gone",
    "/gone-for-good": "gone",
    "/robots": "refused",
    "/members": "refused",
    "/busy": "refused",
    "/linkedin": "refused",
    "/broken": "trouble",
    "/slow": "trouble",
    "/moved": "moved",
    "/for-now": "works",
}
OPTIONS = ["--timeout", "1", "--retries", "1", "--patience", "1"]


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, local: Local) -> Path:
    """A small handbook whose sources and links lead to the local server."""
    shutil.copytree(SITE, tmp_path / "docs")
    monkeypatch.chdir(tmp_path)
    for path, answer in ANSWERS.items():
        local.on(path, answer)
    sources = tmp_path / "docs" / "references.bib"
    text = sources.read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.strip().startswith(("doi", "url =", "pmid", "pmcid"))]
    sources.write_text("\n".join(lines), encoding="utf-8")
    return Path("docs")


def link(site: Path, local: Local, *paths: str) -> None:
    links = ", ".join(f"[page {path[1:]}]({local.base}{path})" for path in paths)
    edit(site / "first.md", "In [North]", f"See {links}.\n\nIn [North]")


def test_each_answer_has_its_verdict(site: Path, local: Local, capsys: pytest.CaptureFixture[str]) -> None:
    link(site, local, *ANSWERS)

    status = run(main, ["docs", "--format", "json", *OPTIONS])

    found = {one["uri"].removeprefix(local.base): one for one in json.loads(capsys.readouterr().out)}
    assert {path: one["verdict"] for path, one in found.items()} == VERDICTS
    assert status == 1
    assert found["/gone"]["path"] == "docs/first.md"
    assert found["/gone"]["line"] > 1
    assert found["/slow"]["said"] == "too slow"


def test_refusals_and_faults_do_not_fail(site: Path, local: Local, capsys: pytest.CaptureFixture[str]) -> None:
    link(site, local, "/robots", "/linkedin", "/broken", "/here")

    assert run(main, ["docs", *OPTIONS]) == 0

    out = capsys.readouterr().out
    assert "4 addresses: 1 work, 0 moved, 2 refused to a machine, 1 without an answer, 0 gone." in out
    assert "Refused to a machine (401, 403, 429, 999)" in out


def test_pages_that_cannot_be_read_are_refused(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(site / "first.md", "kind: chapter", "kind: poem")

    assert run(main, ["docs", *OPTIONS]) == 2

    err = capsys.readouterr().err
    assert "Nothing was done" in err
    assert "first.md" in err
