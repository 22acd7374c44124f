"""The JSON Schema of the data, with what each field means and the unit of each number."""

from __future__ import annotations

import json
from typing import Any

from .changes import Change
from .sources import Source
from .study import Study

LICENCE = "CC-BY-4.0"
UNIT = "x-unit"
"""The key under which the schema gives a unit. JSON Schema has none of its own, and lets others add keys."""

UNITS = {
    "count": "people, or what “unit” names",
    "of": "people, or what “unit” names",
    "group": "people",
    "people": "people",
    "percent": "percent",
    "ratio": "none: a ratio",
    "measure": "what “unit” names",
    "interval": "that of the estimate: percent, the ratio, or what “unit” names",
    "level": "percent",
    "spread": "that of the estimate: percent, the ratio, or what “unit” names",
    "years": "years",
    "follow-up-median-years": "years",
}
"""By the name of a field that holds numbers, their unit."""

FILE = {
    "title": "What the file holds.",
    "version": "The version of the handbook: what changed in the form of the data stands in its changelog.",
    "updated": "The date of the newest entry of the log of changes.",
    "licence": "The licence of the data, by its SPDX name.",
    "schema": "The file that holds this schema, beside the data.",
    "studies": "Every study, by the short name that ids of figures start with.",
    "chapter-facts": "The figures that belong to no study, by id: the page that owns them, a dot, their own name.",
    "sources": "Every source, by its key.",
    "changes": "The log of what changed in the evidence, the newest first.",
}
"""By the name of a part of the file, what it means."""
OPTIONAL = frozenset({"updated", "chapter-facts", "changes", "schema"})
"""Parts that a file may lack: those that came after the first version, and those that may be empty."""


def schema() -> dict[str, Any]:
    """The schema of `studies.json`."""
    parts = {
        model.__name__: model.model_json_schema(mode="serialization", ref_template="#/$defs/{model}")
        for model in (Study, Source, Change)
    }
    definitions: dict[str, Any] = {}
    for name, part in parts.items():
        definitions |= part.pop("$defs", {})
        definitions[name] = part
    for definition in definitions.values():
        for name, field in definition.get("properties", {}).items():
            if name in UNITS and _holds_numbers(field):
                field[UNIT] = UNITS[name]
    forms: dict[str, dict[str, Any]] = {name: {"type": "string"} for name in FILE} | {
        "licence": {"const": LICENCE},
        "studies": {"type": "object", "additionalProperties": {"$ref": "#/$defs/Study"}},
        "chapter-facts": {"type": "object", "additionalProperties": {"$ref": "#/$defs/Fact"}},
        "sources": {"type": "object", "additionalProperties": {"$ref": "#/$defs/Source"}},
        "changes": {"type": "array", "items": {"$ref": "#/$defs/Change"}},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Studies of HSCT for MS",
        "description": "Every study in the handbook with its figures, the figures of its chapters, and their sources.",
        "type": "object",
        "additionalProperties": False,
        "required": [name for name in FILE if name not in OPTIONAL],
        "properties": {name: {"description": meaning, **forms[name]} for name, meaning in FILE.items()},
        "$defs": dict(sorted(definitions.items())),
    }


def _holds_numbers(field: Any) -> bool:
    """Whether a field of the schema can hold a number, in itself or in a list."""
    if isinstance(field, dict):
        return field.get("type") in ("integer", "number") or any(
            _holds_numbers(field.get(key)) for key in ("anyOf", "prefixItems", "items")
        )
    return isinstance(field, list) and any(map(_holds_numbers, field))


def schema_json() -> str:
    """The schema as JSON text."""
    return json.dumps(schema(), ensure_ascii=False, indent=1) + "\n"
