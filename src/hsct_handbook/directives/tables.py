"""Tables of chosen figures, of all deaths, and of studies, built from the evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives

from ..evidence import Enrolled, QuotedFact, Study
from ..evidence.page_reading import STUDIES
from ..evidence.vocabulary import Design, MsType, Outcome, State
from ..wording import number, word_date, word_list
from .build_nodes import Cell, Inline, Lines, capital, lines, page_link, paragraph, small, strong, table
from .card import deaths_in_full, study_card, study_name
from .evidence_directive import EvidenceDirective
from .facts import fact_node

if TYPE_CHECKING:
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
        header = ["Study and group" if several else "Group", "What was counted", "What was found"]
        return [table(self.caption(), header, (self._row(fact, several) for fact in facts), (32, 28, 40))]

    def _row(self, fact: QuotedFact, several: bool) -> list[Cell]:
        found: list[Sequence[Inline]] = [
            [fact_node(self.domain, self.docname, fact, starts=True)],
            [small("Time not reported." if fact.value.when == "not reported" else f"{capital(fact.value.when)}.")],
        ]
        p_value = fact.value.p_value and f"P value: {fact.value.p_value}."
        if remark := " ".join(text for text in (p_value, fact.value.note) if text):
            found.append([small(remark)])
        return [self._who(fact, several), capital(fact.label or fact.outcome.words.name), found]

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
    arms = {arm.id: arm.name for arm in fact.study.arms} if fact.study else {}
    parts = [arms[fact.arm]] if fact.arm in arms and (len(arms) > 1 or fact.versus) else []
    if fact.versus in arms:
        parts.append(f"compared with {arms[fact.versus or '']}")
    text = " ".join(parts)
    if fact.among:
        text = f"{text}: {fact.among}" if text else fact.among
    return capital(text)


class DeathsTable(EvidenceDirective):
    """Deaths from the treatment in every source: who was treated, when, how, and how many died.

    Studies that report on the same people share one row, so that nobody is counted twice.
    """

    def build(self) -> list[Node]:
        """Build one row for each source, the earliest transplants first."""
        series = self.series()
        rows = (self.row_of(fact, twins) for fact, twins in series)
        header = ["Source and years", "Who was treated, and how", "Died from the treatment"]
        return [table(self.caption(), header, rows, (28, 36, 36)), *self._silent()]

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
            key=_first_year,
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
            if shared.study in twins and people_of(other) == people_of(fact.study) is not None:
                twins[shared.study].append(_slug(fact))
                self.domain.use(self.docname, "deaths-row", _slug(fact))
                return
        twins[_slug(fact)] = []

    def row_of(self, fact: QuotedFact, twins: Sequence[str]) -> list[Cell]:
        """The row of one source."""
        if fact.study is None:
            name = strong(capital(fact.label or fact.outcome.words.name))
            source = lines([name], [small(capital(fact.value.when))])
            share = fact_node(self.domain, self.docname, fact, starts=True)
            return [source, capital(fact.among or "not stated"), [share]]
        slug = _slug(fact)
        self.domain.use(self.docname, "deaths-row", slug)
        names: list[Sequence[Inline]] = [[self._link(slug)], [small(capital(years_treated(fact.study)))]]
        names += [[small("The same people: "), self._link(twin)] for twin in twins]
        died = deaths_in_full(self.domain, self.docname, slug, brief=True)
        return [names, self._treated(fact.study, twins), died]

    def _link(self, slug: str) -> nodes.Node:
        return page_link(self.docname, f"{STUDIES}/{slug}", study_name(self.domain, self.docname, slug))

    def _treated(self, study: Study, twins: Sequence[str]) -> Lines:
        treated: list[Sequence[Inline]] = [[f"{capital(word_list([kind.label for kind in study.ms_types]))}."]]
        regimens = [
            arm.regimen.rstrip(".") for arm in study.arms if arm.regimen and (arm.intensity or arm.id == "hsct")
        ]
        treated += [[f"{capital(text)}."] for text in regimens] or [["Regimen not reported in what we read."]]
        for shared in study.same_people_as:
            if shared.study not in twins:
                how = small(f": {shared.how.rstrip('.')}.")
                treated.append([small("Shares people with "), self._link(shared.study), how])
        return treated

    def _silent(self) -> Iterator[Node]:
        """Say that there are studies with results whose deaths were not reported, and where they are."""
        self.domain.use(self.docname, "silence")
        silent = [study for study in self.domain.evidence.studies.values() if study.deaths == "not-reported"]
        if silent:
            listed = page_link(self.docname, f"{STUDIES}/index", "the list of all studies")
            yield paragraph(
                f"For {len(silent)} more studies, deaths are not reported in what we read. You find them in ",
                listed,
                ".",
            )


def people_of(study: Study) -> int | None:
    """How many people a study took on, if that is reported."""
    return study.enrolled.people if isinstance(study.enrolled, Enrolled) else None


def _slug(fact: QuotedFact) -> str:
    return fact.id.partition(".")[0]


def _first_year(fact: QuotedFact) -> tuple[str, bool, str]:
    """By the first transplant; of studies on the same people, the one that says by when deaths were counted first."""
    years = fact.study.years if fact.study else None
    first = (years.treated_from or years.treated_to or years.published or "9998") if years else "9999"
    return first, fact.value.when == "not reported", fact.id


def years_treated(study: Study) -> str:
    """The years in which people were treated, as far as they are known."""
    years = study.years
    first, last = (date and date[:4] for date in (years.treated_from, years.treated_to))
    if first and last:
        return first if first == last else f"{first} to {last}"
    if first:
        return f"from {first}"
    if last:
        return f"until {last}"
    return f"years of treatment not seen, published {years.published[:4]}" if years.published else "years not seen"


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
        header = ["Study", "Main result", "Died from the treatment"]
        in_order = sorted(chosen.items(), key=lambda item: (item[1].years.published or "9999", item[1].name))
        return [table(self.caption(), header, (self._row(*item) for item in in_order), (36, 34, 30))]

    def _row(self, slug: str, study: Study) -> list[Cell]:
        self.domain.use(self.docname, "studies-row", slug)
        size = people_of(study)
        people = "Size not reported" if size is None else f"{number(size)} people"
        kinds = word_list([kind.label for kind in study.ms_types])
        about = lines(
            [page_link(self.docname, f"{STUDIES}/{slug}", study.name)],
            [small(f"{study.design.label}, {years_treated(study)}.")],
            [small(f"{people}: {kinds}.")],
        )
        return [about, self._main_result(slug, study), deaths_in_full(self.domain, self.docname, slug, brief=True)]

    def _main_result(self, slug: str, study: Study) -> Lines:
        if study.main_fact is None:
            status = study.status
            as_of = "" if status.as_of == "not-reported" else f", as of {word_date(status.as_of)}"
            return lines([f"{capital(status.state.label)}{as_of}."], ["No results that we read."])
        fact = self.domain.evidence.facts[f"{slug}.{study.main_fact}"]
        what = capital(fact.label or fact.outcome.words.name)
        result = lines([f"{what}: ", fact_node(self.domain, self.docname, fact), f", {fact.value.when}."])
        group = group_words(fact)
        return [*result, [small(f"{group}.")]] if group else result


def setup_tables(app: Sphinx) -> None:
    """Register the directives."""
    app.add_directive("study-card", StudyCard)
    app.add_directive("facts-table", FactsTable)
    app.add_directive("deaths-table", DeathsTable)
    app.add_directive("studies-table", StudiesTable)
