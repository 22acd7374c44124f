"""The data as tables: every study and every figure, in cells that any program reads and no spreadsheet runs."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Callable
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hsct_handbook.evidence import Evidence, Value
from hsct_handbook.evidence.columns import CellValue, Column, csv_text
from hsct_handbook.evidence.datapackage import FILES
from hsct_handbook.evidence.export import data_files, updated
from hsct_handbook.evidence.rows import FACT_COLUMNS, STUDY_COLUMNS, has_comparison
from hsct_handbook.evidence.schema import UNIT, UNITS, schema

Table = list[dict[str, str]]
VERSION, ADDRESS = "1.2.3", "https://handbook.example.org/"


@pytest.fixture(scope="module")
def files(real: Evidence) -> dict[str, str]:
    return data_files(real, version=VERSION, address=ADDRESS)


def read(text: str) -> Table:
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


@pytest.fixture(scope="module")
def studies(files: dict[str, str]) -> Table:
    return read(files["studies.csv"])


@pytest.fixture(scope="module")
def facts(files: dict[str, str]) -> Table:
    return read(files["facts.csv"])


def test_there_is_a_row_for_every_study_and_every_figure(real: Evidence, studies: Table, facts: Table) -> None:
    assert [row["id"] for row in studies] == sorted(real.studies)
    assert [row["id"] for row in facts] == sorted(real.facts)


def test_the_files_are_those_that_are_documented(files: dict[str, str]) -> None:
    assert sorted(files) == sorted(file.name for file in FILES)


def test_the_same_evidence_gives_the_same_bytes(real: Evidence, files: dict[str, str]) -> None:
    assert data_files(real, version=VERSION, address=ADDRESS) == files


def test_every_number_of_a_figure_is_in_its_row(real: Evidence, facts: Table) -> None:
    for row in facts:
        value = real.facts[row["id"]].value
        for name in ("count", "of", "group", "percent", "people", "ratio", "measure", "level", "years"):
            assert row[name] == ("" if getattr(value, name) is None else str(getattr(value, name))), row["id"]
        if value.interval is not None:
            assert (row["interval_low"], row["interval_high"]) == tuple(map(str, value.interval))
        if isinstance(value.spread, tuple):
            assert (row["spread_low"], row["spread_high"], row["spread"]) == (*map(str, value.spread), "")
        assert row["checked"] == value.checked
        assert row["when"] == value.when


def test_what_none_of_so_many_cannot_rule_out_is_in_the_row(facts: Table) -> None:
    rows = {row["id"]: row for row in facts}
    # With nobody of N, the exact upper bound is 1 - 0.025^(1/N).
    assert (rows["mist.deaths"]["own_interval_low"], rows["mist.deaths"]["own_interval_high"]) == (
        "0.0",
        f"{100 * (1 - 0.025 ** (1 / 110)):.3f}",
    )
    for row in facts:
        if row["own_interval_high"]:
            assert row["outcome"] in ("treatment-related-death", "death")
            assert not row["interval_high"], "the source’s own interval counts"
            assert row["count"]
            assert row["of"]


def test_a_figure_says_where_it_can_be_read(real: Evidence, facts: Table) -> None:
    for row in facts:
        source = real.sources[row["source"]]
        assert row["doi"] == (source.doi or "")
        assert row["url"] == (source.address or "")
        assert row["url"].startswith("http") or not row["url"]


def test_deaths_are_told_apart_from_silence(real: Evidence, studies: Table) -> None:
    for row in studies:
        deaths = real.studies[row["id"]].deaths
        assert row["deaths"] == (deaths if isinstance(deaths, str) else "figure")
        assert (row["deaths"] == "figure") == bool(
            row["deaths_count"] or row["deaths_percent"] or row["deaths_statement"]
        )


def test_a_comparison_group_is_one_that_was_treated_otherwise(real: Evidence) -> None:
    assert has_comparison(real.studies["mist"])
    assert not has_comparison(real.studies["halt-ms"])
    assert not has_comparison(real.studies["immune-system-imperial"]), "people compared with themselves"


def column(value: CellValue) -> str:
    """The file that holds one cell."""
    return csv_text([Column("x", "A cell.", lambda row: row)], [value])


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+1 person", "'+1 person"),
        ("-1 to 3", "'-1 to 3"),
        ("@home", "'@home"),
        ("＝1", "'＝1"),
        ("a = b", "a = b"),
        ("  =1", "'=1"),
        ("two\nlines\tand more", "two lines and more"),
        ('says "yes", often', 'says "yes", often'),
        (-0.5, "-0.5"),
        (True, "true"),
        (None, ""),
        (0, "0"),
    ],
)
def test_a_cell(text: CellValue, cell: str) -> None:
    assert read(column(text) if text is not None else "x\r\n\r\n") in ([{"x": cell}], [])
    assert list(csv.reader(io.StringIO(column(text), newline="")))[1:] == ([[cell]] if cell else [[""]])


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"])))
def test_no_text_is_a_formula(text: str) -> None:
    (cell,) = list(csv.reader(io.StringIO(column(text), newline="")))[1]
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert cell.removeprefix("'").split() == text.removeprefix("'").split() or cell.split() == text.split()


@pytest.mark.parametrize("name", ["studies.csv", "facts.csv"])
def test_no_cell_of_the_real_tables_is_a_formula(files: dict[str, str], name: str) -> None:
    columns = STUDY_COLUMNS if name == "studies.csv" else FACT_COLUMNS
    numbers = {column.name for column in columns if column.kind in ("integer", "number")}
    for row in read(files[name]):
        bad = {key: cell for key, cell in row.items() if key not in numbers and cell.startswith(("=", "+", "-", "@"))}
        assert bad == {}


# The schema of the JSON file


def test_every_field_of_the_schema_says_what_it_means() -> None:
    whole = schema()
    groups = {"the file": whole} | whole["$defs"]
    silent = [
        f"{group}.{name}"
        for group, definition in groups.items()
        for name, field in definition.get("properties", {}).items()
        if not field.get("description", "").strip()
    ]
    assert silent == []
    assert [name for name, definition in groups.items() if not definition.get("description")] == []


def test_every_number_of_the_schema_has_its_unit() -> None:
    numbers = {
        f"{group}.{name}"
        for group, definition in schema()["$defs"].items()
        for name, field in definition.get("properties", {}).items()
        if '"integer"' in json.dumps(field) or '"number"' in json.dumps(field)
        if UNIT not in field
    }
    assert numbers == set()
    assert set(UNITS) <= {name for part in schema()["$defs"].values() for name in part.get("properties", {})}


def test_the_schema_refuses_what_it_does_not_know(files: dict[str, str]) -> None:
    data = json.loads(files["studies.json"])
    validator = jsonschema.Draft202012Validator(json.loads(files["study.schema.json"]))
    assert list(validator.iter_errors(data)) == []
    assert (data["version"], data.get("updated")) == (VERSION, max(change["date"] for change in data["changes"]))
    mist = data["studies"]["mist"]
    for spoilt in (mist | {"colour": "blue"}, mist | {"design": "clever"}, {"name": "MIST"}):
        assert list(validator.iter_errors(data | {"studies": {"mist": spoilt}}))
    assert list(validator.iter_errors({name: part for name, part in data.items() if name != "licence"}))


# The description for programs


def test_the_package_describes_the_tables_as_they_are(files: dict[str, str]) -> None:
    package = json.loads(files["datapackage.json"])
    assert (package["version"], package["homepage"]) == (VERSION, ADDRESS)
    assert package["licenses"][0]["name"] == "CC-BY-4.0"
    paths = [resource["path"] for resource in package["resources"]]
    assert paths == ["studies.csv", "facts.csv", "studies.json"]
    for resource in package["resources"][:2]:
        fields = resource["schema"]["fields"]
        rows = read(files[resource["path"]])
        assert [field["name"] for field in fields] == list(rows[0])
        assert all(field["description"] for field in fields)
        for field in fields:
            _check_column(field, [row[field["name"]] for row in rows])


def _check_column(field: dict[str, Any], cells: list[str]) -> None:
    readers: dict[str, Callable[[str], object]] = {
        "integer": int,
        "number": float,
        "boolean": ("true", "false").index,
        "string": str,
        "date": dt.date.fromisoformat,
    }
    filled = [cell for cell in cells if cell]
    for cell in filled:
        readers[str(field["type"])](cell)
    for name, limit in field.get("constraints", {}).items():
        match name:
            case "required":
                assert filled == cells, field["name"]
            case "unique":
                assert len(set(cells)) == len(cells), field["name"]
            case "enum":
                assert set(filled) <= set(limit), field["name"]
            case "minimum":
                assert all(float(cell) >= limit for cell in filled), field["name"]
            case "maximum":
                assert all(float(cell) <= limit for cell in filled), field["name"]
            case _:
                pytest.fail(f"nothing checks the constraint {name}")


def test_every_figure_of_a_study_leads_to_its_row(studies: Table, facts: Table) -> None:
    known = {row["id"] for row in studies}
    assert {row["study"] for row in facts if row["study"]} <= known
    ids = {row["id"] for row in facts}
    assert {row["main_fact"] for row in studies if row["main_fact"]} <= ids
    assert {other for row in studies for other in row["same_people_as"].split("; ") if other} <= known


def test_a_handbook_without_changes_or_address_has_data_too() -> None:
    empty = Evidence()
    assert updated(empty) is None
    made = data_files(empty, version="1", address="")
    assert "updated" not in json.loads(made["studies.json"])
    assert {"homepage", "created"}.isdisjoint(json.loads(made["datapackage.json"]))
    assert read(made["facts.csv"]) == []


def test_a_p_value_has_no_sign_that_starts_a_formula(real: Evidence, facts: Table) -> None:
    printed = {row["id"]: row["p_value"] for row in facts if row["p_value"]}
    assert printed
    for name, cell in printed.items():
        value: Value = real.facts[name].value
        assert value.p_value is not None
        assert cell == value.p_value.removeprefix("=").strip()
