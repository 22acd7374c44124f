"""One build of everything: the website, and what is printed, from one reading of the pages.

Run as `python -m hsct_handbook.build docs _build/html _build/doctrees`.
"""

from __future__ import annotations

import argparse
import errno
import fcntl
import gc
import os
import re
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.errors import SphinxError, SphinxParallelError
from sphinx.util.console import color_terminal, nocolor
from sphinx.util.docutils import docutils_namespace, patch_docutils

from .light import light_start

BUILDERS = {"print": "print", "epub": ".", "html": "."}
"""The builders in their order, each with its folder under the website. The website tells how long each leaflet is."""
_REMEDIES = {
    errno.ENOSPC: "make room on the disk, then build again",
    errno.EDQUOT: "make room in your quota, then build again",
    errno.EROFS: "build from a folder that can be written to",
    errno.EACCES: "give yourself the right to write there, or build from a folder of your own",
    errno.EPERM: "give yourself the right to write there, or build from a folder of your own",
}
_OS_ERROR = re.compile(r"\[Errno (?P<number>\d+)\] (?P<why>[^:\n]+)(?:: '(?P<path>[^'\n]*)')?")
"""How Sphinx hands on what a reading or writing process was refused."""
_GARBAGE = 50_000
"""After how many new objects, over those let go, Python looks for garbage. Its own number is 700."""
_READERS = 3  # Sphinx reads with this many processes and writes with one fewer: the fast way on two cores.


def build(docs: Path, out: Path, trees: Path, *, builders: dict[str, str] | None = None) -> bool:
    """Build with every builder in turn, warnings as errors; say whether all went well.

    A build with warnings is not remembered, so that the next one tells of them again, and neither is one that was
    stopped: what it was writing may be cut short. Two builds into one place take turns. Raises OSError where nothing
    can be written.
    """
    trees.mkdir(parents=True, exist_ok=True)
    with light_start(), _turn(trees):
        begun = trees / "begun"
        if begun.exists():
            (trees / "environment.pickle").unlink(missing_ok=True)
        begun.touch()
        for builder, folder in (builders or BUILDERS).items():
            if not _build_one(docs, out / folder, trees, builder):
                (trees / "environment.pickle").unlink(missing_ok=True)
                return False
        begun.unlink()
    return True


@contextmanager
def _turn(trees: Path) -> Iterator[None]:
    """Wait until no other build writes here. The lock goes with its process, however that ends."""
    with (trees / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print(f"Another build is writing to {trees.parent}; waiting for it to end …", file=sys.stderr, flush=True)
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _build_one(docs: Path, out: Path, trees: Path, builder: str) -> bool:
    try:
        with patch_docutils(str(docs)), docutils_namespace():
            app = Sphinx(
                docs,
                docs,
                out,
                trees,
                builder,
                status=None,
                warning=sys.stderr,
                warningiserror=True,
                parallel=min(_READERS, (os.cpu_count() or 1) + 1),
            )
            app.build()
            return app.statuscode == 0
    except SphinxError as fault:
        if (cause := _cause(fault)) is not None:
            raise cause from fault
        print(f"{fault.category}: {fault}", file=sys.stderr)
        return False


def _cause(fault: BaseException) -> OSError | None:
    """What the machine refused, where that is behind a fault of Sphinx's: a full disk, a folder without rights."""
    seen: BaseException | None = fault
    while seen is not None:
        if isinstance(seen, OSError):
            return seen
        seen = seen.__cause__ or seen.__context__
    if isinstance(fault, SphinxParallelError) and (found := _OS_ERROR.search(str(fault))):
        return OSError(int(found["number"]), found["why"], found["path"])
    return None


def _look_for_garbage_seldom() -> None:
    """Let Python look for what nobody needs any more far less often than it would by itself.

    Modules, pages and the evidence stay to the end, so that looking through them finds little: a third of a build's
    time went there. It costs about a quarter more memory.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_GARBAGE)


def _told(fault: OSError) -> str:
    where = f" ({fault.filename})" if fault.filename else ""
    remedy = _REMEDIES.get(fault.errno or 0, "look at that file or folder")
    return f"The machine refused to read or write{where}: {fault.strerror or fault}. To mend it: {remedy}."


def main() -> int:
    """Read the command line and build."""
    parser = argparse.ArgumentParser(
        prog="python -m hsct_handbook.build", description="Build the website and all that is printed."
    )
    parser.add_argument("docs", type=Path, help="the folder of the pages")
    parser.add_argument("out", type=Path, help="where the website goes")
    parser.add_argument("trees", type=Path, help="where the pages, once read, are kept for the next build")
    parser.add_argument("--website", action="store_true", help="only the website, and nothing that is printed")
    options = parser.parse_args()
    if not color_terminal():
        nocolor()
    _look_for_garbage_seldom()
    # Ctrl-C reaches every process of the build; this one alone answers it, once.
    os.register_at_fork(after_in_child=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN))
    try:
        builders = {"html": BUILDERS["html"]} if options.website else BUILDERS
        if build(options.docs, options.out, options.trees, builders=builders):
            return 0
    except OSError as fault:
        print(_told(fault), file=sys.stderr)
    except KeyboardInterrupt:
        print("Stopped. Nothing of yours is lost; the next build starts over.", file=sys.stderr)
        return 130
    print(
        f"The build failed: mend what is named above, then run it again. {options.out} may hold earlier pages.",
        file=sys.stderr,
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
