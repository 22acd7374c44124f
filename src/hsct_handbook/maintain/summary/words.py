"""The summary of a change in words, as Markdown. What it quotes comes from the proposal, and is made harmless."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from ...evidence import Problem
from ..command import many
from ..stale import Due
from .changes import Changes, FigureChange

_MOST = 40
"""Longer lists are cut, and say so."""


def safe(text: object) -> str:
    """Text from a proposal, so that it is text and nothing else: no markup, no mention, no link, one line."""
    words = " ".join(str(text).split())[:300]
    words = re.sub(r"([\\`*_{}\[\]<>#|~!])", r"\\\1", words)
    return words.replace("@", "@\u200b").replace("://", ":\u200b//")


def tell(
    changes: Changes,
    complaints: Sequence[Problem],
    overdue: Sequence[Due],
    gaps: Sequence[str],
    *,
    was_built: bool,
) -> str:
    """The whole summary."""
    parts = ["## What this change does", "", f"**{headline(changes)}**", ""]
    if complaints:
        parts += _complaints(complaints)
    elif not was_built:
        parts += ["**The build failed**, though no check complains. Its own log says why.", ""]
    parts += _figures(changes.figures)
    parts += _section("Addresses that are gone", changes.lost, "Leaflets and links lead there: each needs a redirect.")
    parts += _section("New addresses", changes.added)
    parts += _section("Pages that readers see otherwise", changes.pages or changes.written)
    parts += _section("Still to be written", gaps, "These pages hold gaps from a template.")
    parts += _reviews(overdue)
    parts += _numbers(changes)
    if changes.unread:
        named = ", ".join(safe(name) for name in changes.unread)
        parts += [f"The figures of {named} cannot be compared until what is wrong there is mended.", ""]
    if not changes.built:
        parts += ["Addresses, weights and PDFs could not be compared: one of the two states was not built.", ""]
    return "\n".join(parts)


def headline(changes: Changes) -> str:
    """All of it in one sentence: 3 pages changed, 1 figure changed."""
    pages = changes.pages if changes.built else changes.written
    said = [f"{many(len(pages), 'page')} changed", f"{many(len(changes.figures), 'figure')} changed"]
    if changes.added:
        said.append(f"{many(len(changes.added), 'address', 'addresses')} added")
    if changes.lost:
        said.append(f"{many(len(changes.lost), 'address', 'addresses')} lost")
    return f"{', '.join(said)}."


def _complaints(complaints: Sequence[Problem]) -> list[str]:
    by_page: dict[str, list[Problem]] = defaultdict(list)
    for problem in complaints:
        by_page[problem.path.as_posix()].append(problem)
    lines = [f"### What must be mended first: {many(len(complaints), 'complaint')}", ""]
    for page, problems in sorted(by_page.items()):
        lines.append(f"**{safe(page)}**")
        lines += [f"- line {problem.line}: {_sentence(problem)}" for problem in problems[:_MOST]]
        lines.append("")
    return lines


def _sentence(problem: Problem) -> str:
    remedy = f" To mend it: {_stopped(problem.remedy)}" if problem.remedy else ""
    return f"{_stopped(problem.message)}{remedy} ({problem.code})"


def _stopped(text: str) -> str:
    return safe(text) if text.rstrip("”").endswith(("?", ".", "!")) else f"{safe(text)}."


def _figures(figures: Sequence[FigureChange]) -> list[str]:
    if not figures:
        return []
    return ["### Figures", "", *_cut([f"- {figure(change)}" for change in figures]), ""]


def figure(change: FigureChange) -> str:
    """One figure, as in “mist.progressed-hsct: count 3 → 4, source unchanged: why?”."""
    name = f"`{re.sub(r'[^a-z0-9.-]', '', change.id)}`"
    if change.before is None:
        assert change.after is not None
        return f"{name} is new: {_says(change.after.says)} (source {safe(change.after.source)})"
    if change.after is None:
        return f"{name} is gone; it said {_says(change.before.says)}"
    parts = [f"{field} {_value(old)} → {_value(new)}" for field, old, new in change.fields]
    old, new = change.before, change.after
    if change.source_is_the_same:
        parts.append(f"source unchanged ({safe(new.source)}): why?")
    elif old.source != new.source:
        parts.append(f"source {safe(old.source)} → {safe(new.source)}")
    if old.checked != new.checked:
        parts.append(f"checked {safe(old.checked)} → {safe(new.checked)}")
    return f"{name}: {', '.join(parts)}"


_SHOWN = ("count", "of", "group", "percent", "ratio", "measure", "unit", "statement", "people", "state")


def _says(says: dict[str, Any]) -> str:
    return ", ".join(f"{key} {_value(says[key])}" for key in _SHOWN if key in says) or "nothing that is compared"


def _value(value: object) -> str:
    return "nothing" if value is None else safe(value)


def _section(title: str, items: Sequence[str], remark: str = "") -> list[str]:
    if not items:
        return []
    lines = [f"### {title}", "", *([remark, ""] if remark else [])]
    return [*lines, *_cut([f"- {safe(item)}" for item in items]), ""]


def _reviews(overdue: Sequence[Due]) -> list[str]:
    if not overdue:
        return []
    lines = [f"- {safe(due.path.as_posix())}: {safe(due.message)}. To do: {safe(due.remedy)}." for due in overdue]
    return ["### Grown old, on pages of this change", "", *_cut(lines), ""]


def _numbers(changes: Changes) -> list[str]:
    rows = [(name, "page weight", f"{old:,} bytes", f"{new:,} bytes") for name, old, new in changes.weights]
    rows += [(name, "reading grade", f"{old:g}", f"{new:g}") for name, old, new in changes.grades]
    rows += [(name, "sides", str(old), str(new)) for name, old, new in changes.sides]
    if not rows:
        return []
    lines = [f"| {safe(name)} | {what} | {old} | {new} |" for name, what, old, new in rows]
    return ["### In numbers", "", "| | | before | after |", "|---|---|---|---|", *_cut(lines), ""]


def _cut(lines: Iterable[str]) -> list[str]:
    whole = list(lines)
    more = len(whole) - _MOST
    return [*whole[:_MOST], f"- … and {more} more"] if more > 0 else whole
