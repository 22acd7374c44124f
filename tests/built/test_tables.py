"""The tables of studies and figures: rows that tell themselves apart, and cells that read as sentences."""

from __future__ import annotations

import pytest

from .conftest import BuiltPage, built_page

NAMES_OF_FIELDS = "data"
"""The page whose cells are names of fields, which are written small."""


def paragraphs(page: BuiltPage, study: str, column: int) -> list[str]:
    """The paragraphs of one cell in the row of a study; a cell of one paragraph stands without its mark."""
    cell = f"//main//tr[th//a[.='{study}']]/td[{column}]"
    return [words.replace("\N{NO-BREAK SPACE}", " ") for words in page.words(f"{cell}/p | {cell}[not(p)]")]


def test_a_result_stands_beside_that_of_the_other_group() -> None:
    what, hsct, drug = paragraphs(built_page("trials/index"), "ASTIMS", 1)
    assert what == "New lesions (T2) for each person, over 4 years:"
    assert hsct.startswith("HSCT: 2.5 new lesions")
    assert drug.startswith("Mitoxantrone: 8 new lesions")


def test_no_line_is_the_name_of_a_group_alone() -> None:
    lines = built_page("trials/index").words("//main//td/p") + built_page("compare").words("//main//td/p")
    assert {"HSCT.", "HSCT with cyclophosphamide."}.isdisjoint(lines)


def test_a_time_that_is_not_reported_is_no_end_of_a_sentence() -> None:
    assert not any(words.endswith(", not reported.") for words in built_page("trials/index").words("//main//td/p"))


def test_a_name_within_a_sentence_is_written_small() -> None:
    (result,) = paragraphs(built_page("trials/index"), "HSCT or natalizumab, progressive MS (2024)", 1)
    assert "HSCT compared with natalizumab" in result


@pytest.mark.parametrize("name", ["trials-under-way", "trials/index"])
def test_where_there_are_no_results_the_column_holds_states(name: str) -> None:
    page = built_page(name)
    path = "//main//table[.//a[.='BEAT-MS'] and .//a[.='NET-MS']]//thead//th[.='{}']"
    assert page.words(path.format("State"))
    assert not page.words(path.format("Main result"))


def test_a_plan_is_no_number_of_people_who_joined() -> None:
    for name in ("trials/index", "trials-under-way"):
        (row,) = built_page(name).words("//main//tr[count(td)=2]/th[.//a[.='BEAT-MS']]")
        assert "156 people planned" in row


def test_rows_of_one_group_have_names_of_their_own() -> None:
    names = built_page("fertility").words("//main//table[caption[contains(., 'egg reserve')]]//tbody//th")
    assert len(set(names)) == len(names) == 3


def test_cells_start_as_sentences_do(page: BuiltPage) -> None:
    if page.name != NAMES_OF_FIELDS:
        cells = page.words("//main//table[not(ancestor::details)]//*[self::td or self::th]")
        assert [words for words in cells if words[:1].islower()] == []


def test_a_time_that_the_name_tells_is_told_once() -> None:
    for cell in built_page("side-effects").words(
        "//main//table[caption[contains(., 'Infections')]]//tbody//td[last()]"
    ):
        assert "6 months or more" not in cell


def test_deaths_that_were_counted_whatever_their_cause_are_not_said_to_come_from_it() -> None:
    path = "//main//section[@id='study-card']//div[dt[.='{}']]/dd"
    (card,) = built_page("trials/uk-muraro-2025").words(path.format("Deaths of any cause"))
    assert " died, whatever the cause; 359 did not (within 100 days)." in card
    (both,) = built_page("trials/halt-ms").words(path.format("Deaths from treatment"))
    assert "24 did not (over 5 years). Of any cause, 3 out of 24 people" in both
    (row,) = built_page("deaths").words("//main//tr[contains(., 'HALT-MS')]/td[last()]")
    assert row.index("Likely range") < row.index("Of any cause, 3 out of 24 people"), "that range is not theirs"
    (mist,) = built_page("deaths").words("//main//tr[contains(., 'MIST')]/td[last()]")
    assert "110 did not (over the whole study). 55 of them were in the group with HSCT." in mist
    assert "Likely range 0 to 65 out of 1,000 (our sum, for the group with HSCT)" in mist, "not that of all 110"
    (other,) = built_page("trials/muraro-2017-long-term").words(path.format("Deaths from treatment"))
    assert " died from it; 273 did not (within 100 days)." in other
