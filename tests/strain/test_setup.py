"""Setting up on a machine that lacks something: make says what, and what to do."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy without history, as a download of the source is, and with nothing set up."""
    for name in ("Makefile", "pyproject.toml", "LICENSE", "README.md"):
        shutil.copy(ROOT / name, tmp_path / name)
    for name in ("requirements", "docs", "src"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def run(folder: Path, *command: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run a command in the copy, with what it said in one."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    return subprocess.run(
        command,
        cwd=folder,
        env={**environment, **settings},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


def test_a_python_that_is_too_old_is_named(copy: Path) -> None:
    stub = copy / "python3.9"
    stub.write_text('#!/bin/sh\n[ "$1" = --version ] && echo "Python 3.9.2" && exit 0\nexit 1\n', encoding="utf-8")
    stub.chmod(0o755)

    done = run(copy, "make", f"PYTHON={stub}")

    assert done.returncode != 0
    assert "The handbook needs Python 3.11 or later" in done.stdout
    assert "is Python 3.9.2. Try: make PYTHON=python3.12" in done.stdout
    assert not (copy / ".venv").exists()


@pytest.mark.slow
def test_without_a_network_make_says_so_and_can_be_run_again(copy: Path) -> None:
    settings = {"PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_RETRIES": "0", "PIP_NO_CACHE_DIR": "1"}

    done = run(copy, "make", f"PYTHON={sys.executable}", **settings, PIP_CONFIG_FILE=os.devnull, PIP_FIND_LINKS="")

    assert done.returncode != 0
    assert "could not be fetched. Is there a network?" in done.stdout
    assert "Traceback" not in done.stdout
    assert not (copy / ".venv/.built").exists(), "the next make must try again"


def test_a_copy_without_history_is_checked_as_any_other(copy: Path) -> None:
    nothing = copy / "empty"
    nothing.mkdir()

    done = run(
        copy, sys.executable, "-m", "hsct_handbook.checks", "docs", PYTHONPATH=str(copy / "src"), PATH=str(nothing)
    )

    assert (done.returncode, "Traceback" in done.stdout) == (0, False), done.stdout
    assert "Nothing is wrong" in done.stdout


def test_a_target_that_is_none_is_told_in_words() -> None:
    done = run(ROOT, "make", "chek")

    assert done.returncode == 2
    assert done.stdout.startswith("There is no “chek” to make. make help tells what there is.")


@pytest.mark.parametrize("said", ["it's", 'a "b"', "$HOME", "; echo done", "trials/*", "--grades"])
def test_what_is_said_to_make_reaches_the_command_as_it_was_said(said: str) -> None:
    done = run(ROOT, "make", "--dry-run", "check", f"PAGE={said.replace('$', '$$')}")

    assert done.returncode == 0
    assert '-m hsct_handbook.checks docs "$PAGE"' in done.stdout


def test_a_page_whose_name_holds_a_space_stops_nothing(copy: Path) -> None:
    (copy / "docs" / "my page.md").write_text("", encoding="utf-8")

    done = run(copy, "make", "--dry-run")

    assert done.returncode == 0, done.stdout
    assert "hsct_handbook.build" in done.stdout
