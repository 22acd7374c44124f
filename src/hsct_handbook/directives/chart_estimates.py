"""Charts of estimates with their ranges: outcomes of studies, and deaths in every source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from docutils import nodes

from ..charts import (
    Estimate,
    Group,
    Scale,
    Undrawable,
    death_scale,
    draw_estimate,
    estimate_of,
    group_figures,
    scale_for,
    where_it_lies,
)
from ..charts.estimates import better_sides, describe, has_range_words, people_behind
from ..charts.grouping import same
from ..evidence import QuotedFact
from ..evidence.bounds import LEVEL, METHOD, own_interval
from ..evidence.vocabulary import Outcome
from ..wording import NBSP, RANGE_NOT_REPORTED, Form, number, word_fact, word_list
from .build_nodes import Cell, Inline, capital, page_link, paragraph, small, strong
from .card import study_name
from .chart_nodes import chart_part
from .charts import Chart, axis, sentence
from .tables import DeathsTable, group_words, years_treated

if TYPE_CHECKING:
    from docutils.nodes import Node

_RANGES = {
    "95": "A line with square ends is a 95% range.",
    "other": "A dashed line with round ends is a range of another level, named beside it: do not compare it with 95%.",
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
        yield axis(scale.labels())
        yield paragraph(small(self._scale_in_words(facts, scale)))
        yield self._table(groups, several)

    def _marks_in_words(self, facts: Sequence[QuotedFact]) -> str:
        levels = {fact.value.level for fact in facts}
        words = ["The dot is the best estimate."]
        if not same(people_behind(fact) for fact in facts):
            words.append("A bigger dot stands for more people.")
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

    def _who(self, fact: QuotedFact, several: bool) -> list[Inline]:
        """Whom a row is about: the study with its year and people where there are several, and the group."""
        parts: list[Inline] = []
        if several and fact.study is not None:
            slug = fact.id.partition(".")[0]
            self.domain.use(self.docname, "studies-row", slug)
            parts.append(page_link(self.docname, fact.owner, study_name(self.domain, self.docname, slug)))
        label = fact.label if fact.label != fact.outcome.words.name else None
        about = [] if label and fact.versus else [group_words(fact)]
        about.append(label or "")
        size = people_behind(fact)
        about.append(f"{number(size)}{NBSP}people" if size is not None and fact.value.count is None else "")
        text = "; ".join(inside(part) for part in about if part)
        if text:
            parts.append(f", {text}" if parts else capital(text))
        if not parts:
            return []
        words = (nodes.Text(part) if isinstance(part, str) else part for part in [*parts, ": "])
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
                who = self._who(fact, several) or ["Everyone counted"]
                rows.append([who, group.outcome, found, capital(fact.value.when)])
        return self.behind(["Who", "What", "Found", "When"], rows, (30, 22, 30, 18))


def inside(text: str) -> str:
    """Text as it goes on within a sentence: names and abbreviations keep their capitals."""
    first = text.partition(" ")[0]
    return text if not first[1:].islower() else text[:1].lower() + text[1:]


class DeathsChart(DeathsTable, Chart):
    """Deaths from the treatment in every source, each with the risk that its numbers cannot rule out."""

    option_spec = Chart.option_spec

    def build(self) -> list[Node]:
        """As any chart; the rows are those of the table of deaths."""
        return Chart.build(self)

    def body(self) -> Iterator[Node]:
        """One row for each source, the earliest transplants first."""
        sources = [fact for fact, _ in self.series() if fact.value.proportion is not None]
        if not sources:
            raise Undrawable("no-studies", "no source gives deaths that can be drawn", "add deaths to a study")
        shares = [self._share(fact) for fact in sources]
        scale = death_scale(max(max(share.high or 0, share.best) for share, _ in shares))
        self.what_a_mark_is = (
            "The dot is the share who died. The line is its likely range (95%): how far off chance alone may put it. "
            "No deaths in a small group cannot rule out a real risk: see how far its line runs."
        )
        rows: list[list[Cell]] = []
        for fact, (share, ours) in zip(sources, shares, strict=True):
            words = self._range_words(share, ours)
            alt = self._alt(fact, words)
            head: list[Inline] = [*self._source(fact), self.quote(fact, starts=True), " died"]
            head.append(f"; {words}." if ours else ".")
            drawing = draw_estimate(share, scale, alt)
            yield chart_part(
                "", paragraph(*head), paragraph(small(self._about(fact))), self.draw(drawing), classes=["row"]
            )
            rows.append(
                [
                    [*self._source(fact, link_only=True)],
                    [self.quote(fact, starts=True)],
                    [self.quote(fact, Form.REST, starts=True)],
                    capital(words),
                ]
            )
        yield axis(scale.labels())
        yield paragraph(small(f"Deaths {scale.unit}. {self._caution()}"))
        yield from self._not_drawn()
        yield self.behind(["Source", "Died", "Did not die", "Likely range"], rows, (28, 24, 24, 24))

    def _share(self, fact: QuotedFact) -> tuple[Estimate, bool]:
        """The share who died out of 1,000 with its range, and whether the range is our own sum."""
        value = fact.value
        share = value.proportion
        assert share is not None, "chosen for having one"
        people = people_behind(fact)
        if value.interval is not None:
            low, high = value.interval
            return Estimate(share * 1000, low * 10, high * 10, value.level, people), False
        ours = own_interval(value)
        if ours is None:
            return Estimate(share * 1000, people=people), False
        return Estimate(share * 1000, ours[0] * 1000, ours[1] * 1000, LEVEL, people), True

    def _range_words(self, share: Estimate, ours: bool) -> str:
        if share.low is None or share.high is None:
            return RANGE_NOT_REPORTED
        level = "" if share.level == LEVEL else f"{share.level}% "
        ends = f"{_whole(share.low)}{NBSP}to{NBSP}{_whole(share.high)}{NBSP}out{NBSP}of{NBSP}1,000"
        return f"{level}likely range {ends}{' (our sum)' if ours else ''}"

    def _source(self, fact: QuotedFact, *, link_only: bool = False) -> list[Inline]:
        if fact.study is None:
            return [strong(capital(fact.label or fact.outcome.words.name)), "" if link_only else ": "]
        slug = fact.id.partition(".")[0]
        self.domain.use(self.docname, "deaths-row", slug)
        name = page_link(self.docname, f"trials/{slug}", study_name(self.domain, self.docname, slug))
        return [name] if link_only else [nodes.strong("", "", name, nodes.Text(": "))]

    def _about(self, fact: QuotedFact) -> str:
        """The years, who was treated, and by when deaths were counted."""
        if fact.study is None:
            return f"{sentence(fact.among or 'Not stated who')} {sentence(fact.value.when)}"
        kinds = word_list([kind.label for kind in fact.study.ms_types])
        return f"{sentence(f'{years_treated(fact.study)}: {kinds}')} Counted: {fact.value.when}."

    def _alt(self, fact: QuotedFact, words: str) -> str:
        return f"{Outcome.TREATMENT_RELATED_DEATH.words.name}, {describe_short(fact)}; {words}.".replace(NBSP, " ")

    def _not_drawn(self) -> Iterator[Node]:
        """The sources that give no number, so that none is left out."""
        for fact, _ in self.series():
            if fact.value.proportion is None:
                words = [*self._source(fact), self.quote(fact), ". There is no number to draw."]
                yield paragraph(small(*words))
        yield from self._silent()

    def _caution(self) -> str:
        return (
            "The people, the years, the chemotherapy and the time of counting differ, and some sources count the same "
            "people: do not rank the rows or add them up. “Our sum” is an exact 95% interval "
            f"({METHOD}), worked out from the count; it shows chance alone, and no other doubt."
        )


def _whole(value: float) -> str:
    """A number of deaths out of 1,000; below 1 with one decimal, so that a small risk is not shown as none."""
    return number(round(value, 1) if 0 < value < 0.95 else int(value + 0.5))


def describe_short(fact: QuotedFact) -> str:
    """A figure in words without its range, for a text alternative."""
    return word_fact(fact, Form.SHORT).replace(NBSP, " ")
