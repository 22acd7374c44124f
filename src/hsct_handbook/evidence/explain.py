"""What pydantic found, in words for the person who edits the page."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from typing import Any, TypeVar, cast

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from .fields import kebab
from .frontmatter import FrontMatter
from .problems import did_you_mean

Complaint = tuple[tuple[str | int, ...], str, str, str]
"""Where (a path of keys), the code, what is wrong, and what would be right."""

Placed = tuple[int, str, str, str]
"""The same with its line."""
Model = TypeVar("Model", bound=BaseModel)

_TYPES = {
    "string_type": "text",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "int_parsing": "a whole number",
    "float_type": "a number",
    "float_parsing": "a number",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "tuple_type": "a list",
    "list_type": "a list",
    "model_type": "a group of fields",
    "model_attributes_type": "a group of fields",
    "dict_type": "a group of fields",
}

_FEW = 10
"""Up to this many choices are all named."""


def explain(error: ValidationError, model: type[BaseModel]) -> Iterator[Complaint]:
    """Put each of pydantic's errors into one complaint."""
    seen = set()
    details = error.errors(include_url=False)
    elsewhere = {_place(detail["loc"]) for detail in details if not _is_other_branch(detail)}
    for detail in details:
        if detail["type"] == "too_short" and len(detail["input"]) >= dict(detail.get("ctx", {}))["min_length"]:
            # Long enough as written; an item of it was refused, and has its own complaint.
            continue
        if _is_other_branch(detail) and any(
            place[: len(_place(detail["loc"]))] == _place(detail["loc"]) for place in elsewhere
        ):
            continue
        complaint = _explain(detail, model)
        # A union of types reports once for each; the reader needs it once.
        key = (complaint[0], complaint[1])
        if key not in seen:
            seen.add(key)
            yield complaint


def _place(location: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """A location without pydantic's names for the branches of a union."""
    return tuple(part for part in location if isinstance(part, int) or not (part in ("int", "float") or "[" in part))


def _is_other_branch(detail: ErrorDetails) -> bool:
    """Whether this is about a branch of a union that was not meant: a word for a date, a number for a list."""
    branch = str(detail["loc"][-1]) if detail["loc"] else ""
    return branch.startswith("literal[") or (branch in ("int", "float") and isinstance(detail["input"], list))


def _explain(detail: ErrorDetails, model: type[BaseModel]) -> Complaint:
    location, kind = _place(detail["loc"]), detail["type"]
    if kind == "int_type" and detail["loc"][-1] == "int":
        kind = "float_type"
    context: dict[str, Any] = dict(detail.get("ctx", {}))
    name = str(next((part for part in reversed(location) if isinstance(part, str)), "the page"))
    if kind == "missing" and location and isinstance(location[-1], int):
        return location, "wrong-length", f"“{name}” has too few items", "give both ends, the lower one first"
    if kind == "missing":
        return (
            location,
            "missing-field",
            f"the field “{name}” is missing",
            "add it; “not-reported” is an answer where nothing was found",
        )
    if kind == "extra_forbidden":
        return location, "unknown-key", f"the field “{name}” is not known", _suggest(name, model)
    if kind in ("enum", "literal_error"):
        value = str(detail["input"])[:60]
        return (
            location,
            "unknown-value",
            f"“{value}” is not a choice for “{name}”",
            _choose(value, context["expected"]),
        )
    if kind in _TYPES:
        return (
            location,
            "wrong-type",
            f"“{name}” must be {_TYPES[kind]}, not {str(detail['input'])[:40]!r}",
            _plainly(detail["input"], _TYPES[kind]),
        )
    if kind in ("greater_than_equal", "less_than_equal", "greater_than"):
        return (
            location,
            "out-of-range",
            f"“{name}” is {detail['input']}",
            detail["msg"].replace("Input should be", "it must be"),
        )
    if kind in ("string_too_short", "string_too_long", "too_short", "too_long"):
        return (
            location,
            "wrong-length",
            f"“{name}” has {_measure(detail['input'])}",
            _length(context, detail["input"]),
        )
    if kind == "string_pattern_mismatch":
        return (
            location,
            "wrong-form",
            f"“{str(detail['input'])[:60]}” does not fit “{name}”",
            "small letters, digits and single hyphens"
            if "a-z" in context["pattern"]
            else f"the form is {context['pattern']}",
        )
    if kind in ("union_tag_invalid", "union_tag_not_found"):
        return (
            location,
            "unknown-value",
            f"“{name}” has a value that is not known",
            f"choose {context.get('expected_tags', 'another')}",
        )
    # Our own complaints carry their code, and their remedy in the context.
    field = context.get("field")
    if isinstance(field, str):
        location = (*location, *(int(part) if part.isdigit() else kebab(part) for part in field.split(".")))
    return location, kind, detail["msg"], cast("str", context.get("remedy", ""))


def _plainly(value: object, wanted: str) -> str:
    """What to give in place of a value of the wrong type; a number in an odd spelling is spelt plainly."""
    plain = re.sub(r"[_, ]", "", value) if isinstance(value, str) and "number" in wanted else ""
    return f"write {plain.lstrip('0') or 0}" if plain.isascii() and plain.isdigit() else f"give {wanted}"


def validated(front: FrontMatter, model: type[Model], context: dict[str, Any]) -> tuple[Model | None, list[Placed]]:
    """What the fields at the head of a page or in a file make; or none, and each complaint about them with its line."""
    made, fault = None, None
    try:
        made = model.model_validate(front.data, context=context)
    except ValidationError as error:
        fault = error
    told = list(_told(fault, model, front))
    return (None if told else made), told


def _told(error: ValidationError | None, model: type[BaseModel], front: FrontMatter) -> Iterator[Placed]:
    """Each complaint with its line; a field that stands there empty is one too."""
    lines = set()
    for location, code, message, remedy in explain(error, model) if error is not None else ():
        lines.add(front.line_of(location))
        yield front.line_of(location), code, _placed(location, message), remedy
    for location in front.empty():
        if location and front.line_of(location) not in lines:
            name = next((part for part in reversed(location) if isinstance(part, str)), "")
            message = _placed(location, f"the field “{name}” is empty")
            yield front.line_of(location), "empty-field", message, "write its value, or take the field out"


def _placed(location: tuple[str | int, ...], message: str) -> str:
    """Say in which of several facts or arms a fault lies, where the line alone could mislead."""
    if len(location) > 1 and isinstance(location[1], int):
        return f"{location[0]}, number {location[1] + 1}: {message}"
    return message


def _suggest(name: str, model: type[BaseModel]) -> str:
    known = sorted(_field_names(model))
    return did_you_mean(name, known, "take it out, or look the name up in CONTRIBUTING.md")


def _choose(value: str, expected: str) -> str:
    """The choices, or of many the nearest: forty names in a row help nobody."""
    choices = re.findall(r"'([^']*)'", expected)
    if len(choices) <= _FEW:
        return f"choose {expected}".replace("'", "")
    near = difflib.get_close_matches(value, choices, n=3, cutoff=0.5)
    if near:
        return f"did you mean {' or '.join(f'“{choice}”' for choice in near)}?"
    return f"choose one of {len(choices)} words, such as {', '.join(choices[:3])}; all are in data/study.schema.json"


def _measure(value: object) -> str:
    """The length of a text, or of a list, in words."""
    if isinstance(value, str):
        return f"{len(' '.join(value.split()))} characters"
    return "nothing in it" if not value else f"{len(cast('list[object]', value))} items"


def _length(context: dict[str, Any], value: object) -> str:
    things = "characters" if isinstance(value, str) else "items"
    if "min_length" in context:
        return f"at least {context['min_length']} {things}"
    return f"at most {context['max_length']} {things}"


def _field_names(model: type[BaseModel]) -> set[str]:
    names: set[str] = set()
    pending: list[type[BaseModel]] = [model]
    seen: set[type[BaseModel]] = set()
    while pending:
        current = pending.pop()
        if current in seen:
            continue
        seen.add(current)
        for field_name, field in current.model_fields.items():
            names.add(field.alias or field_name)
            pending += _models_in(field.annotation)
    return names


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in getattr(annotation, "__args__", ()) for model in _models_in(part)]
