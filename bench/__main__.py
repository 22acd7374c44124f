"""`make bench`: measure everything, or one thing with WHAT=site, WHAT=print or WHAT=growth, and print tables."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from . import growth, printing, site
from .measuring import BUILT, Table

BENCHES: dict[str, Callable[[Path], Iterator[Table]]] = {
    "growth": growth.measure,
    "print": printing.measure,
    "site": site.measure,
}
"""Each measures what was built into _build, or builds more, with an empty folder of its own to work in."""


def main() -> None:
    """Measure what was asked for; a table is shown as soon as it is known."""
    options = argparse.ArgumentParser(prog="make bench", description=__doc__)
    options.add_argument("what", nargs="*", metavar="WHAT", help=f"one of {', '.join(BENCHES)}; without it, all")
    asked = options.parse_args().what or list(BENCHES)
    if unknown := [name for name in asked if name not in BENCHES]:
        options.error(f"there is no bench “{unknown[0]}”; there are {', '.join(BENCHES)}")
    if not (BUILT / "index.html").exists():
        options.error("there is nothing to measure yet; run make first")
    for name in asked:
        with tempfile.TemporaryDirectory(prefix=f"bench-{name}-") as room:
            for table in BENCHES[name](Path(room)):
                print(table, end="\n\n", flush=True)


if __name__ == "__main__":
    main()
