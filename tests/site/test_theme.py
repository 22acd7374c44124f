"""The theme's small parts, each by itself, in milliseconds; and what it makes of a small site of its own."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from hsct_handbook.theme.ages import a_year_after, banners
from hsct_handbook.theme.head import security_policy
from hsct_handbook.theme.markup import press_markup
from hsct_handbook.theme.printed import printed
from hsct_handbook.theme.scripts import press_script
from hsct_handbook.theme.search import read_page
from hsct_handbook.theme.stylesheet import gathered, needed, parse, press, sheet_for, whole_sheet


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
        (":is(.a,.b) h2", {"h2"}, False),
        (":is(.a,.b) h2", {"h2", ".b"}, True),
        ("[popover]", set(), True),
        ("input[type=radio]", {"p"}, False),
    ],
)
def test_a_rule_stays_where_it_can_apply(selector: str, used: set[str], kept: bool) -> None:
    assert bool(needed(parse(f"{selector}{{a:b}}"), frozenset(used))) is kept


def test_alternatives_that_a_page_has_not_are_left_out() -> None:
    used = frozenset({"h2", "td", ".a", ".b"})
    rules = needed(parse(":is(.a,.b,.c) h2,:is(li,td)>p{x:y}:is(.b,.c)>h2{x:y}"), used)
    assert "".join(map(str, rules)) == ":is(.a,.b) h2{x:y}.b>h2{x:y}"


def test_each_condition_stands_once_and_last() -> None:
    rules = gathered(parse("@media print{a{b:c}}p{d:e}@media print{p{f:g}}@media(x){p{h:i}}"))
    assert "".join(map(str, rules)) == "p{d:e}@media print{a{b:c}p{f:g}}@media(x){p{h:i}}"


@pytest.mark.parametrize(
    ("whole", "pressed"),
    [
        ('<ul class="tools">\n<li>One</li>\n<li>Two</li>\n</ul>\n', "<ul class=tools><li>One<li>Two</ul>"),
        ("<p>A <b>b</b>\n<i>c</i></p>\n<p>D</p>\n<section>", "<p>A <b>b</b>\n<i>c</i>\n<p>D</p><section>"),
        ("<tr><th>A</th><td>B</td></tr></tbody></table>", "<tr><th>A<td>B</table>"),
        ("<dl><div><dt>A</dt><dd>B</dd></div></dl>", "<dl><div><dt>A<dd>B</div></dl>"),
        ('<a href="x.html?a=b" class="c d" id="e">', '<a href="x.html?a=b" class="c d" id=e>'),
        ('<path d="M1 2" fill="none"/>', '<path d="M1 2" fill="none"/>'),
        ("<pre>\n a\n\n  b</p>\n</pre>\n<ul>", "<pre>\n a\n\n  b</p>\n</pre><ul>"),
        ('<script type="x">{"a":\n "b"}</script>', '<script type="x">{"a":\n "b"}</script>'),
    ],
)
def test_pressed_markup_leaves_out_only_what_browsers_put_back(whole: str, pressed: str) -> None:
    assert press_markup(whole) == pressed


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
    policy = security_policy("p{}", "1", own_scripts=False, forms=False)
    assert policy != security_policy("p{} ", "1", own_scripts=False, forms=False)
    assert "script-src 'sha256-" in policy
    assert "script-src 'self'" not in policy
    assert "worker-src" not in policy, "what is not named falls under default-src"
    assert "connect-src 'self'" in policy, "Lighthouse reads robots.txt from within a page, and else calls it invalid"
    assert "form-action 'none'" in policy, "default-src does not cover it"
    assert "form-action 'self'" in security_policy("p{}", "1", own_scripts=False, forms=True)
    own = security_policy("p{}", "1", own_scripts=True, forms=False)
    assert "worker-src 'self'" in own


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
        "<article><h1>T</h1><section class=brief><h2>In brief</h2><ul><li>Hair grows "
        "<a>again<span class=src> [1]</span></a><li>Slowly</ul></section><nav class=toc></nav><h2 id=a>Wigs</h2>"
        "<section class=from><h2>Sources</h2></section></article>"
    )
    assert found.points == ["Hair grows again", "Slowly"]
    assert found.headings == ["Wigs"]
    assert "hair" in found.words
    assert "sources" not in found.words


@pytest.mark.parametrize("name", ["search", "offline", "worker"])
def test_scripts_lose_only_comments(name: str) -> None:
    script = press_script(name)
    assert "/*" not in script
    assert '"use strict";' in script
