"""The thin layer that turns the evidence into docutils nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Register each feature; every module owns its own registration."""
    app.add_config_value("handbook_today", "", "")
