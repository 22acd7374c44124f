"""Whether a study's figures fit the study: no more people than it had, and times that agree."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .fields import complaint
from .soundness import rounding
from .study_parts import Arm, Enrolled, Sourced
from .times import years_in
from .vocabulary import Outcome

if TYPE_CHECKING:
    from .facts import Value
    from .study import Study

NOT_RESULTS = frozenset(
    {Outcome.PEOPLE_COUNTED, Outcome.WHO_TOOK_PART, Outcome.ELIGIBILITY, Outcome.SCHEDULE, Outcome.COST}
)
"""Outcomes that a study can have before its results. They may be about people who did not take part."""
_MEDIAN = re.compile(
    r"\bmedian\b(?: of| follow-up)*((?: about| nearly| over)? \d[\d.]*[ -](?:year|month|week)s?)", re.I
)


def check_people(study: Study) -> None:
    """Refuse a figure of more people than the study, or the arm that it is about, had."""
    if not isinstance(study.deaths, str):
        _check_size(study.deaths, study.enrolled, "deaths")
    arms = {arm.id: arm for arm in study.arms if arm.people is not None}
    for number, fact in enumerate(study.facts):
        if fact.outcome not in NOT_RESULTS:
            arm = arms.get(fact.arm) if fact.versus is None else None
            _check_size(fact, arm or study.enrolled, f"facts.{number}")


def _check_size(value: Value, group: Arm | Enrolled | str, field: str) -> None:
    if isinstance(group, str) or group.people is None:
        return
    # Another report on the study may count a few people more.
    most = group.people if value.source == group.source else group.people * 11 // 10
    for name in ("of", "group", "people", "count"):
        number = getattr(value, name)
        if name == "people" and value.measure is not None:
            continue  # measured in people to compare with, too
        if number is not None and number > most and not (name == "count" and value.unit not in (None, "people")):
            whose = f"the arm {group.id} had {group.people}" if isinstance(group, Arm) else f"{group.people} took part"
            raise complaint(
                "fact-people",
                f"“{name}” is {number}, but {whose}",
                "check both numbers, and which arm the figure is about",
                f"{field}.{name}",
            )


def check_follow_up(study: Study) -> None:
    """Refuse a median follow-up that its text and its number tell differently."""
    median = study.follow_up_median_years
    if median is None or not isinstance(study.follow_up, Sourced):
        return
    said = [years for found in _MEDIAN.findall(study.follow_up.text) for years in years_in(found)]
    if said and not any(abs(years - median) <= rounding(median) for years in said):
        raise complaint(
            "follow-up-differs",
            f"“follow-up” says “{study.follow_up.text}”, and “follow-up-median-years” says {median}",
            "make both say the same; 30 months are 2.5 years",
            "follow_up_median_years",
        )
