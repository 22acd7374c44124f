"""Known weaknesses: what the database says is told with its remedy, and silence is never taken for a good word."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hsct_handbook.maintain import audit_npm
from hsct_handbook.maintain.audit import main
from hsct_handbook.maintain.command import run

from .server import Answer, Local

LOCK = "aardvark==1.0 \\\n    --hash=sha256:00\nbadger==2.1 ; sys_platform == 'win32' \\\n    --hash=sha256:11\n"
WEAK = {
    "vulns": [
        {
            "id": "GHSA-xxxx",
            "summary": "It lets anyone in.",
            "published": "2026-01-01T00:00:00Z",
            "affected": [
                {
                    "package": {"name": "aardvark", "ecosystem": "PyPI"},
                    "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "1.1"}]}],
                    "versions": ["1.0"],
                }
            ],
        }
    ]
}


@pytest.fixture
def locks(tmp_path: Path) -> Path:
    folder = tmp_path / "requirements"
    folder.mkdir()
    (folder / "build.lock").write_text(LOCK, encoding="utf-8")
    (folder / "test.lock").write_text(LOCK.partition("badger")[0], encoding="utf-8")
    return tmp_path


def ask(locks: Path, local: Local) -> int:
    return run(main, [str(locks), "--service", f"{local.base}/v1/query"])


def test_a_weakness_is_told_with_the_version_that_mends_it(
    locks: Path, local: Local, capsys: pytest.CaptureFixture[str]
) -> None:
    (locks / "requirements/build.lock").write_text(LOCK.partition("badger")[0], encoding="utf-8")
    local.on("/v1/query", Answer(json.dumps(WEAK)))

    assert ask(locks, local) == 1
    assert capsys.readouterr().out == (
        "aardvark 1.0 (build.lock, test.lock): GHSA-xxxx; mended in 1.1: run make upgrade\n"
        "1 package asked about: 1 known weakness.\n"
    )


def test_no_weakness(locks: Path, local: Local, capsys: pytest.CaptureFixture[str]) -> None:
    local.on("/v1/query", Answer("{}"))

    assert ask(locks, local) == 0
    assert capsys.readouterr().out == "2 packages asked about: no known weakness.\n"
    assert len(local.asked) == 2


@pytest.mark.parametrize(
    "answer",
    [Answer("down", 503), Answer("gone", 404), Answer("<html>sign in</html>"), Answer("{}", cut=1)],
    ids=["down", "not there", "a page to sign in", "half an answer"],
)
def test_without_an_answer_nothing_is_said_to_be_well(
    locks: Path, local: Local, capsys: pytest.CaptureFixture[str], answer: Answer
) -> None:
    local.on("/v1/query", answer)

    assert ask(locks, local) == 3
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith(
        "The database of known weaknesses could not be asked, so nothing is known of 2 packages."
    )
    assert "Traceback" not in said.err


def test_without_a_network(locks: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(main, [str(locks), "--service", "http://127.0.0.1:9/v1/query"]) == 3
    assert "Is there a network that reaches http://127.0.0.1:9/v1/query?" in capsys.readouterr().err


def test_without_lock_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(main, [str(tmp_path)]) == 2
    assert f"Nothing was done: {tmp_path} holds no lock file" in capsys.readouterr().err


@pytest.fixture
def with_npm(locks: Path) -> Path:
    """The same with a lock file of npm: two packages, one of them inside the other, and a folder that is linked."""
    packages = {
        "": {"name": "ours", "version": "1.0.0"},
        "node_modules/@den/cat": {"version": "3.0.0"},
        "node_modules/@den/cat/node_modules/dog": {"version": "4.0.0"},
        "node_modules/here": {"link": True},
    }
    (locks / "tests/site").mkdir(parents=True)
    lock = json.dumps({"lockfileVersion": 3, "packages": packages})
    (locks / "tests/site/package-lock.json").write_text(lock, encoding="utf-8")
    return locks


BATCH = "/v1/querybatch"
CAT = {
    "id": "GHSA-cats",
    "affected": [
        {
            "package": {"name": "@den/cat", "ecosystem": "npm"},
            "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}, {"fixed": "3.0.1"}]}],
        },
        {
            "package": {"name": "lion", "ecosystem": "npm"},
            "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}, {"fixed": "9.9.9"}]}],
        },
    ],
}


def test_a_weakness_of_a_package_of_npm_is_told_with_its_folder(
    with_npm: Path, local: Local, capsys: pytest.CaptureFixture[str]
) -> None:
    local.on("/v1/query", Answer("{}"))
    local.on(BATCH, Answer(json.dumps({"results": [{"vulns": [{"id": "GHSA-cats"}]}, {}]})))
    local.on("/v1/vulns/GHSA-cats", Answer(json.dumps(CAT)))

    assert ask(with_npm, local) == 1
    assert capsys.readouterr().out == (
        "@den/cat 3.0.0 (site/package-lock.json): GHSA-cats; mended in 3.0.1: run npm update in its folder\n"
        "4 packages asked about: 1 known weakness.\n"
    )


@pytest.mark.parametrize(
    "answer",
    [
        *(Answer("down", 503), Answer("<html>sign in</html>"), Answer("{}", cut=1), Answer('{"results": [{}]}')),
        *(Answer("[]"), Answer('{"results": [{"vulns": [{}]}, {}]}')),
    ],
    ids=["down", "a page to sign in", "half an answer", "too few", "another form", "no name"],
)
def test_without_an_answer_about_npm_nothing_is_said_to_be_well(
    with_npm: Path, local: Local, capsys: pytest.CaptureFixture[str], answer: Answer
) -> None:
    local.on("/v1/query", Answer("{}"))
    local.on(BATCH, answer)

    assert ask(with_npm, local) == 3
    said = capsys.readouterr()
    assert said.out == ""
    assert "nothing is known of 4 packages" in said.err


@pytest.mark.parametrize("lock", ["", "[]", "{}", '{"packages": {"node_modules/cat": {}}}', '{"packages": [1]}'])
def test_a_broken_lock_file_of_npm_is_told(with_npm: Path, lock: str, capsys: pytest.CaptureFixture[str]) -> None:
    (with_npm / "tests/site/package-lock.json").write_text(lock, encoding="utf-8")

    assert run(main, [str(with_npm)]) == 2
    assert "package-lock.json is no lock file of npm: run npm install" in capsys.readouterr().err


def test_the_lock_files_of_this_project_are_all_asked_about() -> None:
    root = Path(__file__).parents[2]
    found = audit_npm.pinned([root / "tests/site/package-lock.json", root / "bench/site/package-lock.json"])

    assert {name for name, _ in found} >= {"axe-core", "lighthouse"}
    assert all(name and version for name, version in found)
