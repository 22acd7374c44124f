"""`sitemap.xml` and `robots.txt`: which pages there are for search engines, and when each was last checked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from ..directives.state import evidence_of
from .builder import is_website

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_SITEMAP = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{urls}</urlset>\n'


def write_sitemap(app: Sphinx, exception: Exception | None) -> None:
    """Write both files; without an address of the site there can be no sitemap."""
    base = app.config.html_baseurl
    if exception is not None or not is_website(app) or not base:
        return
    pages = evidence_of(app).pages
    urls = "".join(
        f"<url><loc>{escape(f'{base}{name}.html')}</loc>"
        + (f"<lastmod>{pages[name].reviewed}</lastmod>" if name in pages else "")
        + "</url>\n"
        for name in (*sorted(app.env.all_docs), "contents")
    )
    out = Path(app.outdir)
    (out / "sitemap.xml").write_text(_SITEMAP.format(urls=urls), encoding="utf-8")
    (out / "robots.txt").write_text(f"User-agent: *\nAllow: /\nSitemap: {base}sitemap.xml\n", encoding="utf-8")


def setup_sitemap(app: Sphinx) -> None:
    """Register the writer."""
    app.connect("build-finished", write_sitemap)
