"""Chances have pictures: in each chapter that states one, and every kind of chart where a reader asks its question."""

from __future__ import annotations

import pytest

from hsct_handbook.checks import PageSource, resolve_fact
from hsct_handbook.directives.chart_setup import CHARTS
from hsct_handbook.evidence import Evidence, QuotedFact
from hsct_handbook.evidence.vocabulary import Outcome

from .handbook import handbook

PICTURES = frozenset({"icon-array", "outcome-chart", "deaths-chart", "deaths-table"})
"""Charts that draw a chance: the others draw time, steps, or who was counted."""
_NO_CHANCE = frozenset({Outcome.PEOPLE_COUNTED, Outcome.WHO_TOOK_PART})


def chances(source: PageSource, evidence: Evidence) -> list[QuotedFact]:
    """The figures in the prose of a page that say to how many of how many people something happened."""
    quoted = [
        resolve_fact(evidence, piece.text)[0]
        for block in source.prose
        for piece in block.pieces
        if piece.role == "fact"
    ]
    return [
        fact
        for fact in quoted
        if (fact.value.proportion is not None or fact.value.group is not None) and fact.outcome not in _NO_CHANCE
    ]


def drawn(source: PageSource) -> set[str]:
    """The kinds of picture on a page."""
    return {directive.name for directive in source.directives} & PICTURES


CHAPTERS = sorted(name for name, source in handbook().sources.items() if source.kind == "chapter")


@pytest.mark.parametrize("name", CHAPTERS)
def test_a_chapter_that_states_a_chance_draws_one(name: str) -> None:
    source = handbook().sources[name]
    stated = chances(source, handbook().evidence)
    assert drawn(source) or not stated, f"{name} states {stated[0].id} and draws no chance: add an icon-array"


def test_chances_are_stated_and_drawn_at_all() -> None:
    stating = [name for name in CHAPTERS if chances(handbook().sources[name], handbook().evidence)]
    assert len(stating) >= 12
    assert "risk-of-dying" in stating


@pytest.mark.parametrize(
    ("chart", "pages"),
    [
        ("icon-array", {"risk-of-dying", "side-effects", "relapsing-ms", "fertility", "what-is-hsct"}),
        ("outcome-chart", {"progressive-ms", "life-after", "the-treatment", "who-it-may-help", "reading-research"}),
        ("deaths-chart", {"risk-of-dying"}),
        ("deaths-table", {"deaths"}),
        ("who-was-counted", {"reading-research", "trials/clinica-ruiz-2019", "trials/mist"}),
        ("trials-timeline", {"trials-under-way"}),
        ("treatment-timeline", {"the-treatment"}),
        ("edss-scale", {"who-it-may-help"}),
    ],
)
def test_each_kind_of_chart_stands_where_it_answers_a_question(chart: str, pages: set[str]) -> None:
    assert chart in CHARTS
    having = {
        name
        for name, source in handbook().sources.items()
        if chart in {directive.name for directive in source.directives}
    }
    assert pages <= having


def test_no_kind_of_chart_is_without_a_page() -> None:
    used = {directive.name for source in handbook().sources.values() for directive in source.directives}
    assert set(CHARTS) <= used
