"""How readable the real pages are may only get better, and each reaches the limits."""

from __future__ import annotations

from dataclasses import asdict

import pytest

from hsct_handbook.checks import ratchet
from hsct_handbook.checks.ratchet import LIMITS, read_noted
from hsct_handbook.checks.reading import measure

from .handbook import DOCS, PAGES, SHOWN, handbook
from .test_each_page import source_of, told


@pytest.mark.parametrize("name", PAGES)
def test_it_reads_no_harder_than_noted(name: str) -> None:
    problems = list(ratchet.check([source_of(name)], handbook().evidence, DOCS, SHOWN))
    assert not problems, told(problems)


@pytest.mark.parametrize("name", PAGES)
def test_it_reaches_the_limits(name: str) -> None:
    reading = asdict(measure(source_of(name), handbook().evidence).reading)
    assert {part: value for part, value in reading.items() if value > asdict(LIMITS)[part]} == {}


def test_only_pages_that_there_are_are_noted() -> None:
    assert read_noted(DOCS).keys() <= set(PAGES)
