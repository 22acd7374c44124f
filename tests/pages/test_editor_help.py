"""Editors complete front matter by a JSON Schema that takes every page and marks what is misspelt."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from hsct_handbook.checks import markup
from hsct_handbook.evidence.editor_schema import NAME, front_matter_schema, front_matter_schema_json
from hsct_handbook.maintain.markup import markup_json

from .handbook import DOCS, handbook

ROOT = Path(__file__).parents[2]
VALIDATOR = jsonschema.Draft202012Validator(front_matter_schema())


def as_json(value: Any) -> Any:
    """A value of YAML as an editor's language server sees it: dates are texts."""
    match value:
        case dt.date():
            return value.isoformat()
        case dict():
            return {key: as_json(part) for key, part in value.items()}
        case list():
            return [as_json(part) for part in value]
        case _:
            return value


def faults(front: Any) -> list[str]:
    return [error.message for error in VALIDATOR.iter_errors(as_json(front))]


@pytest.mark.parametrize("name", sorted(handbook().evidence.front))
def test_every_page_keeps_to_it(name: str) -> None:
    assert faults(handbook().evidence.front[name].data) == []


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [("trials/mist", "limits", "limit"), ("fertility", "description", "descripton"), ("glossary", "terms", "term")],
)
def test_a_misspelt_field_is_marked(name: str, old: str, new: str) -> None:
    front = dict(handbook().evidence.front[name].data)
    front[new] = front.pop(old)

    told = " ".join(faults(front))
    assert f"'{new}' was unexpected" in told
    assert f"'{old}' is a required property" in told


def test_a_misspelt_field_of_a_figure_and_a_wrong_choice_are_marked() -> None:
    front = as_json(handbook().evidence.front["trials/mist"].data)
    front["facts"][0]["cheked"] = front["facts"][0].pop("checked")
    assert faults(front)
    front = as_json(handbook().evidence.front["trials/mist"].data) | {"design": "randomized"}
    assert any("'randomized' is not one of" in message for message in faults(front))
    assert faults({"kind": "trial"})
    assert faults({})


def test_every_field_is_explained() -> None:
    study = front_matter_schema()["$defs"]["Study"]["properties"]
    assert study
    assert [name for name, field in study.items() if not field.get("description")] == []


def test_the_file_that_editors_read_is_up_to_date() -> None:
    assert (DOCS / NAME).read_text(encoding="utf-8") == front_matter_schema_json(), "run make schema"


def test_the_settings_of_editors_name_the_file() -> None:
    settings = json.loads((ROOT / ".vscode/settings.json").read_text(encoding="utf-8"))
    for path, pages in settings["yaml.schemas"].items():
        assert (ROOT / path).is_file()
        assert [page for pattern in pages for page in ROOT.glob(pattern)]


def test_the_checks_know_the_directives_and_roles_of_a_build() -> None:
    assert markup.NAMES.read_text(encoding="utf-8") == markup_json(DOCS), "run make schema"
