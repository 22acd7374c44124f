"""A light start: what the handbook's builders have no use for is not loaded.

Sphinx loads all its builders with every build, and with its link checker a library for requests. With `sphinx-build`,
which knows nothing of this, the same pages come out a little later.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import LazyLoader, find_spec, module_from_spec

from sphinx import application

_BUILDERS = ("sphinx.builders.", "sphinxcontrib.")
"""Where the builders of Sphinx are; ours loads what it builds on."""
_USED = ("sphinx.builders.html", "sphinx.builders.gettext")
"""Those that the website is built on: itself, and the settings of translations."""
_SELDOM_USED = ("sphinx.util.requests", "sphinx.ext.doctest", "PIL.Image")
"""What Sphinx loads for links that it asks about, for code that is tried, and for sizes of rare kinds of images."""


@contextmanager
def light_start() -> Iterator[None]:
    """Make Sphinx's applications inside it; outside, Sphinx has all its builders as always."""
    all_extensions = application.builtin_extensions
    application.builtin_extensions = tuple(
        name for name in all_extensions if name in _USED or not name.startswith(_BUILDERS)
    )
    for name in _SELDOM_USED:
        _load_when_used(name)
    try:
        yield
    finally:
        application.builtin_extensions = all_extensions


def _load_when_used(name: str) -> None:
    """Load a module when something in it is first used, as Python's own manual describes it."""
    if name in sys.modules or (spec := find_spec(name)) is None or spec.loader is None:
        return
    spec.loader = LazyLoader(spec.loader)
    module = module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    package, _, child = name.rpartition(".")
    setattr(sys.modules[package], child, module)  # or “from package import child” would use it at once
