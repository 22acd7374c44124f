"""The files in the folder of the pages: each has a use and a name that an address can hold, and is what it says."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from ..evidence import Problem
from .image_files import IMAGES, fault_of
from .rule import Rule

RULES = (
    Rule(
        "file-link",
        "What a link in the folder leads to may lie elsewhere, or lead round in a circle: a build would not end.",
        "Put the file itself where the link is, or take the link away.",
    ),
    Rule(
        "file-unread",
        "A page whose file has another ending than .md is in no website and no leaflet, and nobody is told.",
        "Give the file the name that the complaint shows, or take it out of the folder.",
    ),
    Rule(
        "file-name",
        "The name of a page's file is its address, and the first word of its figures.",
        "Name the file in small letters from a to z, digits and hyphens.",
    ),
    Rule(
        "image-file",
        "An image that is none leaves a hole in the page, and a drawing can hold a program.",
        "Save the image anew from the program that made it.",
    ),
    Rule(
        "merge-conflict",
        "Where two changes met, both stand in the file, and neither was chosen.",
        "Keep one of the two texts, and take out the lines with <<<<<<<, ======= and >>>>>>>.",
    ),
)
_OWN = frozenset({"conf.py", "references.bib", "changes.yml"})
"""The files that stand beside the pages, by name."""
_SHEETS = "quality"
_PAGE = re.compile(r"\.(?:md|markdown|mdown|mkd|rst|txt|docx?|odt)(?=\.|$)", re.IGNORECASE)
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_CONFLICT = re.compile(rb"^(?:<{7}|>{7}) ", re.MULTILINE)


def check(docs: Path, shown: Path) -> Iterator[Problem]:
    """Look at every file under `docs` but those that tools keep there, whose names start with a dot or underscore."""
    for folder, folders, files in os.walk(docs):
        at = Path(folder)
        for name in sorted(folders):
            if (at / name).is_symlink():
                yield _link(shown / (at / name).relative_to(docs), "leads to a folder elsewhere")
        folders[:] = sorted(name for name in folders if not _is_kept(name) and not (at / name).is_symlink())
        for name in sorted(files):
            if not name.startswith((".", "#")) and not name.endswith("~"):
                yield from _file((at / name).relative_to(docs), docs, shown)


def _is_kept(name: str) -> bool:
    return name.startswith((".", "_"))


def _file(path: Path, docs: Path, shown: Path) -> Iterator[Problem]:
    file, place = docs / path, shown / path
    if not file.is_file():
        yield _link(place, "leads nowhere" if file.is_symlink() and not file.exists() else "is a device or a pipe")
    elif _is_kept(path.name):
        return
    elif path.suffix == ".md":
        if not _NAME.fullmatch(path.stem):
            message = (
                f"the file’s name “{path.name[:60]}” holds more than small letters from a to z, digits and hyphens"
            )
            yield Problem(place, 1, "file-name", message, f"name it {_good_name(path.stem)}.md")
        yield from _conflict(file, place)
    elif path.as_posix() in _OWN or (path.parts[0] == _SHEETS and path.suffix == ".yml"):
        yield from _conflict(file, place)
    elif path.suffix.lower() in IMAGES:
        if fault := fault_of(file):
            yield Problem(place, 1, "image-file", *fault)
    elif better := _meant_for(path):
        yield Problem(place, 1, "file-unread", f"nothing reads the file {path.name[:60]}", better)


def _link(place: Path, how: str) -> Problem:
    return Problem(place, 1, "file-link", f"this is no file: it {how}", "put the file itself here, or take it away")


def _meant_for(path: Path) -> str:
    """What a file that nothing reads was likely meant to be; empty if nobody would miss it."""
    if near := next((name for name in _OWN if path.stem.lower() == name.partition(".")[0]), ""):
        return f"name it {near}"
    if path.parts[0] == _SHEETS:
        return f"if it is a score sheet, name it {_good_name(path.stem)}.yml; if not, take it away"
    if match := _PAGE.search(path.name):
        return f"if it is a page, name it {_good_name(path.name[: match.start()])}.md; if not, take it away"
    return ""


def _good_name(stem: str) -> str:
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain)) or "by-its-subject"


def _conflict(file: Path, place: Path) -> Iterator[Problem]:
    try:
        raw = file.read_bytes()
    except OSError:  # told by those who read it for what it says
        return
    if match := _CONFLICT.search(raw):
        line = raw.count(b"\n", 0, match.start()) + 1
        message = "two changes met here, and both stand in the file"
        remedy = "keep one, and take out the lines with <<<<<<<, ======= and >>>>>>>"
        yield Problem(place, line, "merge-conflict", message, remedy)
