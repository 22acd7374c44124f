"""Reading the YAML at the head of a page or in a file of its own, and knowing on which line each field stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from .kept import Raw
from .problems import Problem

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # a PyYAML without libyaml is slower, not different
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

MAX_BYTES = 200_000
"""A page longer than this is not a page that a person wrote or can read."""
MAX_DEPTH = 12
_LARGEST = 10**12
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]")
_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)
_PLAIN_NUMBER = re.compile(r"[-+]?(?:(?:0|[1-9]\d*)(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?")
"""A number as people write it. YAML would read `010` as 8, `1:10` as 70 and `0x1F` as 31."""

UNREADABLE = frozenset({"unreadable-file", "encoding"})
"""The codes of complaints about files that are no text."""

Location = tuple[str | int, ...]


@dataclass(frozen=True)
class FrontMatter:
    """The fields at the head of a page as plain values, with their lines, and the text below them."""

    data: dict[str, Any]
    head: str
    """The fields as they were written."""
    body: str
    body_line: int
    """The line of the page on which the body starts; lines count from 1."""

    @cached_property
    def lines(self) -> dict[Location, int]:
        """The line of each field: known from the reading, and looked up again by those who kept the rest."""
        return _fields(self.head, "front matter")[1]

    def empty(self) -> Iterator[Location]:
        """The fields that are named and have no value."""
        pending: list[tuple[Location, Any]] = [((), self.data)]
        while pending:
            place, value = pending.pop()
            if value is None:
                yield place
            parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
            pending += [((*place, name), part) for name, part in parts]

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in self.__dict__.items() if name != "lines"}

    def line_of(self, location: Location) -> int:
        """The line of a field, or of the nearest group around it that stands in the file."""
        if location in self.lines:
            return self.lines[location]
        known = tuple(part for part in location if not _is_tag(part))
        while known and known not in self.lines:
            known = known[:-1]
        return self.lines.get(known, 1)


def _is_tag(part: str | int) -> bool:
    return part in ("word", "sourced", "figure", "study", "chapter", "page") and isinstance(part, str)


class _Unreadable(Exception):
    def __init__(self, line: int, code: str, message: str, remedy: str) -> None:
        super().__init__(message)
        self.line, self.code, self.message, self.remedy = line, code, message, remedy


def read(raw: Raw, shown: Path) -> tuple[FrontMatter | None, list[Problem]]:
    """Read a page; complaints name it as `shown`. Without front matter there is nothing to return."""
    try:
        return parse(_text(raw)), []
    except _Unreadable as fault:
        return None, [Problem(shown, fault.line, fault.code, fault.message, fault.remedy)]


def read_yaml(raw: Raw, shown: Path, most: int = MAX_BYTES) -> tuple[FrontMatter | None, list[Problem]]:
    """Read a file that is YAML as a whole, by the same rules and of at most that many bytes; it has no body."""
    try:
        return _front_matter(_text(raw, most), "file", "", 1), []
    except _Unreadable as fault:
        return None, [Problem(shown, fault.line, fault.code, fault.message, fault.remedy)]


def _front_matter(head: str, what: str, body: str, body_line: int) -> FrontMatter:
    data, lines = _fields(head, what)
    front = FrontMatter(data, head, body, body_line)
    front.__dict__["lines"] = lines
    return front


def _text(raw: Raw, most: int = MAX_BYTES) -> str:
    if isinstance(raw, OSError):
        raise _Unreadable(
            1,
            "unreadable-file",
            f"the file cannot be read ({raw.strerror})",
            "check the file and its rights",
        )
    if len(raw) > most:
        raise _Unreadable(
            1, "file-size", f"the page has {len(raw):,} bytes", f"a page has at most {most:,}; split it"
        ) from None
    try:
        text = raw.decode("utf-8-sig" if raw.startswith(b"\xef\xbb\xbf") else "utf-8")
    except UnicodeDecodeError as fault:
        line = raw[: fault.start].count(b"\n") + 1
        raise _Unreadable(line, "encoding", "the file is not UTF-8 text", "save it as UTF-8") from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def parse(text: str) -> FrontMatter:
    """Split a page into its front matter and its body. Raises for what cannot be read."""
    opening = _FENCE.match(text)
    if not opening:
        raise _Unreadable(
            1,
            "front-matter-missing",
            "the page has no front matter",
            "start it with a line ---, the fields, and a line ---",
        )
    closing = _FENCE.search(text, opening.end())
    if not closing:
        raise _Unreadable(1, "front-matter-open", "the front matter has no end", "close it with a line ---")
    head, body = text[opening.end() : closing.start()], text[closing.end() :].lstrip("\n")
    return _front_matter(head, "front matter", body, _body_line(text, closing.end()))


def _fields(head: str, what: str) -> tuple[dict[str, Any], dict[Location, int]]:
    """The fields and their lines. `what` is what complaints call the text."""
    _refuse_control_characters(head, what)
    try:
        _refuse_odd_yaml(head)
        node = yaml.compose(head, Loader=_Loader)
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        line = mark.line + 1 if mark else 1
        raise _Unreadable(
            line,
            "yaml",
            f"the {what} is not YAML ({fault.problem or fault.context})",
            "check spaces, colons and quotation marks",
        ) from None
    except (yaml.YAMLError, RecursionError, ValueError) as fault:
        raise _Unreadable(
            1,
            "yaml",
            f"the {what} is not YAML ({type(fault).__name__})",
            "check spaces, colons and quotation marks",
        ) from None
    lines: dict[Location, int] = {}
    data = _plain(node, (), lines) if node is not None else {}
    if not isinstance(data, dict):
        raise _Unreadable(
            1,
            "front-matter-form",
            f"the {what} is not a list of fields",
            "write “field: value” on each line",
        )
    return data, lines


def _refuse_control_characters(head: str, what: str) -> None:
    for number, line in enumerate(head.split("\n"), 1):
        # Line breaks of Unicode's own are refused too: YAML would count them as lines, and an editor would not.
        if _CONTROL.search(line):
            raise _Unreadable(
                number,
                "control-character",
                f"a control character stands in the {what}",
                "type the line again",
            )


def _refuse_odd_yaml(head: str) -> None:
    """Refuse what could make a short page endless (aliases, deep nesting) or anything but plain data (tags).

    This looks at one event after another: composing nodes first would overflow the stack, or the memory.
    """
    depth = 0
    for event in yaml.parse(head, Loader=_Loader):
        assert event.start_mark is not None
        line = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
            raise _Unreadable(
                line,
                "yaml-alias",
                "anchors (&) and aliases (*) are not used here",
                "write the fields out, or put the text between quotation marks",
            )
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                raise _Unreadable(line, "yaml-depth", "fields are nested too deeply", f"at most {MAX_DEPTH} levels")
            if event.tag is not None:
                raise _Unreadable(
                    line,
                    "yaml-tag",
                    f"the tag {event.tag} is not used here",
                    "write plain text, numbers and dates",
                )
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _body_line(text: str, end: int) -> int:
    rest = text[end:]
    return text[:end].count("\n") + 1 + (len(rest) - len(rest.lstrip("\n")))


def _plain(node: yaml.Node, location: Location, lines: dict[Location, int]) -> Any:
    lines.setdefault(location, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        values: dict[str, Any] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode) or key_node.tag == "tag:yaml.org,2002:merge":
                raise _Unreadable(line, "yaml-key", "a field's name must be plain text", "write “field: value”")
            key = str(key_node.value)
            if key in values:
                raise _Unreadable(line, "duplicate-key", f"the field “{key}” stands twice", "keep one of them")
            lines[(*location, key)] = line
            values[key] = _plain(value_node, (*location, key), lines)
        return values
    if isinstance(node, yaml.SequenceNode):
        return [_plain(child, (*location, number), lines) for number, child in enumerate(node.value)]
    assert isinstance(node, yaml.ScalarNode)
    return _scalar(node)


def _scalar(node: yaml.ScalarNode) -> Any:
    constructor = _CONSTRUCTORS.get(node.tag)
    if constructor is None:
        raise _Unreadable(
            node.start_mark.line + 1,
            "yaml-tag",
            f"the tag {node.tag} is not used here",
            "write plain text, numbers and dates",
        )
    try:
        value = constructor(node)
        return str(node.value) if _is_odd_number(value, str(node.value)) else value
    except (ValueError, OverflowError, IndexError, KeyError, yaml.YAMLError):
        # A number that is none, such as `!!int ""`: kept as text, for the field's own check to explain.
        return str(node.value)


def _is_odd_number(value: Any, spelling: str) -> bool:
    """Whether this is no figure that anyone measured, or in a spelling that hides which.

    It may be too long to be printed, infinite, or “not a number”.
    """
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return False
    return not abs(value) <= _LARGEST or not _PLAIN_NUMBER.fullmatch(spelling)


_SAFE: Any = yaml.constructor.SafeConstructor()
_CONSTRUCTORS: dict[str, Callable[[yaml.ScalarNode], Any]] = {
    "tag:yaml.org,2002:str": lambda node: str(node.value),
    "tag:yaml.org,2002:int": _SAFE.construct_yaml_int,
    "tag:yaml.org,2002:float": _SAFE.construct_yaml_float,
    "tag:yaml.org,2002:bool": _SAFE.construct_yaml_bool,
    "tag:yaml.org,2002:null": lambda node: None,
    "tag:yaml.org,2002:timestamp": lambda node: str(node.value),
}
