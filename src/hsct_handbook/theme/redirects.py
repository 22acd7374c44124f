"""Published addresses are permanent: leaflets are paper. A renamed page leaves a page behind that leads on.

`handbook_redirects` in conf.py names them, without `.html`: `{"trials/old-name": "trials/new-name"}`.
"""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util import logging
from sphinx.util.osutil import relative_uri

from .builder import is_website

if TYPE_CHECKING:
    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)
_PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="refresh" content="0;url={address}">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex">
<title>This page has moved</title>
<link rel="canonical" href="{canonical}">
</head>
<body>
<main><h1>This page has moved</h1><p>It is now at <a href="{address}">{title}</a>.</p></main>
</body>
</html>
"""


def write_redirects(app: Sphinx, exception: Exception | None) -> None:
    """Write a page for each old address; complain of those that lead nowhere or hide a page."""
    if exception is not None or not is_website(app):
        return
    for old, new in sorted(app.config.handbook_redirects.items()):
        if new not in app.env.all_docs or old in app.env.all_docs:
            fault = "which is no page" if new not in app.env.all_docs else f"but “{old}” is still a page"
            logger.warning(
                "handbook_redirects: “%s” leads to “%s”, %s", old, new, fault, type="handbook", subtype="redirect"
            )
            continue
        path = Path(app.outdir, f"{old}.html")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            _PAGE.format(
                language=str(app.config.language).replace("_", "-"),
                address=escape(relative_uri(f"{old}.html", f"{new}.html")),
                canonical=escape(f"{app.config.html_baseurl}{new}.html"),
                title=escape(app.env.titles[new].astext()),
            ),
            encoding="utf-8",
        )


def setup_redirects(app: Sphinx) -> None:
    """Register the setting and the writer."""
    app.add_config_value("handbook_redirects", {}, "", types=frozenset({dict}))
    app.connect("build-finished", write_redirects)
