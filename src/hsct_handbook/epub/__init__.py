"""The handbook as an EPUB, for e-readers: Sphinx's EPUB 3 builder with our nodes, look, cover and contents."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from .builder import HandbookEpubBuilder
from .translator import EpubTranslator

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.util.typing import ExtensionMetadata

THEME = "handbook-epub"


def _set_up(app: Sphinx, config: Config) -> None:
    """Settings of the EPUB that follow from the handbook's own, unless docs/conf.py gives others."""
    del app
    address = str(config.html_baseurl)
    settings = {
        "epub_theme": THEME,
        "epub_basename": "handbook",
        "epub_show_urls": "no",
        "epub_use_index": False,
        "epub_tocdepth": 2,
        "epub_tocscope": "includehidden",
        "epub_tocdup": False,
        "epub_language": str(config.language or "en").replace("_", "-"),
        "epub_contributor": str(config.author),
        "epub_uid": "handbook-id",
        "epub_identifier": address or f"urn:x-handbook:{config.project}".replace(" ", "-"),
        "epub_scheme": "URL",
        "epub_cover": ("_static/cover.png", "cover.html"),
        "epub_css_files": [],
    }
    given = config._raw_config
    for name, value in settings.items():
        if name not in given:
            config[name] = value


def setup(app: Sphinx) -> ExtensionMetadata:
    """Take the place of Sphinx's EPUB builder."""
    app.setup_extension("sphinx.builders.epub3")
    app.add_html_theme(THEME, str(Path(__file__).parent / "look"))
    app.add_builder(HandbookEpubBuilder, override=True)
    app.set_translator("epub", EpubTranslator)
    app.connect("config-inited", _set_up)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
