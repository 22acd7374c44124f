"""Tables of chosen figures and of studies, built from the evidence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from docutils.parsers.rst import directives

from ..evidence import QuotedFact, Study
from ..evidence.page_reading import STUDIES
from ..evidence.vocabulary import Design, MsType, State
from ..wording import within, word_date, word_types
from .build_nodes import Cell, Inline, Lines, capital, lines, page_link, small, table
from .card import deaths_in_full, design_in_words, note_people, people_in_short, study_card, study_name
from .evidence_directive import EvidenceDirective
from .facts import fact_node
from .study_years import years_treated

if TYPE_CHECKING:
    from docutils import nodes
    from docutils.nodes import Node
    from sphinx.application import Sphinx


class StudyCard(EvidenceDirective):
    """The card of a study, for a page that is not the study's own."""

    required_arguments = 1

    def build(self) -> list[Node]:
        """Build the card of the study that is named."""
        slug = self.arguments[0]
        if slug not in self.domain.evidence.studies:
            self.complain("unknown-study", f"there is no study “{slug}”", "use the name of a file in trials/")
            return []
        return [study_card(self.domain, self.docname, slug)]


class FactsTable(EvidenceDirective):
    """Chosen figures, one to a row: `{facts-table} mist.prog-n-hsct mist.prog-n-dmt`."""

    required_arguments = 1
    final_argument_whitespace = True

    def build(self) -> list[Node]:
        """Build one row for each figure."""
        facts = list(self.facts())
        if not facts:
            return []
        several = len({fact.owner for fact in facts}) > 1
        if not several and not any(map(group_words, facts)):
            header = ["What was counted", "What was found"]
            return [table(self.caption(), header, (self._row_of_one(fact) for fact in facts), (45, 55))]
        header = ["Study and group" if several else "Group", "What was counted", "What was found"]
        return [table(self.caption(), header, (self._row(fact, several) for fact in facts), (32, 28, 40))]

    def _row_of_one(self, fact: QuotedFact) -> list[Cell]:
        """A row of a table that is about one group: what is counted, and when, tells its rows apart."""
        what = fact.label or fact.outcome.words.name
        told = fact.value.when == "not reported" or what.endswith(fact.value.when)
        return [capital(what if told else f"{what}, {fact.value.when}"), self._found(fact)]

    def _row(self, fact: QuotedFact, several: bool) -> list[Cell]:
        when = "Time not reported." if fact.value.when == "not reported" else f"{capital(fact.value.when)}."
        what = capital(fact.label or fact.outcome.words.name)
        told = what.endswith(fact.value.when)
        return [self._who(fact, several), what, self._found(fact, *([] if told else [[small(when)]]))]

    def _found(self, fact: QuotedFact, *when: Sequence[Inline]) -> Lines:
        """The figure, and what a reader must know of it."""
        p_value = fact.value.p_value and f"P value: {fact.value.p_value}."
        remark = " ".join(text for text in (p_value, fact.value.note) if text)
        return lines(
            [fact_node(self.domain, self.docname, fact, starts=True)], *when, *([[small(remark)]] if remark else [])
        )

    def _who(self, fact: QuotedFact, several: bool) -> Cell:
        group = group_words(fact)
        if not several or fact.study is None:
            return group or "Everyone"
        slug = fact.id.partition(".")[0]
        self.domain.use(self.docname, "arms", slug)
        name = page_link(self.docname, fact.owner, study_name(self.domain, self.docname, slug))
        return lines([name], [small(group)]) if group else [name]


def group_words(fact: QuotedFact) -> str:
    """Whom a figure is about: the arm, what it is compared with, and the part of it."""
    return capital(": ".join(part for part in (_arm_words(fact), fact.among) if part))


def _arms_of(fact: QuotedFact) -> dict[str, str]:
    return {arm.id: arm.name for arm in fact.study.arms} if fact.study else {}


def _arm_words(fact: QuotedFact) -> str:
    """The arm that a figure is about, and what it is compared with; nothing where there is but one."""
    arms = _arms_of(fact)
    parts = [arms[fact.arm]] if fact.arm in arms and (len(arms) > 1 or fact.versus) else []
    if fact.versus in arms:
        parts.append(f"compared with {within(arms[fact.versus or ''])}")
    return " ".join(parts)


class StudiesTable(EvidenceDirective):
    """The studies that match, by name: their design, people, type of MS, deaths and main result."""

    option_spec: ClassVar[dict[str, Callable[[str], object]]] = {
        **EvidenceDirective.option_spec,
        "design": directives.unchanged_required,
        "type": directives.unchanged_required,
        "state": directives.unchanged_required,
    }

    def build(self) -> list[Node]:
        """Build one row for each study that matches, the earliest first."""
        design = self.choose("design", Design)
        kind = self.choose("type", MsType)
        state = self.choose("state", State)
        self.domain.use(self.docname, "studies")
        chosen: dict[str, Study] = {}
        for slug, study in self.domain.evidence.studies.items():
            self.domain.use(self.docname, "choice", slug)
            if (
                design in (None, study.design)
                and state in (None, study.status.state)
                and (kind is None or kind in study.ms_types)
            ):
                chosen[slug] = study
        if not chosen:
            self.complain("no-studies", "no study matches this table", "change its options")
            return []
        results = any(study.main_fact is not None for study in chosen.values())
        header = ["Study", "Main result" if results else "State", "Died from the treatment, or of any cause"]
        in_order = sorted(chosen.items(), key=lambda item: (item[1].years.published or "9999", item[1].name))
        return [table(self.caption(), header, (self._row(*item) for item in in_order), (36, 34, 30))]

    def _row(self, slug: str, study: Study) -> list[Cell]:
        self.domain.use(self.docname, "studies-row", slug)
        note_people(self.domain, self.docname, slug)
        about = lines(
            [page_link(self.docname, f"{STUDIES}/{slug}", study.name)],
            [small(f"{design_in_words(study, study.design.label)}, {years_treated(study)}.")],
            [small(_who_took_part(study))],
        )
        return [about, self._main_result(slug, study), deaths_in_full(self.domain, self.docname, slug, brief=True)]

    def _main_result(self, slug: str, study: Study) -> Lines:
        if study.main_fact is None:
            status = study.status
            as_of = "" if status.as_of == "not-reported" else f", as of {word_date(status.as_of)}"
            return lines([f"{capital(status.state.label)}{as_of}."], ["No results that we read."])
        fact = self.domain.evidence.facts[f"{slug}.{study.main_fact}"]
        what = capital(fact.label or fact.outcome.words.name)
        when = "" if fact.value.when == "not reported" else f", {fact.value.when}"
        if beside := self._beside(fact):
            arms = _arms_of(fact)
            groups: list[list[Inline]] = [[f"{arms[each.arm]}: ", self._shown(each), "."] for each in (fact, *beside)]
            result = lines([f"{what}{when}:"], *groups)
        else:
            arm = _arm_words(fact)
            result = lines([f"{what}, {within(arm)}: " if arm else f"{what}: ", self._shown(fact), f"{when}."])
        return [*result, [small(f"{capital(fact.among)}.")]] if fact.among else result

    def _shown(self, fact: QuotedFact) -> nodes.reference:
        return fact_node(self.domain, self.docname, fact)

    def _beside(self, fact: QuotedFact) -> list[QuotedFact]:
        """The same figure of the groups that this one was compared with."""
        self.domain.use(self.docname, "facts-of-outcome", fact.outcome.value)
        arms = _arms_of(fact)
        if fact.versus is not None or fact.arm not in arms:
            return []
        return [
            other
            for other in self.domain.evidence.facts.values()
            if other.study is fact.study
            and other.arm in arms
            and other.arm != fact.arm
            and other.versus is None
            and (other.outcome, other.label, other.among) == (fact.outcome, fact.label, fact.among)
            and (other.value.when, other.value.unit) == (fact.value.when, fact.value.unit)
        ]


def _who_took_part(study: Study) -> str:
    """How many people, with which types of MS, as one or two sentences."""
    people = people_in_short(study, " people")
    size = people if people[0].isdigit() else f"Size {people}"
    kinds = word_types(study.ms_types)
    return f"{size}. {capital(kinds)}." if MsType.NOT_REPORTED in study.ms_types else f"{size}: {kinds}."


def setup_tables(app: Sphinx) -> None:
    """Register the directives."""
    app.add_directive("study-card", StudyCard)
    app.add_directive("facts-table", FactsTable)
    app.add_directive("studies-table", StudiesTable)
