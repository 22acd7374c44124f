"""What is fuzzed: each target takes any bytes as a page, and must answer in complaints with a place and a remedy."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

from hsct_handbook.checks import check_page, read_source
from hsct_handbook.evidence import Evidence, Problem, read_evidence
from hsct_handbook.evidence.page_reading import PageRead, read_page

ROOT = Path(__file__).parents[1]
SMALL = ROOT / "tests" / "bad" / "_base"
"""A small good handbook, among whose pages a fuzzed one stands."""
TODAY = dt.date(2026, 11, 21)
PLACES = ("bad", "trials/bad")
"""Every input is read as a chapter and as a study."""


class Unplaced(AssertionError):
    """A complaint that no author could follow."""


def front_matter(data: bytes) -> None:
    """Read a page's front matter into the model."""
    for name in PLACES:
        _follow(_read(data, name).problems, data)


def page(data: bytes) -> None:
    """Read a page, and hold its text against every check."""
    for name in PLACES:
        read, evidence = _read(data, name), _small()
        if read.front is None:
            continue
        known = Evidence(
            sources=evidence.sources,
            front={**evidence.front, name: read.front},
            pages=evidence.pages if read.page is None else {**evidence.pages, name: read.page},
            studies=evidence.studies,
            facts={**evidence.facts, **{fact.id: fact for fact in read.facts}},
        )
        source = read_source(known, name, SMALL / f"{name}.md", Path(f"{name}.md"))
        _follow(check_page(source, known), data)


TARGETS: dict[str, Callable[[bytes], None]] = {"front-matter": front_matter, "page": page}


def seeds() -> list[Path]:
    """Real pages, bad ones and good ones: where fuzzing starts from."""
    return sorted(
        [*(ROOT / "docs").rglob("*.md"), *(ROOT / "tests").glob("bad/*.md"), *(ROOT / "tests").glob("good/*.md")]
    )


def _read(data: bytes, name: str) -> PageRead:
    return read_page(data, Path(f"{name}.md"), name, {"today": TODAY})


@cache
def _small() -> Evidence:
    return read_evidence(SMALL, today=TODAY)


def _follow(problems: Iterable[Problem], data: bytes) -> None:
    """Raise Unplaced unless each complaint names a line of the page, says what is wrong, and can be printed."""
    lines = max(data.count(b"\n"), data.count(b"\r"), len(data.decode("utf-8", "replace").splitlines())) + 1
    for problem in problems:
        if not 1 <= problem.line <= lines or not problem.message:
            raise Unplaced(f"line {problem.line} of {lines}: {problem}")
        str(problem).encode("utf-8")
