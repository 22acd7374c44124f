"""Charts of time and of steps: trials under way, the stages of the treatment, and the scale of disability."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives

from ..charts import (
    Duration,
    Scale,
    Span,
    Undrawable,
    draw_duration,
    draw_span,
    draw_step,
    duration_of,
    years_around,
)
from ..charts.timelines import week_scale, year_of
from ..evidence import QuotedFact, Study
from ..evidence.vocabulary import Design, State
from ..wording import NBSP, Form, number, word_date, word_fact
from .build_nodes import Cell, Inline, capital, page_link, paragraph, small
from .card import study_name
from .chart_nodes import chart_part
from .charts import Chart, axis, sentence
from .facts import cited_text

if TYPE_CHECKING:
    from docutils.nodes import Node

EDSS = Scale(tuple(float(step) for step in range(11)), "step of the scale")


class TrialsTimeline(Chart):
    """When trials started and should end, and when their state was last known: all of a design or state, or by name."""

    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[dict[str, Callable[[str], object]]] = {
        **Chart.option_spec,
        "design": directives.unchanged_required,
        "state": directives.unchanged_required,
    }
    what_a_mark_is = (
        "Solid is the time up to the last dated record that we read; the dot is that date. "
        "Open is the time from then to the end that is planned, or to when results are expected."
    )
    without_a_date = "All open, without a dot: the record that we read has no date."

    def body(self) -> Iterator[Node]:
        """One row for each trial, the earliest start first."""
        chosen = self._chosen()
        if chosen is None:
            return
        if not chosen:
            raise Undrawable("no-studies", "no study matches this chart", "change its options")
        spans = {slug: _span(study) for slug, study in chosen.items()}
        years = years_around(spans.values())
        if any(span.known is None and span.dated for span in spans.values()):
            self.what_a_mark_is = f"{self.what_a_mark_is} {self.without_a_date}"
        rows: list[list[Cell]] = []
        undated: list[Node] = []
        for slug in sorted(chosen, key=lambda slug: (chosen[slug].years.treated_from or "9999", chosen[slug].name)):
            self.domain.use(self.docname, "timeline-row", slug)
            name = page_link(self.docname, f"trials/{slug}", study_name(self.domain, self.docname, slug))
            if years is not None and spans[slug].dated:
                yield chart_part("", *self._row(chosen[slug], name, spans[slug], years), classes=["row"])
            else:
                undated.append(self._undated(chosen[slug], name))
            state, started, ends = self._cells(chosen[slug])
            if (expects := chosen[slug].status.expects) and expects.results:
                ends.insert(0, "results: ")
            rows.append([[name.deepcopy()], state, started, ends])
        if years is not None:
            yield axis(years)
        yield from undated  # below the scale, which says nothing of them
        yield self.behind(["Trial", "State", "Started", "Expected end, or results"], rows, (25, 35, 20, 20))

    def _chosen(self) -> dict[str, Study] | None:
        """The studies by name; nothing where a name is wrong."""
        studies = self.domain.evidence.studies
        if self.arguments:
            names = list(dict.fromkeys(self.arguments[0].split()))
            unknown = [name for name in names if name not in studies]
            for name in unknown:
                self.study_fault(name)
            return None if unknown else {name: studies[name] for name in names}
        design, state = self.choose("design", Design), self.choose("state", State)
        self.domain.use(self.docname, "studies")
        for slug in studies:
            self.domain.use(self.docname, "choice", slug)
        return {
            slug: study
            for slug, study in studies.items()
            if design in (None, study.design)
            and state in (None, study.status.state)
            and (design or state or study.design is Design.ONGOING_RANDOMISED)
        }

    def _undated(self, study: Study, name: Node) -> Node:
        words = cited_text(
            self.domain, self.docname, f"{study.status.state.label}.", study.status.source, study.status.checked
        )
        return paragraph(small(nodes.strong("", "", name, nodes.Text(": ")), words, " No dates given."))

    def _row(self, study: Study, name: Node, span: Span, years: Scale) -> Iterator[Node]:
        state, started, ends = self._cells(study)
        awaits = expects.words if (expects := study.status.expects) else "expected to end"
        head: list[Inline] = [nodes.strong("", "", name, nodes.Text(": ")), *state, " Started: ", *started]
        yield paragraph(*head, f" {capital(awaits)}: ", *ends)
        yield self.draw(draw_span(span, years, " ".join(f"{study.name}: {_words(study)}".split())))

    def _cells(self, study: Study) -> list[list[Inline]]:
        status, years = study.status, study.years
        state = cited_text(self.domain, self.docname, f"{_state_in_words(study)}.", status.source, status.checked)
        started: list[Inline] = ["not reported."]
        if years.treated_from:
            text = f"{word_date(years.treated_from)}."
            started = [cited_text(self.domain, self.docname, text, years.source, years.checked)]
        ends: list[Inline] = ["not reported."]
        if (expects := status.expects) is not None:
            text = f"{word_date(expects.date)}."
            ends = [cited_text(self.domain, self.docname, text, expects.source, expects.checked)]
        return [[state], started, ends]


def _span(study: Study) -> Span:
    status = study.status
    known = None if status.as_of == "not-reported" else year_of(status.as_of)
    return Span(year_of(study.years.treated_from), known, year_of(status.expects.date if status.expects else None))


def _state_in_words(study: Study) -> str:
    status = study.status
    when = "in a record without a date" if status.as_of == "not-reported" else f"as of {word_date(status.as_of)}"
    return f"{status.state.label}, {when}"


def _words(study: Study) -> str:
    """What the line of a trial shows, for those who do not see it."""
    expects, started = study.status.expects, study.years.treated_from
    parts = [f"started {word_date(started)}" if started else "start not reported"]
    parts.append(_state_in_words(study))
    parts.append(f"{expects.words} {word_date(expects.date)}" if expects else "end not reported")
    return f"{'; '.join(parts)}.".replace(NBSP, " ")


class _Listed(Chart):
    """A chart whose rows are the points of a list, each of which quotes a figure: words and marks stand together."""

    has_content = True

    def points(self) -> Iterator[tuple[nodes.paragraph, QuotedFact]]:
        """Each point with the first figure that it quotes. Raises Undrawable for a point that quotes none."""
        for item in self._items():
            words = item.next_node(nodes.paragraph)
            quoted = next((node["fact"] for node in item.findall(nodes.reference) if "fact" in node), None)
            if words is None or quoted is None:
                if next(iter(item.findall(nodes.problematic)), None) is not None:
                    continue  # the role has told what is wrong
                raise Undrawable(
                    "chart-point", f"the point “{item.astext()[:60]}” quotes no figure", "quote one with the role fact"
                )
            yield words, self.domain.evidence.facts[quoted]

    def _items(self) -> list[nodes.list_item]:
        holder = nodes.Element()
        self.state.nested_parse(self.content, self.content_offset, holder)
        items = list(holder.findall(nodes.list_item))
        if not items:
            raise Undrawable(
                "chart-empty", f"the chart {self.name} has no points", "write a list, each point with its figure"
            )
        return items


class TreatmentTimeline(_Listed):
    """The stages of the treatment, each with how long it takes: a list of stages that quote their figures."""

    what_a_mark_is = (
        "Solid is time that the stage takes. Open is time that it may take. Dashes go on without an end that is named."
    )

    weeks = "Weeks. The lengths come from different hospitals and trials: they cannot be added up to one stay."

    def body(self) -> Iterator[Node]:
        """Stage by stage, on one scale of weeks."""
        points = list(self.points())
        if not points:
            return
        lengths = {fact.id: duration_of(fact.value) for _, fact in points}
        known = [length for length in lengths.values() if length is not None]
        if not known:
            raise Undrawable(
                "chart-no-lengths", "no stage says in numbers how long it takes", "give one in days, weeks or months"
            )
        weeks = week_scale(known)
        rows: list[list[Cell]] = []
        for words, fact in points:
            length = lengths[fact.id]
            _start_sentences(words)
            if length is None:
                words += nodes.Text(" No number is given, so no bar.")
            marks = [self.draw(draw_duration(length, weeks, _stage(fact, length)))] if length else []
            yield chart_part("", words, *marks, classes=["row"])
            stage = words.astext().partition(":")[0]
            rows.append([stage, [self.quote(fact, starts=True)], capital(fact.value.when)])
        yield axis(weeks)
        yield paragraph(small(self.weeks))
        yield self.behind(["Stage", "How long", "Where and when"], rows, (28, 34, 38))


def _start_sentences(words: nodes.paragraph) -> None:
    """Give a capital to each quoted figure that starts a sentence of a point."""
    for quoted in words.findall(nodes.reference):
        before = quoted.previous_sibling()
        if before is not None and before.astext().rstrip().endswith("."):
            quoted[0] = nodes.Text(capital(quoted.astext()))


def _stage(fact: QuotedFact, length: Duration) -> str:
    """What the bar of a stage shows, for those who do not see it."""
    return f"{capital(word_fact(fact, Form.SHORT))}: a bar of weeks.".replace(NBSP, " ")


class EdssScale(Chart):
    """Steps of the scale of disability, each with what it means: `{edss-scale} who-it-may-help.edss-6`."""

    required_arguments = 1
    final_argument_whitespace = True
    what_a_mark_is = "Each line is the whole scale. The dot is the step; more solid is more disability."

    def body(self) -> Iterator[Node]:
        """One row for each step, the least disability first."""
        names = self.arguments[0].split()
        facts = list(self.facts())
        if len(facts) < len(names):
            return
        rows: list[list[Cell]] = []
        for fact in facts:
            if fact.value.measure is None or not 0 <= fact.value.measure <= 10 or not fact.label:
                raise Undrawable(
                    "chart-no-step",
                    f"“{fact.id}” is no step of the scale from 0 to 10 with a label",
                    "give it a measure from 0 to 10, and under “label” what a person can do at this step",
                )
        for fact in sorted(facts, key=lambda fact: fact.value.measure or 0):
            step = fact.value.measure or 0.0
            alt = f"Step {number(step)} of 10: {fact.label}."
            head: list[Inline] = [nodes.strong("", "", self.quote(fact, Form.NUMBER), nodes.Text(": "))]
            head.append(sentence(fact.label or ""))
            yield chart_part("", paragraph(*head), self.draw(draw_step(step, EDSS, alt)), classes=["row"])
            rows.append([[self.quote(fact, Form.NUMBER)], sentence(fact.label or "")])
        yield axis(EDSS)
        yield self.behind(["Step", "What it means"], rows, (20, 80))
