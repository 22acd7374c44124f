"""`python -m hsct_handbook.checks docs`: check every page without building."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from ..evidence import Problem
from . import ADVISORY, RULES, check_all


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what is wrong, one line for each complaint. Returns 1 if something is, 2 for a wrong command."""
    parser = argparse.ArgumentParser(prog="python -m hsct_handbook.checks", description=__doc__)
    parser.add_argument("docs", type=Path, help="the folder of the pages")
    parser.add_argument("pages", nargs="*", metavar="PAGE", help="tell only of these pages: trials/mist, or a path")
    parser.add_argument("--today", type=dt.date.fromisoformat, default=_today(), help="judge dates on this day")
    parser.add_argument("--format", choices=("text", "json", "github"), default="text")
    parser.add_argument("--advice", action="store_true", help="print advice too; it never fails the check")
    parser.add_argument("--rules", action="store_true", help="print every code, its reason and remedy, and stop")
    options = parser.parse_args(arguments)
    if options.rules:
        _explain({rule.code for rule in RULES})
        return 0
    if not options.docs.is_dir():
        parser.error(f"there is no folder {options.docs}")
    problems = check_all(options.docs, options.docs, options.today)
    if options.pages:
        wanted = {_page(options.docs, page) for page in options.pages}
        if unknown := sorted(str(path) for path in wanted if not path.is_file()):
            parser.error(f"there is no page {', '.join(unknown)}")
        problems = [problem for problem in problems if problem.path in wanted]
    wrong = [problem for problem in problems if problem.code not in ADVISORY]
    shown = problems if options.advice else wrong
    _FORMATS[options.format](shown, wrong, len(problems) - len(wrong))
    return 1 if wrong else 0


def _today() -> dt.date:
    setting = os.environ.get("HANDBOOK_TODAY", "")
    return dt.date.fromisoformat(setting) if setting else dt.date.today()


def _page(docs: Path, page: str) -> Path:
    path = Path(page)
    return path if path.is_file() else docs / Path(page).with_suffix(".md")


def _explain(codes: set[str]) -> None:
    for rule in RULES:
        if rule.code in codes:
            marks = ", ".join([*rule.standards, *(["advice"] if rule.advisory else [])])
            print(f"{rule.code}{f' ({marks})' if marks else ''}: {rule.why}\n  To mend it: {rule.mend}")


def _text(shown: Sequence[Problem], wrong: Sequence[Problem], advice: int) -> None:
    for problem in shown:
        print(problem)
    _explain({problem.code for problem in shown})
    pages = len({problem.path for problem in wrong})
    said = f"{_number(len(wrong), 'complaint')} about {_number(pages, 'page')}" if wrong else "Nothing is wrong"
    hint = "" if len(shown) > len(wrong) or not advice else f"; {_number(advice, 'piece')} of advice with --advice"
    print(f"{said}{hint}.")


def _number(count: int, thing: str) -> str:
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"


def _json(shown: Sequence[Problem], wrong: Sequence[Problem], advice: int) -> None:
    fields = [
        {
            "path": problem.path.as_posix(),
            "line": problem.line,
            "code": problem.code,
            "message": problem.message,
            "remedy": problem.remedy,
            "advisory": problem.code in ADVISORY,
        }
        for problem in shown
    ]
    json.dump(fields, sys.stdout, ensure_ascii=False, indent=1)
    print()


def _github(shown: Sequence[Problem], wrong: Sequence[Problem], advice: int) -> None:
    for problem in shown:
        level = "notice" if problem.code in ADVISORY else "error"
        text = problem.text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
        print(f"::{level} file={problem.path.as_posix()},line={problem.line},title={problem.code}::{text}")


_FORMATS = {"text": _text, "json": _json, "github": _github}


if __name__ == "__main__":
    sys.exit(main())
