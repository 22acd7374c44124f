"""The evidence as two tables: one row for each study, and one for each figure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .bounds import LEVEL, METHOD, own_interval
from .columns import CellValue, Column, csv_text, from_field, several
from .facts import Deaths, Fact, Value
from .quoting import QuotedFact, slug_of
from .sources import Source
from .study import Study
from .study_parts import Arm, Enrolled, Sourced, Status, Years
from .vocabulary import DEATHS, Checked, Design, Outcome, RatioKind, Spread, State
from .whole import Evidence


def has_comparison(study: Study) -> bool:
    """Whether a study compared groups of people that were given different things."""
    return len(study.arms) > 1 and isinstance(study.comparator, Sourced)


@dataclass(frozen=True)
class StudyRow:
    """A study, with what its row needs."""

    slug: str
    study: Study
    source: Source


@dataclass(frozen=True)
class FactRow:
    """A figure, with what its row needs."""

    fact: QuotedFact
    source: Source

    @property
    def value(self) -> Value:
        """What was found."""
        return self.fact.value

    def arm(self, name: str | None) -> str | None:
        """The name of an arm as readers see it."""
        arms = {arm.id: arm.name for arm in self.fact.study.arms} if self.fact.study else {}
        return arms.get(name or "")


def _text(value: Sourced | str | None) -> str | None:
    return value.text if isinstance(value, Sourced) else value


def _study(name: str, get: Callable[[Study], CellValue], kind: str = "string") -> Column[StudyRow]:
    return from_field(Study, name, lambda row: get(row.study), kind)


def _sourced(name: str) -> Column[StudyRow]:
    return _study(name, lambda study: _text(getattr(study, name)))


def _deaths(name: str, kind: str, minimum: int | None = None) -> Column[StudyRow]:
    of_value: Column[StudyRow] = from_field(
        Value,
        name,
        lambda row: getattr(row.study.deaths, name) if isinstance(row.study.deaths, Deaths) else None,
        kind,
        **({} if minimum is None else {"minimum": minimum}),
    )
    return Column(
        f"deaths_{name}",
        f"Deaths from the treatment. {of_value.meaning}",
        of_value.value,
        kind,
        of_value.unit,
        of_value.constraints,
    )


def _all(study: Study, get: Callable[[Arm], str | None]) -> str:
    return several(f"{arm.id}: {text}" for arm in study.arms if (text := get(arm)) is not None)


STUDY_COLUMNS: tuple[Column[StudyRow], ...] = (
    Column(
        "id",
        "The short name of the study; ids of its figures start with it.",
        lambda row: row.slug,
        constraints={"required": True, "unique": True},
    ),
    from_field(Study, "name", lambda row: row.study.name, required=True),
    _study("full_name", lambda study: study.full_name),
    Column("page", "The study’s page, from the address of the site.", lambda row: f"trials/{row.slug}.html"),
    from_field(Study, "design", lambda row: row.study.design, enum=list(Design)),
    from_field(Study, "design_likely", lambda row: row.study.design_likely, "boolean"),
    _sourced("design_detail"),
    _sourced("phase"),
    _study("registrations", lambda study: several(study.registrations)),
    _study("countries", lambda study: several(study.countries)),
    from_field(Years, "treated_from", lambda row: row.study.years.treated_from),
    from_field(Years, "treated_to", lambda row: row.study.years.treated_to),
    from_field(Years, "published", lambda row: row.study.years.published),
    _study("ms_types", lambda study: several(study.ms_types)),
    _sourced("participants"),
    Column(
        "enrolled",
        "How many people it took on; empty where that is not reported.",
        lambda row: row.study.people,
        "integer",
        "people, or what “enrolled_what” names",
        {"minimum": 0},
    ),
    Column(
        "enrolled_what",
        Enrolled.model_fields["what"].description or "",
        lambda row: row.study.enrolled.what if isinstance(row.study.enrolled, Enrolled) else None,
    ),
    Column(
        "arms",
        "The groups: the short name of each, and what readers know it by.",
        lambda row: _all(row.study, lambda arm: arm.name),
    ),
    Column(
        "arm_people",
        "How many people were in each group.",
        lambda row: _all(row.study, lambda arm: None if arm.people is None else str(arm.people)),
        unit="people",
    ),
    Column("regimens", "What each group was given.", lambda row: _all(row.study, lambda arm: arm.regimen)),
    Column(
        "intensities",
        "How strong the conditioning of each group was.",
        lambda row: _all(row.study, lambda arm: arm.intensity),
    ),
    Column(
        "comparison_group",
        "Whether groups that were given different things were compared.",
        lambda row: has_comparison(row.study),
        "boolean",
    ),
    _sourced("comparator"),
    _sourced("blinding"),
    _sourced("primary_outcome"),
    _sourced("analysed"),
    _sourced("follow_up"),
    _study("follow_up_median_years", lambda study: study.follow_up_median_years, "number"),
    Column(
        "deaths",
        "Whether deaths from the treatment are given: figure, not-reported, or no-results.",
        lambda row: row.study.deaths if isinstance(row.study.deaths, str) else "figure",
        constraints={"required": True, "enum": ["figure", "not-reported", "no-results"]},
    ),
    _deaths("count", "integer", 0),
    _deaths("of", "integer", 1),
    _deaths("percent", "number", 0),
    _deaths("statement", "string"),
    _deaths("when", "string"),
    Column(
        "deaths_any_cause",
        Deaths.model_fields["any_cause"].description or "",
        lambda row: row.study.deaths.any_cause if isinstance(row.study.deaths, Deaths) else None,
        "boolean",
    ),
    Column(
        "main_fact",
        "The id of the figure that stands for the study in tables; its row is in facts.csv.",
        lambda row: f"{row.slug}.{row.study.main_fact}" if row.study.main_fact else None,
    ),
    _study("limits", lambda study: several(study.limits)),
    _sourced("funding"),
    _sourced("conflicts"),
    from_field(Status, "state", lambda row: row.study.status.state, enum=list(State)),
    Column("state_as_of", Status.model_fields["as_of"].description or "", lambda row: row.study.status.as_of),
    Column(
        "same_people_as",
        Study.model_fields["same_people_as"].description or "",
        lambda row: several(shared.study for shared in row.study.same_people_as),
    ),
    _study("superseded_by", lambda study: study.superseded_by),
    _study("main_source", lambda study: study.main_source),
    from_field(Source, "doi", lambda row: row.source.doi),
    Column("url", "The best address of the source: its DOI, or where we read it.", lambda row: row.source.address),
    from_field(Source, "checked", lambda row: row.source.checked, enum=list(Checked)),
    from_field(Study, "reviewed", lambda row: row.study.reviewed, "date", required=True),
)


def _value(name: str, kind: str = "string", **constraints: object) -> Column[FactRow]:
    return from_field(Value, name, lambda row: getattr(row.value, name), kind, **constraints)


def _end(name: str, at: int) -> Column[FactRow]:
    def get(row: FactRow) -> CellValue:
        pair = getattr(row.value, name)
        return pair[at] if isinstance(pair, tuple) else None

    meaning = f"The {('low', 'high')[at]} end. {Value.model_fields[name].description}"
    return Column(f"{name}_{('low', 'high')[at]}", meaning, get, "number", from_field(Value, name, get, "number").unit)


def _own_end(at: int) -> Column[FactRow]:
    """An end of the interval that we worked out, in percent: of deaths, for a few can hide a real risk."""

    def get(row: FactRow) -> CellValue:
        interval = own_interval(row.value) if row.fact.outcome in DEATHS else None
        return None if interval is None else round(100 * interval[at], 3)

    meaning = (
        f"The {('low', 'high')[at]} end of our own {LEVEL}% interval ({METHOD}) of deaths that were counted; "
        "empty where the source prints an interval."
    )
    return Column(
        f"own_interval_{('low', 'high')[at]}", meaning, get, "number", "percent", {"minimum": 0, "maximum": 100}
    )


FACT_COLUMNS: tuple[Column[FactRow], ...] = (
    Column(
        "id",
        "The figure: the short name of the page that owns it, a dot, its own name.",
        lambda row: row.fact.id,
        constraints={"required": True, "unique": True},
    ),
    Column(
        "study",
        "The study, as in studies.csv; empty for a figure of a chapter.",
        lambda row: slug_of(row.fact.owner) if row.fact.study else None,
    ),
    Column(
        "page", "The page that owns the figure, from the address of the site.", lambda row: f"{row.fact.owner}.html"
    ),
    from_field(Fact, "outcome", lambda row: row.fact.outcome, required=True, enum=list(Outcome)),
    Column("outcome_name", "The outcome, as readers see it.", lambda row: row.fact.outcome.words.name),
    from_field(Fact, "label", lambda row: row.fact.label),
    from_field(Fact, "arm", lambda row: row.fact.arm, required=True),
    Column("arm_name", "The arm, as readers see it.", lambda row: row.arm(row.fact.arm)),
    from_field(Fact, "versus", lambda row: row.fact.versus),
    Column("versus_name", "The arm it is compared with, as readers see it.", lambda row: row.arm(row.fact.versus)),
    from_field(Fact, "among", lambda row: row.fact.among),
    _value("count", "integer", minimum=0),
    _value("of", "integer", minimum=1),
    _value("group", "integer", minimum=1),
    _value("percent", "number", minimum=0, maximum=100),
    _value("people", "integer", minimum=0),
    _value("ratio", "number"),
    _value("ratio_kind", enum=list(RatioKind)),
    _value("measure", "number"),
    _value("unit"),
    _value("statistic"),
    _value("statement"),
    _end("interval", 0),
    _end("interval", 1),
    _value("level", "integer", minimum=50, maximum=99),
    _own_end(0),
    _own_end(1),
    _end("spread", 0),
    _end("spread", 1),
    Column(
        "spread",
        "How far people lay apart, where that is one number: a standard deviation or error.",
        lambda row: None if isinstance(row.value.spread, tuple) else row.value.spread,
        "number",
        from_field(Value, "spread", lambda row: None, "number").unit,
    ),
    _value("spread_kind", enum=list(Spread)),
    Column(
        "p_value",
        "The p value as printed; without a sign it is equal to that.",
        lambda row: row.value.p_value and row.value.p_value.removeprefix("=").strip(),
    ),
    _value("when", required=True),
    _value("years", "number"),
    _value("source", required=True),
    Column("source_name", "The source in a few words.", lambda row: row.source.short),
    from_field(Source, "doi", lambda row: row.source.doi),
    Column("url", "The best address of the source: its DOI, or where we read it.", lambda row: row.source.address),
    _value("checked", required=True, enum=list(Checked)),
    _value("note"),
    from_field(Deaths, "cause", lambda row: getattr(row.value, "cause", None)),
    _value("disagrees"),
    _value("computed"),
)


def studies_csv(evidence: Evidence) -> str:
    """One row for each study, by its short name."""
    rows = (
        StudyRow(slug, study, evidence.sources[study.main_source]) for slug, study in sorted(evidence.studies.items())
    )
    return csv_text(STUDY_COLUMNS, rows)


def facts_csv(evidence: Evidence) -> str:
    """One row for each figure that the handbook can show, those of chapters among them, by its id."""
    rows = (FactRow(fact, evidence.sources[fact.value.source]) for _, fact in sorted(evidence.facts.items()))
    return csv_text(FACT_COLUMNS, rows)
