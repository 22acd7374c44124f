"""`python -m hsct_handbook.maintain.summary before after`: a proposed change, told for people."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ...checks import ADVISORY, check_all
from ...evidence import read_evidence
from ..command import Refused, add_today, parser, run
from ..scaffold import TO_DO
from ..stale import by_horizon, find
from .changes import Changes, compare
from .snapshot import Snapshot, take
from .words import tell

_ABOUT = """\
Tell what a change does to the handbook: the pages and figures that change, addresses added
or lost, page weight, reading grade and sides of the PDFs; and what the checks complain of.

BEFORE and AFTER are two copies of the project. Where _build/html is there, built pages are
compared too; where it is not (the build failed, say), the summary tells what it can.
It always returns 0: the gate decides, this explains."""


def _snapshot(root: Path, built: Path | None, today: dt.date) -> Snapshot:
    docs = root / "docs"
    if not docs.is_dir():
        raise Refused(f"{root} has no folder docs: name a copy of the project")
    website = built if built is not None else root / "_build" / "html"
    return take(read_evidence(docs, today=today, shown=Path("docs")), docs, website if website.is_dir() else None)


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare and tell."""
    command = parser("summary", _ABOUT)
    command.add_argument("before", type=Path, help="a copy of the project as it is")
    command.add_argument("after", type=Path, help="a copy of the project with the change")
    command.add_argument("--before-built", type=Path, help="its website (default: BEFORE/_build/html)")
    command.add_argument("--after-built", type=Path, help="its website (default: AFTER/_build/html)")
    command.add_argument("--failed", action="store_true", help="the build of AFTER failed: trust nothing it left")
    add_today(command)
    options = command.parse_args(arguments)
    before = _snapshot(options.before, options.before_built, options.today)
    nothing = options.after / "_build" / "nothing"
    after = _snapshot(options.after, nothing if options.failed else options.after_built, options.today)
    docs = options.after / "docs"
    changes = compare(before, after)
    shown = Path("docs")
    complaints = [problem for problem in check_all(docs, shown, options.today) if problem.code not in ADVISORY]
    evidence = read_evidence(docs, today=options.today, shown=shown)
    edited = {shown / f"{name}.md" for name in changes.written}
    due = [replace(one, path=_shown(one.path, docs)) for one in by_horizon(find(evidence, docs), options.today)[0]]
    overdue = [one for one in due if one.path in edited]
    print(tell(changes, complaints, overdue, _gaps(docs, changes), was_built=bool(after.pages)))
    return 0


def _shown(path: Path, docs: Path) -> Path:
    return Path("docs") / path.relative_to(docs) if path.is_relative_to(docs) else path


def _gaps(docs: Path, changes: Changes) -> list[str]:
    """The edited pages that still hold a template's gaps."""
    pages = [docs / f"{name}.md" for name in changes.written]
    return [
        f"docs/{page.relative_to(docs).as_posix()}"
        for page in pages
        if page.is_file() and TO_DO.casefold() in page.read_text(encoding="utf-8", errors="replace").casefold()
    ]


if __name__ == "__main__":
    sys.exit(run(main))
