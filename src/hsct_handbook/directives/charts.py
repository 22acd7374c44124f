"""Charts of people: icon arrays, and who was counted. What every chart directive shares stands here too."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives

from ..charts import Drawing, People, Scale, Undrawable, bar, draw_people, people_of, sign, steps_of, words_for
from ..charts.estimates import people_behind
from ..charts.people import TOGETHER, columns_for
from ..evidence import Enrolled, QuotedFact, did_you_mean
from ..evidence.vocabulary import Outcome
from ..wording import NBSP, Form, number, word_fact
from .build_nodes import Cell, Inline, capital, paragraph, small, strong, table
from .chart_nodes import (
    chart_axis,
    chart_caption,
    chart_data,
    chart_figure,
    chart_marks,
    chart_part,
    key,
    marks,
)
from .evidence_directive import EvidenceDirective
from .facts import fact_node
from .tables import group_words

if TYPE_CHECKING:
    from docutils.nodes import Node


class Chart(EvidenceDirective):
    """A chart: its finding, what a mark is, the marks with words beside them, the table behind, what to beware of."""

    option_spec: ClassVar[dict[str, Callable[[str], object]]] = {
        **EvidenceDirective.option_spec,
        "title": directives.unchanged_required,
    }
    what_a_mark_is = ""
    """One or two sentences."""

    def build(self) -> list[Node]:
        """Build the chart, or say at its line why there can be none."""
        found = self.required("title", "chart-title-missing", "the chart", "what it found")
        title = nodes.paragraph("", "", *found, classes=["finding"])
        try:
            body = list(self.body())
        except Undrawable as fault:
            self.complain(fault.code, fault.message, fault.remedy)
            return []
        if not body:
            return []
        figure = chart_figure("", chart_caption("", title, *self._message()), *body, classes=[self.name])
        self.set_source_info(figure)
        return [figure]

    def body(self) -> Iterator[Node]:
        """What stands below the title. Raises Undrawable; nothing where a fault was told."""
        raise NotImplementedError

    def _message(self) -> Iterator[nodes.paragraph]:
        parts: list[Inline] = [self.what_a_mark_is] if self.what_a_mark_is else []
        if "caption" in self.options:
            parts += [" ", *self.caption()] if parts else self.caption()
        if parts:
            yield paragraph(*parts)

    def draw(self, drawing: Drawing, *, sign: bool = False, ends: tuple[str, ...] = ()) -> chart_marks:
        """The node of a drawing, with a number of its own on the page."""
        return marks(drawing, self.env.new_serialno("chart"), sign=sign, ends=ends)

    def quote(self, fact: QuotedFact, form: Form = Form.FULL, *, starts: bool = False) -> nodes.reference:
        """A figure in words, linked to its source."""
        return fact_node(self.domain, self.docname, fact, form, starts=starts)

    def behind(self, header: Sequence[str], rows: Sequence[Sequence[Cell]], widths: Sequence[int]) -> chart_data:
        """The table behind the chart, under the chart's own title."""
        parsed, _ = self.parse_inline(str(self.options.get("title", "")), lineno=self.lineno)
        caption = "".join(part.astext() for part in parsed)
        return chart_data("", table(caption, header, rows, widths))

    def study_fault(self, slug: str) -> None:
        """Say that there is no such study, and which comes nearest."""
        remedy = did_you_mean(slug, self.domain.evidence.studies, "use the name of a file in trials/")
        self.complain("unknown-study", f"there is no study “{slug}”", remedy)


def axis(scale: Scale) -> chart_axis:
    """The numbers below a scale."""
    return chart_axis("", labels=scale.labels(), margin=scale.margin / scale.width, unit=capital(scale.unit))


def size_in_words(fact: QuotedFact) -> str:
    """How many people a share is about, where it is told; nothing for a count of people, which says so by itself."""
    people = people_behind(fact)
    return "" if people is None or fact.value.count is not None else f"{number(people)}{NBSP}people"


def sentence(text: str) -> str:
    """Text as a sentence: a capital first, a full stop last."""
    return capital(text if text.endswith((".", "?", "!")) else f"{text}.")


_NOT_REPORTED = "it did not happen or was not reported"
"""What is known of the others where a source gives no denominator."""


def _out_of(count: int, of: int) -> str:
    return f"{number(count)} out of {number(of)}".replace(" ", NBSP)


class IconArray(Chart):
    """One figure as people, or two side by side: `{icon-array} mist.prog-n-hsct mist.prog-n-dmt`."""

    required_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[dict[str, Callable[[str], object]]] = {
        **Chart.option_spec,
        "per": directives.nonnegative_int,
    }

    def body(self) -> Iterator[Node]:
        """The key, the marks of each figure below its words, the table and when it was counted."""
        wanted = len(self.arguments[0].split())
        if not 1 <= wanted <= 2:
            raise Undrawable("chart-too-many", f"an icon array shows one figure or two, not {wanted}", "make several")
        facts = list(self.facts())
        if len(facts) < wanted:
            return
        per = self.options.get("per")
        if per not in (None, 100, 1000):
            raise Undrawable("chart-per", f"people are drawn out of 100 or of 1,000, not {per}", "use one of them")
        groups = [people_of(fact, per) for fact in facts]
        self._check_alike(facts, groups)
        words = words_for(facts[0])
        self.what_a_mark_is = self._what_a_mark_is(facts, groups)
        did_not = words.did_not if all(group.rest_known for group in groups) else _NOT_REPORTED
        yield key(
            (self.draw(sign("on"), sign=True), f"solid: {words.happened}"),
            (self.draw(sign("off"), sign=True), f"ring: {did_not}"),
        )
        arrays = [self._array(fact, groups, at, did_not) for at, fact in enumerate(facts)]
        yield chart_part("", *arrays, classes=["pair"]) if len(arrays) > 1 else arrays[0]
        yield paragraph(small(self._when(facts)))
        yield self._table(facts, groups)

    def _check_alike(self, facts: Sequence[QuotedFact], groups: Sequence[People]) -> None:
        first, last = facts[0], facts[-1]
        if first.outcome is not last.outcome or first.label != last.label:
            raise Undrawable(
                "chart-outcomes",
                f"“{first.id}” and “{last.id}” count different things",
                "draw them one by one: side by side they would be compared",
            )
        one_by_one = all(group.counted and group.total <= TOGETHER for group in groups)
        if groups[0].total != groups[-1].total and not one_by_one:
            raise Undrawable(
                "chart-denominators",
                f"“{first.id}” is drawn out of {number(groups[0].total)} and “{last.id}” out of "
                f"{number(groups[-1].total)}",
                "add :per: 100, so that both have one scale, or draw them one by one",
            )
        if first.value.when != last.value.when:
            raise Undrawable(
                "chart-times",
                f"“{first.id}” was counted {first.value.when}, “{last.id}” {last.value.when}",
                "draw them one by one: one time span to a chart",
            )

    def _what_a_mark_is(self, facts: Sequence[QuotedFact], groups: Sequence[People]) -> str:
        if all(group.counted for group in groups):
            return "Each mark is one person who was counted."
        text = f"Each mark is one of {number(groups[0].total)} people."
        for fact, group in zip(facts, groups, strict=True):
            value = fact.value
            if value.count is not None and value.of is not None and not group.counted:
                exact = value.count * group.total == group.solid * value.of
                same = "is" if exact else "is about"
                text += f" {_out_of(value.count, value.of)} {same} {_out_of(group.solid, group.total)}."
        return text

    def _array(self, fact: QuotedFact, groups: Sequence[People], at: int, did_not: str) -> chart_part:
        people, group, what = groups[at], group_words(fact), words_for(fact)
        head: list[Inline] = [strong(f"{group}: "), self.quote(fact)] if group else [self.quote(fact, starts=True)]
        head.append(f" {what.happened}; ")
        if people.rest_known:
            head += [*self._rest(fact, people), f" {did_not}."]
        else:
            head += ["for ", *self._rest(fact, people), f", {did_not}."]
        totals = [each.total for each in groups]
        if len(set(totals)) > 1 and people.rest_known:  # groups of different sizes are compared out of 100
            head.append(f" That is {word_fact(fact, Form.PER_100)}.")
        pair = len(groups) > 1
        drawing = draw_people(
            people, what.happened, did_not, group=group if pair else "", columns=columns_for(max(totals))
        )
        return chart_part("", paragraph(*head), self.draw(drawing), classes=["people"])

    def _rest(self, fact: QuotedFact, people: People) -> list[Node]:
        if people.rest_known:
            return [self.quote(fact, Form.REST)]
        return [nodes.Text(f"the other {number(people.rest)}")]

    def _when(self, facts: Sequence[QuotedFact]) -> str:
        name = capital(facts[0].label or words_for(facts[0]).name)
        return f"{name}, {facts[0].value.when}."

    def _table(self, facts: Sequence[QuotedFact], groups: Sequence[People]) -> chart_data:
        words = words_for(facts[0])
        rows: list[list[Cell]] = [
            [
                group_words(fact) or "Everyone counted",
                [self.quote(fact, starts=True)],
                [*self._rest(fact, people)],
                capital(fact.value.when),
            ]
            for fact, people in zip(facts, groups, strict=True)
        ]
        return self.behind(["Who", capital(words.happened), "The others", "When"], rows, (24, 28, 28, 20))


class WhoWasCounted(Chart):
    """From those who joined to those who were counted: of a study, or of figures that are named."""

    required_arguments = 1
    final_argument_whitespace = True
    what_a_mark_is = "Solid is people counted. Open is people missing, or not followed for that long."

    def body(self) -> Iterator[Node]:
        """One bar for each step, with its words above."""
        names = self.arguments[0].split()
        if len(names) == 1 and "." not in names[0]:
            if names[0] not in self.domain.evidence.studies:
                self.study_fault(names[0])
                return
            facts, joined = self._of_study(names[0])
        else:
            facts, joined = list(self.facts()), None
            if len(facts) < len(names):
                return
        steps = steps_of(facts)
        rows: list[list[Cell]] = []
        if joined is not None and joined.value.count is not None:
            count = joined.value.count
            yield self._row("Joined", [self.quote(joined)], bar(count, count))
            rows.append(["Joined", [self.quote(joined)], capital(joined.value.when)])
        for step in steps:
            what = capital(step.fact.label or group_words(step.fact) or "Counted")
            yield self._row(what, [self.quote(step.fact)], bar(step.count, step.of))
            rows.append([what, [self.quote(step.fact)], capital(step.fact.value.when)])
        yield self.behind(["Step", "People", "When"], rows, (40, 35, 25))

    def _of_study(self, slug: str) -> tuple[list[QuotedFact], QuotedFact]:
        """The figures of a study that count some of those who joined."""
        self.domain.use(self.docname, "counted", slug)
        evidence = self.domain.evidence
        enrolled = evidence.studies[slug].enrolled
        joined = evidence.facts.get(f"{slug}.enrolled")
        facts = [
            fact
            for fact in evidence.facts.values()
            if fact.study is evidence.studies[slug]
            and fact.outcome is Outcome.PEOPLE_COUNTED
            and isinstance(enrolled, Enrolled)
            and fact.value.of == enrolled.people
        ]
        if not facts or joined is None:
            raise Undrawable(
                "chart-nobody-counted",
                f"“{slug}” has no figure that says how many of those who joined were counted",
                "add one with the outcome people-counted, or name the figures to draw",
            )
        return facts, joined

    def _row(self, what: str, how_many: Sequence[Inline], drawing: Drawing) -> chart_part:
        return chart_part("", paragraph(strong(f"{what}: "), *how_many), self.draw(drawing), classes=["row"])
