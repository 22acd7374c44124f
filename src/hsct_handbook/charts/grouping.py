"""Which figures stand together in a chart, and in which order: never by their size."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..evidence import QuotedFact
from ..evidence.vocabulary import Design
from .drawing import Undrawable

CHANCE, NO_CHANCE, ALONE, POOLED = range(4)
_KINDS = {
    Design.RANDOMISED: CHANCE,
    Design.ONGOING_RANDOMISED: CHANCE,
    Design.COMPARISON: NO_CHANCE,
    Design.META_ANALYSIS: POOLED,
}
_WORDS = {
    CHANCE: "Chance decided who got which treatment.",
    NO_CHANCE: "Groups compared, but chance did not decide.",
    ALONE: "One group, with no one to compare.",
    POOLED: "Results of many studies put together.",
}
PARTS = "Parts of one group. Everyone had HSCT: there was no group without it."
ONE_OF_SEVERAL = "One group of a comparison in which chance did not decide. The group beside it is not shown."
SEVERAL_ALONE = (
    "One group each, with no one to compare. Do not rank these rows: the people and the years differ. "
    "They stand in order of time."
)


@dataclass(frozen=True)
class Group:
    """Figures of one outcome from studies of one kind of design."""

    outcome: str
    """What was measured, as readers see it."""
    design: str
    """What the design can show, in sentences; empty for figures that belong to no study."""
    facts: tuple[QuotedFact, ...]


def group_figures(facts: Sequence[QuotedFact]) -> list[Group]:
    """Group figures by outcome as first named, then by design; within, by year, each study's groups together."""
    check_times(facts)
    grouped: dict[tuple[str, int], list[QuotedFact]] = {}
    for fact in facts:
        grouped.setdefault((what_of(fact), _kind(fact)), []).append(fact)
    outcomes = list(dict.fromkeys(what for what, _ in grouped))
    ordered = sorted(grouped.items(), key=lambda item: (outcomes.index(item[0][0]), item[0][1]))
    return [
        Group(what, _design(kind, members), tuple(sorted(members, key=_by_year))) for (what, kind), members in ordered
    ]


def _design(kind: int, members: Sequence[QuotedFact]) -> str:
    one_study = same(fact.owner for fact in members)
    one_arm = same(fact.arm for fact in members) and not any(fact.versus or fact.value.ratio for fact in members)
    if kind == ALONE and not one_study:
        return SEVERAL_ALONE
    if kind == ALONE and not same((fact.arm, fact.among) for fact in members):
        return PARTS if one_arm else ""
    if kind == NO_CHANCE and one_study and one_arm:
        return ONE_OF_SEVERAL
    return _WORDS.get(kind, "")


def what_of(fact: QuotedFact) -> str:
    """What a figure measures: the name of its outcome, or for a broad one its own label."""
    return fact.outcome.words.name if fact.outcome.value != "other" else (fact.label or fact.outcome.words.name)


def check_times(facts: Sequence[QuotedFact]) -> None:
    """Refuse to set side by side what different studies counted at different times. Raises Undrawable."""
    owners = {fact.owner for fact in facts}
    times = list(dict.fromkeys(fact.value.when if fact.value.years is None else fact.value.years for fact in facts))
    if len(owners) > 1 and len(times) > 1 and all(fact.value.years is not None for fact in facts):
        ends = " and ".join(sorted({fact.value.when for fact in facts})[:2])
        raise Undrawable(
            "chart-times",
            f"these studies counted at different times ({ends})",
            "keep to one time, or draw one study by itself",
        )


def _kind(fact: QuotedFact) -> int:
    return -1 if fact.study is None else _KINDS.get(fact.study.design, ALONE)


def _by_year(fact: QuotedFact) -> tuple[str, str]:
    years = fact.study.years if fact.study else None
    return (years.published or years.treated_to or "9999") if years else "9999", fact.owner


def same(values: Iterable[object]) -> bool:
    """Whether all are one and the same."""
    return len(set(values)) <= 1
