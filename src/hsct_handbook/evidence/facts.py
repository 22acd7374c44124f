"""A figure: what was measured, in whom, how many out of how many, how sure, when, and where it was read."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, StrictFloat, StrictInt, model_validator

from .fields import Closed, Count, Number, Slug, Text, complaint, kebab
from .soundness import check_numbers
from .vocabulary import Checked, Outcome, RatioKind, Spread

_SHARE_OF = ("women", "men")
"""Whom a share can be of, when it is not people."""
Pair = Annotated[tuple[Number, Number], Field(strict=False)]


class Value(Closed):
    """What was found, in one of five forms, with its uncertainty and its source.

    The forms: `count` (with `of`, or `group` where the source prints no denominator), `percent`, `ratio`, `measure`
    with its `unit`, or a `statement`. A count may carry the percentage that the source prints beside it.
    """

    count: Count | None = None
    """How many people (or things) it happened to."""
    of: Count | None = None
    """Out of how many, as the source prints it."""
    group: Count | None = None
    """The size of the group, where the source gives a count but no denominator."""
    percent: Annotated[StrictInt | StrictFloat, Field(ge=0, le=100)] | None = None
    """The percentage that the source prints."""
    people: Count | None = None
    """How many people an estimate or a measure is about."""
    ratio: Annotated[StrictInt | StrictFloat, Field(gt=0)] | None = None
    """The first group against the second; 1 means no difference."""
    ratio_kind: RatioKind | None = None
    """What kind of ratio it is."""
    measure: Number | None = None
    """A measured value, in `unit`."""
    unit: Text | None = None
    """The unit of `measure` (EDSS points, months, lesions …), or what a count counts, when it is not people.

    A share can be of women, or of men.
    """
    statistic: Literal["mean", "median", "total", "target", "limit"] | None = None
    """What `measure` is of the people it is about."""
    statement: Text | None = None
    """What the source says in words, where it gives no number."""
    interval: Pair | None = None
    """The confidence interval of the estimate, low end first; left out when the source does not report one."""
    level: Annotated[StrictInt, Field(ge=50, le=99)] | None = None
    """The level of the interval, in percent: 95, or 90."""
    spread: Pair | Number | None = None
    """How far people (or studies) lay apart: two ends, or one number for a standard deviation or error."""
    spread_kind: Spread | None = None
    """What the spread is: the middle half of people, lowest to highest, a standard deviation …"""
    p_value: Text | None = None
    """The p value as printed."""
    disagrees: Text | None = None
    """How the percentage and the count that the source prints disagree; required when they do."""
    when: Text
    """The time point or the span of time; “not reported” is an answer."""
    years: Annotated[Number, Field(ge=0)] | None = None
    """The same time point as a number of years, for charts."""
    source: Slug
    """The key of the source in docs/references.bib."""
    checked: Checked
    """How the figure was checked."""
    note: Text | None = None
    """What a reader must know to understand the figure."""
    computed: Text | None = None
    """How we computed it, where the source does not print it."""

    @model_validator(mode="after")
    def _has_one_form(self) -> Self:
        given = [
            name for name in ("count", "percent", "ratio", "measure", "statement") if getattr(self, name) is not None
        ]
        if given not in (["count"], ["percent"], ["ratio"], ["measure"], ["statement"], ["count", "percent"]):
            said = " and ".join(given) or "none of them"
            raise complaint(
                "fact-form",
                f"a figure is one of count, percent, ratio, measure or statement; this has {said}",
                "keep one (a count may carry its percent)",
            )
        for first, second in (("ratio", "ratio_kind"), ("interval", "level"), ("spread", "spread_kind")):
            if (getattr(self, first) is None) != (getattr(self, second) is None):
                a, b = kebab(first), kebab(second)
                raise complaint(
                    "fact-form", f"{a} and {b} go together; one of them is missing", f"give both {a} and {b}"
                )
        if self.measure is not None and self.unit is None:
            raise complaint("fact-form", "a measure has a unit", "name it: EDSS points, months, lesions …", "measure")
        share_of = _SHARE_OF if self.percent is not None else ()
        if self.unit not in (None, *share_of) and self.measure is None and self.count is None:
            raise complaint("fact-form", "a unit belongs to a measure or a count", "take it out", "unit")
        return self

    @model_validator(mode="after")
    def _is_sound(self) -> Self:
        check_numbers(self)
        return self

    @property
    def estimate(self) -> float | None:
        """The number to which the interval belongs: percent, ratio, measure, or the count's share in percent."""
        for value in (self.percent, self.ratio, self.measure):
            if value is not None:
                return value
        if self.count is not None and self.of:
            return 100 * self.count / self.of
        return None

    @property
    def proportion(self) -> float | None:
        """The share of people, from 0 to 1, where the figure is one; None for a count without its denominator."""
        if self.count is not None:
            return self.count / self.of if self.of else None
        return self.percent / 100 if self.percent is not None else None


class Fact(Value):
    """A figure of a study, or of a chapter, under a name of its own."""

    id: Slug
    """The name of the figure; prose quotes it as `study.id`."""
    outcome: Outcome
    """What was measured."""
    label: Text | None = None
    """What was measured, in this study's own terms, where the outcome's name is too broad."""
    arm: Slug = "all"
    """The arm it is about; `all` for everyone."""
    versus: Slug | None = None
    """The arm it is compared with: required for a ratio, and for a difference between arms."""
    among: Text | None = None
    """The part of the arm it is about, such as “people with relapsing MS”."""

    @model_validator(mode="after")
    def _ratio_compares(self) -> Self:
        if self.ratio is not None and self.versus is None and self.among is None:
            raise complaint(
                "fact-form",
                "a ratio compares two groups",
                "name the second one under “versus”, or both under “among”",
                "ratio",
            )
        if self.versus == self.arm:
            raise complaint(
                "fact-form", f"“{self.arm}” is compared with itself", "name another arm under “versus”", "versus"
            )
        return self


class Deaths(Value):
    """Deaths from the treatment, which every study with results must state."""

    cause: Text | None = None
    """What people died of, where it is known."""
    any_cause: bool = False
    """Whether everyone was counted who died by then, and not only those whom doctors say the treatment killed."""

    @model_validator(mode="after")
    def _is_about_people(self) -> Self:
        if self.ratio is not None or self.measure is not None:
            raise complaint("deaths-form", "deaths are a count, a percent or a statement", "give count and of")
        return self


def check_facts(facts: tuple[Fact, ...], arms: set[str]) -> None:
    """Refuse figures of one page that share an id, or name an arm that is not there (where there are arms)."""
    seen: set[str] = set()
    for number, fact in enumerate(facts):
        if fact.id in seen or fact.id in RESERVED_FACT_IDS:
            why = "is taken by the study itself" if fact.id in RESERVED_FACT_IDS else "is used twice"
            raise complaint(
                "duplicate-id",
                f"the fact id “{fact.id}” {why}",
                "give each fact its own id",
                f"facts.{number}.id",
            )
        seen.add(fact.id)
        for name in ("arm", "versus"):
            arm = getattr(fact, name)
            if arms and arm is not None and arm not in arms:
                raise complaint(
                    "unknown-arm",
                    f"“{arm}” is not an arm of this study",
                    f"choose one of: {', '.join(sorted(arms))}",
                    f"facts.{number}.{name}",
                )


RESERVED_FACT_IDS = frozenset({"deaths", "enrolled", "follow-up", "state"})
"""Ids under which a study's own fields can be quoted like facts, or named in the log of changes."""
