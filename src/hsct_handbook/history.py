"""No figure changes in silence: the figures as last logged are kept in docs/_figures.json and compared with today's.

`python -m hsct_handbook.history docs` tells which changes lack an entry in docs/changes.yml, with entries to fill in;
with `--write` it notes the figures as logged, once nothing lacks one.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from .evidence import Deaths, Evidence, Problem, QuotedFact, Study, read_evidence, slug_of
from .evidence.changes import CHANGES, STATE, Change
from .wording import NBSP, word_date, word_fact

FIGURES = "_figures.json"
_NOT_THE_FIGURE = frozenset(
    {"id", "label", "outcome", "source", "checked", "note", "cause", "disagrees", "computed", "arm", "versus", "among"}
    | {"any_cause"}
)
"""Fields that may change without the figure changing, such as where it was read; of any cause, its words tell."""
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
    cause = ", whatever the cause" if isinstance(fact.value, Deaths) and fact.value.any_cause else ""
    words = f"{word_fact(fact)}{when}{cause}".replace(NBSP, " ")
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
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
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
    """A figure that is not what it was; None stands for one that was not there, or is no more.

    An id without a dot is a whole page: `before` and `after` are then its short names.
    """

    id: str
    before: str | None
    after: str | None

    @property
    def of_page(self) -> bool:
        """Whether it is about a whole page with all its figures."""
        return "." not in self.id

    @property
    def told(self) -> str:
        """What happened, in words."""
        if self.of_page:
            now = f" (is it now {self.after}?)" if self.after else ""
            return f"the study {self.id} is new" if self.before is None else f"the page {self.id} is gone{now}"
        if self.before is None:
            return f"{self.id} is new (“{self.after}”)"
        return f"{self.id} was “{self.before}” and is {f'“{self.after}”' if self.after else 'no more'}"


def differences(evidence: Evidence, logged: Logged) -> Iterator[Difference]:
    """What changed since the figures were last logged. The figures of a new page, or of one gone, come as one."""
    now = figures_of(evidence)
    before, after = _by_owner(logged.figures), _by_owner(now)
    new = [owner for owner in after if owner not in before]
    there = {slug_of(name) for name in evidence.front}
    gone = {
        owner: next((name for name in new if _alike(figures, after[name])), None)
        for owner, figures in before.items()
        if owner not in there
    }
    for owner in new:
        if owner in evidence.studies and owner not in gone.values():
            yield Difference(owner, None, owner)
    for owner, renamed in gone.items():
        yield Difference(owner, owner, renamed)
    whole = {*new, *gone}
    for name in sorted(logged.figures.keys() | now.keys()):
        was, figure = logged.figures.get(name), now.get(name)
        if was != figure and name.partition(".")[0] not in whole:
            yield Difference(name, was["words"] if was else None, figure["words"] if figure else None)


def _by_owner(figures: Mapping[str, Figure]) -> dict[str, dict[str, Figure]]:
    """The figures of each study or page, by their own names."""
    found: dict[str, dict[str, Figure]] = {}
    for name, figure in figures.items():
        owner, _, own = name.partition(".")
        found.setdefault(owner, {})[own] = figure
    return found


def _alike(one: Mapping[str, Figure], other: Mapping[str, Figure]) -> bool:
    """Whether two pages hold much the same figures, so that one may be the other under a new name."""
    same = sum(other.get(name) == figure for name, figure in one.items())
    return 2 * same > len(one)


def missing_entries(evidence: Evidence, logged: Logged, shown: Path) -> list[Problem]:
    """One complaint for each change that no new entry of the log is about, or whose entry words it otherwise."""
    fresh = evidence.changes[: max(0, len(evidence.changes) - logged.entries)]
    problems = []
    for difference in differences(evidence, logged):
        if _cover(fresh, difference):
            continue
        about = any(difference.id in (change.fact, change.study) for change in fresh)
        said = "an entry about it says otherwise" if about else "no entry tells of it"
        remedy = f"add this at the top of the log:\n{draft(evidence, difference)}"
        if difference.of_page and difference.before:
            remedy = f"give the file its name back; or lead on from it in conf.py (handbook_redirects), and {remedy}"
        problems.append(Problem(shown / CHANGES, 1, "change-untold", f"{difference.told}, and {said}", remedy))
    return problems


def _cover(fresh: Sequence[Change], difference: Difference) -> bool:
    """Whether entries, the newest first, tell of a change: one after another they lead from what was to what is."""
    if difference.of_page:
        # A page that is gone can be named in words only.
        named = re.compile(rf"\b{re.escape(difference.id)}(?![\w-])")
        return any(
            change.study == difference.id if difference.before is None else named.search(change.what)
            for change in fresh
        )
    steps = [change for change in fresh if change.fact == difference.id]
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
    lines = [f"date: {dt.date.today().isoformat()}"]
    if difference.of_page:
        what = "…" if difference.before is None else f"The page {difference.id} is now called …, or was taken out: …"
        lines += [f"study: {difference.after}" if difference.after in evidence.studies else "page: index"]
        return "  - " + "\n    ".join([*lines, f'what: "{what}"'])
    owner = difference.id.partition(".")[0]
    pages = [name for name in evidence.pages if slug_of(name) == owner]
    lines.append(f"study: {owner}" if owner in evidence.studies else f"page: {pages[0] if pages else owner}")
    lines += [f"fact: {difference.id}", 'what: "…"']
    if difference.before is not None:
        lines.append(f"from: {json.dumps(difference.before, ensure_ascii=False)}")
    if difference.after is not None:
        same = difference.after == difference.before
        lines.append(f"to: {json.dumps('… (what rounding hides)' if same else difference.after, ensure_ascii=False)}")
    fact = evidence.facts.get(difference.id)
    return "  - " + "\n    ".join([*lines, 'why: "…"', f"source: {fact.value.source if fact else '…'}"])


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
