"""What standards.toml asks of the handbook as a whole, looked for on the pages that readers get."""

from __future__ import annotations

import pytest

from hsct_handbook.evidence import Deaths, Evidence

from .conftest import SOURCES, BuiltPage, built_page


def _section(page: BuiltPage, heading: str) -> str:
    """The text below a heading."""
    (section,) = page.tree.xpath("//section[*[self::h2 or self::h3][normalize-space()=$heading]]", heading=heading)
    return " ".join(str(section.text_content()).split()).removeprefix(heading).strip()


@pytest.mark.parametrize("name", SOURCES)
def test_it_says_that_it_is_no_advice_and_where_its_rules_stand(name: str) -> None:
    page = built_page(name)
    (foot,) = page.words("//footer")
    assert "This handbook is not medical advice. It belongs to no charity and no hospital." in foot
    links = page.tree.xpath("//footer//a/@href")
    assert ("#" if name == "about" else "../" * name.count("/") + "about.html") in links


def test_the_handbook_says_how_it_is_kept_up_to_date_and_who_pays() -> None:
    about = built_page("about")
    updates = _section(about, "How it is kept up to date")
    assert "36 months" in updates
    assert "12 months" in updates
    assert len(_section(about, "Money and interests")) > 50
    assert "team" in _section(about, "What it is not") or "doctor" in _section(about, "What it is not")


def test_one_table_holds_the_deaths_of_every_study_that_tells_them(evidence: Evidence) -> None:
    page = built_page("deaths")
    (table,) = [
        table for table in page.tree.xpath("//main//table") if "by source" in str(table.xpath("string(caption)"))
    ]
    rows = table.xpath("./tbody/tr")
    linked = {address.removeprefix("trials/").removesuffix(".html") for address in table.xpath(".//a/@href")}
    telling = {slug for slug, study in evidence.studies.items() if isinstance(study.deaths, Deaths)}
    missing = {slug for slug in telling - linked if evidence.studies[slug].superseded_by is None}
    assert missing == set()
    assert len(rows) > 10
    for row in rows:
        years, treated, died = (" ".join(str(cell.text_content()).split()) for cell in row.xpath("./th|./td"))
        assert years, "a row does not say which source it is"
        assert treated, f"{years} does not say who was treated, and how"
        assert died, f"{years} does not say how many died"


@pytest.mark.parametrize("name", ["treatment-abroad", "experimental-stem-cells"])
def test_unproven_clinics_are_warned_of(name: str) -> None:
    assert len(_section(built_page(name), "Unproven clinics")) > 100


def test_there_is_a_checklist_for_treatment_abroad() -> None:
    points = built_page("treatment-abroad").words(
        "//section[h2[normalize-space()='A checklist before you pay']]//li[not(ancestor::nav)]"
    )
    assert len(points) >= 10
