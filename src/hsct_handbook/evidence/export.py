"""The evidence as data: JSON for anyone to take, and the schema that it keeps to."""

from __future__ import annotations

import json
from typing import Any

from .pages import Study
from .reading import Evidence
from .sources import Source

LICENCE = "CC-BY-4.0"


def studies_json(evidence: Evidence, *, version: str) -> str:
    """Every study with its figures, the figures that belong to no study, and every source, as JSON text."""
    data: dict[str, Any] = {
        "title": "HSCT for MS: a handbook. The studies and their figures",
        "version": version,
        "licence": LICENCE,
        "schema": "study.schema.json",
        "studies": {
            slug: study.model_dump(mode="json", exclude_none=True) for slug, study in sorted(evidence.studies.items())
        },
        "chapter-facts": _chapter_facts(evidence),
        "sources": {
            key: source.model_dump(mode="json", exclude_none=True) for key, source in sorted(evidence.sources.items())
        },
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _chapter_facts(evidence: Evidence) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    for name, page in sorted(evidence.pages.items()):
        for fact in getattr(page, "facts", ()) if not isinstance(page, Study) else ():
            facts[f"{name}.{fact.id}"] = fact.model_dump(mode="json", exclude_none=True)
    return facts


def schema_json() -> str:
    """The JSON Schema of the file, with what each field means."""
    study, source = (
        model.model_json_schema(mode="serialization", ref_template="#/$defs/{model}") for model in (Study, Source)
    )
    definitions = {**study.pop("$defs", {}), **source.pop("$defs", {}), "Study": study, "Source": source}
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Studies of HSCT for MS",
        "type": "object",
        "additionalProperties": False,
        "required": ["title", "version", "licence", "studies", "sources"],
        "properties": {
            "title": {"type": "string"},
            "version": {"type": "string"},
            "licence": {"const": LICENCE},
            "schema": {"type": "string"},
            "studies": {"type": "object", "additionalProperties": {"$ref": "#/$defs/Study"}},
            "chapter-facts": {"type": "object", "additionalProperties": {"$ref": "#/$defs/Fact"}},
            "sources": {"type": "object", "additionalProperties": {"$ref": "#/$defs/Source"}},
        },
        "$defs": dict(sorted(definitions.items())),
    }
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
