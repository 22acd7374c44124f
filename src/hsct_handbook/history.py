"""No figure changes in silence: the figures as last logged are kept in docs/_figures.json and compared with today's.

`python -m hsct_handbook.history docs` tells which changes lack an entry in docs/changes.yml, with entries to fill in;
with `--write` it notes the figures as logged, once nothing lacks one.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from .evidence import Evidence, Problem, QuotedFact, Study, read_evidence, slug_of
from .evidence.changes import CHANGES, STATE, Change
from .wording import NBSP, word_date, word_fact

FIGURES = "_figures.json"
_NOT_THE_FIGURE = frozenset(
    {"id", "label", "outcome", "source", "checked", "note", "cause", "disagrees", "computed", "arm", "versus", "among"}
    | {"any_cause"}
)
"""Fields that may change without the figure changing: where it was read, and what is said about it."""
Figure = dict[str, Any]


@dataclass(frozen=True)
class Logged:
    """The figures as they were when the log was last held against them."""

    entries: int
    """How many entries the log had then."""
    figures: Mapping[str, Figure]


def figures_of(evidence: Evidence) -> dict[str, Figure]:
    """Every figure and every study's state by id, each with how readers see it and with its exact values."""
    figures = {name: _figure(fact) for name, fact in evidence.facts.items()}
    figures |= {f"{slug}.{STATE}": _state(study) for slug, study in evidence.studies.items()}
    return dict(sorted(figures.items()))


def _figure(fact: QuotedFact) -> Figure:
    value = fact.value.model_dump(mode="json", exclude_none=True, exclude=set(_NOT_THE_FIGURE))
    about = {"arm": fact.arm, "versus": fact.versus, "outcome": fact.outcome.value}
    when = "" if fact.value.when == "not reported" else f", {fact.value.when}"
    words = f"{word_fact(fact)}{when}".replace(NBSP, " ")
    return {"words": words, **value, **{name: text for name, text in about.items() if text not in (None, "all")}}


def _state(study: Study) -> Figure:
    words = study.status.state.label
    if expects := study.status.expects:
        words += f", {expects.words} {word_date(expects.date)}"
    return {"words": words.replace(NBSP, " ")}


class Unreadable(Exception):
    """The figures as last logged cannot be read."""


def read_logged(docs: Path) -> Logged:
    """The figures as last logged; none if that has never been done. Raises Unreadable for a broken file."""
    path = docs / FIGURES
    if not path.exists():
        return Logged(0, {})
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        figures = {name: {"words": figure["words"], **figure} for name, figure in data["figures"].items()}
        return Logged(int(data["entries"]), figures)
    except (ValueError, TypeError, KeyError, AttributeError):
        raise Unreadable("the figures as last logged cannot be read") from None


def logged_json(evidence: Evidence) -> str:
    """Today's figures as text, one on each line so that a change of one shows as one."""
    figures = (
        f" {json.dumps(name)}: {json.dumps(figure, ensure_ascii=False)}"
        for name, figure in figures_of(evidence).items()
    )
    return f'{{"entries": {len(evidence.changes)},\n"figures": {{\n' + ",\n".join(figures) + "\n}}\n"


@dataclass(frozen=True)
class Difference:
    """A figure that is not what it was; None stands for one that was not there, or is no more."""

    id: str
    before: str | None
    after: str | None


def differences(evidence: Evidence, logged: Logged) -> Iterator[Difference]:
    """What changed since the figures were last logged. The figures of a new study or page come as one difference."""
    now = figures_of(evidence)
    owners = {name.partition(".")[0] for name in logged.figures}
    new_owners = dict.fromkeys(name.partition(".")[0] for name in now if name.partition(".")[0] not in owners)
    for owner in new_owners:
        if owner in evidence.studies:
            yield Difference(owner, None, evidence.studies[owner].name)
    for name in sorted(logged.figures.keys() | now.keys()):
        before, after = logged.figures.get(name), now.get(name)
        if before != after and before is not None:
            yield Difference(name, before["words"], after["words"] if after else None)


def missing_entries(evidence: Evidence, logged: Logged, shown: Path) -> list[Problem]:
    """One complaint for each change that no new entry of the log is about, or whose entry words it otherwise."""
    fresh = evidence.changes[: max(0, len(evidence.changes) - logged.entries)]
    problems = []
    for difference in differences(evidence, logged):
        about = [change for change in fresh if difference.id in (change.fact, change.study)]
        if _cover(about, difference):
            continue
        said = "an entry about it says otherwise" if about else "no entry tells of it"
        message = f"{difference.id} was “{difference.before}” and is “{difference.after}”, and {said}"
        if difference.before is None:
            message = f"the study {difference.id} is new, and {said}"
        remedy = f"add this at the top of the log:\n{draft(evidence, difference)}"
        problems.append(Problem(shown / CHANGES, 1, "change-untold", message, remedy))
    return problems


def _cover(about: Sequence[Change], difference: Difference) -> bool:
    """Whether entries, the newest first, tell of a change: one after another they lead from what was to what is."""
    if difference.before is None:
        return any(change.study == difference.id for change in about)
    steps = [change for change in about if change.fact == difference.id]
    if not steps:
        return False
    # A change that rounding hides from readers can be told in any words.
    hidden = difference.before == difference.after
    follow = all(_plain(later.from_) == _plain(earlier.to) for later, earlier in pairwise(steps))
    ends = (_plain(steps[-1].from_), _plain(steps[0].to))
    return hidden or (follow and ends == (difference.before, difference.after))


def _plain(text: str | None) -> str | None:
    return text and " ".join(text.replace(NBSP, " ").split())


def draft(evidence: Evidence, difference: Difference) -> str:
    """The entry that a change lacks, to be filled in."""
    owner = difference.id.partition(".")[0]
    pages = [name for name in evidence.pages if slug_of(name) == owner]
    lines = [f"date: {dt.date.today().isoformat()}"]
    lines.append(f"study: {owner}" if owner in evidence.studies else f"page: {pages[0] if pages else owner}")
    if difference.before is not None:
        lines.append(f"fact: {difference.id}")
    lines.append('what: "…"')
    if difference.before is not None:
        lines.append(f"from: {json.dumps(difference.before, ensure_ascii=False)}")
        lines += [f"to: {json.dumps(difference.after, ensure_ascii=False)}"] if difference.after is not None else []
        fact = evidence.facts.get(difference.id)
        lines += ['why: "…"', f"source: {fact.value.source if fact else '…'}"]
    return "  - " + "\n    ".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what lacks an entry. Returns 1 if something does."""
    parser = argparse.ArgumentParser(prog="python -m hsct_handbook.history", description=__doc__)
    parser.add_argument("docs", type=Path, help="the folder of the pages")
    parser.add_argument("--write", action="store_true", help="note today's figures as logged")
    parser.add_argument(
        "--anew", action="store_true", help="note them without asking for entries: before a first edition only"
    )
    options = parser.parse_args(arguments)
    setting = os.environ.get("HANDBOOK_TODAY", "")
    today = dt.date.fromisoformat(setting) if setting else dt.date.today()
    evidence = read_evidence(options.docs, today=today)
    try:
        logged = Logged(0, {}) if options.anew else read_logged(options.docs)
    except Unreadable as fault:
        print(f"{options.docs / FIGURES}:1: {fault}; take the file from the last commit")
        return 1
    problems = evidence.problems or ([] if options.anew else missing_entries(evidence, logged, options.docs))
    for problem in problems:
        print(problem)
    if problems:
        return 1
    path = options.docs / FIGURES
    if options.write or options.anew:
        path.write_text(logged_json(evidence), encoding="utf-8")
        print(f"{path} holds {len(figures_of(evidence))} figures and states.")
    elif figures_of(evidence) != logged.figures:
        print(f"Every change has its entry. Run this with --write, and commit {path}.")
        return 1
    else:
        print("No figure has changed since the log was written.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
