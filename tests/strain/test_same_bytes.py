"""The same commit gives the same bytes, whatever the machine: language, time zone, seed, path, processors, rights."""

from __future__ import annotations

from pathlib import Path

import pytest

from hsct_handbook.build import BUILDERS

from .conftest import differing, lay_out

KINDS = {".html", ".json", ".csv", ".xml", ".js", ".pdf", ".epub"}


@pytest.mark.slow
def test_two_machines_make_the_same_bytes(tmp_path: Path) -> None:
    here = lay_out(tmp_path / "here")
    there = lay_out(tmp_path / "a much longer path, with spaces — and dashes" / "there")

    first = here.build(1, BUILDERS, LC_ALL="C", TZ="UTC", PYTHONHASHSEED="1")
    second = there.build(
        4,
        BUILDERS,
        umask=0o077,
        LC_ALL="tr_TR.UTF-8",
        LANG="tr_TR.UTF-8",
        TZ="Pacific/Kiritimati",
        PYTHONHASHSEED="4000000000",
        COLUMNS="40",
    )

    assert (first.returncode, first.stdout) == (0, "")
    assert (second.returncode, second.stdout) == (0, "")
    made = here.made()
    assert {Path(name).suffix for name in made} >= KINDS
    assert differing(made, there.made()) == []
