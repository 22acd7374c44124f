"""Deaths from the treatment in every source, as a table and as a chart, each with what its numbers cannot rule out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives

from ..charts import Estimate, Scale, Undrawable, death_scale, draw_estimate, narrow_death_scale
from ..charts.estimates import people_behind
from ..evidence import QuotedFact, Study, Value
from ..evidence.bounds import LEVEL, METHOD, own_interval
from ..evidence.page_reading import STUDIES
from ..evidence.vocabulary import Outcome
from ..wording import NBSP, RANGE_NOT_REPORTED, Form, number, word_fact, word_list
from .build_nodes import Cell, Inline, Lines, capital, lines, page_link, paragraph, small, strong, table
from .card import any_cause, by_when, deaths_from_treatment, deaths_of_all, study_name
from .chart_nodes import chart_part
from .charts import Chart, axis, sentence, size_in_words
from .evidence_directive import EvidenceDirective
from .study_years import years_treated

if TYPE_CHECKING:
    from docutils.nodes import Node

_OUR_SUM = (
    f"“Our sum” is an exact {LEVEL}% interval ({METHOD}), worked out from the count; it shows chance alone, and no "
    "other doubt."
)
_A_MARK = (
    f"The dot is the share who died. The line is its likely range ({LEVEL}%): how far off chance alone may put it."
)


class _Deaths(Chart):
    """Every source's deaths in order of time. Studies on the same people share one row: nobody is counted twice."""

    def series(self) -> list[tuple[QuotedFact, list[str]]]:
        """Every source's deaths, each with the studies that count just the same people."""
        outcome = Outcome.TREATMENT_RELATED_DEATH
        self.domain.use(self.docname, "facts-of-outcome", outcome.value)
        facts = sorted(
            (
                fact
                for fact in self.domain.evidence.facts.values()
                if fact.outcome is outcome and (fact.study is None or fact.value is fact.study.deaths)
            ),
            key=_in_time,
        )
        twins: dict[str, list[str]] = {}
        for fact in facts:
            self._twin_of(fact, twins)
        return [
            (fact, twins.get(_slug(fact), []) if fact.study else [])
            for fact in facts
            if fact.study is None or _slug(fact) in twins
        ]

    def _twin_of(self, fact: QuotedFact, twins: dict[str, list[str]]) -> None:
        """Put a study beside an earlier one that counts just the same people, or else on a row of its own."""
        if fact.study is None:
            return
        for shared in fact.study.same_people_as:
            other = self.domain.evidence.studies[shared.study]
            if shared.study in twins and other.people == fact.study.people is not None:
                twins[shared.study].append(_slug(fact))
                self.domain.use(self.docname, "deaths-row", _slug(fact))
                return
        twins[_slug(fact)] = []

    def _share(self, fact: QuotedFact) -> tuple[Estimate, bool]:
        """The share who died out of 1,000 with its range, and whether the range is our own sum.

        How many people there were is not handed on: a dot that grew with them would hide short ranges.
        """
        value = fact.value
        share = value.proportion
        assert share is not None, "chosen for having one"
        if value.interval is not None:
            low, high = value.interval
            return Estimate(share * 1000, low * 10, high * 10, value.level), False
        ours = own_interval(_after_hsct(fact))
        if ours is None:
            return Estimate(share * 1000), False
        return Estimate(share * 1000, ours[0] * 1000, ours[1] * 1000, LEVEL), True

    def _range_words(self, fact: QuotedFact, share: Estimate, ours: bool) -> str:
        if share.low is None or share.high is None:
            return RANGE_NOT_REPORTED
        level = "" if share.level == LEVEL else f"{share.level}% "
        ends = f"{_whole(share.low)}{NBSP}to{NBSP}{_whole(share.high)}{NBSP}out{NBSP}of{NBSP}1,000"
        whose = ", for the group with HSCT" if _after_hsct(fact) is not fact.value else ""
        return f"{level}likely range {ends}{f' (our sum{whose})' if ours else ''}"

    def _alt(self, fact: QuotedFact, words: str) -> str:
        return f"{Outcome.TREATMENT_RELATED_DEATH.words.name}, {describe_short(fact)}; {words}.".replace(NBSP, " ")

    def _words(self, fact: QuotedFact) -> list[Inline]:
        """How many died and how many did not, and by when that was counted."""
        died, others = self.quote(fact, starts=True), self.quote(fact, Form.REST)
        cause = ", whatever the cause" if fact.study and any_cause(fact.study) and fact.value.count else ""
        return [died, f" died{cause}, ", others, f" did not{by_when(fact.value) if fact.study else ''}."]

    def _link(self, slug: str) -> nodes.Node:
        return page_link(self.docname, f"{STUDIES}/{slug}", study_name(self.domain, self.docname, slug))

    def _silent(self) -> Iterator[Node]:
        """Say that there are studies with results whose deaths were not reported, and where they are."""
        self.domain.use(self.docname, "silence")
        silent = [study for study in self.domain.evidence.studies.values() if study.deaths == "not-reported"]
        if silent:
            listed = page_link(self.docname, f"{STUDIES}/index", "the list of all studies")
            yield paragraph(
                f"For {len(silent)} more studies, deaths from the treatment are not reported in what we read. You find "
                "them in ",
                listed,
                ".",
            )


class DeathsTable(_Deaths):
    """Deaths in every source: who was treated, when, how, how many died, and a picture of it with its range."""

    option_spec = EvidenceDirective.option_spec

    def build(self) -> list[Node]:
        """Build one row for each source, the earliest transplants first."""
        series = self.series()
        drawn = [fact for fact, _ in series if fact.value.proportion is not None]
        shares = [self._share(fact)[0] for fact in drawn]
        ends = [share.high for share in shares if share.high is not None]
        scale = narrow_death_scale([share.best for share in shares], ends)
        rows = [self._row(fact, twins, scale) for fact, twins in series]
        died = "Died from the treatment, or of any cause"
        unit = "; scale: deaths out of 1,000" if drawn else ""
        header = ["Source and years", "Who was treated, and how", died + unit]
        made = [table(self.caption(), header, rows, (26, 34, 40)), *self._silent()]
        if not drawn:
            return made
        scaled = f"Each scale runs from 0 to {number(scale.ticks[-1])} deaths out of 1,000 people."
        if any(map(scale.goes_beyond, ends)):
            scaled += " An arrow means that the line goes on, to the number in the words above it."
        explained = f"{_A_MARK} {scaled} {_OUR_SUM}"
        return [paragraph(small(explained)), *made]

    def _row(self, fact: QuotedFact, twins: Sequence[str], scale: Scale) -> list[Cell]:
        """The row of one source."""
        if fact.study is None:
            name = strong(capital(fact.label or fact.outcome.words.name))
            source = lines([name], [small(capital(fact.value.when))])
            return [
                source,
                sentence(" ".join([*_size(fact), fact.among or "not stated"])),
                self._died(fact, self._words(fact), scale),
            ]
        slug = _slug(fact)
        self.domain.use(self.docname, "deaths-row", slug)
        names: list[Sequence[Inline]] = [[self._link(slug)], [small(capital(years_treated(fact.study)))]]
        names += [[small(size)] for size in _size(fact)]
        names += [[small("The same people: "), self._link(twin)] for twin in twins]
        died = deaths_from_treatment(self.domain, self.docname, slug, brief=True)
        of_all = deaths_of_all(self.domain, self.docname, slug)
        return [
            names,
            self._treated(fact.study, twins),
            [*self._died(fact, died, scale), *([of_all] if of_all else [])],
        ]

    def _died(self, fact: QuotedFact, words: Sequence[Inline], scale: Scale) -> Lines:
        """How many died, with its range, and the marks."""
        if fact.value.proportion is None:
            return [words]
        share, ours = self._share(fact)
        told = self._range_words(fact, share, ours)
        marks = self.draw(draw_estimate(share, scale, self._alt(fact, told)), ends=scale.labels())
        return [words, [marks]] if _says_its_range(fact) else [words, [small(f"{capital(told)}.")], [marks]]

    def _treated(self, study: Study, twins: Sequence[str]) -> Lines:
        treated: list[Sequence[Inline]] = [[f"{capital(word_list([kind.label for kind in study.ms_types]))}."]]
        regimens = [arm.regimen.rstrip(".") for arm in study.arms if arm.regimen and arm.with_hsct]
        treated += [[f"{capital(text)}."] for text in regimens] or [["Regimen not reported in what we read."]]
        for shared in study.same_people_as:
            if shared.study not in twins:
                how = small(f": {shared.how.rstrip('.')}.")
                treated.append([small("Shares people with "), self._link(shared.study), how])
        return treated


def _several(text: str) -> int:
    """A number of groups. One alone would stand in a chart that says it compares them."""
    number: int = directives.positive_int(text)
    if number < 2:
        raise ValueError("a chart of groups draws two at least")
    return number


class DeathsChart(_Deaths):
    """Deaths as marks alone, each with the risk that its numbers cannot rule out: in every source, or in the largest.

    Which are shown is told by how many people each counted, and by nothing else: nobody picks them.
    """

    option_spec: ClassVar[dict[str, Callable[[str], object]]] = {
        **Chart.option_spec,
        "largest": _several,
    }

    def body(self) -> Iterator[Node]:
        """One row for each source, the earliest transplants first."""
        drawable = [fact for fact, _ in self.series() if fact.value.proportion is not None]
        if not drawable:
            raise Undrawable("no-studies", "no source gives deaths that can be drawn", "add deaths to a study")
        sources = self._largest(drawable)
        shares = [self._share(fact)[0] for fact in sources]
        scale = death_scale(max(max(share.high or 0, share.best) for share in shares))
        self.what_a_mark_is = (
            f"{_A_MARK} No deaths in a small group cannot rule out a real risk: see how far its line runs."
        )
        rows: list[list[Cell]] = []
        for fact in sources:
            share, ours = self._share(fact)
            words = self._range_words(fact, share, ours)
            head: list[Inline] = [*self._source(fact), *self._words(fact)]
            if not _says_its_range(fact):
                head.append(f" {capital(words)}.")
            drawing = draw_estimate(share, scale, self._alt(fact, words))
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
        yield axis(scale)
        yield paragraph(small(f"Deaths {scale.unit}. {self._caution()}"))
        if len(sources) == len(drawable):
            yield from self._not_drawn()
        else:
            counted = f"Drawn are the largest groups: {len(sources)} of the {len(drawable)} sources that give a number."
            yield paragraph(small(counted))
        yield self.behind(["Source", "Died", "Did not die", "Likely range"], rows, (28, 24, 24, 24))

    def _largest(self, facts: Sequence[QuotedFact]) -> Sequence[QuotedFact]:
        """Those that counted the most people, as many as were asked for, in the order that they had; or all."""
        wanted = self.options.get("largest")
        if wanted is None:
            return facts
        by_size = sorted(facts, key=lambda fact: people_behind(fact) or 0, reverse=True)
        kept = {fact.id for fact in by_size[:wanted]}
        return [fact for fact in facts if fact.id in kept]

    def _source(self, fact: QuotedFact, *, link_only: bool = False) -> list[Inline]:
        if fact.study is None:
            return [strong(capital(fact.label or fact.outcome.words.name)), "" if link_only else ": "]
        self.domain.use(self.docname, "deaths-row", _slug(fact))
        name = self._link(_slug(fact))
        return [name] if link_only else [nodes.strong("", "", name, nodes.Text(": "))]

    def _about(self, fact: QuotedFact) -> str:
        """The years, and who was treated."""
        if fact.study is None:
            return " ".join([*_size(fact), sentence(fact.among or "Not stated who"), sentence(fact.value.when)])
        kinds = word_list([kind.label for kind in fact.study.ms_types])
        return " ".join([*_size(fact), sentence(f"{years_treated(fact.study)}: {kinds}")])

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
            f"people: do not rank the rows or add them up. {_OUR_SUM}"
        )


def _after_hsct(fact: QuotedFact) -> Value:
    """The deaths in the groups with HSCT alone, where nobody died in any: those in others say nothing of its risk."""
    value, study = fact.value, fact.study
    if study is None or value.count != 0 or study.counted_after_hsct is None:
        return value
    return value.model_copy(update={"of": study.counted_after_hsct})


def _slug(fact: QuotedFact) -> str:
    return fact.id.partition(".")[0]


def _size(fact: QuotedFact) -> list[str]:
    """How many people a share is about, as a sentence to stand before others; none where that is not told."""
    size = size_in_words(fact)
    return [sentence(size)] if size else []


def _says_its_range(fact: QuotedFact) -> bool:
    """Whether a figure in words gives its range already: a share does, a count of people does not."""
    return fact.value.count is None


_UNKNOWN = "9999"
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def _in_time(fact: QuotedFact) -> tuple[str, str, bool, bool, str, str]:
    """By the first year of treatment, then the last; what is known of neither comes last.

    Of studies on the same people, the one that says by when deaths were counted comes first, in its own report.
    """
    if fact.study is not None:
        first, last = (date and date[:4] for date in (fact.study.years.treated_from, fact.study.years.treated_to))
    else:
        first, last = next(iter(_YEAR.findall(fact.value.when)), None), None
    published = (fact.study and fact.study.years.published) or _UNKNOWN
    borrowed = fact.study is not None and fact.value.source != fact.study.main_source
    return first or last or _UNKNOWN, last or _UNKNOWN, fact.value.when == "not reported", borrowed, published, fact.id


def _whole(value: float) -> str:
    """A number of deaths out of 1,000; below 1 with its first figure, so that a small risk is not shown as none."""
    return number(float(f"{value:.1g}") if 0 < value < 0.95 else int(value + 0.5))


def describe_short(fact: QuotedFact) -> str:
    """A figure in words without its range, for a text alternative."""
    return word_fact(fact, Form.SHORT).replace(NBSP, " ")
