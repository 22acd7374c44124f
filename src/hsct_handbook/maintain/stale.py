"""What has grown old, and what soon will: reviews that are due, trial states, and studies that later ones replace."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..checks import read_sources
from ..evidence import Evidence, Study, slug_of
from ..evidence.vocabulary import Kind
from .command import add_docs, add_today, many, parser, read_pages, run

HORIZONS = (0, 30, 90)
"""Today, and so many days ahead."""
_ABOUT = """\
Find what has grown old: pages whose review is due, trials whose state was last seen
more than a year ago, and pages that quote a study which a later one replaces.

It returns 1 if something is due today, so that a scheduled job can fail on it."""


@dataclass(frozen=True, order=True)
class Due:
    """Something that must be looked at from a day on."""

    day: dt.date
    path: Path
    line: int
    code: str
    message: str
    remedy: str

    def __str__(self) -> str:
        """Say it as checks say theirs: `path:line: code message; remedy`."""
        return f"{self.path}:{self.line}: {self.code} {self.message}; {self.remedy}"


def find(evidence: Evidence, docs: Path) -> list[Due]:
    """Everything that has a day on which it grows old, the earliest first."""
    return sorted({*_reviews(evidence, docs), *_states(evidence, docs), *_replaced(evidence, docs)})


def _reviews(evidence: Evidence, docs: Path) -> Iterator[Due]:
    for name, page in evidence.pages.items():
        if page.kind is Kind.NAVIGATION:
            continue  # lists of other pages; what they list has its own dates
        yield Due(
            dt.date.fromisoformat(page.next_review),
            docs / f"{name}.md",
            evidence.front[name].line_of(("next-review",)),
            "review-due",
            f"its review is due by {page.next_review} (last reviewed {page.reviewed})",
            "read the page against its sources, then set reviewed and next-review",
        )


def _states(evidence: Evidence, docs: Path) -> Iterator[Due]:
    for name, page in evidence.pages.items():
        if not isinstance(page, Study) or not page.status.state.changes:
            continue
        status, line = page.status, evidence.front[name].line_of(("status", "as-of"))
        seen = status.as_of
        if seen == "not-reported":
            day, message = dt.date.min, f"the state “{status.state}” has no date, so nobody knows how old it is"
        else:
            day = _a_year_after(seen)
            message = f"the state “{status.state}” was last seen on {seen}, a year before {day.isoformat()}"
        yield Due(day, docs / f"{name}.md", line, "state-old", message, "ask the register (make registry) or the trial")


def _replaced(evidence: Evidence, docs: Path) -> Iterator[Due]:
    """Figures of a study that a later one replaces, quoted on other pages."""
    replaced = {slug: study.superseded_by for slug, study in evidence.studies.items() if study.superseded_by}
    for source in read_sources(evidence, docs, docs) if replaced else ():
        seen = set()
        for block in source.prose:
            for piece in block.pieces:
                study = piece.text.partition(".")[0].strip()
                if piece.role != "fact" or study not in replaced or study in seen or study == slug_of(source.name):
                    continue
                seen.add(study)
                yield Due(
                    dt.date.min,
                    source.shown,
                    piece.line,
                    "study-replaced",
                    f"the page quotes {study}, which {replaced[study]} replaces",
                    f"quote {replaced[study]} instead, or say on the page why the older figure stands",
                )


def _a_year_after(date: str) -> dt.date:
    """The day a year after a date; of a date known to the month or the year, after its first day."""
    year, month, day = ([int(part) for part in date.split("-")] + [1, 1])[:3]
    return dt.date(year + 1, month, min(day, 28) if month == 2 else day)


def by_horizon(dues: Sequence[Due], today: dt.date) -> dict[int, list[Due]]:
    """What is due at each horizon, and not before: 0 is today."""
    groups: dict[int, list[Due]] = {days: [] for days in HORIZONS}
    for due in dues:
        days = next((days for days in HORIZONS if due.day <= today + dt.timedelta(days)), None)
        if days is not None:
            groups[days].append(due)
    return groups


_HEADINGS = {0: "Due today", 30: "Due within 30 days", 90: "Due within 90 days"}


def _text(groups: dict[int, list[Due]]) -> str:
    lines = []
    for days, dues in groups.items():
        lines.append(f"{_HEADINGS[days]}: {many(len(dues), 'thing') if dues else 'nothing'}.")
        lines += [f"  {due}" for due in dues]
    return "\n".join(lines)


def _markdown(groups: dict[int, list[Due]]) -> str:
    lines = []
    for days, dues in groups.items():
        lines += [f"## {_HEADINGS[days]}", ""]
        lines += [f"- [ ] `{due.path.as_posix()}:{due.line}`: {due.message}. To do: {due.remedy}." for due in dues]
        lines += ["Nothing."] if not dues else []
        lines.append("")
    return "\n".join(lines)


def _json(groups: dict[int, list[Due]]) -> str:
    fields = [
        {
            "within-days": days,
            "day": None if due.day == dt.date.min else due.day.isoformat(),
            "path": due.path.as_posix(),
            "line": due.line,
            "code": due.code,
            "message": due.message,
            "remedy": due.remedy,
        }
        for days, dues in groups.items()
        for due in dues
    ]
    return json.dumps(fields, ensure_ascii=False, indent=1)


_FORMATS = {"text": _text, "json": _json, "markdown": _markdown}


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what is due today, in 30 and in 90 days. Returns 1 if something is due today."""
    command = parser("stale", _ABOUT)
    add_docs(command)
    add_today(command)
    command.add_argument("--format", choices=tuple(_FORMATS), default="text", help="how to print it (default: text)")
    options = command.parse_args(arguments)
    evidence = read_pages(options.docs, options.today)
    groups = by_horizon(find(evidence, options.docs), options.today)
    print(_FORMATS[options.format](groups))
    unread = sorted({problem.path.as_posix() for problem in evidence.problems})
    if unread:
        print(
            f"Something is wrong with these files, and may be left out here; make check says what: {', '.join(unread)}",
            file=sys.stderr,
        )
    return 1 if groups[0] else 0


if __name__ == "__main__":
    sys.exit(run(main))
