"""What the tests of print share."""

from __future__ import annotations

from pathlib import Path

import pytest

from .small_handbook import SmallHandbook


@pytest.fixture
def handbook(tmp_path: Path) -> SmallHandbook:
    """An empty handbook in a folder of its own."""
    return SmallHandbook(tmp_path)
