"""What the unit tests share: a small good handbook, and how hard hypothesis tries."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

from hsct_handbook.evidence import Evidence, read_evidence
from tests.bad.harness import BASE, TODAY

# The same examples each time, so that a change is never failed by chance; HYPOTHESIS_PROFILE=explore looks further.
settings.register_profile("steady", deadline=None, database=None, derandomize=True, max_examples=120)
settings.register_profile("explore", deadline=None, database=None, max_examples=3000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


@pytest.fixture(scope="session")
def small() -> Evidence:
    """The evidence of the small good handbook."""
    evidence = read_evidence(BASE, today=TODAY, shown=Path("docs"))
    assert evidence.problems == []
    return evidence
