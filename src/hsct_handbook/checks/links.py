"""Links say where they go, and go somewhere."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from os.path import relpath
from urllib.parse import unquote, urlsplit

from ..evidence import Evidence, Problem
from .rule import Family, Rule
from .source import Link, PageSource

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
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+[\w/]", re.IGNORECASE)


def check(source: PageSource, evidence: Evidence) -> Iterator[Problem]:
    """Check each link's words and target, and look for addresses in the text."""
    for link in source.links:
        if link.auto or _ADDRESS.fullmatch(link.text):
            yield _bare(source, link.line, link.href)
        elif link.text.casefold().strip(" .") in _NO_WORDS or link.text.casefold().startswith("click"):
            message = f"the words of a link do not say where it goes: “{link.text}”"
            yield source.problem(link.line, "link-words", message, "name the page or the study")
        yield from _dead(source, link)
    for block in source.prose:
        text = block.masked
        for match in _ADDRESS.finditer(text.text):
            if not any(link.text and match.group() in link.text for link in source.links):
                yield _bare(source, text.line_at(match.start()), match.group())


def _bare(source: PageSource, line: int, address: str) -> Problem:
    remedy = "link words to it, [like these](https://…), or cite a source with {cite}`key`"
    return source.problem(line, "link-bare", f"an address stands in the text: {address[:60]}", remedy)


def _dead(source: PageSource, link: Link) -> Iterator[Problem]:
    try:
        parts = urlsplit(link.href)
    except ValueError:
        yield source.problem(link.line, "link-dead", f"“{link.href[:60]}” is no address", "correct it")
        return
    target = unquote(parts.path)
    if parts.scheme or parts.netloc or not target.endswith((".md", ".html")) or target.startswith("/_"):
        return
    folder = source.docs if target.startswith("/") else source.path.parent
    try:
        if target.endswith(".md") and (folder / target.lstrip("/")).is_file():
            return
    except (OSError, ValueError):  # a name that no file can have
        pass
    yield source.problem(link.line, "link-dead", f"there is no page {target[:60]}", _suggest(source, target))


def _suggest(source: PageSource, target: str) -> str:
    wanted = target.rpartition("/")[2].rpartition(".")[0]
    pages = {path.stem: path for path in sorted(source.docs.rglob("*.md"))}
    near = [wanted] if wanted in pages else difflib.get_close_matches(wanted, pages, n=1, cutoff=0.75)
    if near:
        return f"did you mean {relpath(pages[near[0]], source.path.parent)}?"
    return "correct the name, or take the link out"


FAMILY = Family("links", RULES, check)
