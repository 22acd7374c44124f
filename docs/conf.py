"""Settings of the handbook for Sphinx."""

import datetime as dt
import os

from hsct_handbook import __version__

project = "HSCT for MS: a handbook"
author = "The handbook’s editors"
copyright = "2026, the handbook’s editors. Text under CC BY 4.0"
version = release = __version__
language = "en_GB"

extensions = ["myst_parser", "sphinx_design", "hsct_handbook"]
exclude_patterns = ["_*", "**/_*"]
nitpicky = True
myst_enable_extensions = ["colon_fence", "deflist", "attrs_inline", "attrs_block"]
myst_heading_anchors = 3
smartquotes = False

# The one place for the address of the published site; leaflets and codes print it.
html_baseurl = os.environ.get("HANDBOOK_ADDRESS", "https://handbook.example.org/")
html_theme = "handbook"
# Where the source lives, for “edit this page” and “report a mistake”; without it those links lead to the about page.
html_theme_options = {"repository_url": os.environ.get("HANDBOOK_REPOSITORY", "")}
html_title = project
html_copy_source = False
html_show_sourcelink = False
html_show_sphinx = False

# The day on which ages of pages are judged; a fixed day makes a build repeatable.
handbook_today = os.environ.get("HANDBOOK_TODAY", dt.date.today().isoformat())

# Leaflets with other numbers of sides than most (none: as many as they need), each with the reason.
print_more_sides = {
    "worksheet": (3, "its fourth side would hold nothing to fill in"),
    "deaths": (None, "it holds every source of deaths in one table, which grows with them"),
}
# Pages that the handbook as a PDF leaves out, each with the reason.
print_not_in_handbook = {"measures-up": "its tables change with each build, and fill many sides for those who check us"}
