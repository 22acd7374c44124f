"""The study card: the same rows in the same order on every study's page, with its deaths."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from ..evidence import Arm, Deaths, Sourced, Study, Value
from ..evidence.identifiers import register_of
from ..evidence.vocabulary import Outcome
from ..wording import number, word_date, word_list
from .build_nodes import Cell, Inline, capital, definitions, link, page_link, section, strong
from .facts import cited_text, fact_node
from .state import HandbookDomain
from .study_years import dates_in_full

if TYPE_CHECKING:
    from collections.abc import Iterator

NOT_REPORTED = "Not reported in what we read"
NO_RESULTS = "No results yet"


def study_card(domain: HandbookDomain, docname: str, slug: str) -> nodes.section:
    """Build the card of a study; notes that the page shows it."""
    domain.use(docname, "card", slug)
    return section("Study card", "study-card", *_Card(domain, docname, slug).lists(), classes=["card"])


class _Card:
    def __init__(self, domain: HandbookDomain, docname: str, slug: str) -> None:
        self.domain, self.docname, self.slug = domain, docname, slug
        self.study: Study = domain.evidence.studies[slug]

    def lists(self) -> Iterator[nodes.definition_list]:
        yield definitions(self._big(), "big")
        yield definitions(self._rows(), "facts")

    def _big(self) -> Iterator[tuple[str, Cell]]:
        study = self.study
        yield (
            "people",
            "not reported" if study.people is None else number(study.people),
        )
        yield "died from treatment", died_in_short(study)
        if study.follow_up_median_years is not None:
            yield "years followed (median)", number(study.follow_up_median_years)

    def _rows(self) -> Iterator[tuple[str, Cell]]:
        study = self.study
        yield (
            "Kind of study",
            [
                strong(f"{study.design.label}. "),
                f"{study.design.meaning}. ",
                *self._sourced(study.design_detail),
            ],
        )
        if study.phase is not None:
            yield "Phase", self._sourced(study.phase)
        yield "Type of MS", capital(word_list([kind.label for kind in study.ms_types]))
        yield "Who could take part", self._sourced(study.participants)
        if study.baseline is not None:
            yield "Who they were", self._sourced(study.baseline)
        for arm in study.arms:
            yield f"Group: {arm.name}", self._arm(arm)
        if study.comparator == "none":
            yield "Compared with", "No other group"
        else:
            yield "Compared with", self._sourced(study.comparator)
        yield "Where", self._sourced(study.setting)
        yield "When", self._when()
        yield "Who knew", self._sourced(study.blinding)
        if study.primary_outcome is not None:
            yield "Main thing measured", self._sourced(study.primary_outcome)
        yield "Who was counted", self._sourced(study.analysed) if study.analysed else NOT_REPORTED
        yield "Followed for", self._sourced(study.follow_up)
        yield "Deaths from treatment", self._deaths()
        yield "Paid for by", self._sourced(study.funding)
        yield "Conflicts of interest", self._sourced(study.conflicts)
        yield "State", self._state()
        if study.registrations:
            yield "Register", self._registrations()
        if study.same_people_as:
            yield "Same people as", self._same_people()

    def _sourced(self, value: Sourced | str) -> list[Inline]:
        if isinstance(value, str):
            return [NOT_REPORTED]
        return [cited_text(self.domain, self.docname, _stop(value.text), value.source, value.checked)]

    def _arm(self, arm: Arm) -> list[Inline]:
        parts = []
        if arm.people is not None:
            parts.append(f"{number(arm.people)} people")
        if arm.regimen is not None:
            parts.append(arm.regimen.rstrip("."))
        if arm.intensity is not None:
            parts.append(capital(arm.intensity.label))
        text = _stop(". ".join(parts)) if parts else "Size not reported in what we read."
        return [cited_text(self.domain, self.docname, text, arm.source, arm.checked)]

    def _when(self) -> list[Inline]:
        years = self.study.years
        text = dates_in_full(years)
        return [cited_text(self.domain, self.docname, text, years.source, years.checked)] if text else [NOT_REPORTED]

    def _deaths(self) -> list[Inline]:
        return deaths_in_full(self.domain, self.docname, self.slug)

    def _state(self) -> list[Inline]:
        status = self.study.status
        when = "date not shown" if status.as_of == "not-reported" else f"as of {word_date(status.as_of)}"
        text = f"{capital(status.state.label)}, {when}."
        if status.detail:
            text += f" {_stop(status.detail)}"
        if status.expected_end:
            text += f" Expected to end: {word_date(status.expected_end)}."
        return [cited_text(self.domain, self.docname, text, status.source, status.checked)]

    def _registrations(self) -> list[Inline]:
        parts: list[Inline] = []
        for registration in self.study.registrations:
            register = register_of(registration)
            assert register is not None
            parts += [", " if parts else "", link(registration, register.url(registration))]
        return parts

    def _same_people(self) -> list[list[Inline]]:
        return [
            [
                page_link(
                    self.docname,
                    f"trials/{shared.study}",
                    study_name(self.domain, self.docname, shared.study),
                ),
                f": {_stop(shared.how)}",
            ]
            for shared in self.study.same_people_as
        ]


def study_name(domain: HandbookDomain, docname: str, slug: str) -> str:
    """The short name of a study; notes that the page shows it."""
    domain.use(docname, "name", slug)
    return domain.evidence.studies[slug].name


def died_in_short(study: Study) -> str:
    """Deaths from the treatment as one number or two words."""
    match study.deaths:
        case "no-results":
            return "no results yet"
        case Deaths(count=int(count)):
            return number(count)
        case Deaths(statement=str()):
            return "see below"
        case _:
            return "not reported"


def deaths_in_full(domain: HandbookDomain, docname: str, slug: str, *, brief: bool = False) -> list[Inline]:
    """Deaths from the treatment in both frames, by when, and (unless `brief`) what people died of."""
    study = domain.evidence.studies[slug]
    deaths = study.deaths
    if not isinstance(deaths, Deaths):
        return [f"{NO_RESULTS}." if deaths == "no-results" else f"{NOT_REPORTED}."]
    fact = domain.evidence.facts[f"{slug}.deaths"]
    rest = ""
    if deaths.count is not None and deaths.of is not None:
        words = Outcome.TREATMENT_RELATED_DEATH.words
        rest = f" {words.happened}; {number(deaths.of - deaths.count)} {words.did_not}"
    parts: list[Inline] = [fact_node(domain, docname, fact, starts=True), f"{rest}{by_when(deaths)}."]
    if not brief:
        parts += [f" {_stop(text)}" for text in (deaths.cause, deaths.note) if text]
    return parts


def by_when(value: Value) -> str:
    """By when something was counted, to stand behind it; nothing where that is not reported."""
    return f" ({value.when})" if value.when != "not reported" else ""


def _stop(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."
