"""`python -m hsct_handbook.checks docs`: check every page without building."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from ..evidence import Problem, did_you_mean, read_evidence
from . import ADVISORY, RULES, check_all
from .grades import hard_sentences, table
from .ratchet import FILE, Unreadable, read_noted, renewed, written
from .reading import measure
from .source import read_sources

_USAGE = "make check PAGE=trials/mist FORMAT=json ADVICE=1, make grades or make ratchet; make help explains them"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what is wrong, one line for each complaint. Returns 1 if something is, 2 for a wrong command."""
    parser = argparse.ArgumentParser(prog="python -m hsct_handbook.checks", usage=_USAGE, description=__doc__)
    parser.add_argument("docs", type=Path, help="the folder of the pages")
    parser.add_argument("pages", nargs="*", metavar="PAGE", help="tell only of these pages: trials/mist, or a path")
    parser.add_argument("--today", type=dt.date.fromisoformat, help="judge dates on this day")
    parser.add_argument("--format", choices=("text", "json", "github"), default="text")
    parser.add_argument("--advice", action="store_true", help="print advice too; it never fails the check")
    parser.add_argument("--rules", action="store_true", help="print every code, its reason and remedy, and stop")
    parser.add_argument("--note", action="store_true", help="note which pages read better than before, and stop")
    parser.add_argument("--because", default="", help="why the named pages may read worse than before")
    parser.add_argument("--grades", action="store_true", help="print how readable each page is, and stop")
    options = parser.parse_args(arguments)
    options.today = options.today or _today(parser)
    if options.rules:
        _explain({rule.code for rule in RULES})
        return 0
    if not options.docs.is_dir():
        parser.error(f"there is no folder {options.docs}")
    wanted = {_page(options.docs, page) for page in options.pages}
    if unknown := sorted(str(path) for path in wanted if not path.is_file()):
        pages = [path.relative_to(options.docs).with_suffix("").as_posix() for path in options.docs.rglob("*.md")]
        wanted_name = Path(unknown[0]).with_suffix("").as_posix().removeprefix(f"{options.docs.as_posix()}/")
        near = did_you_mean(wanted_name, pages, "name it by its file under docs, such as trials/mist")
        parser.error(f"there is no page {', '.join(unknown)}; {near}")
    if options.grades:
        _grades(options.docs, wanted, options.today)
        return 0
    if options.note:
        if bool(wanted) != bool(options.because.strip()):
            parser.error("a page that got worse is noted by its name and with a reason: PAGE=fertility BECAUSE='…'")
        return _note(options.docs, wanted, options.because.strip(), options.today)
    problems = check_all(options.docs, options.docs, options.today)
    if wanted:
        problems = [problem for problem in problems if problem.path in wanted]
    wrong = [problem for problem in problems if problem.code not in ADVISORY]
    shown = problems if options.advice else wrong
    _FORMATS[options.format](shown, wrong, len(problems) - len(wrong))
    return 1 if wrong else 0


def _today(parser: argparse.ArgumentParser) -> dt.date:
    setting = os.environ.get("HANDBOOK_TODAY", "")
    try:
        return dt.date.fromisoformat(setting) if setting else dt.date.today()
    except ValueError:
        parser.error(f"HANDBOOK_TODAY is “{setting}”, which is no day: write it as 2026-11-26")


def _grades(docs: Path, wanted: set[Path], day: dt.date) -> None:
    """Print how readable each page is; for pages asked for by name, also their hardest sentences."""
    evidence = read_evidence(docs, today=day, shown=docs)
    sources = [source for source in read_sources(evidence, docs, docs) if not wanted or source.shown in wanted]
    measured = {source.name: measure(source, evidence) for source in sources}
    print("\n".join(table(measured)))
    for name, one in measured.items() if wanted else ():
        print(f"\n{name}: the hardest sentences", *hard_sentences(one), sep="\n")


def _note(docs: Path, worse: set[Path], because: str, day: dt.date) -> int:
    """Write down what got better, and the values of the pages that may be worse."""
    evidence = read_evidence(docs, today=day, shown=docs)
    sources = read_sources(evidence, docs, docs)
    now = {source.name: measure(source, evidence).reading for source in sources}
    try:
        noted = read_noted(docs)
    except Unreadable as fault:
        print(f"{docs / FILE}:{fault.line}: {fault}; take it from the last commit", file=sys.stderr)
        return 1
    found = renewed(noted, now, [source.name for source in sources if source.shown in worse], because)
    changed = sum(found.get(name) != noted.get(name) for name in {*found, *noted})
    (docs / FILE).write_text(written(found), encoding="utf-8")
    print(f"{_number(changed, 'page')} noted anew in {docs / FILE}.")
    return 0


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
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # who closes the pipe, as head does, has read enough
    sys.exit(main())
