"""A made-up handbook that is built as `make` builds it: by a process of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

SITE = Path(__file__).parents[1] / "build" / "site"
SETTINGS = """
version = "1"
author = "Nobody"
copyright = "2026, nobody"
"""
"""What an e-book needs besides."""
_RUN = """
import os, signal, sys
from hsct_handbook import build
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell that starts tests in the background turns it off
os.cpu_count = lambda: {processes}
build.BUILDERS = {builders}
sys.exit(build.main())
"""
WEBSITE = {"html": "."}


@dataclass(frozen=True)
class Room:
    """A handbook in a folder, with where it is built to."""

    folder: Path
    out: Path

    @property
    def docs(self) -> Path:
        return self.folder / "docs"

    def command(self, processes: int, builders: Mapping[str, str]) -> list[str]:
        """The build on a machine with that many processors."""
        run = _RUN.format(processes=processes, builders=dict(builders))
        return [sys.executable, "-c", run, "docs", str(self.out / "html"), str(self.out / "doctrees")]

    def start(self, processes: int = 2) -> subprocess.Popen[str]:
        """Start a build of the website, as the leader of its own group of processes."""
        return subprocess.Popen(
            self.command(processes, WEBSITE),
            cwd=self.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def build(
        self, processes: int = 2, builders: Mapping[str, str] = WEBSITE, umask: int = -1, **settings: str
    ) -> subprocess.CompletedProcess[str]:
        """Build, and return what was said."""
        return subprocess.run(
            self.command(processes, builders),
            cwd=self.folder,
            env={**os.environ, **settings},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            umask=umask,
        )

    def made(self) -> dict[str, bytes]:
        """Every file that was built, by its path."""
        root = self.out / "html"
        return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def lay_out(folder: Path, out: Path | None = None) -> Room:
    """Put the made-up handbook into a folder."""
    shutil.copytree(SITE, folder / "docs")
    with (folder / "docs" / "conf.py").open("a", encoding="utf-8") as settings:
        settings.write(SETTINGS)
    return Room(folder, out or folder / "_build")


@pytest.fixture
def room(tmp_path: Path) -> Room:
    """The made-up handbook, not yet built."""
    return lay_out(tmp_path)


def differing(one: Mapping[str, bytes], other: Mapping[str, bytes]) -> list[str]:
    """The files that two builds do not have in common, byte for byte."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))
