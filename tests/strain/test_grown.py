"""A handbook that has grown is still built whole: every page, every leaflet, and the lists of all studies."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bench.made_up import grow

DOCS = Path(__file__).parents[2] / "docs"
MORE = 75
"""With the real studies they fill more than two sides of the sheet of all studies."""


@pytest.mark.slow
def test_a_handbook_with_twice_as_many_studies_is_built_whole(tmp_path: Path) -> None:
    grow(DOCS, tmp_path / "docs", MORE)

    built = subprocess.run(
        [sys.executable, "-m", "hsct_handbook.build", "docs", "html", "doctrees"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )

    assert (built.returncode, built.stdout) == (0, "")
    sides = json.loads((tmp_path / "html" / "print" / "index.json").read_text(encoding="utf-8"))
    studies = [name for name in sides if name.startswith("trials/made-up-")]
    assert len(studies) == MORE
    assert all(sides[name]["sides"] <= 2 for name in studies)
    assert sides["studies-summary"]["sides"] > 2
    for page in ("compare", "deaths", "trials/index", "sources", "contents"):
        assert "made-up-0075" in (tmp_path / "html" / f"{page}.html").read_text(encoding="utf-8"), page
