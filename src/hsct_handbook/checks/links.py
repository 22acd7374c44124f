"""Links say where they go, and go somewhere."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Iterator
from os.path import relpath
from pathlib import Path
from urllib.parse import unquote, urlsplit

from myst_parser.slugs import github_slugify, unique_slug

from ..evidence import Evidence, Problem, did_you_mean
from .rule import Family, Rule
from .source import Link, PageSource, read_source

RULES = (
    Rule(
        "link-words",
        "Whoever hears a list of links hears only their words (WCAG 2.4.4).",
        "Let the words of the link name the page or the study it leads to.",
        standards=("A1",),
    ),
    Rule(
        "link-bare",
        "An address is not a name, breaks lines on paper, and ages; sources are cited.",
        "Link words to the address, or cite it as a source.",
        standards=("A1",),
    ),
    Rule(
        "link-dead",
        "A link that leads nowhere costs trust.",
        "Correct the name of the page, or take the link out.",
        standards=("T3",),
    ),
)
_NO_WORDS = frozenset(
    {"", "here", "this", "this page", "this link", "link", "click", "click here", "read more", "more", "page"}
)
_DEEPEST_TARGET = 3
"""The deepest heading that can be linked to: `myst_heading_anchors` in docs/conf.py."""
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+[\w/]", re.IGNORECASE)


def check(source: PageSource, evidence: Evidence) -> Iterator[Problem]:
    """Check each link's words and target, and look for addresses in the text."""
    for link in source.links:
        if link.auto or _ADDRESS.fullmatch(link.text):
            yield _bare(source, link.line, link.href)
        elif link.text.casefold().strip(" .") in _NO_WORDS or link.text.casefold().startswith("click"):
            message = f"the words of a link do not say where it goes: “{link.text}”"
            yield source.problem(link.line, "link-words", message, "name the page or the study")
        yield from _dead(source, evidence, link)
    for block in source.prose:
        text = block.masked
        for match in _ADDRESS.finditer(text.text):
            if not any(link.text and match.group() in link.text for link in source.links):
                yield _bare(source, text.line_at(match.start()), match.group())


def _bare(source: PageSource, line: int, address: str) -> Problem:
    remedy = "link words to it, [like these](https://…), or cite a source with {cite}`key`"
    return source.problem(line, "link-bare", f"an address stands in the text: {address[:60]}", remedy)


def _dead(source: PageSource, evidence: Evidence, link: Link) -> Iterator[Problem]:
    try:
        parts = urlsplit(link.href)
    except ValueError:
        yield source.problem(link.line, "link-dead", f"“{link.href[:60]}” is no address", "correct it")
        return
    target = unquote(parts.path)
    if not target and parts.fragment and not parts.scheme:
        yield from _no_part(source, link, source, unquote(parts.fragment))
    if parts.scheme or parts.netloc or not target.endswith((".md", ".html")) or target.startswith("/_"):
        return
    folder = source.docs if target.startswith("/") else source.path.parent
    try:
        if target.endswith(".md") and (folder / target.lstrip("/")).is_file():
            if parts.fragment:
                yield from _no_part(
                    source, link, _page_at(folder / target.lstrip("/"), source, evidence), unquote(parts.fragment)
                )
            return
    except (OSError, ValueError):  # a name that no file can have
        pass
    yield source.problem(link.line, "link-dead", f"there is no page {target[:60]}", _suggest(source, target))


def _page_at(path: Path, source: PageSource, evidence: Evidence) -> PageSource | None:
    """Another page of the handbook; none if its front matter could not be read, which is told elsewhere."""
    name = Path(os.path.normpath(path)).relative_to(source.docs).with_suffix("").as_posix()
    return read_source(evidence, name, path, path) if name in evidence.front else None


def _no_part(source: PageSource, link: Link, page: PageSource | None, wanted: str) -> Iterator[Problem]:
    """Complain of a link to a part that its page does not have."""
    if page is None:
        return
    parts: list[str] = []
    for heading in page.headings:
        if heading.level <= _DEEPEST_TARGET:
            parts.append(unique_slug(github_slugify(heading.text), parts))
    if wanted not in parts:
        message = f"{page.path.name} has no part “{wanted[:60]}”"
        otherwise = "write the words of its heading in small letters, with hyphens for spaces"
        yield source.problem(link.line, "link-dead", message, did_you_mean(wanted, parts, otherwise))


def _suggest(source: PageSource, target: str) -> str:
    wanted = target.rpartition("/")[2].rpartition(".")[0]
    pages = {path.stem: path for path in sorted(source.docs.rglob("*.md"))}
    near = [wanted] if wanted in pages else difflib.get_close_matches(wanted, pages, n=1, cutoff=0.75)
    if near:
        return f"did you mean {relpath(pages[near[0]], source.path.parent)}?"
    return "correct the name, or take the link out"


FAMILY = Family("links", RULES, check)
