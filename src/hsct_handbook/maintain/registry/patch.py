"""A ready patch: the front matter, and the list of sources, as they would be if a person agrees."""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from pydantic import ValidationError

from ...evidence import Evidence, Study
from ...evidence.frontmatter import FrontMatter, parse
from ...evidence.sources import SOURCES
from ...evidence.vocabulary import Checked
from .comparison import Difference
from .records import Record

_VALUE = r"(\s*:\s+)(\"[^\"]*\"|'[^']*'|[^,}\s#]+)"


class Unpatchable(Exception):
    """The page is written in a way that this tool does not dare to change."""


def patch_page(text: str, differences: Iterable[Difference], source: str) -> str:
    """The page with every difference that needs no person taken over, and read from `source`. Raises Unpatchable."""
    changes = {difference.field: difference.new for difference in differences if difference.new is not None}
    groups = {field.partition(".")[0] for field in changes}
    for field, value in changes.items():
        text = _insert_enrolled(text, value, source) if field == "enrolled" else _set(text, field, value)
    for group in sorted(groups - {"enrolled"} | ({"enrolled"} if "enrolled.people" in changes else set())):
        text = _set(_set(text, f"{group}.source", source), f"{group}.checked", Checked.REGISTRY)
    _validate(text)
    return text


def _set(text: str, field: str, value: str) -> str:
    """Change one field of a group, or add it after the group's first one."""
    front = parse(text)
    group, _, key = field.partition(".")
    lines = text.split("\n")
    at = front.lines.get((group, key))
    if at is not None:
        new, found = re.subn(rf"(?<![\w-]){key}{_VALUE}", rf"{key}\g<1>{value}", lines[at - 1], count=1)
        if not found:
            raise Unpatchable(f"the field {field} is written in an unusual way")
        lines[at - 1] = new
    else:
        first = _first_of(front, group)
        if f"{group}:" in lines[first - 1]:
            raise Unpatchable(f"the group {group} stands on one line, and {key} is not in it")
        indent = re.match(r"\s*", lines[first - 1])
        lines.insert(first, f"{indent.group() if indent else '  '}{key}: {value}")
    return "\n".join(lines)


def _first_of(front: FrontMatter, group: str) -> int:
    inside = [line for place, line in front.lines.items() if len(place) == 2 and place[0] == group]
    if not inside:
        raise Unpatchable(f"the group {group} is not there")
    return min(inside)


def _insert_enrolled(text: str, people: str, source: str) -> str:
    """Write the group `enrolled` in place of “not-reported”."""
    at = parse(text).lines.get(("enrolled",))
    lines = text.split("\n")
    if at is None or not re.fullmatch(r"enrolled:\s+[\"']?not-reported[\"']?\s*", lines[at - 1]):
        raise Unpatchable("the field enrolled is written in an unusual way")
    lines[at - 1 : at] = ["enrolled:", f"  people: {people}", f"  source: {source}", f"  checked: {Checked.REGISTRY}"]
    return "\n".join(lines)


def _validate(text: str) -> None:
    try:
        Study.model_validate(parse(text).data)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        raise Unpatchable(f"with the register’s values the page would be wrong at {place}: {first['msg']}") from None


def source_of(evidence: Evidence, record: Record) -> str | None:
    """The key of the source that is this record in its register, if the list of sources has it."""
    for key, source in sorted(evidence.sources.items()):
        if source.checked is Checked.REGISTRY and source.url and record.number in source.url:
            return key
    return None


def entry_for(record: Record, today: dt.date) -> tuple[str, str]:
    """The key and the text of a new entry in the list of sources."""
    key = f"{record.number.lower()}-registry"
    lines = [
        f"@misc{{{key},",
        f"  title = {{{record.number}: the record in the register}},",
        f"  publisher = {{{record.register}}},",
        f"  url = {{{record.address}}},",
        f"  urldate = {{{today.isoformat()}}},",
        "  checked = {registry},",
        f"  note = {{As last updated on {record.updated}.}},",
        "}",
    ]
    return key, "\n".join(lines) + "\n"


class Draft:
    """All changes together, in memory, so that they come out as one patch that fits."""

    def __init__(self, evidence: Evidence, docs: Path, today: dt.date) -> None:
        self._evidence, self._docs, self._today = evidence, docs, today
        self._new: dict[Path, str] = {}
        self._entries: dict[str, str] = {}

    def take_over(self, page: str, record: Record, differences: Sequence[Difference]) -> None:
        """Note what needs no person. Raises Unpatchable."""
        if not any(difference.new is not None for difference in differences):
            return
        path = self._docs / f"{page}.md"
        if path in self._new:
            raise Unpatchable("the page is changed from another register already: apply that, then run this again")
        key, entry = source_of(self._evidence, record), ""
        if key is None:
            key, entry = entry_for(record, self._today)
            if key in self._evidence.sources:
                raise Unpatchable(f"the source {key} is there already, but is not the record in the register")
        self._new[path] = patch_page(path.read_text(encoding="utf-8"), differences, key)
        if entry:
            self._entries[key] = entry

    def __str__(self) -> str:
        """The patch, as `git apply` takes it; empty where nothing changes."""
        parts = [_unified(path, new) for path, new in self._new.items()]
        if self._entries:
            path = self._docs / SOURCES
            entries = "\n".join(self._entries[key] for key in sorted(self._entries))
            parts.append(_unified(path, f"{path.read_text(encoding='utf-8').rstrip()}\n\n{entries}"))
        return "".join(parts)


def _unified(path: Path, new: str) -> str:
    old, name = path.read_text(encoding="utf-8"), path.as_posix()
    lines = difflib.unified_diff(old.splitlines(True), new.splitlines(True), f"a/{name}", f"b/{name}")
    return "".join(lines)
