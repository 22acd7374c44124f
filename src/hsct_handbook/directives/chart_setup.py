"""Registers every chart of the handbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .chart_estimates import OutcomeChart
from .chart_nodes import setup_chart_nodes
from .chart_times import EdssScale, TreatmentTimeline, TrialsTimeline
from .charts import IconArray, WhoWasCounted
from .deaths import DeathsChart, DeathsTable

if TYPE_CHECKING:
    from sphinx.application import Sphinx

CHARTS = {
    "icon-array": IconArray,
    "outcome-chart": OutcomeChart,
    "deaths-chart": DeathsChart,
    "deaths-table": DeathsTable,
    "who-was-counted": WhoWasCounted,
    "trials-timeline": TrialsTimeline,
    "treatment-timeline": TreatmentTimeline,
    "edss-scale": EdssScale,
}
"""By the name under which a page asks for it."""


def setup_charts(app: Sphinx) -> None:
    """Register the nodes and the directives."""
    setup_chart_nodes(app)
    for name, directive in CHARTS.items():
        app.add_directive(name, directive)
