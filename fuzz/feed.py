"""`python -m fuzz.feed TARGET …`: the process that is fed; what follows the target's name is libFuzzer's own."""

from __future__ import annotations

import gc
import sys

import atheris

with atheris.instrument_imports(include=["hsct_handbook", "yaml", "markdown_it", "mdit_py_plugins", "myst_parser"]):
    from .targets import TARGETS


def main() -> None:
    """Feed a target until something breaks or the time is over."""
    target = TARGETS[sys.argv[1]]
    target(b"---\nkind: chapter\n---\n# A page\n")  # what is loaded on first use is no hang
    gc.collect()
    gc.freeze()
    atheris.Setup([sys.argv[0], *sys.argv[2:]], target)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
