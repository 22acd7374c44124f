"""What each field of a model means: the words that stand under it in the code.

Pydantic can find them too (`use_attribute_docstrings`), but reads the code anew for each model, and looks for it in
every module that Python has loaded; that takes longer than to read all pages that changed.
"""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path


def meanings(model: type) -> dict[str, str]:
    """The meanings of the fields that the model itself names, not of those that it inherits."""
    return _of_module(model.__module__).get(model.__qualname__, {})


@cache
def _of_module(name: str) -> dict[str, dict[str, str]]:
    """By class, the meanings of its fields; nothing where a module has no file."""
    file = getattr(sys.modules.get(name), "__file__", None)
    if file is None:
        return {}
    tree = ast.parse(Path(file).read_text(encoding="utf-8"))
    return {node.name: dict(_under_fields(node)) for node in tree.body if isinstance(node, ast.ClassDef)}


def _under_fields(found: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for field, text in pairwise(found.body):
        match field, text:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(words))):
                yield name, inspect.cleandoc(words)
