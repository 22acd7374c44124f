"""Where pages are made: one builder process, one order at a time, and what is known of the last one."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from .builder import Order

_GONE = "The builder ended without a word; it is started again at the next save."


@dataclass(frozen=True)
class Told:
    """News for those who look: which pages were written, and what is wrong."""

    pages: frozenset[str] = frozenset()
    errors: str = ""
    seconds: float = 0.0
    done: bool = True


@dataclass
class Workshop:
    """Builds `docs` into `out`; `tell` hears of every build, twice: when pages are there, and when all is done."""

    docs: Path
    out: Path
    trees: Path
    tell: Callable[[Told], None] = lambda told: None
    errors: str = ""
    """What is wrong now; empty when nothing is."""
    _owed: set[str] = field(default_factory=set)
    _worn: float = 0.0
    """When the theme was last edited: a page written before is written again before it is shown."""
    _rusty: float = 0.0
    """When the code was last edited: a page written before is read again, too."""
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _process: subprocess.Popen[str] | None = None

    def build(self, *, write: Iterable[str] = (), read: Iterable[str] = (), fresh_looks: bool = False) -> None:
        """Build what changed, and these pages besides."""
        with self._lock:
            self._build(Order(set(write), set(read) | self._owed, fresh_looks))

    def theme_changed(self, shown: set[str]) -> None:
        """Write the pages that are shown anew; the others follow when someone opens them."""
        self._worn = time.time()
        self.build(write=shown, fresh_looks=True)

    def code_changed(self, shown: set[str]) -> None:
        """Start the builder anew, for it cannot forget code; then the pages that are shown."""
        self._worn = self._rusty = time.time()
        self.stop()
        self.build(read=shown)

    def freshen(self, page: str) -> None:
        """Make a page anew if it was made before the last edit of theme or code."""
        file = self.out / f"{page}.html"
        if not (self.docs / f"{page}.md").is_file() or not file.is_file():
            return
        written = file.stat().st_mtime
        if written < self._rusty:
            self.build(read={page})
        elif written < self._worn:
            self.build(write={page})

    def stop(self) -> None:
        """End the builder process."""
        with self._lock:
            self._end()

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.terminate()
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                stream.close()

    def _start(self) -> subprocess.Popen[str]:
        if self._process is None or self._process.poll() is not None:
            self._end()
            command = [sys.executable, "-m", "hsct_handbook.maintain.live.builder"]
            self._process = subprocess.Popen(
                [*command, str(self.docs), str(self.out), str(self.trees)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                encoding="utf-8",
                start_new_session=True,  # Ctrl-C is for the server, which ends the builder itself
            )
        return self._process

    def _build(self, order: Order) -> None:
        started, pages = time.perf_counter(), frozenset[str]()
        process = self._start()
        assert process.stdin is not None
        assert process.stdout is not None
        asked = {"write": sorted(order.write), "read": sorted(order.read), "fresh_looks": order.fresh_looks}
        try:
            process.stdin.write(f"{json.dumps(asked)}\n")
            process.stdin.flush()
            for line in process.stdout:
                answer = json.loads(line)
                if "written" in answer:
                    pages = frozenset(answer["written"])
                    self.tell(Told(pages, self.errors, time.perf_counter() - started, done=False))
                    continue
                self.errors = answer["messages"]
                self._owed = set() if answer["ok"] else order.read | set(answer["read"])
                self.tell(Told(pages, self.errors, time.perf_counter() - started))
                return
        except BrokenPipeError:
            pass
        self._end()
        self.errors = _GONE
        self.tell(Told(errors=self.errors))
