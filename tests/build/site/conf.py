"""Settings of the made-up handbook that the tests build."""

project = "A made-up handbook"
extensions = ["myst_parser", "sphinx_design", "hsct_handbook"]
myst_enable_extensions = ["colon_fence", "deflist", "attrs_inline", "attrs_block"]
nitpicky = True
language = "en_GB"
html_theme = "handbook"
html_baseurl = "https://handbook.example.org/"
handbook_today = "2026-02-01"
