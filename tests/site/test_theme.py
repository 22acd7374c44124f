"""The theme's small parts, each by itself, in milliseconds; and what it makes of a small site of its own."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from hsct_handbook.theme.ages import a_year_after, banners
from hsct_handbook.theme.head import security_policy
from hsct_handbook.theme.printed import printed
from hsct_handbook.theme.scripts import press_script
from hsct_handbook.theme.search import read_page
from hsct_handbook.theme.stylesheet import needed, parse, press, sheet_for, whole_sheet


def test_a_sheet_is_pressed_without_changing_what_it_says() -> None:
    css = (
        "/* why */\n.a > .b, p {\n  color: red;\n  margin: 0 1px\n}\n@media (min-width: 48em) {\n  h1 { top: 0; }\n}\n"
    )
    assert press(css) == ".a > .b,p{color:red;margin:0 1px}@media (min-width:48em){h1{top:0}}"


def test_a_sheet_survives_being_taken_apart() -> None:
    css = "a{b:c}@media print{p{d:e}li,ul{f:g}}"
    assert "".join(map(str, parse(css))) == css
    with pytest.raises(ValueError, match="not closed"):
        parse("a{b:c")


@pytest.mark.parametrize(
    ("selector", "used", "kept"),
    [
        ("p", {"p"}, True),
        ("table p", {"p"}, False),
        (".brief>ul>li::before", {".brief", "ul", "li"}, True),
        (".page:has(.book)>main", {".page", "main"}, True),
        (":is(.a,.b) h2", {"h2"}, True),
        ("[popover]", set(), True),
        ("input[type=radio]", {"p"}, False),
    ],
)
def test_a_rule_stays_where_it_can_apply(selector: str, used: set[str], kept: bool) -> None:
    assert bool(needed(parse(f"{selector}{{a:b}}"), frozenset(used))) is kept


def test_a_page_gets_just_what_it_uses() -> None:
    sheet = sheet_for('<body><p class="eyebrow">…</p></body>')
    assert ".eyebrow{" in sheet
    assert ".doors" not in sheet
    assert "table" not in sheet
    assert len(sheet) < len("".join(map(str, whole_sheet()))) / 2


@pytest.mark.parametrize(
    ("date", "due"),
    [("2025-06-30", "2026-06-30"), ("2024-02-29", "2025-02-28"), ("2025-06", "2026-06-01"), ("2025", "2026-01-01")],
)
def test_a_year_after_a_date_known_to_day_month_or_year(date: str, due: str) -> None:
    assert a_year_after(date) == dt.date.fromisoformat(due)


def test_a_page_that_says_nothing_of_itself_has_no_banner() -> None:
    assert banners(None, dt.date(2030, 1, 1)) == []


def test_the_policy_allows_this_sheet_and_no_other() -> None:
    policy = security_policy("p{}", "1", own_scripts=False)
    assert policy != security_policy("p{} ", "1", own_scripts=False)
    assert "script-src 'sha256-" in policy
    assert "script-src 'self'" not in policy
    assert "worker-src 'self'" in security_policy("p{}", "1", own_scripts=True)


def test_only_what_was_printed_is_linked(tmp_path: Path) -> None:
    assert printed(tmp_path, "trials/mist") is None
    (tmp_path / "print").mkdir()
    known = {"trials/mist": {"sides": 2, "bytes": 1, "large_sides": 1, "large_bytes": 1}}
    (tmp_path / "print" / "index.json").write_text(json.dumps(known), encoding="utf-8")
    forms = printed(tmp_path, "trials/mist")
    assert forms is not None
    assert forms.normal.address == "print/trials-mist.pdf"
    assert (forms.normal.size, forms.large.size) == (", 2 sides", ", 1 side")
    assert printed(tmp_path, "another") is None


def test_search_reads_a_page_as_a_reader_does() -> None:
    found = read_page(
        '<article><h1>T</h1><section class="brief"><h2>In brief</h2><ul><li>Hair grows '
        '<a>again<span class="src"> [1]</span></a></li></ul></section><nav class="toc"></nav><h2 id="a">Wigs</h2>'
        '<section class="from"><h2>Sources</h2></section></article>'
    )
    assert found.points == ["Hair grows again"]
    assert found.headings == ["Wigs"]
    assert "hair" in found.words
    assert "sources" not in found.words


@pytest.mark.parametrize("name", ["search", "offline", "worker"])
def test_scripts_lose_only_comments(name: str) -> None:
    script = press_script(name)
    assert "/*" not in script
    assert '"use strict";' in script
