"""ClinicalTrials.gov, API v2: one study as JSON. Only what is compared is read; anything else may change.

The shape is documented at https://clinicaltrials.gov/data-api/api (schema “Study”).
"""

from __future__ import annotations

from urllib.parse import quote

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic.alias_generators import to_camel

from ...evidence.vocabulary import State
from .records import Record, Unreadable

NAME = "ClinicalTrials.gov"
BASE = "https://clinicaltrials.gov/api/v2"
_STATES = {
    "NOT_YET_RECRUITING": State.PLANNED,
    "RECRUITING": State.RECRUITING,
    "ENROLLING_BY_INVITATION": State.RECRUITING,
    "ACTIVE_NOT_RECRUITING": State.ACTIVE,
    "SUSPENDED": State.ACTIVE,
    "COMPLETED": State.COMPLETED,
    "TERMINATED": State.TERMINATED,
    "WITHDRAWN": State.TERMINATED,
    "UNKNOWN": State.UNKNOWN,
}


class _Part(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel, extra="ignore", frozen=True)


class _Date(_Part):
    date: str = Field(pattern=r"^\d{4}-\d{2}(-\d{2})?$")
    type: str | None = None


class _Identification(_Part):
    nct_id: str


class _Status(_Part):
    overall_status: str
    last_update_post_date_struct: _Date
    start_date_struct: _Date | None = None
    completion_date_struct: _Date | None = None


class _Enrollment(_Part):
    count: int | None = Field(None, ge=0)
    type: str | None = None


class _Design(_Part):
    enrollment_info: _Enrollment | None = None


class _Group(_Part):
    label: str
    description: str = ""
    intervention_names: tuple[str, ...] = ()


class _Arms(_Part):
    arm_groups: tuple[_Group, ...] = ()


class _Protocol(_Part):
    identification_module: _Identification
    status_module: _Status
    design_module: _Design = _Design()
    arms_interventions_module: _Arms = _Arms()


class _Study(_Part):
    protocol_section: _Protocol


def address(base: str, number: str) -> str:
    """Where the API has one study."""
    return f"{base.rstrip('/')}/studies/{quote(number)}?format=json"


def read(number: str, answer: str) -> Record:
    """What the answer says. Raises Unreadable for half an answer, another trial's, or another shape."""
    try:
        study = _Study.model_validate_json(answer)
    except ValidationError as error:
        raise Unreadable(_why(error)) from None
    protocol = study.protocol_section
    if protocol.identification_module.nct_id != number:
        raise Unreadable(f"the answer is about {protocol.identification_module.nct_id}, not {number}")
    status, enrolment = protocol.status_module, protocol.design_module.enrollment_info
    if status.overall_status not in _STATES:
        raise Unreadable(f"the register has a state that this tool does not know: “{status.overall_status[:40]}”")
    ends = status.completion_date_struct
    return Record(
        number=number,
        register=NAME,
        address=f"https://clinicaltrials.gov/study/{number}",
        state=_STATES[status.overall_status],
        state_said=status.overall_status.replace("_", " ").lower(),
        updated=status.last_update_post_date_struct.date,
        starts=status.start_date_struct.date if status.start_date_struct else None,
        ends=ends.date if ends else None,
        ends_is_expected=ends is not None and ends.type != "ACTUAL",
        people=enrolment.count if enrolment else None,
        people_is_planned=enrolment is not None and enrolment.type != "ACTUAL",
        groups=tuple(
            " ".join((group.label, *group.intervention_names, group.description))
            for group in protocol.arms_interventions_module.arm_groups
        ),
    )


def _why(error: ValidationError) -> str:
    first = error.errors(include_url=False)[0]
    if first["type"] == "json_invalid":
        return "the answer is not whole JSON: it was cut short, or is a page for people"
    place = ".".join(str(part) for part in first["loc"])
    what = "is missing" if first["type"] == "missing" else f"has another form ({first['msg'].lower()})"
    return f"the answer has another shape than the register documents: {place} {what}"
