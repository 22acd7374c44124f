"""The directives and roles that a build knows, for the check that tells a misspelt one without building."""

from __future__ import annotations

import io
import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from docutils.parsers.rst import directives, roles
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from ..checks.markup import NAMES

_OTHER_LANGUAGES = frozenset({"c", "cpp", "js", "py", "rst", "math"})
"""Sphinx's domains for those who describe programs; no page here is about one."""
_TRIED = 12
"""A number that every option takes which takes numbers; none asks for so many at least."""


def markup_json(docs: Path) -> str:
    """Every directive with its options, and every role, as a build of `docs` has them, as text."""
    with tempfile.TemporaryDirectory() as room, patch_docutils(str(docs)), docutils_namespace():
        app = Sphinx(docs, docs, room, room, "dummy", status=None, warning=io.StringIO())
        kinds = _directives(app)
        known = {
            "directives": {name: sorted(getattr(kind, "option_spec", None) or ()) for name, kind in kinds.items()},
            "numbers": {name: numbers for name, kind in kinds.items() if (numbers := _numbers(kind))},
            "with-argument": sorted(name for name, kind in kinds.items() if getattr(kind, "required_arguments", 0)),
            "without-text": sorted(name for name, kind in kinds.items() if not getattr(kind, "has_content", True)),
            "roles": _roles(app),
        }
    return json.dumps(known, indent=1, sort_keys=True) + "\n"


def _directives(app: Sphinx) -> dict[str, Any]:
    found: dict[str, Any] = dict(directives._directives)  # type: ignore[attr-defined]
    for name, (module, kind) in directives._directive_registry.items():  # type: ignore[attr-defined]
        found.setdefault(name, getattr(__import__(f"docutils.parsers.rst.directives.{module}", fromlist=[kind]), kind))
    for domain in app.env.domains.sorted():
        if domain.name not in _OTHER_LANGUAGES:
            found |= {name: kind for name, kind in domain.directives.items() if name not in found}
    return found


def _numbers(kind: Any) -> dict[str, int]:
    """The options that take whole numbers and nothing else, each with the least that it takes."""
    spec = getattr(kind, "option_spec", None) or {}
    return {
        option: next(number for number in range(_TRIED + 1) if _made(convert, str(number)) is not None)
        for option, convert in sorted(spec.items())
        if _made(convert, str(_TRIED)) == _TRIED and _made(convert, "ten") is _made(convert, "12%") is None
    }


def _made(convert: Callable[[str], object], text: str) -> int | None:
    """The number that an option makes of a text; none if it refuses it, or makes it something else."""
    try:
        made = convert(text)
    except (ValueError, TypeError):
        return None
    return made if isinstance(made, int) else None


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
