"""The workflows: least rights, safe for proposals from anyone, and nothing that is not there."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
RIGHTS = {
    ("deploy.yml", "deploy"): {"pages": "write", "id-token": "write"},
    ("scheduled.yml", "look"): {"contents": "read", "issues": "write"},
    ("dependencies.yml", "update"): {"contents": "write", "pull-requests": "write"},
}
"""The only rights beyond reading, each with the job that needs it."""


def load(path: Path) -> dict[str, Any]:
    loaded = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert isinstance(loaded, dict)
    return {("on" if key is True else key): value for key, value in loaded.items()}


def steps(workflow: dict[str, Any]) -> list[dict[str, Any]]:
    return [step for job in workflow["jobs"].values() for step in job["steps"]]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_rights_are_the_least(path: Path) -> None:
    workflow = load(path)

    assert workflow["permissions"] == {"contents": "read"}
    for name, job in workflow["jobs"].items():
        assert job.get("permissions", {}) == RIGHTS.get((path.name, name), {})
        assert "timeout-minutes" in job


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_actions_are_pinned_to_commits_and_texts_from_outside_reach_no_shell(path: Path) -> None:
    for step in steps(load(path)):
        if "uses" in step:
            assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", step["uses"])
        assert "${{" not in step.get("run", ""), "pass it through env"


def test_a_proposal_gets_no_rights_and_no_secrets() -> None:
    text = (GITHUB / "workflows" / "change.yml").read_text(encoding="utf-8")
    workflow = load(GITHUB / "workflows" / "change.yml")

    assert list(workflow["on"]) == ["pull_request"]
    assert "secrets." not in text
    for step in steps(workflow):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False


@pytest.mark.parametrize("path", [*WORKFLOWS, ROOT / ".readthedocs.yaml"], ids=lambda path: path.name)
def test_what_they_run_is_there(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for target in re.findall(r"\bmake (?:-C \w+ )?([a-z]+)\b(?= [A-Z]|\n|$)", text):
        assert re.search(rf"^{target}:", MAKEFILE, re.MULTILINE), f"make {target}"
    for module in re.findall(r"hsct_handbook\.maintain\.(\w+)", text):
        assert importlib.util.find_spec(f"hsct_handbook.maintain.{module}"), module
    if ".ci/run" in text:
        assert (ROOT / ".ci" / "run").is_file()


@pytest.mark.parametrize("matter", ["stale", "registry", "links"])
def test_each_matter_is_looked_at(matter: str) -> None:
    matters = load(GITHUB / "workflows" / "scheduled.yml")["jobs"]["look"]["strategy"]["matrix"]["include"]

    assert matter in {one["matter"] for one in matters}
    assert importlib.util.find_spec(f"hsct_handbook.maintain.{matter}")
    assert re.search(rf"^{matter}:.* ## ", MAKEFILE, re.MULTILINE)


def test_forms_are_whole() -> None:
    for path in sorted((GITHUB / "ISSUE_TEMPLATE").glob("[0-9]*.yml")):
        form = load(path)
        assert {"name", "description", "body"} <= form.keys()
        ids = [field["id"] for field in form["body"] if field["type"] != "markdown"]
        assert len(ids) == len(set(ids)) > 0


def test_hooks_run_what_the_project_has() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"][0]["hooks"]

    assert {hook["entry"].split()[0] for hook in hooks} <= {f".venv/bin/{name}" for name in ("python", "ruff", "mypy")}


def test_code_owners_name_nobody_invented() -> None:
    lines = (GITHUB / "CODEOWNERS").read_text(encoding="utf-8").splitlines()

    assert not [line for line in lines if line.strip() and not line.startswith("#") and "@ORGANISATION" in line]


HELP = sorted(set(re.findall(r"-m (hsct_handbook\.maintain\.\w+)", MAKEFILE)) | {"hsct_handbook.maintain.summary"})


@pytest.mark.parametrize("module", HELP)
def test_each_command_explains_itself(module: str, capsys: pytest.CaptureFixture[str]) -> None:
    name = f"{module}.__main__" if (ROOT / "src" / module.replace(".", "/")).is_dir() else module
    command = importlib.import_module(name)

    with pytest.raises(SystemExit, match="0"):
        command.main(["--help"])

    said = capsys.readouterr().out
    assert len(said) > 400
    assert "usage: python -m" in said
