"""The charts' tests run hypothesis as the unit tests do, and build the made-up handbook of the build tests."""

from __future__ import annotations

from tests.build.conftest import built, handbook
from tests.unit import conftest as steady

__all__ = ["built", "handbook", "steady"]
