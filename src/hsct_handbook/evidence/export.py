"""The evidence as data for anyone to take: every file, as text, by its name."""

from __future__ import annotations

import json
from typing import Any

from .datapackage import Publication, datapackage_json
from .rows import facts_csv, studies_csv
from .schema import LICENCE, schema_json
from .study import Study
from .whole import Evidence

__all__ = ["LICENCE", "data_files", "schema_json", "studies_json", "updated"]


def studies_json(evidence: Evidence, *, version: str) -> str:
    """Every study with its figures, the figures that belong to no study, every source and change, as JSON text."""
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
        "changes": [change.model_dump(mode="json", exclude_none=True) for change in evidence.changes],
    }
    if date := updated(evidence):
        data["updated"] = date
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _chapter_facts(evidence: Evidence) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    for name, page in sorted(evidence.pages.items()):
        for fact in getattr(page, "facts", ()) if not isinstance(page, Study) else ():
            facts[f"{name}.{fact.id}"] = fact.model_dump(mode="json", exclude_none=True)
    return facts


def updated(evidence: Evidence) -> str | None:
    """The date of the newest entry of the log of changes: the date that the data bears."""
    return max((change.date for change in evidence.changes), default=None)


def data_files(evidence: Evidence, *, version: str, address: str) -> dict[str, str]:
    """Every data file with its text. The same evidence gives the same text.

    `address` is that of the published site, empty if it has none.
    """
    publication = Publication(version, updated(evidence), address)
    return {
        "studies.json": studies_json(evidence, version=version),
        "study.schema.json": schema_json(),
        "studies.csv": studies_csv(evidence),
        "facts.csv": facts_csv(evidence),
        "datapackage.json": datapackage_json(publication),
    }
