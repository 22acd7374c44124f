"""The kinds of value that front matter is made of, each with its own check and plain message."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictFloat,
    StrictInt,
    ValidationInfo,
)
from pydantic_core import PydanticCustomError

from .identifiers import register_of
from .meanings import meanings

_MARKUP = re.compile(r"<[A-Za-z/!?]|&#?\w+;|\]\(|\{[a-z-]+\}`")
_LEFT = re.compile(r"\b(?:TODO|FIXME|XXX|TBC|TBD)\b")
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def complaint(code: str, message: str, remedy: str, field: str | None = None) -> PydanticCustomError:
    """A validation error that carries its own code, remedy and (for checks over many fields) the field to point at."""
    context: dict[str, Any] = {"remedy": remedy}
    if field is not None:
        context["field"] = field
    # Braces would be taken for fields of a template.
    return PydanticCustomError(code, message.replace("{", "(").replace("}", ")"), context)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise complaint("wrong-type", f"this must be text, not {_kind(value)}", "put it between quotation marks")
    if not value.strip():
        raise complaint("empty-field", "this is empty", "write it, or say “not reported”")
    if match := _MARKUP.search(value):
        raise complaint(
            "markup",
            f"markup stands in a field (“{match.group()}”)",
            "write plain text without tags, links or roles",
        )
    if match := _LEFT.search(value):
        raise complaint("unfinished-field", f"“{match.group()}” is no answer", "write it, or say “not reported”")
    if any(ord(character) < 32 and character not in "\n\t" for character in value):
        raise complaint("control-character", "a control character stands in a field", "type the text again")
    return " ".join(value.split())


def _kind(value: object) -> str:
    match value:
        case bool():
            return "yes or no"
        case int() | float():
            return "a number"
        case dt.date():
            return "a date"
        case list():
            return "a list"
        case dict():
            return "a group of fields"
        case None:
            return "nothing"
        case _:
            return "text"


def _partial_date(value: object) -> str:
    text = value.isoformat() if isinstance(value, dt.date) else str(value)
    match = _DATE.fullmatch(text)
    if not match or isinstance(value, bool):
        raise complaint("date-form", f"“{text}” is not a date", "write 2026-11-21, 2026-11 or 2026")
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    if month is not None and not 1 <= month <= 12:
        raise complaint("date-real", f"“{text}” is not a real date", "months run from 01 to 12")
    if month is not None and day is not None and not 1 <= day <= calendar.monthrange(year, month)[1]:
        raise complaint("date-real", f"“{text}” is not a real date", "check the day")
    return text


def _not_in_future(value: str, info: ValidationInfo) -> str:
    today = (info.context or {}).get("today")
    if isinstance(today, dt.date) and value > today.isoformat()[: len(value)]:
        raise complaint("date-future", f"“{value}” lies in the future", f"today is {today.isoformat()}")
    return value


def _each_once(values: tuple[object, ...]) -> tuple[object, ...]:
    if double := next((value for value in values if values.count(value) > 1), None):
        raise complaint("duplicate-value", f"“{double}” stands twice in the list", "keep one of them")
    return values


def _registration(value: str) -> str:
    if register_of(value) is None:
        raise complaint(
            "registration-form",
            f"“{value}” is not the form of any register's number",
            "NCT and 8 digits, ISRCTN and 8 digits, or a EudraCT number such as 2017-001362-25",
        )
    return value


Text = Annotated[str, BeforeValidator(_text)]
"""Plain text: never empty, no markup."""

Slug = Annotated[str, Field(strict=True, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
"""A name for use in addresses and roles: small letters, digits and hyphens."""

Count = Annotated[StrictInt, Field(ge=0)]
"""A number of people or things: whole, not negative."""

Number = StrictInt | StrictFloat
"""Any number."""

AnyDate = Annotated[str, BeforeValidator(_partial_date, json_schema_input_type=str | int)]
"""A date, known to the day, the month or the year; it may lie ahead."""

PastDate = Annotated[AnyDate, AfterValidator(_not_in_future)]
"""A date that has come: what happened, or when something was read."""

Registration = Annotated[Text, AfterValidator(_registration)]
"""A number from a public register of trials."""

Once = AfterValidator(_each_once)
"""Nothing stands twice in the list."""

NotReported = Literal["not-reported"]
"""What we read does not say. This is an answer; an empty field is not."""


def kebab(name: str) -> str:
    """How a field of the model is spelt in front matter: with hyphens."""
    return name.replace("_", "-")


def word_or_group(value: object) -> str:
    """Which branch of a union is meant: a word such as “not-reported”, or a group of fields with its source."""
    return "word" if isinstance(value, str) else "sourced"


class Closed(BaseModel):
    """A group of fields in which an unknown key is an error and nothing changes once it is read."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        alias_generator=kebab,
        serialize_by_alias=True,
        defer_build=True,
    )

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: object) -> None:
        """Take over what each field means from the words under it."""
        super().__pydantic_init_subclass__(**kwargs)
        for name, meaning in meanings(cls).items():
            cls.model_fields[name].description = meaning
