"""Known weaknesses of what the lock files hold: the OSV database is asked, and its answer is put into words."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from . import audit_npm
from .command import Refused, many, parser, run
from .weakness import NotAsked, Packages, Weakness

_ABOUT = """\
Ask the database of known weaknesses (osv.dev) about every package in the lock files, those
of Python and those of npm.

It returns 1 if a package has one, and 3 if the database could not be asked: then nothing
is known, and a scheduled job leaves its report as it was."""
_PINNED = re.compile(r"^(?P<name>[\w.-]+)==(?P<version>[^\s;\\]+)", re.MULTILINE)
_COULD_NOT_ASK = 3
_OF_NPM = ("tests/site/package-lock.json", "bench/site/package-lock.json")


def pinned(project: Path) -> Packages:
    """Every package and version in a project's lock files for Python, with the names of the files that hold it."""
    found: Packages = {}
    for path in sorted(project.glob("requirements/*.lock")):
        for match in _PINNED.finditer(path.read_text(encoding="utf-8")):
            found.setdefault((match["name"], match["version"]), []).append(path.name)
    if not found:
        raise Refused(f"{project} holds no lock file: run this from the top of the project, or make lock first")
    return found


def ask(packages: Packages, service: str | None) -> list[Weakness]:
    """What is known against these packages. Raises NotAsked if the database, or a part of it, did not answer."""
    found: list[Weakness] = []
    # One version of each package at a time, since one list may not hold two.
    waiting = list(packages)
    while waiting:
        now = dict(reversed(waiting))
        waiting = [one for one in waiting if now[one[0]] != one[1]]
        found += _weaknesses(_answer(now.items(), service), packages)
    return sorted(found)


def _answer(packages: Iterable[tuple[str, str]], service: str | None) -> list[dict[str, Any]]:
    command = [sys.executable, "-m", "pip_audit", "--vulnerability-service", "osv", "--format", "json"]
    command += ["--disable-pip", "--no-deps", "--progress-spinner", "off"]
    command += ["--osv-url", service] if service else []
    with tempfile.TemporaryDirectory(prefix="handbook-audit-") as folder:
        listed = Path(folder, "packages.txt")
        listed.write_text("".join(f"{name}=={version}\n" for name, version in packages), encoding="utf-8")
        done = subprocess.run([*command, "--requirement", str(listed)], capture_output=True, text=True, check=False)
    try:
        answer: list[dict[str, Any]] = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError, TypeError):
        said = done.stderr.strip().splitlines()
        raise NotAsked(said[-1] if said else f"pip-audit ended with {done.returncode}, without a word") from None
    if passed_over := [str(one["name"]) for one in answer if "skip_reason" in one]:
        raise NotAsked(f"it had nothing to say about {', '.join(passed_over)}")
    return answer


def _weaknesses(answer: list[dict[str, Any]], packages: Packages) -> list[Weakness]:
    return [
        Weakness(
            one["name"],
            one["version"],
            weakness["id"],
            tuple(weakness["fix_versions"]),
            tuple(packages[one["name"], one["version"]]),
        )
        for one in answer
        for weakness in one["vulns"]
    ]


def _text(found: Sequence[Weakness], asked: int) -> str:
    return "\n".join([*map(str, found), _summary(found, asked)])


def _markdown(found: Sequence[Weakness], asked: int) -> str:
    return "\n".join([_summary(found, asked), "", *(f"- {weakness}" for weakness in found)])


def _summary(found: Sequence[Weakness], asked: int) -> str:
    known = many(len(found), "known weakness", "known weaknesses") if found else "no known weakness"
    return f"{many(asked, 'package')} asked about: {known}."


_FORMATS = {"text": _text, "markdown": _markdown}


def main(arguments: Sequence[str] | None = None) -> int:
    """Ask, and tell. Returns 0 if nothing is known against any package, 1 if something is, 3 if nobody answered."""
    command = parser("audit", _ABOUT)
    command.add_argument(
        "project", type=Path, nargs="?", default=Path(), help="the folder of the project (default: this one)"
    )
    command.add_argument("--format", choices=tuple(_FORMATS), default="text", help="how to print it (default: text)")
    command.add_argument("--service", metavar="URL", help="another address that answers as OSV does")
    options = command.parse_args(arguments)
    packages = pinned(options.project)
    of_npm = audit_npm.pinned(path for name in _OF_NPM if (path := options.project / name).is_file())
    asked = len(packages) + len(of_npm)
    try:
        found = ask(packages, options.service) + (audit_npm.ask(of_npm, options.service) if of_npm else [])
    except NotAsked as why:
        print(
            "The database of known weaknesses could not be asked, so nothing is known of "
            f"{many(asked, 'package')}. Is there a network that reaches "
            f"{options.service or audit_npm.SERVICE}? It said: {why}",
            file=sys.stderr,
        )
        return _COULD_NOT_ASK
    print(_FORMATS[options.format](found, asked))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(run(main))
