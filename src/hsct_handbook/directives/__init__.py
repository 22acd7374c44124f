"""The thin layer that turns the evidence into docutils nodes, and stops a build whose pages have faults."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .boxes import setup_boxes
from .changes import setup_changes
from .chart_setup import setup_charts
from .data_page import setup_data_page
from .downloads import setup_downloads
from .explorer import setup_explorer
from .facts import setup_facts
from .front import setup_front
from .glossary import setup_glossary
from .options import setup_options
from .parts import setup_parts
from .publishing import setup_publishing
from .questions import setup_questions
from .rebuilding import setup_rebuilding
from .scores import setup_scores
from .scores_tables import setup_scores_tables
from .settings import setup_settings
from .sources import setup_sources
from .state import setup_state
from .tables import setup_tables
from .website import setup_website
from .worksheet import setup_worksheet

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Register each feature; every module owns its own registration."""
    setup_settings(app)
    setup_state(app)
    setup_scores(app)
    setup_front(app)
    setup_facts(app)
    setup_boxes(app)
    setup_tables(app)
    setup_options(app)
    setup_charts(app)
    setup_glossary(app)
    setup_questions(app)
    setup_worksheet(app)
    setup_sources(app)
    setup_parts(app)
    setup_publishing(app)
    setup_rebuilding(app)
    setup_downloads(app)
    setup_data_page(app)
    setup_explorer(app)
    setup_changes(app)
    setup_scores_tables(app)
    setup_website(app)
