"""The directives and roles that a build knows, for the check that tells a misspelt one without building."""

from __future__ import annotations

import io
import json
import tempfile
from pathlib import Path
from typing import Any

from docutils.parsers.rst import directives, roles
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from ..checks.markup import NAMES

_OTHER_LANGUAGES = frozenset({"c", "cpp", "js", "py", "rst", "math"})
"""Sphinx's domains for those who describe programs; no page here is about one."""


def markup_json(docs: Path) -> str:
    """Every directive with its options, and every role, as a build of `docs` has them, as text."""
    with tempfile.TemporaryDirectory() as room, patch_docutils(str(docs)), docutils_namespace():
        app = Sphinx(docs, docs, room, room, "dummy", status=None, warning=io.StringIO())
        known = {"directives": _directives(app), "roles": _roles(app)}
    return json.dumps(known, indent=1, sort_keys=True) + "\n"


def _directives(app: Sphinx) -> dict[str, list[str]]:
    found: dict[str, Any] = dict(directives._directives)  # type: ignore[attr-defined]
    for name, (module, kind) in directives._directive_registry.items():  # type: ignore[attr-defined]
        found.setdefault(name, getattr(__import__(f"docutils.parsers.rst.directives.{module}", fromlist=[kind]), kind))
    for domain in app.env.domains.sorted():
        if domain.name not in _OTHER_LANGUAGES:
            found |= {name: kind for name, kind in domain.directives.items() if name not in found}
    return {name: sorted(getattr(kind, "option_spec", None) or ()) for name, kind in found.items()}


def _roles(app: Sphinx) -> list[str]:
    found = {*roles._roles, *roles._role_registry}  # type: ignore[attr-defined]
    for domain in app.env.domains.sorted():
        if domain.name not in _OTHER_LANGUAGES:
            found |= domain.roles.keys()
    return sorted(found - {""})


def write_markup(docs: Path) -> Path:
    """Write the list where the check reads it."""
    NAMES.write_text(markup_json(docs), encoding="utf-8")
    return NAMES
