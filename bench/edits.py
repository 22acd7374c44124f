"""One edit of a made-up study, and the warm builder of `make live` that shows it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

_TICKS = os.sysconf("SC_CLK_TCK")


def _prose(page: str) -> str:
    return _put(page, r"Nobody in", "No one in")


def _figure(page: str) -> str:
    """One more person with an infection: no other page shows it."""
    return _put(page, r"(?<=id: infection, )(.*?count: )(\d+)", lambda found: f"{found[1]}{_other(int(found[2]))}")


def _deaths(page: str) -> str:
    """Another number of deaths: the lists of all studies show it."""
    return _put(page, r"(?<=deaths: )({count: )(\d+)", lambda found: f"{found[1]}{_other(int(found[2]))}")


def _other(count: int) -> int:
    """A count nearby that fits wherever this one did."""
    return count - 1 if count else 1


def _put(page: str, what: str, new: str | Callable[[re.Match[str]], str]) -> str:
    changed, times = re.subn(what, new, page, count=1)
    if not times or changed == page:
        raise RuntimeError(f"a made-up study holds no {what} to edit")
    return changed


EDITS: dict[str, Callable[[str], str]] = {
    "prose": _prose,
    "a figure of its own": _figure,
    "deaths": _deaths,
}
"""By what is edited, how the text of a made-up study then reads."""


class Editor:
    """The builder of `make live`, kept at work; each build tells its CPU seconds, children included."""

    _last = 0.0

    def __init__(self, docs: Path, out: Path, trees: Path) -> None:
        self._command = [sys.executable, "-m", "hsct_handbook.maintain.live.builder", *map(str, (docs, out, trees))]

    def __enter__(self) -> Editor:
        self._process = subprocess.Popen(self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        self._process.communicate()

    def build(self) -> float:
        """Build all that changed. Raises RuntimeError if the builder finds a fault."""
        self._carry_out({})
        return self._last

    def see(self, page: str) -> float:
        """Build what changed, as if a browser showed the page that was edited; tell when it could be seen.

        Raises as `build` does.
        """
        return self._carry_out({"first": [page], "site": False})

    def _carry_out(self, asked: dict[str, object]) -> float:
        """Give an order, and tell after how many CPU seconds pages were written. Raises as `build` does."""
        process, before, seen = self._process, self._cpu(), 0.0
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps(asked) + "\n")
        process.stdin.flush()
        for line in process.stdout:
            answer, self._last = json.loads(line), self._cpu() - before
            if "written" in answer:
                seen = self._last
            elif not answer["ok"]:
                raise RuntimeError(answer["messages"])
            else:
                return seen
        raise RuntimeError("the builder ended without a word")

    def memory(self) -> float:
        """How much memory the builder holds now, in megabytes, from /proc (Linux)."""
        status = Path(f"/proc/{self._process.pid}/status").read_text()
        return int(re.findall(r"VmRSS:\s+(\d+) kB", status)[0]) / 1000

    def _cpu(self) -> float:
        """User and system seconds of the process and of its children that ended, from /proc (Linux)."""
        after_name = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        return sum(map(int, after_name[11:15])) / _TICKS
