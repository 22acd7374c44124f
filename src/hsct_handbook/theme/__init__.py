"""The website's looks: a small theme of our own that inherits Sphinx's `basic` and loads nothing of it.

Each module beside this one owns one concern and its own `setup_<concern>(app)`. The theme knows nodes, pages and
dates; it knows no study and no figure.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from .builder import setup_builder
from .licences import setup_licences
from .offline import setup_offline
from .page_scripts import setup_page_scripts
from .pages import setup_pages
from .redirects import setup_redirects
from .search import setup_search
from .sitemap import setup_sitemap

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Register the theme under the name `handbook`, and what stands behind its templates."""
    app.add_html_theme("handbook", str(Path(__file__).parent))
    parts = (
        *(setup_builder, setup_pages, setup_search, setup_page_scripts),
        *(setup_redirects, setup_sitemap, setup_licences, setup_offline),
    )
    for part in parts:
        part(app)
