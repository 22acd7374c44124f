"""The same figure stands in the front matter, on the page and in the data."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest

from hsct_handbook.evidence import Deaths, Evidence
from hsct_handbook.evidence.vocabulary import Checked
from hsct_handbook.wording import word_fact

from .conftest import DOCS, SITE, built_page

STUDIES = sorted(path.stem for path in (DOCS / "trials").glob("*.md") if path.stem != "index")


@pytest.fixture(scope="session")
def data() -> Any:
    """What anyone may take."""
    return json.loads((SITE / "data" / "studies.json").read_text(encoding="utf-8"))


def test_the_data_keep_to_their_schema(data: Any) -> None:
    schema = json.loads((SITE / "data" / "study.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(data, schema)


def test_the_data_hold_every_study_and_every_source(data: Any, evidence: Evidence) -> None:
    assert sorted(data["studies"]) == STUDIES
    assert set(data["sources"]) == set(evidence.sources)


@pytest.mark.parametrize("slug", STUDIES)
def test_figures_go_round_from_page_to_data(slug: str, data: Any, evidence: Evidence) -> None:
    study = evidence.studies[slug]
    assert data["studies"][slug] == json.loads(study.model_dump_json(exclude_none=True))


@pytest.mark.parametrize("slug", STUDIES)
def test_a_study_states_its_deaths_on_its_card(slug: str, evidence: Evidence) -> None:
    study, page = evidence.studies[slug], built_page(f"trials/{slug}")
    (row,) = page.words("//*[@id='study-card']//dt[.='Deaths from treatment']/following-sibling::dd[1]")
    match study.deaths:
        case Deaths():
            worded = word_fact(evidence.facts[f"{slug}.deaths"]).replace("\N{NO-BREAK SPACE}", " ")
            assert worded.lower() in row.lower()
        case "no-results":
            assert row == "No results yet."
        case _:
            assert row == "Not reported in what we read."


@pytest.mark.parametrize("slug", STUDIES)
def test_each_figure_leads_to_a_source_that_says_what_was_read(slug: str) -> None:
    page = built_page(f"trials/{slug}")
    figures = page.tree.xpath("//a[contains(concat(' ', @class, ' '), ' fact ')]/@href")
    assert figures
    for address in set(figures):
        (source,) = page.words(f"//*[@id='{address.removeprefix('#')}']")
        assert ", read " in source
        assert any(way.label in source.casefold() for way in Checked), source


def test_a_study_that_shares_people_says_so(evidence: Evidence) -> None:
    for slug, study in evidence.studies.items():
        if study.same_people_as:
            (card,) = built_page(f"trials/{slug}").words("//*[@id='study-card']")
            assert "Same people as" in card
