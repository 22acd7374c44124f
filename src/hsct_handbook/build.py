"""One build of everything: the website, and what is printed, from one reading of the pages.

Run as `python -m hsct_handbook.build docs _build/html _build/doctrees`.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.util.console import color_terminal, nocolor
from sphinx.util.docutils import docutils_namespace, patch_docutils

BUILDERS = {"print": "print", "epub": ".", "html": "."}
"""The builders in their order, each with its folder under the website. The website tells how long each leaflet is."""
_READERS = 3  # Sphinx reads with this many processes and writes with one fewer: the fast way on two cores.


def build(docs: Path, out: Path, trees: Path, *, builders: dict[str, str] | None = None) -> bool:
    """Build with every builder in turn, warnings as errors; say whether all went well.

    A build with warnings is not remembered, so that the next one tells of them again. (Sphinx itself forgets a build
    that an error stopped.)
    """
    for builder, folder in (builders or BUILDERS).items():
        if not _build_one(docs, out / folder, trees, builder):
            (trees / "environment.pickle").unlink(missing_ok=True)
            return False
    return True


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
        print(f"{fault.category}: {fault}", file=sys.stderr)
        return False


def main() -> int:
    """Read the command line and build."""
    parser = argparse.ArgumentParser(
        prog="python -m hsct_handbook.build", description="Build the website and all that is printed."
    )
    parser.add_argument("docs", type=Path, help="the folder of the pages")
    parser.add_argument("out", type=Path, help="where the website goes")
    parser.add_argument("trees", type=Path, help="where the pages, once read, are kept for the next build")
    options = parser.parse_args()
    if not color_terminal():
        nocolor()
    if build(options.docs, options.out, options.trees):
        return 0
    print(
        f"The build failed: mend what is named above, then run it again. {options.out} may hold earlier pages.",
        file=sys.stderr,
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
