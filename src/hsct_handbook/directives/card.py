"""The study card: the same rows in the same order on every study's page, with its deaths."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from ..charts import words_for
from ..evidence import Arm, Deaths, Enrolled, Expected, Sourced, Status, Study, Value, Years
from ..evidence.identifiers import register_of
from ..evidence.vocabulary import Intensity, MsType, Outcome
from ..wording import Form, number, word_date, word_types, word_value
from .build_nodes import Cell, Inline, capital, definitions, link, page_link, section, strong
from .facts import cited_text, fact_node
from .state import HandbookDomain
from .study_years import dates_in_full

if TYPE_CHECKING:
    from collections.abc import Iterator

NOT_REPORTED = "Not reported in what we read."


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
        note_people(self.domain, self.docname, self.slug)
        yield "people", people_in_short(study)
        soon = _counted_soon(study)
        whose = " after HSCT" if _only_after_hsct(study) else ""
        counted = f"died{whose}{soon}, of any cause" if any_cause(study) else f"died from treatment{soon}"
        yield counted, died_in_short(study)
        if (others := study.deaths_of_any_cause) is not None:
            yield "died of any cause", count_in_short(others, study)
        if study.follow_up_median_years is not None:
            yield "years followed (median)", number(study.follow_up_median_years)

    def _rows(self) -> Iterator[tuple[str, Cell]]:
        study = self.study
        if isinstance(study.enrolled, Enrolled) and study.enrolled.what is not None:
            joined = f"{number(study.enrolled.people)} {_stop(study.enrolled.what)}"
            yield "Number of people", self._cited(joined, study.enrolled)
        yield (
            "Kind of study",
            [
                strong(f"{design_in_words(study, study.design.label)}. "),
                "" if study.design_likely else f"{study.design.meaning}. ",
                *self._sourced(study.design_detail),
            ],
        )
        if study.phase is not None:
            yield "Phase", self._sourced(study.phase)
        known = MsType.NOT_REPORTED not in study.ms_types
        illness = "Illness" if MsType.ALL_AUTOIMMUNE in study.ms_types else "Type of MS"
        yield illness, capital(f"{word_types(study.ms_types)}.") if known else NOT_REPORTED
        yield "Who could take part", self._sourced(study.participants)
        if study.baseline is not None:
            yield "Who they were", self._sourced(study.baseline)
        for arm in study.arms:
            yield f"Group: {arm.name}", self._arm(arm)
        if study.comparator == "none":
            yield "Compared with", "No other group."
        else:
            yield "Compared with", self._sourced(study.comparator)
        yield "Where", self._sourced(study.setting)
        yield "When", self._when()
        yield "Who knew", self._sourced(study.blinding)
        if study.primary_outcome is not None:
            yield "Main thing measured", self._sourced(study.primary_outcome)
        yield "Who was counted", self._sourced(study.analysed) if study.analysed else NOT_REPORTED
        yield "Followed for", self._sourced(study.follow_up)
        yield "Deaths of any cause" if any_cause(study) else "Deaths from treatment", self._deaths()
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
        return self._cited(_stop(value.text), value)

    def _cited(self, text: str, read: Sourced | Arm | Enrolled | Years | Status | Expected) -> list[Inline]:
        """A text under the source in which it was read."""
        return [cited_text(self.domain, self.docname, text, read.source, read.checked)]

    def _arm(self, arm: Arm) -> list[Inline]:
        size = [] if arm.people is None else [f"{number(arm.people)} people."]
        told = [*size, *treatment(arm)] or ["How many people is not reported in what we read."]
        return self._cited(" ".join(told), arm)

    def _when(self) -> list[Inline]:
        years = self.study.years
        text = dates_in_full(years)
        return self._cited(text, years) if text else [NOT_REPORTED]

    def _deaths(self) -> list[Inline]:
        return deaths_in_full(self.domain, self.docname, self.slug)

    def _state(self) -> list[Inline]:
        status = self.study.status
        when = "date not shown" if status.as_of == "not-reported" else f"as of {word_date(status.as_of)}"
        # The row is called “State”, so that a state which is not known need not say the word again.
        text = f"{capital(status.state.label.removeprefix('state '))}, {when}."
        if status.detail:
            text += f" {_stop(status.detail)}"
        expects = status.expects
        if expects is None:
            return self._cited(text, status)
        past = expects.date < self.study.reviewed[: len(expects.date)]
        words = expects.words.replace("expected", "were expected" if expects.results else "was expected", past)
        said = f"{capital(words)}: {word_date(expects.date)}."
        if expects.source == status.source:
            return self._cited(f"{text} {said}", status)
        return [*self._cited(text, status), " ", *self._cited(said, expects)]

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


def note_people(domain: HandbookDomain, docname: str, slug: str) -> None:
    """Note that a page shows how many people a study took on, or was to take on."""
    domain.use(docname, "counted", slug)
    if (planned := domain.evidence.studies[slug].planned) is not None:
        domain.use(docname, "fact", f"{slug}.{planned.id}")


def people_in_short(study: Study, things: str = "") -> str:
    """How many people (called `things`) a study took on; while that is not told, how many were planned."""
    if study.people is not None:
        return f"{number(study.people)}{things}"
    if study.planned is not None and study.planned.measure is not None:
        return f"{number(study.planned.measure)}{things} planned"
    return "told by group" if any(arm.people is not None for arm in study.arms) else "not reported"


def treatment(arm: Arm) -> list[str]:
    """What a group was given, and how strong that was, in sentences."""
    if arm.regimen is None and arm.intensity is Intensity.NOT_REPORTED:
        return ["The drugs and their strength are not reported in what we read."]
    given = [] if arm.regimen is None else [_stop(capital(arm.regimen))]
    return given if arm.intensity is None else [*given, f"{capital(arm.intensity.label)}."]


def died_in_short(study: Study) -> str:
    """Deaths from the treatment in a few words: a number (out of how many, unless that is everyone), or an estimate."""
    match study.deaths:
        case "no-results":
            return _no_results(study)
        case Deaths(count=int()) as deaths:
            return count_in_short(deaths, study)
        case Deaths(percent=int() | float()) as share:
            return f"about {word_value(share, Outcome.TREATMENT_RELATED_DEATH, Form.NUMBER)} in 1,000"
        case Deaths(statement=str(text)):
            return text
        case _:
            return "not reported"


def count_in_short(value: Value, study: Study) -> str:
    """A count of people in a study: a number, and out of how many unless that is everyone."""
    assert value.count is not None
    said = number(value.count)
    return said if value.of in (None, study.people) else f"{said} out of {number(value.of)}"


def _no_results(study: Study) -> str:
    return "no results yet" if study.status.state.changes else "no results"


def _counted_soon(study: Study) -> str:
    """By when deaths were counted, if for some days only: that must not be read as over the years of follow-up."""
    deaths = study.deaths
    return f" {deaths.when}" if isinstance(deaths, Deaths) and deaths.when.startswith("within ") else ""


def _only_after_hsct(study: Study) -> bool:
    """Whether its deaths are those of its groups with HSCT alone: a reader must not take them for all."""
    after = study.people_after_hsct
    return after is not None and isinstance(study.deaths, Deaths) and study.deaths.of == after


def any_cause(study: Study) -> bool:
    """Whether its deaths are of any cause, and not only those from the treatment."""
    return isinstance(study.deaths, Deaths) and study.deaths.any_cause


def design_in_words(study: Study, name: str) -> str:
    """The name of a study’s design, and whether that is only likely: “Likely randomised”."""
    return f"Likely {name[:1].lower()}{name[1:]}" if study.design_likely else name


def deaths_in_full(domain: HandbookDomain, docname: str, slug: str, *, brief: bool = False) -> list[Inline]:
    """Deaths from the treatment, and those of any cause where a source counts both."""
    told, of_all = deaths_from_treatment(domain, docname, slug, brief=brief), deaths_of_all(domain, docname, slug)
    return [*told, " ", *of_all] if of_all else told


def deaths_from_treatment(domain: HandbookDomain, docname: str, slug: str, *, brief: bool = False) -> list[Inline]:
    """Deaths from the treatment in both frames, by when, and (unless `brief`) what people died of."""
    study = domain.evidence.studies[slug]
    deaths = study.deaths
    if not isinstance(deaths, Deaths):
        return [f"{capital(_no_results(study))}." if deaths == "no-results" else NOT_REPORTED]
    fact = domain.evidence.facts[f"{slug}.deaths"]
    rest = ""
    words = words_for(fact)
    if deaths.count is not None and deaths.of is not None:
        cause = ", whatever the cause" if deaths.any_cause and deaths.count else ""
        rest = f" {words.happened}{cause}; {number(deaths.of - deaths.count)} {words.did_not}"
    elif deaths.percent is not None:
        others = word_value(deaths, Outcome.TREATMENT_RELATED_DEATH, Form.REST)
        rest = f" {words.happened}; {others} {words.did_not}"
    parts: list[Inline] = [fact_node(domain, docname, fact, starts=True), f"{rest}{by_when(deaths)}."]
    if (after := study.counted_after_hsct) is not None:
        parts.append(f" {number(after)} of them were in the group with HSCT.")
    if not brief:
        parts += [f" {_stop(text)}" for text in (deaths.cause, deaths.note) if text]
    return parts


def deaths_of_all(domain: HandbookDomain, docname: str, slug: str) -> list[Inline]:
    """The deaths of any cause, to stand beside those from the treatment; nothing where no source counts both."""
    found = domain.evidence.studies[slug].deaths_of_any_cause
    if found is None or found.count is None or found.of is None:
        return []
    died = fact_node(domain, docname, domain.evidence.facts[f"{slug}.{found.id}"], Form.SHORT)
    return ["Of any cause, ", died, f" died; {number(found.of - found.count)} did not{by_when(found)}."]


def by_when(value: Value) -> str:
    """By when something was counted, to stand behind it; nothing where that is not reported."""
    return f" ({value.when})" if value.when != "not reported" else ""


def _stop(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."
