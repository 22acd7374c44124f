"""Keeps one issue open for one matter: opened when something is found, brought up to date, closed when all is well."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from .command import Refused, parser, run

_ABOUT = """\
Keep ONE issue open about a matter, through GitHub's command gh, as a scheduled workflow does.

With --found, the report becomes the issue: a new one, or the open one brought up to date.
Without, the open one is closed with a word of thanks. The label tells them apart; an issue
that a person opened without it is never touched."""
_LARGEST = 60_000
"""GitHub refuses bodies beyond 65,536 characters."""

Gh = Callable[[Sequence[str], str], str]


def call_gh(arguments: Sequence[str], text: str) -> str:
    """Run gh, with `text` on its standard input. Refuses when it cannot."""
    try:
        done = subprocess.run(["gh", *arguments], input=text, text=True, capture_output=True, check=False, timeout=120)
    except FileNotFoundError:
        raise Refused("GitHub’s command gh is not installed; see https://cli.github.com") from None
    except subprocess.TimeoutExpired:
        raise Refused("GitHub did not answer in two minutes") from None
    if done.returncode:
        raise Refused(f"gh {arguments[0]} {arguments[1]}: {done.stderr.strip() or 'no reason given'}")
    return done.stdout


def keep(gh: Gh, *, label: str, title: str, report: str, found: bool) -> str:
    """Bring the one issue into line with what was found. Returns what was done, in words."""
    listed = gh(["issue", "list", "--state", "open", "--label", label, "--limit", "50", "--json", "number,body"], "")
    issues = sorted(json.loads(listed), key=lambda issue: int(issue["number"]))
    spare = issues[1:] if found else issues
    for issue in spare:
        words = "Nothing is left to do here. Thank you." if not found else f"Continued in #{issues[0]['number']}."
        gh(["issue", "close", str(issue["number"]), "--comment", words], "")
    numbers = ", ".join(f"#{issue['number']}" for issue in spare)
    closed = f"; closed {numbers}" if spare else ""
    if not found:
        return f"nothing found{closed}"
    body = report if len(report) <= _LARGEST else f"{report[:_LARGEST]}\n\n… and more; run the command to see all."
    if not issues:
        description = "Kept by the scheduled workflow"
        gh(["label", "create", label, "--force", "--description", description], "")
        gh(["issue", "create", "--label", label, "--title", title, "--body-file", "-"], body)
        return "opened an issue"
    number = str(issues[0]["number"])
    if str(issues[0]["body"]).strip() == body.strip():
        return f"#{number} says so already{closed}"
    gh(["issue", "edit", number, "--title", title, "--body-file", "-"], body)
    return f"brought #{number} up to date{closed}"


def main(arguments: Sequence[str] | None = None, gh: Gh = call_gh) -> int:
    """Read the report and keep the issue."""
    command = parser("issue", _ABOUT)
    command.add_argument("report", type=Path, help="a file in Markdown")
    command.add_argument("--label", required=True, help="the label of this matter, and of no other")
    command.add_argument("--title", required=True, help="the title of the issue")
    command.add_argument("--found", action="store_true", help="something was found")
    options = command.parse_args(arguments)
    try:
        report = options.report.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise Refused(f"there is no report {options.report}") from None
    print(keep(gh, label=options.label, title=options.title, report=report, found=options.found))
    return 0


if __name__ == "__main__":
    sys.exit(run(main))
