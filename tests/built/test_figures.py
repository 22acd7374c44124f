"""The same figure stands in the front matter, on the page and in the data."""

from __future__ import annotations

import json
import re
from typing import Any

import jsonschema
import pytest

from hsct_handbook.directives.card import any_cause
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
    counted = "Deaths of any cause" if any_cause(study) else "Deaths from treatment"
    (row,) = page.words(f"//*[@id='study-card']//dt[.='{counted}']/following-sibling::dd[1]")
    match study.deaths:
        case Deaths():
            worded = word_fact(evidence.facts[f"{slug}.deaths"]).replace("\N{NO-BREAK SPACE}", " ")
            assert worded.lower() in row.lower()
        case "no-results":
            assert row == ("No results yet." if study.status.state.changes else "No results.")
        case _:
            assert row == "Not reported in what we read."


@pytest.mark.parametrize("slug", STUDIES)
def test_the_big_numbers_of_a_card_fit_its_rows(slug: str, evidence: Evidence) -> None:
    page = built_page(f"trials/{slug}")
    big, *of_all = page.words("//*[@id='study-card']//dt[starts-with(., 'died')]/following-sibling::dd[1]")
    assert len(of_all) == (evidence.studies[slug].deaths_of_any_cause is not None)
    assert (big == "not reported") == (evidence.studies[slug].deaths == "not-reported")
    (people,) = page.words("//*[@id='study-card']//dt[.='people']/following-sibling::dd[1]")
    groups = page.words("//*[@id='study-card']//dt[starts-with(., 'Group: ')]/following-sibling::dd[1]")
    assert people != "not reported" or not any(" people." in words for words in groups)


@pytest.mark.parametrize("slug", STUDIES)
def test_a_card_says_each_thing_once(slug: str) -> None:
    page = built_page(f"trials/{slug}")
    (kind,) = page.words("//*[@id='study-card']//dt[.='Kind of study']/following-sibling::dd[1]")
    sentences = [sentence.strip(" .").casefold() for sentence in re.split(r"[.;,] ", kind)]
    assert len(set(sentences)) == len(sentences)
    assert kind.casefold().count("chance") <= 2  # in the name of the kind, and in what it means
    named = dict(zip(page.words("//*[@id='study-card']//dt"), page.words("//*[@id='study-card']//dd"), strict=True))
    assert ("Type of MS" in named) != ("Illness" in named)
    for name in {"Type of MS", "Illness", "State"} & set(named):
        assert not named[name].casefold().startswith(name.casefold()), named[name]


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
