"""Where pages are made: one builder process, one order at a time, and what is known of the last one."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable
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
    """Builds `docs` into `out`; `tell` hears of every build, twice: when pages are there, and when all is done.

    What a save changes is seen first: the page that was saved, and those that are shown in a browser. Other pages are
    read by `carry_on`, a page at a time, so that their faults are told and the next save need not wait; they are
    written when someone opens them, as are all others after an edit of theme or code.
    """

    docs: Path
    out: Path
    trees: Path
    tell: Callable[[Told], None] = lambda told: None
    errors: str = ""
    """What is wrong now; empty when nothing is."""
    _owed: set[str] = field(default_factory=set)
    _later: list[str] = field(default_factory=list)
    """The pages that changed by an edit elsewhere, and were not read yet."""
    _site_is_old: bool = False
    """Whether the search index and what else belongs to the whole site is still to be made."""
    _worn: float = 0.0
    """When the theme was last edited: a page written before is written again before it is shown."""
    _rusty: float = 0.0
    """When the code was last edited: a page written before is read again, too."""
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _process: subprocess.Popen[str] | None = None

    def build(self) -> None:
        """Build everything that changed."""
        self._carry_out(Order())

    def saved(self, shown: set[str]) -> None:
        """Bring the pages that were saved, and those that are shown, up to date."""
        self._carry_out(Order(first=shown, site=False))

    @property
    def has_more_to_do(self) -> bool:
        """Whether the last save left something to `carry_on` with."""
        return bool(self._later) or self._site_is_old

    def carry_on(self) -> None:
        """Do one step of what the last save left: read a page, or make what belongs to the whole site."""
        if self._later:
            self._carry_out(Order(first=set(), check={self._later[0]}, site=False))
        elif self._site_is_old:
            self._carry_out(Order(first=set()))

    def theme_changed(self, shown: set[str]) -> None:
        """Write the pages that are shown anew; the others follow when someone opens them."""
        self._worn = time.time()
        self._carry_out(Order(write=shown, first=shown, fresh_looks=True))

    def code_changed(self, shown: set[str]) -> None:
        """Start the builder anew, for it cannot forget code; then the pages that are shown."""
        self._worn = self._rusty = time.time()
        self.stop()
        self._carry_out(Order(read=shown, first=shown))

    def freshen(self, page: str) -> None:
        """Make a page anew if it was made before an edit that changed it."""
        file = self.out / f"{page}.html"
        if not (self.docs / f"{page}.md").is_file() or not file.is_file():
            return
        written = file.stat().st_mtime
        if written < self._rusty:
            self._carry_out(Order(read={page}, first={page}, site=False))
        elif written < self._worn or not written or page in self._later:
            self._carry_out(Order(write={page}, first={page}, site=False))

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

    def _carry_out(self, order: Order) -> None:
        with self._lock:
            order.read |= self._owed
            self._build(order)

    def _build(self, order: Order) -> None:
        started, pages = time.perf_counter(), frozenset[str]()
        process = self._start()
        assert process.stdin is not None
        assert process.stdout is not None
        asked = {name: sorted(said) if isinstance(said, set) else said for name, said in vars(order).items()}
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
                # While something is wrong nothing can follow; the next save finds again what was left.
                self._later = answer["later"] if answer["ok"] else []
                self._site_is_old = answer["ok"] and not order.site
                self.tell(Told(pages, self.errors, time.perf_counter() - started))
                return
        except BrokenPipeError:
            pass
        self._end()
        self.errors = _GONE
        self.tell(Told(errors=self.errors))
