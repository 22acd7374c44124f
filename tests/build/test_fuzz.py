"""Whole builds of pages that hold whatever hypothesis thinks of: words or a website, and never markup of others."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from ..conftest import EVERYTHING
from .conftest import SITE, Handbook

TAG = "evil-tag"
SCRAPS = (
    *(
        f"<{TAG} onclick=x>",
        f"</p><{TAG}>",
        f'"><{TAG}>',
        f"`<{TAG}>`",
        f"\\<{TAG}\\>",
        f"&lt;{TAG}&gt;",
        f"&#60;{TAG}>",
    ),
    *("]]>", "-->", "<!--", "{", "}", "{{", "{%", "%", "`", "``", "```", ":::", ":::{note}", "{fact}`", "{cite}`x`"),
    *("[a](b)", "](javascript:x)", "![", "$x$", "#", "@", "*", "_", "**", "|", "\\", "'", '"', ":", "- ", "~", "^"),
    *("\n", "\n\n", "\n# ", "\n---\n", "\t", "\u202e", "\u2028", "\u00ad", "\ufeff", "é", "漢", "🧠", "words", " and "),
)
PLACES = {
    "a paragraph": ("second.md", "In [South](trials/south.md), there", "{}\n\nIn [South](trials/south.md), there"),
    "a heading": ("second.md", "## What South found", "## What South found {}"),
    "a caption": ("second.md", ":caption: People without", ":caption: {} People without"),
    "front matter as written": ("second.md", "kind: chapter\n", "kind: chapter\n{}\n"),
    "a field": ("trials/south.md", "  - There was no group to compare with.\n", "  - {!r}\n"),
    "a name": ("trials/south.md", "name: South\n", "name: {!r}\n"),
}
"""By name, the page, what stands there, and what takes its place; a text in quotation marks is any text for YAML."""


@settings(max_examples=25 if EVERYTHING else 3, deadline=None, derandomize=True, database=None)
@given(st.sampled_from(sorted(PLACES)), st.lists(st.sampled_from(SCRAPS), min_size=1, max_size=6).map("".join))
def test_no_page_breaks_the_build_or_gets_markup_through(place: str, text: str) -> None:
    page, old, form = PLACES[place]
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(SITE, Path(folder, "docs"))
        made = Handbook(Path(folder))
        made.edit(page, old, form.replace("{!r}", json.dumps(text, ensure_ascii=False)).replace("{}", text))

        outcome = made.build()

        assert "Traceback" not in outcome.warnings
        if not outcome.ok:
            assert f"{page}:" in outcome.warnings, f"no place is named in\n{outcome.warnings}"
        for path in made.html.rglob("*"):
            if path.suffix in (".html", ".xml", ".svg"):
                assert f"<{TAG}".encode() not in path.read_bytes(), path.name
