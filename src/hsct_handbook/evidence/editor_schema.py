"""The JSON Schema of front matter, by which an editor completes fields, explains them and marks a misspelt one."""

from __future__ import annotations

import json
from typing import Any

from .page_reading import MODELS

NAME = "_front-matter.schema.json"
"""The file's name among the pages; `make schema` writes it."""


def front_matter_schema() -> dict[str, Any]:
    """The schema of the front matter of any page: its kind decides which fields it may have.

    It is looser than the checks: those also look at what stands elsewhere, such as the sources.
    """
    definitions: dict[str, Any] = {}
    for model in dict.fromkeys(MODELS.values()):
        part = model.model_json_schema(mode="validation", ref_template="#/$defs/{model}")
        definitions |= part.pop("$defs", {})
        definitions[model.__name__] = part
    by_kind = [
        {"if": {"properties": {"kind": {"const": str(kind)}}}, "then": {"$ref": f"#/$defs/{model.__name__}"}}
        for kind, model in MODELS.items()
    ]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Front matter of a page of the handbook",
        "type": "object",
        "required": ["kind"],
        "properties": {"kind": {"enum": [str(kind) for kind in MODELS]}},
        "allOf": by_kind,
        "$defs": dict(sorted(definitions.items())),
    }


def front_matter_schema_json() -> str:
    """The schema as JSON text."""
    return json.dumps(front_matter_schema(), ensure_ascii=False, indent=1) + "\n"
