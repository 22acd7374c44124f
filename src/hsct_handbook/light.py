"""A light start: what asks the network is not loaded, for a build asks nothing of it.

Sphinx loads a library for requests with every build, for those who check links or take pictures from elsewhere. With
`sphinx-build`, which knows nothing of this, the same pages come out a little later.
"""

from __future__ import annotations

import gc
import sys
from importlib.util import LazyLoader, find_spec, module_from_spec

from sphinx import application

_LINK_CHECKER = "sphinx.builders.linkcheck"
_REQUESTS = "sphinx.util.requests"
_OBJECTS_BETWEEN_SWEEPS = 50_000
"""A build keeps nearly all that it makes: to look for garbage as often as Python does finds little and takes long."""


def start_light() -> None:
    """Call it before the first Sphinx application is made."""
    gc.set_threshold(_OBJECTS_BETWEEN_SWEEPS)
    application.builtin_extensions = tuple(name for name in application.builtin_extensions if name != _LINK_CHECKER)
    _load_when_used(_REQUESTS)


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
