"""One issue for one matter: opened, brought up to date, closed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from hsct_handbook.maintain.command import Refused, run
from hsct_handbook.maintain.issue import keep, main


@dataclass
class GitHub:
    """Open issues by number, as gh shows and changes them."""

    open: dict[int, str] = field(default_factory=dict)
    done: list[str] = field(default_factory=list)

    def __call__(self, arguments: Sequence[str], text: str) -> str:
        what = " ".join(arguments[:2])
        self.done.append(what)
        match what:
            case "issue list":
                return json.dumps([{"number": number, "body": body} for number, body in self.open.items()])
            case "issue close":
                del self.open[int(arguments[2])]
            case "issue create":
                self.open[max(self.open, default=0) + 1] = text
            case "issue edit":
                self.open[int(arguments[2])] = text
        return ""


def keeping(github: GitHub, report: str, found: bool) -> str:
    return keep(github, label="stale", title="Pages have grown old", report=report, found=found)


def test_the_life_of_an_issue() -> None:
    github = GitHub()

    assert keeping(github, "one", True) == "opened an issue"
    assert keeping(github, "one", True) == "#1 says so already"
    assert keeping(github, "two", True) == "brought #1 up to date"
    assert github.open == {1: "two"}
    assert keeping(github, "", False) == "nothing found; closed #1"
    assert keeping(github, "", False) == "nothing found"
    assert not github.open


def test_two_become_one() -> None:
    github = GitHub({4: "old", 9: "newer"})

    assert keeping(github, "now", True) == "brought #4 up to date; closed #9"
    assert github.open == {4: "now"}


def test_a_long_report_is_cut() -> None:
    github = GitHub()
    keeping(github, "x" * 100_000, True)

    assert len(github.open[1]) < 65_536


def test_a_fault_of_github_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def down(arguments: Sequence[str], text: str) -> str:
        raise Refused("gh issue list: HTTP 503")

    (tmp_path / "report.md").write_text("all is well", encoding="utf-8")
    arguments = ["--label", "stale", "--title", "Old"]

    assert run(lambda given: main(given, down), [str(tmp_path / "report.md"), *arguments]) == 2
    assert "HTTP 503" in capsys.readouterr().err
    assert run(main, [str(tmp_path / "nothing.md"), *arguments]) == 2
    assert "there is no report" in capsys.readouterr().err
