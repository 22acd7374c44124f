"""The handbook as a whole: what must be in it, and that its parts fit together."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from fnmatch import fnmatch
from posixpath import normpath
from typing import Any

import jsonschema
import pytest

from hsct_handbook.checks import FAMILIES, check_handbook
from hsct_handbook.checks.allow import Allowance, allowances
from hsct_handbook.checks.names import names
from hsct_handbook.checks.whole import RULES as WHOLE
from hsct_handbook.evidence import Chapter, Evidence, Fact, Source, Study
from hsct_handbook.evidence.export import schema_json, studies_json
from hsct_handbook.evidence.vocabulary import Kind

from .handbook import DOCS, PAGES, SHOWN, handbook

CHAPTERS = [
    "what-is-hsct",
    "how-it-works",
    "the-treatment",
    "who-it-may-help",
    "relapsing-ms",
    "progressive-ms",
    "side-effects",
    "risk-of-dying",
    "fertility",
    "life-after",
    "family-and-friends",
    "deciding",
    "worksheet",
    "questions-to-ask",
    "getting-hsct",
    "treatment-abroad",
    "experimental-stem-cells",
    "reading-research",
    "trials-under-way",
    "where-sources-disagree",
    "deaths",
    "choosing-a-hospital",
    "talking-with-doctors",
]
OTHER_PAGES = ["index", "trials/index", "whats-new", "glossary", "sources", "about"]
SEED_STUDIES = {
    "RAM-MS": "ram-ms",
    "BEAT-MS": "beat-ms",
    "StarMS": "star-ms",
    "the StarMS neurofilament add-on": "star-ms-neurofilament",
    "the immune system research": "immune-system-imperial",
    "MIST": "mist",
    "ASTIMS": "astims",
    "Clinica Ruiz, 2019": "clinica-ruiz-2019",
    "Clinica Ruiz, the review of 2021": "clinica-ruiz-2021-review",
    "HALT-MS": "halt-ms",
    "the Canadian trial": "canadian-trial-atkins",
    "Chicago, 2015": "chicago-burt-2015",
    "Chicago, the report that superseded it": "chicago-burt-2021",
    "the Moscow centre": "moscow-shevchenko-2015",
    "the EBMT registry's study of 281 people": "muraro-2017-long-term",
    "Imperial and King's in London": "london-nicholas-2021",
}
"""Every study that readers may come from a charity's page to look for, with its page."""
SEED_WORDS = {
    "JACIE": "choosing-a-hospital",
    "open label": "reading-research",
    "randomised": "reading-research",
    "prospective": "reading-research",
    "retrospective": "reading-research",
    "mesenchymal": "experimental-stem-cells",
    "0808 800 8000": "getting-hsct",
}
"""Words that such a page explains, with the page here that does."""


@pytest.mark.parametrize("name", CHAPTERS)
def test_the_chapter_is_there(name: str) -> None:
    assert isinstance(handbook().evidence.pages.get(name), Chapter)


@pytest.mark.parametrize("name", OTHER_PAGES)
def test_the_page_is_there(name: str) -> None:
    assert name in handbook().evidence.pages


@pytest.mark.parametrize("slug", SEED_STUDIES.values(), ids=SEED_STUDIES)
def test_the_study_has_its_page(slug: str) -> None:
    assert slug in handbook().evidence.studies


@pytest.mark.parametrize(("word", "page"), SEED_WORDS.items())
def test_the_word_is_explained(word: str, page: str) -> None:
    source = handbook().sources[page]
    assert any(word.casefold() in block.masked.text.casefold() for block in source.prose)


def test_there_are_enough_pages() -> None:
    kinds = [page.kind for page in handbook().evidence.pages.values()]
    assert kinds.count(Kind.CHAPTER) >= 18
    assert kinds.count(Kind.STUDY) >= 34


def test_a_report_that_was_superseded_says_so() -> None:
    assert handbook().evidence.studies["chicago-burt-2015"].superseded_by == "chicago-burt-2021"


def test_no_source_is_wrong() -> None:
    assert handbook().evidence.problems_of(SHOWN / "references.bib") == []


def test_no_two_pages_are_alike() -> None:
    assert {rule.code for rule in WHOLE} == {"title-duplicate", "description-duplicate"}
    assert check_handbook(list(handbook().sources.values()), handbook().evidence, DOCS, DOCS) == []


def _listed() -> Iterator[str]:
    for source in handbook().sources.values():
        folder = source.name.rpartition("/")[0]
        for token in source.tokens:
            if token.type in ("fence", "colon_fence") and token.info.strip().startswith("{toctree}"):
                for line in token.content.splitlines():
                    entry = line.strip().partition("<")[2].rstrip(">") or line.strip()
                    if entry and not entry.startswith(":"):
                        name = (
                            entry.removeprefix("/")
                            if entry.startswith("/")
                            else normpath(f"{folder}/{entry}".lstrip("/"))
                        )
                        yield name.removesuffix(".md")


@pytest.mark.parametrize("name", [name for name in PAGES if name != "index"])
def test_the_page_is_in_a_contents_list(name: str) -> None:
    assert any(fnmatch(name, entry) for entry in _listed())


def test_studies_of_the_list_of_names_are_called_by_them() -> None:
    called = " ".join(f"{study.name} {study.charity_pages_call_it}" for study in handbook().evidence.studies.values())
    assert [name for name in names().studies if name not in called] == []


@pytest.mark.parametrize("allowance", allowances(), ids=lambda allowance: f"{allowance.page}-{allowance.text}")
def test_what_is_allowed_is_still_needed(allowance: Allowance) -> None:
    source = handbook().sources[allowance.page]
    problems = [problem for family in FAMILIES for problem in family.check(source, handbook().evidence)]
    assert any(allowance.covers(allowance.page, problem) for problem in problems)


# From front matter to data and back


def _exported() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(studies_json(handbook().evidence, version="1"))
    return data


def test_the_data_keeps_to_its_schema() -> None:
    schema = json.loads(schema_json())
    validator = jsonschema.Draft202012Validator(schema)
    validator.check_schema(schema)
    assert [error.message for error in validator.iter_errors(_exported())] == []


def test_the_data_holds_every_study_and_every_figure() -> None:
    evidence, data = handbook().evidence, _exported()
    assert set(data["studies"]) == set(evidence.studies)
    assert set(data["sources"]) == set(evidence.sources)
    for slug, study in evidence.studies.items():
        assert [fact["id"] for fact in data["studies"][slug]["facts"]] == [fact.id for fact in study.facts]
        assert Study.model_validate_json(json.dumps(data["studies"][slug])) == study
    for key, source in evidence.sources.items():
        assert Source.model_validate(data["sources"][key]) == source
    for name, fact in data["chapter-facts"].items():
        assert Fact.model_validate_json(json.dumps(fact)) == evidence.facts[name].value


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for child in value.values():
            yield from _leaves(child)
    elif isinstance(value, list):
        for child in value:
            yield from _leaves(child)
    elif value is not None:
        yield " ".join(str(value).split())


@pytest.mark.parametrize("name", [name for name in PAGES if name.startswith("trials/") and name != "trials/index"])
def test_what_the_page_says_is_in_the_data(name: str) -> None:
    front = handbook().sources[name].front.data
    data = _study(handbook().evidence, name)
    assert sorted(_leaves(data)) == sorted(_leaves(_without_empty(front)))


def _study(evidence: Evidence, name: str) -> Any:
    slug = name.removeprefix("trials/")
    assert slug in evidence.studies, f"the front matter of docs/{name}.md is not valid"
    return evidence.studies[slug].model_dump(mode="json", exclude_unset=True)


def _without_empty(front: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in front.items() if key != "myst"}


@pytest.mark.parametrize("name", PAGES)
def test_apostrophes_of_front_matter_are_curly(name: str) -> None:
    assert re.findall(r"\w'\w", handbook().evidence.pages[name].model_dump_json()) == []
