"""The description of the data files that programs read: a Data Package, as <https://datapackage.org> defines it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from .columns import Column, Row
from .rows import FACT_COLUMNS, STUDY_COLUMNS
from .schema import LICENCE

LICENCE_NAME = "Creative Commons Attribution 4.0"
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"
TITLE = "HSCT for MS: a handbook. The studies and their figures"
DESCRIPTION = (
    "Studies of autologous haematopoietic stem cell transplantation (HSCT) for multiple sclerosis (MS): how each was "
    "done, whom it treated, what was found, who died, and how each figure was checked. Not medical advice."
)


@dataclass(frozen=True)
class Publication:
    """Under which version, date and address the data is published."""

    version: str
    updated: str | None
    address: str
    """Of the site; empty if it has none."""


@dataclass(frozen=True)
class DataFile:
    """One data file, as readers and programs are told of it."""

    name: str
    title: str
    holds: str


FILES = (
    DataFile("studies.csv", "Studies", "One row for each study: how it was done, whom it treated, how many died."),
    DataFile("facts.csv", "Figures", "One row for each figure, with its source and how it was checked."),
    DataFile("studies.json", "Everything", "Studies, figures, sources and changes in one file, for programs."),
    DataFile("study.schema.json", "Schema", "The JSON Schema of studies.json: what each field means, and its unit."),
    DataFile("datapackage.json", "Description", "The two tables described for programs, as a Data Package."),
)
"""Every data file, in the order in which readers meet them."""


def datapackage_json(publication: Publication) -> str:
    """The description of the data files as JSON text."""
    package: dict[str, Any] = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "hsct-for-ms",
        "title": TITLE,
        "description": DESCRIPTION,
        "version": publication.version,
        "licenses": [{"name": LICENCE, "title": LICENCE_NAME, "path": LICENCE_URL}],
        "contributors": [{"title": "The handbook’s editors", "roles": ["editor"]}],
        "keywords": ["multiple sclerosis", "stem cell transplantation", "HSCT", "clinical trials"],
    }
    if publication.updated:
        package["created"] = f"{publication.updated}T00:00:00Z"
    if publication.address:
        package["homepage"] = publication.address
    package["resources"] = [
        _table(FILES[0], STUDY_COLUMNS),
        _table(FILES[1], FACT_COLUMNS),
        {
            "$schema": "https://datapackage.org/profiles/2.0/dataresource.json",
            "name": "everything",
            "title": FILES[2].title,
            "description": FILES[2].holds,
            "path": FILES[2].name,
            "type": "json",
            "format": "json",
            "mediatype": "application/json",
            "encoding": "utf-8",
            "jsonSchema": FILES[3].name,
        },
    ]
    package["resources"][1]["schema"]["foreignKeys"] = [
        {"fields": ["study"], "reference": {"resource": "studies", "fields": ["id"]}}
    ]
    return json.dumps(package, ensure_ascii=False, indent=1) + "\n"


def _table(file: DataFile, columns: tuple[Column[Row], ...]) -> dict[str, Any]:
    return {
        "$schema": "https://datapackage.org/profiles/2.0/dataresource.json",
        "name": file.name.removesuffix(".csv"),
        "title": file.title,
        "description": file.holds,
        "path": file.name,
        "type": "table",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {
            "$schema": "https://datapackage.org/profiles/2.0/tabledialect.json",
            "delimiter": ",",
            "lineTerminator": "\r\n",
            "header": True,
        },
        "schema": {
            "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
            "primaryKey": ["id"],
            "missingValues": [""],
            "fields": [_field(column) for column in columns],
        },
    }


def _field(column: Column[Row]) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "type": column.kind, "description": column.meaning}
    if column.unit:
        field["unit"] = column.unit
    if column.constraints:
        field["constraints"] = column.constraints
    return field
