"""A built handbook: its data, its list of changes, its feed, and which pages a change of them rebuilds."""

from __future__ import annotations

import csv
import json
import pickle
from pathlib import Path

import pytest
from docutils import nodes
from lxml import html
from sphinx import addnodes

from hsct_handbook.evidence.datapackage import FILES
from tests.build.conftest import Handbook


def _page(made: Handbook, name: str) -> html.HtmlElement:
    return html.fromstring((made.html / f"{name}.html").read_text(encoding="utf-8"))


def _text(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_every_figure_that_a_page_shows_is_in_the_data(site: Handbook) -> None:
    shown = {
        node["fact"]
        for path in (site.folder / "trees").rglob("*.doctree")
        for node in pickle.loads(path.read_bytes()).findall(nodes.reference)
        if "fact" in node
    }
    assert len(shown) > 5
    with (site.html / "data/facts.csv").open(encoding="utf-8", newline="") as file:
        assert shown <= {row["id"] for row in csv.DictReader(file)}


def test_the_page_of_data_leads_to_every_file(site: Handbook) -> None:
    page = _page(site, "files")
    links = page.xpath("//table//a/@href")
    assert links[: len(FILES)] == [f"data/{file.name}" for file in FILES]
    assert all((site.html / str(link)).is_file() for link in links[: len(FILES)])


def test_the_page_of_data_lists_every_field_of_the_schema(site: Handbook) -> None:
    schema = json.loads((site.html / "data/study.schema.json").read_text(encoding="utf-8"))
    listed = [_text(cell) for cell in _page(site, "files").xpath("//tbody/tr/th")]
    for group in schema["$defs"].values():
        for name in group.get("properties", {}):
            assert name in listed


def test_the_citation_names_version_date_and_licence(site: Handbook) -> None:
    text = _text(_page(site, "files").xpath("//main")[0])
    assert "20 January 2026. https://handbook.example.org/. Licence: Creative Commons Attribution 4.0" in text


def test_the_list_of_changes_tells_from_what_to_what_and_why(site: Handbook) -> None:
    page = _page(site, "news")
    text = _text(page.xpath("//dl")[0])
    assert text.startswith("20 January 2026 North: North counted again. Before: “3 out of 40 people, at 5 years”.")
    assert "Now: “4 out of 40 people, at 5 years”. Why: The full paper counts one more. [1]" in text
    assert page.xpath("//dl//a[text()='North']/@href") == ["trials/north.html"]
    assert page.xpath("//a[text()='a feed']/@href") == ["feed.xml"]


def test_a_study_that_changed_tells_its_history_before_its_sources(site: Handbook) -> None:
    headings = [_text(heading) for heading in _page(site, "trials/north").xpath("//main//h2")]
    assert headings.index("What has changed here") == headings.index("Where this comes from") - 1
    (history,) = _page(site, "trials/north").xpath("//section[h2[.='What has changed here']]")
    assert "20 January 2026: North counted again." in _text(history)
    assert history.xpath(".//a/@href") == ["#s1"]


def test_paper_leaves_the_history_to_the_website(site: Handbook) -> None:
    doctree = pickle.loads((site.folder / "trees/trials/north.doctree").read_bytes())
    (part,) = doctree.findall(addnodes.only)
    assert part["expr"] == "html"
    assert part.astext().startswith("What has changed here")


def test_a_study_that_did_not_change_tells_none(site: Handbook) -> None:
    assert "What has changed here" not in _text(_page(site, "trials/south"))


def test_a_new_entry_rebuilds_the_list_and_the_page_of_its_study(handbook: Handbook) -> None:
    assert handbook.build().ok
    log = handbook.docs / "changes.yml"
    entry = '  - date: 2026-01-30\n    study: south\n    what: "South has a page of its own."\n'
    log.write_text(log.read_text(encoding="utf-8").replace("changes:\n", f"changes:\n{entry}"), encoding="utf-8")

    outcome = handbook.build()

    assert outcome.ok, outcome.warnings
    assert outcome.written & {"news", "files", "compare", "first", "trials/north", "trials/south", "trials/index"} == {
        "news",
        "files",
        "trials/south",
    }
    assert "South has a page of its own" in (handbook.html / "feed.xml").read_text(encoding="utf-8")


def test_a_fault_in_the_log_stops_the_build_with_its_place(handbook: Handbook) -> None:
    handbook.edit("changes.yml", "study: north", "study: nowhere")
    for _ in range(2):
        outcome = handbook.build()
        assert not outcome.ok
        assert "changes.yml:4: WARNING: changes, number 1: “north.worse” is no figure of “nowhere”" in outcome.warnings
        assert not (handbook.html / "feed.xml").exists()


def test_where_mistakes_are_reported_is_a_link_once_it_is_known(handbook: Handbook) -> None:
    assert handbook.build().ok
    page = _page(handbook, "news")
    assert "Tell our repository." in _text(page)
    assert not page.xpath("//a[text()='our repository']")
    conf = handbook.docs / "conf.py"
    known = (
        conf.read_text(encoding="utf-8") + '\nhtml_theme_options = {"repository_url": "https://code.example.org/us/"}\n'
    )
    conf.write_text(known, encoding="utf-8")
    assert handbook.build().ok
    links = _page(handbook, "news").xpath("//a[text()='our repository']/@href")
    assert links == ["https://code.example.org/us/issues"]


def test_without_an_address_there_is_no_feed_but_data(handbook: Handbook) -> None:
    handbook.edit("conf.py", 'html_baseurl = "https://handbook.example.org/"\n', "")
    assert handbook.build().ok
    assert not (handbook.html / "feed.xml").exists()
    assert (handbook.html / "data/facts.csv").exists()


@pytest.mark.parametrize("name", ["unknown.csv", "studies.JSON"])
def test_fields_of_a_file_that_there_is_not_are_a_fault(handbook: Handbook, name: str) -> None:
    handbook.edit("files.md", "{data-fields} studies.json", f"{{data-fields}} {name}")
    outcome = handbook.build()
    assert not outcome.ok
    assert f"“{name}” is no file with fields; choose one of: studies.csv, facts.csv, studies.json" in outcome.warnings


def test_the_data_is_written_only_when_it_changes(handbook: Handbook) -> None:
    assert handbook.build().ok
    stamps = {path: path.stat().st_mtime_ns for path in _data(handbook)}
    assert handbook.build().ok
    assert {path: path.stat().st_mtime_ns for path in _data(handbook)} == stamps


def _data(made: Handbook) -> list[Path]:
    return [*sorted((made.html / "data").iterdir()), made.html / "feed.xml"]
