"""Charts of estimates with their ranges: outcomes of studies, and deaths in every source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from docutils import nodes

from ..charts import (
    Group,
    Scale,
    draw_estimate,
    estimate_of,
    group_figures,
    scale_for,
    where_it_lies,
)
from ..charts.estimates import better_sides, describe, has_range_words, people_behind
from ..charts.grouping import same
from ..evidence import QuotedFact
from ..wording import RANGE_NOT_REPORTED, number
from .build_nodes import Cell, Inline, capital, page_link, paragraph, small, strong
from .card import study_name
from .chart_nodes import chart_part
from .charts import Chart, axis, sentence, size_in_words
from .tables import group_words

if TYPE_CHECKING:
    from docutils.nodes import Node

_RANGES = {
    "95": "A line with square ends is a 95% range.",
    "other": "A dashed line between brackets is a range of another level, named beside it: do not compare it with 95%.",
    "none": "A dot alone: its range is not reported.",
}


class OutcomeChart(Chart):
    """Estimates on one scale: `{outcome-chart} halt-ms.pfs italy-boffa-2021.rr5`."""

    required_arguments = 1
    final_argument_whitespace = True

    def body(self) -> Iterator[Node]:
        """Group by group, each figure's words above its marks."""
        wanted = len(self.arguments[0].split())
        facts = list({fact.id: fact for fact in self.facts()}.values())
        if not facts or len(facts) < wanted:
            return
        scale = scale_for(facts)
        groups = group_figures(facts)
        self.what_a_mark_is = self._marks_in_words(facts)
        several = not same(fact.owner for fact in facts)
        for before, group in zip([None, *groups], groups, strict=False):
            yield from self._heading(group, before)
            for fact in group.facts:
                yield self._row(fact, scale, several)
        yield axis(scale)
        yield paragraph(small(self._scale_in_words(facts, scale)))
        yield self._table(groups, several)

    def _marks_in_words(self, facts: Sequence[QuotedFact]) -> str:
        levels = {fact.value.level for fact in facts}
        words = ["The dot is the best estimate."]
        sizes = [people_behind(fact) for fact in facts]
        if not same(sizes):
            words.append("A bigger dot stands for more people.")
            words += ["Where their number is not reported, the dot is the smallest."] if None in sizes else []
        words += [_RANGES["95"]] if 95 in levels else []
        words += [_RANGES["other"]] if levels - {95, None} else []
        words += [_RANGES["none"]] if None in levels else []
        return " ".join(words)

    def _heading(self, group: Group, before: Group | None) -> Iterator[nodes.paragraph]:
        """The outcome and the design, each where it changes."""
        parts: list[Inline] = []
        if before is None or before.outcome != group.outcome:
            parts.append(strong(f"{group.outcome}. "))
        if group.design and (before is None or before.design != group.design):
            parts.append(group.design)
        if parts:
            node = paragraph(*parts)
            node["classes"].append("group")
            yield node

    def _row(self, fact: QuotedFact, scale: Scale, several: bool) -> chart_part:
        alt = describe(fact)
        lies = where_it_lies(fact, scale, self._names(fact))
        drawing = draw_estimate(estimate_of(fact, scale), scale, f"{alt}. {lies}" if lies else f"{alt}.")
        head: list[Inline] = [*self._who(fact, several), self.quote(fact, starts=True)]
        if not has_range_words(fact):
            head.append(f" ({RANGE_NOT_REPORTED})")
        head += [", ", fact.value.when, "."]
        if lies:
            head.append(f" {lies}")
        return chart_part("", paragraph(*head), self.draw(drawing), classes=["row"])

    def _who(self, fact: QuotedFact, several: bool, after: str = ": ") -> list[Inline]:
        """Whom a row is about: the study with its year and people where there are several, and the group."""
        parts: list[Inline] = []
        if several and fact.study is not None:
            slug = fact.id.partition(".")[0]
            self.domain.use(self.docname, "studies-row", slug)
            parts.append(page_link(self.docname, fact.owner, study_name(self.domain, self.docname, slug)))
        label = fact.label if fact.label != fact.outcome.words.name else None
        about = [] if label and fact.versus else [group_words(fact)]
        about.append(label or "")
        about.append(size_in_words(fact))
        text = "; ".join(inside(part) for part in about if part)
        if text:
            parts.append(f", {text}" if parts else capital(text))
        if not parts:
            return []
        words = (nodes.Text(part) if isinstance(part, str) else part for part in [*parts, after])
        return [nodes.strong("", "", *words)]

    def _names(self, fact: QuotedFact) -> tuple[str, str]:
        arms = {arm.id: arm.name for arm in fact.study.arms} if fact.study else {}
        return arms.get(fact.arm, "First group"), arms.get(fact.versus or "", "Other group")

    def _scale_in_words(self, facts: Sequence[QuotedFact], scale: Scale) -> str:
        if scale.no_difference is None or not all(fact.versus or fact.value.ratio for fact in facts):
            return sentence(scale.unit)
        first, second = (list(dict.fromkeys(names)) for names in zip(*map(self._names, facts), strict=True))
        groups = first[0] if len(first) == 1 else "First group", second[0] if len(second) == 1 else "Other group"
        low, high = better_sides(facts[0].outcome, groups)
        text = f"Left: {low.text}. Right: {high.text}. {number(scale.no_difference)} is no difference."
        if scale.factors:
            text += " A ratio compares two groups; it does not tell how many people."
        return text

    def _table(self, groups: Sequence[Group], several: bool) -> Node:
        rows: list[list[Cell]] = []
        for group in groups:
            for fact in group.facts:
                found: list[Inline] = [self.quote(fact, starts=True)]
                if not has_range_words(fact):
                    found.append(f" ({RANGE_NOT_REPORTED})")
                who = self._who(fact, several, after="") or ["Everyone counted"]
                rows.append([who, group.outcome, found, capital(fact.value.when)])
        return self.behind(["Who", "What", "Found", "When"], rows, (30, 22, 30, 18))


def inside(text: str) -> str:
    """Text as it goes on within a sentence: names and abbreviations keep their capitals."""
    first = text.partition(" ")[0]
    return text if not first[1:].islower() else text[:1].lower() + text[1:]
