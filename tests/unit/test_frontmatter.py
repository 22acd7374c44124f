"""Reading front matter: whatever bytes a file holds, there is either a page or a complaint with its line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from hsct_handbook.evidence import Problem
from hsct_handbook.evidence.frontmatter import MAX_BYTES, FrontMatter, read


def read_bytes(raw: bytes) -> tuple[FrontMatter | None, list[Problem]]:
    return read(raw, Path("docs/page.md"))


def lines_of(raw: bytes) -> int:
    return raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 1


def test_fields_know_their_lines() -> None:
    raw = b"---\nname: x # why\n\nfacts:\n  - id: a\n    of: 3\n  - {id: b,\n     of: 4}\n---\n\n\n# Title\n"
    front, problems = read_bytes(raw)
    assert problems == []
    assert front is not None
    assert front.data == {"name": "x", "facts": [{"id": "a", "of": 3}, {"id": "b", "of": 4}]}
    places: list[tuple[str | int, ...]] = [("name",), ("facts",), ("facts", 0, "of"), ("facts", 1), ("facts", 1, "of")]
    assert [front.line_of(place) for place in places] == [2, 4, 6, 7, 8]
    assert front.line_of(("facts", 0, "missing")) == 5, "the nearest group stands for a field that is not there"
    assert (front.body, front.body_line) == ("# Title\n", 12)


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_a_mark_at_the_start_change_nothing(ends: str, mark: str) -> None:
    text = mark + "---\nname: é\n---\n# Title\nText.\n"
    front, problems = read_bytes(text.replace("\n", ends).encode())
    assert problems == []
    assert front is not None
    assert (front.data, front.body, front.body_line) == ({"name": "é"}, "# Title\nText.\n", 4)


def test_plain_values_only() -> None:
    raw = b"---\na: 1\nb: 1.5\nc: true\nd: 2026-11-21\ne: 2026-02-30\nf:\ng: .inf\nh: 0x" + b"f" * 5000 + b"\n---\n"
    front, _ = read_bytes(raw)
    assert front is not None
    kinds = {key: type(given_value).__name__ for key, given_value in front.data.items()}
    assert kinds == {
        "a": "int",
        "b": "float",
        "c": "bool",
        "d": "str",
        "e": "str",
        "f": "NoneType",
        "g": "str",
        "h": "str",
    }


def check_read(raw: bytes) -> FrontMatter | None:
    front, problems = read_bytes(raw)
    assert (front is None) == bool(problems)
    for problem in problems:
        assert 1 <= problem.line <= lines_of(raw)
        assert problem.path == Path("docs/page.md")
        assert problem.code
        assert problem.message
        assert problem.remedy
    if front is not None:
        assert 1 <= front.body_line <= lines_of(raw) + 1
        assert all(1 <= line <= lines_of(raw) for line in front.lines.values())
    return front


@given(st.binary(max_size=300))
@example(b"\xff\xfe-\x00-\x00-\x00")
@example(b"---\n---")
@example(b"---")
@example(b"")
def test_any_bytes(raw: bytes) -> None:
    check_read(raw)


_SCRAPS = st.sampled_from(
    [
        *("---", "\n", "\n", "\n", " ", "  ", "a", "b: ", ": ", "- ", "? ", "[", "]", "{", "}", ",", "|", ">", "|2-"),
        *(
            "&a ",
            "*a",
            "<<: ",
            "!!int ",
            "!!float ''",
            "!!bool x",
            "!!python/name:os.system ",
            "! ",
            "%YAML 1.3",
            "...",
        ),
        *("#", '"', "'", "\\x00", "\t", "\x00", "\x85", "\u2028", "\ufeff", "2026-02-30", "1:30", "0o8", "0x", "1_000"),
        *(".nan", "~", "null", "=", "@", "`", "é", "\U0001f600", "'" * 3, "[" * 30, "- " * 30),
    ]
)


@given(st.lists(_SCRAPS, max_size=30).map("".join))
def test_any_scraps_of_yaml(text: str) -> None:
    check_read(f"---\n{text}\n---\n# Title\n".encode())


_PLAIN: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**9), 10**9)
    | st.text(st.characters(min_codepoint=32, max_codepoint=126)),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.from_regex(r"[a-z][a-z-]{0,8}", fullmatch=True), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.from_regex(r"k[a-z-]{1,8}", fullmatch=True), _PLAIN, max_size=5))
def test_what_was_written_is_read(data: dict[str, Any]) -> None:
    class Dumper(yaml.SafeDumper):
        def ignore_aliases(self, data: Any) -> bool:
            return True

    head = yaml.dump(data, Dumper=Dumper, default_flow_style=False)
    front = check_read(f"---\n{head}---\n# Title\n".encode())
    assert front is not None
    assert front.data == data
    assert front.body == "# Title\n"


@pytest.mark.parametrize("depth", [20, 2_000, 90_000])
@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
def test_deep_nesting_is_refused_before_it_hurts(opening: str, depth: int) -> None:
    raw = f"---\na:\n  {opening * depth}\n---\n".encode()
    _, (problem,) = read_bytes(raw)
    assert problem.code == ("file-size" if len(raw) > MAX_BYTES else "yaml-depth")


def test_size_is_looked_at_first() -> None:
    _, (problem,) = read_bytes(b"\xff" * (MAX_BYTES + 1))
    assert problem.code == "file-size"
