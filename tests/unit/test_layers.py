"""Evidence, wording and charts know neither docutils nor Sphinx; the checks know no Sphinx."""

from __future__ import annotations

import subprocess
import sys

import pytest

CORE = ["hsct_handbook.evidence", "hsct_handbook.wording", "hsct_handbook.evidence.export", "hsct_handbook.charts"]


@pytest.mark.parametrize(
    ("modules", "refused"), [(CORE, {"sphinx", "docutils", "myst_parser"}), (["hsct_handbook.checks"], {"sphinx"})]
)
def test_layers(modules: list[str], refused: set[str]) -> None:
    code = f"import sys, {', '.join(modules)}; print(*{{name.partition('.')[0] for name in sys.modules}})"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert refused.isdisjoint(loaded)
