"""Tables of chosen figures and of studies, built from the evidence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from docutils.parsers.rst import directives

from ..evidence import QuotedFact, Study
from ..evidence.page_reading import STUDIES
from ..evidence.vocabulary import Design, MsType, State
from ..wording import number, word_date, word_list
from .build_nodes import Cell, Inline, Lines, capital, lines, page_link, small, table
from .card import deaths_in_full, study_card, study_name
from .evidence_directive import EvidenceDirective
from .facts import fact_node
from .study_years import years_treated

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
        size = study.people
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
    app.add_directive("studies-table", StudiesTable)
