"""Each bad page fails a real build with its complaint, and nothing is published."""

from __future__ import annotations

from pathlib import Path

import pytest

from hsct_handbook.checks import ADVISORY, DRAFT

from ..bad.harness import TODAY, Case, Complaint, cases, lay_out
from ..conftest import EVERYTHING
from .conftest import SITE, Handbook

PASSED = ADVISORY | DRAFT
BLOCKED = [case for case in cases() if any(complaint.code not in PASSED for complaint in case.complaints)]


def _told(complaint: Complaint, case: Case, warnings: str) -> bool:
    place = f"{case.place}:{complaint.line}:" if complaint.line else f"{case.place}:"
    return any(
        place in line and complaint.part in line and f"[handbook.{complaint.code}]" in line
        for line in warnings.splitlines()
    )


@pytest.mark.parametrize("case", BLOCKED if EVERYTHING else BLOCKED[::4], ids=lambda case: case.name)
def test_a_bad_page_fails_the_build_with_its_complaint(case: Case, tmp_path: Path) -> None:
    lay_out(case, tmp_path / "docs")
    settings = (SITE / "conf.py").read_text(encoding="utf-8")
    (tmp_path / "docs/conf.py").write_text(f'{settings}\nhandbook_today = "{TODAY}"\n', encoding="utf-8")
    # The builder does not matter: the build must stop before it writes anything.
    outcome = Handbook(tmp_path, builder="dummy").build()

    assert not outcome.ok
    for complaint in case.complaints:
        if complaint.code not in PASSED:
            assert _told(complaint, case, outcome.warnings), f"{complaint} in\n{outcome.warnings}"
    assert "Traceback" not in outcome.warnings
    assert "Nothing was published" in outcome.warnings
