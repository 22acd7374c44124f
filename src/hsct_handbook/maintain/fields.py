"""What a template says beside each field: taken from the model's own words, so that it cannot go out of date."""

from __future__ import annotations

import types
from collections.abc import Iterator
from enum import Enum
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from ..evidence.fields import kebab


def explained(model: type[BaseModel]) -> Iterator[tuple[str, str, bool]]:
    """Each field of a model: how it is spelt, what it means with its choices, and whether it must be there."""
    for name, field in model.model_fields.items():
        yield kebab(name), explain(field), field.is_required()


def explain(field: FieldInfo) -> str:
    """What a field means, in one line; for a closed list its choices."""
    said = " ".join((field.description or "").split()).replace("`", "")
    chosen = choices(field.annotation)
    if not chosen:
        return said.rstrip(".")
    many = len(chosen) > 1
    listed = f"One of: {', '.join(chosen)}" if many else f"It may be the word {chosen[0]}"
    return (
        listed if not said else said.rstrip(".") if chosen[0] in said and not many else f"{said.rstrip('.')}. {listed}"
    )


def groups(annotation: Any) -> list[type[BaseModel]]:
    """The groups of fields that a field may hold."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in get_args(annotation) for model in groups(part)]


def choices(annotation: Any) -> list[str]:
    """The words that a field may choose from, in their order; none for free text, numbers and groups."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return choices(get_args(annotation)[0])
    if origin is Literal:
        return [str(getattr(value, "value", value)) for value in get_args(annotation)]
    if origin in (Union, types.UnionType, tuple, list):
        found = [choice for part in get_args(annotation) if part is not Ellipsis for choice in choices(part)]
        return list(dict.fromkeys(found))
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return [str(member.value) for member in annotation]
    return []
