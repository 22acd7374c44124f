"""The drawing in ARCHITECTURE.md shows the code as it is."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
CODE = ROOT / "src" / "hsct_handbook"
SETUP = "setup"
"""How the drawing calls `__init__.py`."""


def imports() -> dict[str, set[str]]:
    """Which part of the code imports which others."""
    found: dict[str, set[str]] = {}
    for path in sorted(CODE.rglob("*.py")):
        inside = path.relative_to(CODE).with_suffix("").parts
        part = SETUP if inside == ("__init__",) else inside[0]
        package = ("hsct_handbook", *inside[:-1])
        others = {name for name in _imported(ast.parse(path.read_text(encoding="utf-8")), package) if name != part}
        found.setdefault(part, set()).update(others)
    return found


def _imported(tree: ast.Module, package: tuple[str, ...]) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            targets = [alias.name.split(".") for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = list(package[: len(package) - node.level + 1]) if node.level else []
            module = [*base, *(node.module.split(".") if node.module else [])]
            targets = [[*module, alias.name] for alias in node.names]
        else:
            continue
        for target in targets:
            if target[0] == "hsct_handbook" and len(target) > 1 and not target[1].startswith("_"):
                yield target[1]


def drawing() -> dict[str, set[str]]:
    """The same as it is drawn."""
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    mermaid = re.search(r"```mermaid\n(.*?)```", text, re.DOTALL)
    assert mermaid, "ARCHITECTURE.md has no drawing"
    found: dict[str, set[str]] = {name: set() for name in re.findall(r"^ +(\w+)\[", mermaid[1], re.MULTILINE)}
    for name, others in re.findall(r"^ +(\w+) --> (.+)$", mermaid[1], re.MULTILINE):
        found[name] |= {other.strip() for other in others.split("&")}
    return found


def test_the_drawing_is_the_code() -> None:
    drawn, real = drawing(), imports()
    missing = [f"{part} --> {other}" for part in real for other in sorted(real[part] - drawn.get(part, set()))]
    idle = [f"{part} --> {other}" for part in drawn for other in sorted(drawn[part] - real.get(part, set()))]

    assert sorted(drawn) == sorted(real), "the parts of the drawing in ARCHITECTURE.md are not those of the code"
    assert (missing, idle) == ([], []), "draw what is missing in ARCHITECTURE.md, and take out what is idle"


def test_nothing_goes_round_in_circles() -> None:
    drawn = drawing()
    left = dict(drawn)
    while ready := [part for part, others in left.items() if not others & left.keys()]:
        for part in ready:
            del left[part]

    assert not left


def test_a_build_does_not_know_the_tools() -> None:
    assert not [part for part, others in imports().items() if "maintain" in others]
