"""How figures are worded: one way everywhere, and never a figure that the source did not print."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hsct_handbook.evidence import QuotedFact, Value
from hsct_handbook.evidence.vocabulary import MsType, Outcome
from hsct_handbook.wording import (
    NBSP,
    Form,
    Unworded,
    minutes_to_read,
    number,
    within,
    word_date,
    word_fact,
    word_list,
    word_types,
)

from .values import any_value, counts, percents, value

PROGRESSION, DEATH = Outcome.PROGRESSION, Outcome.TREATMENT_RELATED_DEATH


def words(given_value: Value, form: Form | str = Form.FULL, outcome: Outcome = PROGRESSION) -> str:
    return word_fact(QuotedFact("x.y", "x", given_value, outcome), Form(form))


def plain(text: str) -> str:
    return text.replace(NBSP, " ")


COUNT = {"count": 3, "of": 55}
SHARE = {"percent": 69, "interval": (50, 82), "level": 95}
CHANGE = {"measure": -1.7, "unit": "EDSS points", "interval": (-2.03, -1.29), "level": 95}


@pytest.mark.parametrize(
    ("fields", "form", "expected"),
    [
        (COUNT, "full", "3 out of 55 people"),
        (COUNT, "short", "3 out of 55 people"),
        (COUNT, "rest", "52 out of 55 people"),
        (COUNT, "number", "3"),
        (COUNT, "total", "55"),
        (COUNT, "per-100", "about 5 out of 100"),
        (COUNT, "per-1000", "about 55 out of 1,000"),
        ({"count": 3, "of": 55, "unit": "transplants"}, "full", "3 out of 55 transplants"),
        ({"count": 3, "of": 55, "unit": "transplants"}, "rest", "52 out of 55 transplants"),
        ({"count": 5, "of": 100}, "per-100", "5 out of 100"),
        ({"count": 0, "of": 55}, "per-1000", "0 out of 1,000"),
        ({"count": 3, "group": 55}, "full", "3 people in the group of 55"),
        ({"count": 1, "group": 55}, "full", "1 person in the group of 55"),
        ({"count": 3, "group": 55}, "total", "55"),
        ({"count": 1}, "full", "1 person"),
        ({"count": 1951}, "full", "1,951 people"),
        ({"count": 39, "unit": "relapses"}, "full", "39 relapses"),
        (SHARE, "full", "about 69 out of 100 people (likely range 50 to 82)"),
        (SHARE | {"level": 90}, "full", "about 69 out of 100 people (90% likely range 50 to 82)"),
        (SHARE, "short", "about 69 out of 100 people"),
        (SHARE, "rest", "about 31 out of 100 people"),
        (SHARE, "number", "69"),
        (SHARE, "range", "50 to 82"),
        ({"percent": 69}, "full", "about 69 out of 100 people (likely range not reported)"),
        ({"percent": 68.5}, "short", "about 69 out of 100 people"),
        ({"percent": 0.4}, "short", "about 4 out of 1,000 people"),
        ({"percent": 69, "people": 23}, "total", "23"),
        (
            {"percent": 69, "spread": (60, 80), "spread_kind": "range-over-studies"},
            "full",
            "about 69 out of 100 people (lowest to highest of the studies 60 to 80)",
        ),
        (
            {"ratio": 0.07, "ratio_kind": "hazard-ratio", "interval": (0.02, 0.24), "level": 95},
            "full",
            "0.07 (likely range 0.02 to 0.24)",
        ),
        ({"ratio": 2, "ratio_kind": "odds-ratio"}, "number", "2"),
        (CHANGE, "full", "−1.7 EDSS points (likely range −2.03 to −1.29)"),
        (CHANGE, "size", "1.7 EDSS points"),
        (CHANGE, "number", "−1.7"),
        ({"measure": 30000, "unit": "£"}, "full", "£30,000"),
        (
            {"measure": 24, "unit": "months", "spread": (18, 48), "spread_kind": "interquartile-range"},
            "full",
            "24 months (middle half of people 18 to 48)",
        ),
        ({"measure": 24, "unit": "months", "spread": (18, 48), "spread_kind": "range"}, "range", "18 to 48"),
        (
            {"measure": 36, "unit": "years", "spread": 8.6, "spread_kind": "standard-deviation"},
            "full",
            "36 years (standard deviation 8.6)",
        ),
        ({"statement": "under 45"}, "full", "under 45"),
    ],
)
def test_each_form(fields: dict[str, Any], form: str, expected: str) -> None:
    assert plain(words(value(**fields), form)) == expected


@pytest.mark.parametrize(
    ("fields", "form", "expected"),
    [
        ({"count": 5, "of": 364}, "full", "5 out of 364 people (about 14 out of 1,000)"),
        ({"count": 5, "of": 364}, "short", "5 out of 364 people"),
        ({"count": 5, "of": 364}, "rest", "359 out of 364 people"),
        ({"count": 0, "of": 110}, "full", "0 out of 110 people"),
        ({"count": 3, "of": 1000}, "full", "3 out of 1,000 people"),
        ({"percent": 1.3}, "short", "about 13 out of 1,000 people"),
    ],
)
def test_deaths_are_also_given_per_thousand(fields: dict[str, Any], form: str, expected: str) -> None:
    assert plain(words(value(**fields), form, DEATH)) == expected


@pytest.mark.parametrize(
    ("fields", "form"),
    [
        ({"count": 3, "group": 55}, "rest"),
        ({"count": 3, "group": 55}, "per-100"),
        ({"count": 3}, "total"),
        ({"count": 3}, "per-1000"),
        ({"ratio": 0.07, "ratio_kind": "hazard-ratio"}, "rest"),
        ({"count": 3, "of": 55}, "size"),
        ({"count": 3, "of": 55}, "range"),
        ({"statement": "under 45"}, "number"),
    ],
)
def test_a_figure_is_not_forced_into_a_form_it_has_not(fields: dict[str, Any], form: str) -> None:
    with pytest.raises(Unworded):
        words(value(**fields), form)


@given(any_value, st.sampled_from(list(Form)), st.sampled_from([PROGRESSION, DEATH]))
def test_every_figure_is_worded_or_refused(given_value: Value, form: Form, outcome: Outcome) -> None:
    try:
        text = words(given_value, form, outcome)
    except Unworded:
        return
    assert text == text.strip()
    assert "  " not in plain(text)
    assert "-" not in re.sub(r"[a-z]-[a-z]", "", text), "a minus is a minus sign"
    assert not re.search(r"\d{4}", text.replace(",", "")) or re.search(r"\d,\d{3}", text), "thousands are set apart"


@given(any_value, st.sampled_from([PROGRESSION, DEATH]))
def test_the_full_form_starts_with_the_short_one(given_value: Value, outcome: Outcome) -> None:
    assert words(given_value, Form.FULL, outcome).startswith(words(given_value, Form.SHORT, outcome))


def _two(text: str) -> tuple[int, int]:
    found = re.fullmatch(r"(?:about )?([\d,]+) out of ([\d,]+)(?: people)?", plain(text))
    assert found, text
    return int(found[1].replace(",", "")), int(found[2].replace(",", ""))


@given(counts() | percents(), st.sampled_from([PROGRESSION, DEATH]))
def test_both_frames_add_up(given_value: Value, outcome: Outcome) -> None:
    happened, total = _two(words(given_value, Form.SHORT, outcome))
    did_not, same_total = _two(words(given_value, Form.REST, outcome))
    assert total == same_total
    assert 0 <= happened <= total
    assert happened + did_not == total


@given(counts(), st.sampled_from([(Form.PER_100, 100), (Form.PER_1000, 1000)]))
def test_scaled_shares_are_near_the_real_one(given_value: Value, scaled: tuple[Form, int]) -> None:
    form, base = scaled
    part, whole = _two(words(given_value, form))
    assert whole == base
    assert given_value.proportion is not None
    assert abs(part / base - given_value.proportion) <= 0.5 / base + 1e-9


@given(percents())
def test_the_estimate_lies_in_its_printed_range(given_value: Value) -> None:
    if given_value.interval is None:
        return
    low, high = (int(end) for end in plain(words(given_value, Form.RANGE)).split(" to "))
    assert low <= int(words(given_value, Form.NUMBER)) <= high


@given(counts())
def test_a_count_never_breaks_across_lines(given_value: Value) -> None:
    assert " " not in words(given_value, Form.SHORT)


@pytest.mark.parametrize(
    ("given_number", "expected"),
    [(0, "0"), (2.0, "2"), (0.07, "0.07"), (-1.29, "−1.29"), (1234, "1,234"), (30000.5, "30,000.5"), (1e-7, "1e−07")],
)
def test_numbers(given_number: float, expected: str) -> None:
    assert number(given_number) == expected


@pytest.mark.parametrize(
    ("date", "expected"), [("2018-08-06", "6 August 2018"), ("2025-06", "June 2025"), ("2025", "2025")]
)
def test_dates(date: str, expected: str) -> None:
    assert plain(word_date(date)) == expected
    assert " " not in word_date(date)


def test_lists() -> None:
    assert word_list([]) == ""
    assert word_list(["a"]) == "a"
    assert word_list(["a", "b"]) == "a and b"
    assert word_list(["a", "b", "c"]) == "a, b and c"


def test_minutes_to_read() -> None:
    assert minutes_to_read(0) == 1
    assert minutes_to_read(900) == 5


@pytest.mark.parametrize(
    ("kinds", "words"),
    [
        (["relapsing", "progressive"], "relapsing MS and progressive MS"),
        (["secondary-progressive", "progressive"], "secondary progressive MS and other progressive MS"),
        (["progressive"], "progressive MS"),
    ],
)
def test_types_of_ms(kinds: list[str], words: str) -> None:
    assert word_types([MsType(kind) for kind in kinds]) == words


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Natalizumab", "natalizumab"),
        ("Dummy treatment first", "dummy treatment first"),
        ("HSCT", "HSCT"),
        ("MS drugs", "MS drugs"),
        ("BEAM", "BEAM"),
        ("", ""),
    ],
)
def test_a_name_within_a_sentence(name: str, words: str) -> None:
    assert within(name) == words
