"""Each page by itself: its front matter, each family of checks, its sections."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from hsct_handbook.checks import ADVISORY, FAMILIES, Family, PageSource, Problem
from hsct_handbook.checks.allow import is_allowed
from hsct_handbook.checks.sections import required

from .handbook import PAGES, SHOWN, handbook

GUIDE = "How pages are written: STYLE.md and CONTRIBUTING.md."


def told(problems: Iterable[Problem]) -> str:
    return "\n".join([*map(str, problems), GUIDE])


def source_of(name: str) -> PageSource:
    source = handbook().sources.get(name)
    assert source is not None, f"the front matter of docs/{name}.md cannot be read"
    return source


@pytest.mark.parametrize("name", PAGES)
def test_front_matter(name: str) -> None:
    problems = handbook().evidence.problems_of(SHOWN / f"{name}.md")
    assert not problems, told(problems)
    assert name in handbook().evidence.pages


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
@pytest.mark.parametrize("name", PAGES)
def test_page(name: str, family: Family) -> None:
    source = source_of(name)
    problems = [
        problem
        for problem in family.check(source, handbook().evidence)
        if problem.code not in ADVISORY and not is_allowed(name, problem)
    ]
    assert not problems, told(problems)


@pytest.mark.parametrize("name", PAGES)
def test_required_sections_in_order(name: str) -> None:
    source = source_of(name)
    wanted = required(source.kind, name)
    assert tuple(section.text for section in source.sections if section.text in wanted) == wanted
