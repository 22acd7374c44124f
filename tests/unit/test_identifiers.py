"""The numbers by which studies and papers are known."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hsct_handbook.evidence.identifiers import DOI, PMCID, PMID, TRIAL_REGISTERS, Register, register_of

ALL = (*TRIAL_REGISTERS, DOI, PMID, PMCID)


@pytest.mark.parametrize("register", ALL, ids=lambda register: register.name)
def test_the_example_has_the_form_it_is_an_example_of(register: Register) -> None:
    assert register.form.fullmatch(register.example)
    assert register.url(register.example).startswith("https://")


@pytest.mark.parametrize("register", TRIAL_REGISTERS, ids=lambda register: register.name)
def test_a_number_leads_to_its_own_register(register: Register) -> None:
    assert register_of(register.example) is register


@pytest.mark.parametrize(
    "number",
    [
        "NCT0027336",
        "NCT002733640",
        "nct00273364",
        "NCT 00273364",
        "ISRCTN8866789",
        "2017-01362-25",
        "",
        "NCT",
        "NCT0027336O",
    ],
)
def test_near_misses_belong_to_no_register(number: str) -> None:
    assert register_of(number) is None


@given(st.text(max_size=30))
def test_any_text_is_looked_up_without_fault(text: str) -> None:
    register = register_of(text)
    assert register is None or register.form.fullmatch(text)


@pytest.mark.parametrize("text", ["10.1001/jama.2018.18743", "10.1212/WNL.0000000000001329"])
def test_dois(text: str) -> None:
    assert DOI.url(text) == f"https://doi.org/{text}"


@pytest.mark.parametrize("text", ["https://doi.org/10.1001/jama", "10.1001", "10.1/x", "10.1001/a b", "doi:10.1001/x"])
def test_what_is_no_doi(text: str) -> None:
    assert not DOI.form.fullmatch(text)
