"""A light start: what asks the network is not loaded, for a build asks nothing of it.

Sphinx loads a library for requests with every build, for those who check links or take pictures from elsewhere. With
`sphinx-build`, which knows nothing of this, the same pages come out a little later.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import LazyLoader, find_spec, module_from_spec

from sphinx import application

_LINK_CHECKER = "sphinx.builders.linkcheck"
_REQUESTS = "sphinx.util.requests"


@contextmanager
def light_start() -> Iterator[None]:
    """Make Sphinx's applications inside it; outside, Sphinx has its link checker as always."""
    all_extensions = application.builtin_extensions
    application.builtin_extensions = tuple(name for name in all_extensions if name != _LINK_CHECKER)
    _load_when_used(_REQUESTS)
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
