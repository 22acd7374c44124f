"""Each standard that a machine can judge is held by a rule or a test; and no rule or proof is made up."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from hsct_handbook.checks import RULES
from hsct_handbook.checks.standards import Standard, standards

ROOT = Path(__file__).parents[2]
each_standard = pytest.mark.parametrize("standard", standards().values(), ids=lambda standard: standard.id)


@each_standard
def test_a_machine_holds_what_a_machine_can_judge(standard: Standard) -> None:
    held = bool(standard.proved_by) or any(standard.id in rule.standards for rule in RULES)
    assert held != bool(standard.not_yet), "either something holds it, or it says why nothing does yet"


@each_standard
def test_what_proves_it_is_there(standard: Standard) -> None:
    for proof in standard.proved_by:
        path, _, name = proof.partition("::")
        assert (ROOT / path).is_file(), proof
        if name:
            tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
            assert name in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}, proof


def test_rules_serve_standards_that_there_are() -> None:
    assert {name for rule in RULES for name in rule.standards} <= standards().keys()


def test_every_rule_says_how_to_mend_it() -> None:
    assert all(rule.mend.endswith((".", ")", "’.")) and rule.mend != rule.why for rule in RULES)


def test_all_of_the_standards_are_there() -> None:
    counts = {"D": 12, "R": 10, "L": 7, "S": 4, "A": 11, "T": 7}
    assert list(standards()) == [
        f"{letter}{number}" for letter, last in counts.items() for number in range(1, last + 1)
    ]
