"""Lays out a bad page in a small good handbook, and knows which complaints the page declares.

A bad page says inside itself where it belongs and what must be said about it, in comments of MyST (`%`) or YAML (`#`):

    % place: trials/bad.md
    % complaint: 12 fact-count 5 is more than the 3

A complaint is a line (or `*`), a code, and a part of the message. Further comments make what an editor cannot write:
`encode: utf-16` saves the page in that encoding, `newline: crlf` with those line ends, `grow: 1000000` puts that many
bytes of comment in the line's place, and the sign ␀ becomes a NUL byte.

`tests/good` holds pages in the same form that must draw nothing.
"""

from __future__ import annotations

import datetime as dt
import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from hsct_handbook.evidence import Problem

HERE = Path(__file__).parent
BASE = HERE / "_base"
GOOD = HERE.parent / "good"
TODAY = dt.date(2026, 11, 21)
"""The day on which the bad pages are judged."""

_SETTING = re.compile(rb"^[%#] (place|encode|newline|grow): (.+?)\r?$", re.MULTILINE)
_COMPLAINT = re.compile(rb"^\s*[%#] complaint: (\S+) (\S+) (.+?)\r?$", re.MULTILINE)


@dataclass(frozen=True)
class Complaint:
    """A complaint that a bad page must draw."""

    line: int | None
    code: str
    part: str

    def fits(self, problem: Problem) -> bool:
        """Whether this is the complaint that was declared."""
        return self.line in (None, problem.line) and self.code == problem.code and self.part in problem.text


@dataclass(frozen=True)
class Case:
    """One bad page."""

    path: Path
    place: str
    """Where in the handbook it is put: `trials/bad.md`."""
    complaints: tuple[Complaint, ...]
    settings: dict[str, str]

    @property
    def name(self) -> str:
        """The name of the fixture."""
        return self.path.stem


def cases() -> list[Case]:
    """Every bad page. Raises for one that declares no complaint, or not where it belongs."""
    found = [read_case(path) for path in sorted(HERE.glob("*.md"))]
    for case in found:
        if not case.complaints:
            raise ValueError(f"{case.path} declares no complaint")
    return found


def good_cases() -> list[Case]:
    """Every page that must draw nothing."""
    return [read_case(path) for path in sorted(GOOD.glob("*.md"))]


def read_case(path: Path) -> Case:
    """Read what a fixture declares. This looks at bytes, since the page may be no text at all."""
    raw = path.read_bytes()
    settings = {key.decode(): value.decode() for key, value in _SETTING.findall(raw)}
    if "place" not in settings:
        raise ValueError(f"{path} does not say where it belongs: “% place: trials/bad.md”")
    complaints = tuple(
        Complaint(None if line == b"*" else int(line), code.decode(), part.decode())
        for line, code, part in _COMPLAINT.findall(raw)
    )
    return Case(path, settings["place"], complaints, settings)


def lay_out(case: Case | None, folder: Path) -> Path:
    """Make a small handbook in `folder`: the good pages, and the bad one in its place. Returns the folder."""
    shutil.copytree(BASE, folder, dirs_exist_ok=True)
    if case is not None:
        page = folder / case.place
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_bytes(_made(case))
    return folder


def _made(case: Case) -> bytes:
    text = case.path.read_text(encoding="utf-8").replace("␀", "\0")
    if "grow" in case.settings:
        filler = "# nothing but filler\n" * (int(case.settings["grow"]) // len("# nothing but filler\n"))
        text = re.sub(r"^[%#] grow: .*\n", lambda _: filler, text, flags=re.MULTILINE)
    if case.settings.get("newline") == "crlf":
        text = text.replace("\n", "\r\n")
    return text.encode(case.settings.get("encode", "utf-8"))


def compare(case: Case, problems: Sequence[Problem]) -> list[str]:
    """What differs between the complaints that were declared and those about the page, in words. Empty if nothing."""
    left = list(problems)
    differences = []
    for complaint in case.complaints:
        found = next((problem for problem in left if complaint.fits(problem)), None)
        if found is None:
            line = complaint.line or "*"
            differences.append(f"declared, but not drawn: {line} {complaint.code} {complaint.part}")
        else:
            left.remove(found)
    return differences + [f"drawn, but not declared: {problem}" for problem in left]
