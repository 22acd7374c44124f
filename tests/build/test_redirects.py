"""Old addresses lead on: leaflets that name them are on paper."""

from __future__ import annotations

import pytest
from lxml import html

from .conftest import Handbook


def _with_redirects(handbook: Handbook, redirects: dict[str, str]) -> Handbook:
    with (handbook.docs / "conf.py").open("a", encoding="utf-8") as settings:
        settings.write(f"handbook_redirects = {redirects!r}\n")
    return handbook


@pytest.mark.parametrize(
    ("old", "new", "leads_to"),
    [
        ("former", "first", "first.html"),
        ("trials/northern", "trials/north", "north.html"),
        ("former", "trials/north", "trials/north.html"),
        ("trials/moved/away", "second", "../../second.html"),
    ],
)
def test_a_renamed_page_leaves_a_page_that_leads_on(handbook: Handbook, old: str, new: str, leads_to: str) -> None:
    outcome = _with_redirects(handbook, {old: new}).build()

    assert outcome.ok, outcome.warnings
    page = html.parse(handbook.html / f"{old}.html").getroot()
    assert page.xpath("//meta[@http-equiv='refresh']/@content") == [f"0;url={leads_to}"]
    assert page.xpath("//main//a/@href") == [leads_to]
    assert page.xpath("//link[@rel='canonical']/@href") == [f"https://handbook.example.org/{new}.html"]
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert (handbook.html / f"{old}.html").parent.joinpath(leads_to).resolve() == (
        handbook.html / f"{new}.html"
    ).resolve()
    assert f"{old}.html" not in (handbook.html / "sitemap.xml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("former", "nowhere", "“former” leads to “nowhere”, which is no page"),
        ("first", "second", "“first” leads to “second”, but “first” is still a page"),
    ],
)
def test_a_redirect_that_leads_nowhere_or_hides_a_page_fails(
    handbook: Handbook, old: str, new: str, complaint: str
) -> None:
    outcome = _with_redirects(handbook, {old: new}).build()

    assert not outcome.ok
    assert complaint in outcome.warnings
