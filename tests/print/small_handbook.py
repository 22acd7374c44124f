"""Makes a small handbook in a folder and prints it."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.util.docutils import docutils_namespace, patch_docutils

ROOT = Path(__file__).parents[2]
FRONT = """\
---
kind: {kind}
description: A page that a test made up, with a description that is long enough.
written: 2026-11-01
reviewed: 2026-11-02
next-review: 2027-11-01
clinical-review: not-yet
{more}---

"""
STUDY = """\
name: {name}
full-name: A trial that never was
design: randomised
design-detail: {{text: "chance decided", source: made-up, checked: abstract}}
countries: [UK]
setting: {{text: "one centre", source: made-up, checked: abstract}}
years: {{published: 2019, source: made-up, checked: abstract}}
ms-types: [relapsing]
participants: not-reported
enrolled: {{people: 110, source: made-up, checked: abstract}}
comparator: none
blinding: not-reported
follow-up: not-reported
funding: not-reported
conflicts: not-reported
status: {{state: published, as-of: 2019-01-15, source: made-up, checked: abstract}}
main-source: made-up
deaths: {{count: 0, of: 110, when: "whole study", source: made-up, checked: abstract}}
limits: ["it was made up"]
"""
SOURCES = """\
@article{made-up,
  title = {A trial that never was},
  author = {Nobody, N},
  journal = {Journal of Tests},
  year = {2019},
  doi = {10.1001/jama.2018.18743},
  urldate = {2026-11-01},
  checked = {abstract},
}
"""
CONF = """\
project = "HSCT for MS: a handbook"
author = "The editors"
version = release = "1.2"
language = "en_GB"
extensions = ["myst_parser", "sphinx_design", "tests.print.stand_in"]
myst_enable_extensions = ["colon_fence", "deflist", "attrs_block"]
html_baseurl = "https://handbook.example.org/"
handbook_today = "2026-11-21"
smartquotes = False
"""
BRIEF = "## In brief\n\n- It is short.\n- It is clear.\n\n"
_COLOUR = re.compile(r"\x1b\[\d+(;\d+)*m")


def chapter(title: str, body: str = "## One part\n\nSome words.\n") -> str:
    """A chapter's file."""
    return f"{FRONT.format(kind='chapter', more='')}# {title}\n\n{BRIEF}{body}"


def study(title: str, body: str = "## What was found\n\nSome words.\n") -> str:
    """A study's file."""
    return f"{FRONT.format(kind='study', more=STUDY.format(name=title))}# {title}\n\n{BRIEF}{body}"


@dataclass
class Printed:
    """What came of a build."""

    out: Path
    told: str
    """Warnings and errors."""
    error: str | None
    log: str

    @property
    def files(self) -> set[str]:
        """The names of the PDFs."""
        return {path.name for path in self.out.glob("*.pdf")}


class SmallHandbook:
    """A handbook of a few pages that tests write, print, change and print again."""

    def __init__(self, folder: Path) -> None:
        self.docs = folder / "docs"
        self.folder = folder
        (self.docs / "trials").mkdir(parents=True)
        (self.docs / "conf.py").write_text(CONF, encoding="utf-8")
        (self.docs / "references.bib").write_text(SOURCES, encoding="utf-8")

    def write(self, pages: dict[str, str]) -> None:
        """Write pages, and a home page that lists every page."""
        for name, text in pages.items():
            (self.docs / f"{name}.md").write_text(text, encoding="utf-8")
        names = sorted(
            path.relative_to(self.docs).with_suffix("").as_posix()
            for path in self.docs.rglob("*.md")
            if path.name != "index.md"
        )
        listed = "\n".join(names)
        front = FRONT.format(kind="navigation", more="")
        home = f"{front}# Home\n\n```{{toctree}}\n:caption: All of it\n\n{listed}\n```\n"
        (self.docs / "index.md").write_text(home, encoding="utf-8")

    def print(self, **settings: object) -> Printed:
        """Print everything."""
        out, warnings, log = self.folder / "print", io.StringIO(), io.StringIO()
        error = None
        with patch_docutils(str(self.docs)), docutils_namespace():
            app = Sphinx(
                self.docs, self.docs, out, self.folder / "trees", "print", settings, status=log, warning=warnings
            )
            try:
                app.build()
            except SphinxError as fault:
                error = str(fault)
        return Printed(out, _COLOUR.sub("", warnings.getvalue()), error, _COLOUR.sub("", log.getvalue()))

    def print_together(self) -> Printed:
        """Print everything with two processes at the same time."""
        out = self.folder / "print"
        command = [sys.executable, "-m", "sphinx", "--jobs=3", "--builder=print", f"--doctree-dir={self.folder}/trees"]
        done = subprocess.run([*command, self.docs, out], cwd=ROOT, capture_output=True, text=True, check=False)
        told = _COLOUR.sub("", done.stderr)
        return Printed(out, told, told if done.returncode else None, _COLOUR.sub("", done.stdout))
