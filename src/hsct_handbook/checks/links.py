"""Links say where they go, and go somewhere."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Iterator
from os.path import relpath
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from myst_parser.slugs import github_slugify, unique_slug

from ..evidence import Evidence, Problem, did_you_mean
from .rule import Family, Rule
from .source import Link, PageSource, read_source
from .text import UNMADE

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
    Rule(
        "link-role",
        "A link is written in one way, so that each is looked up before anything is built.",
        "Write [words](page.md).",
        standards=("T3",),
    ),
)
_NO_WORDS = frozenset(
    {"", "here", "this", "this page", "this link", "link", "click", "click here", "read more", "more", "page"}
)
_DEEPEST_TARGET = 3
"""The deepest heading that can be linked to: `myst_heading_anchors` in docs/conf.py."""
_LINKING_ROLES = frozenset({"doc", "ref", "any", "numref", "download", "term", "eq", "abbr", "keyword", "option"})
"""Roles by which Sphinx links, whose targets only a build would look up."""
_GIVE_ONE = "write it between the brackets: [words](deaths.md)"
_EXAMPLE = "https://www.nhs.uk"
_START = re.compile(r"h[tps]{2,5}:?/+|//", re.IGNORECASE)
_WEB = re.compile(
    rf"(?:{_START.pattern}|www\.)\w|[\w-]+(?:\.[\w-]+)*\.(?:com|edu|eu|gov|int|net|nhs|org|uk)(?:/|$)", re.I
)
"""How an address outside begins, or was meant to."""
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
        for match in UNMADE.finditer(text.text):
            yield _unmade(source, text.line_at(match.start()), match)
        for piece in block.pieces:
            if piece.role in _LINKING_ROLES:
                message = f"{{{piece.role}}} is not how pages link"
                yield source.problem(piece.line, "link-role", message, "write [words](deaths.md)")
        for match in _ADDRESS.finditer(text.text):
            if not any(link.text and match.group() in link.text for link in source.links):
                yield _bare(source, text.line_at(match.start()), match.group())


def _unmade(source: PageSource, line: int, match: re.Match[str]) -> Problem:
    words, address = match["words"], match["address"]
    if address is not None:
        return _no_address(source, line, address)
    message = f"“{match.group()[:60]}” is no link: nothing says where “{(match['name'] or words)[:60]}” leads"
    return source.problem(line, "link-dead", message, "write the address after the words: [words](deaths.md)")


def _bare(source: PageSource, line: int, address: str) -> Problem:
    remedy = "link words to it, [like these](https://…), or cite a source with {cite}`key`"
    return source.problem(line, "link-bare", f"an address stands in the text: {address[:60]}", remedy)


def _dead(source: PageSource, evidence: Evidence, link: Link) -> Iterator[Problem]:
    try:
        parts = urlsplit(link.href)
    except ValueError:
        yield source.problem(link.line, "link-dead", f"“{link.href[:60]}” is no address", "correct it")
        return
    target, fragment = unquote(parts.path), unquote(parts.fragment)
    if parts.scheme or parts.netloc:
        if not _leads_outside(parts):
            yield _no_address(source, link.line, link.href)
    elif not target:
        if fragment:
            yield from _no_part(source, link, source, fragment)
        else:
            yield source.problem(link.line, "link-dead", f"the link “{link.text[:60]}” has no address", _GIVE_ONE)
    elif _WEB.match(target):
        yield _no_address(source, link.line, link.href)
    elif not (file := _file_at(source, target)):
        yield source.problem(link.line, "link-dead", f"there is no page {target[:60]}", _suggest(source, target))
    elif fragment and file.suffix == ".md":
        yield from _no_part(source, link, _page_at(file, source, evidence), fragment)


def _leads_outside(parts: SplitResult) -> bool:
    """Whether an address is one that a browser, a mail program or a telephone can follow."""
    match parts.scheme:
        case "http" | "https":
            return "." in parts.netloc.strip(".")
        case "mailto":
            return "@" in parts.path
        case "tel":
            return parts.path.lstrip("+").isdecimal()
    return False


def _no_address(source: PageSource, line: int, href: str) -> Problem:
    message = f"“{href[:60]}” is no address that a browser can follow"
    start = _START.match(href)
    whole = f"https://{href[start.end() if start else 0 :]}"
    remedy = f"write it whole, as in {_EXAMPLE}, or name a page: (deaths.md)"
    if _WEB.match(href) and whole != href:
        remedy = f"write {whole[:80]}"
    return source.problem(line, "link-dead", message, remedy)


def _file_at(source: PageSource, target: str) -> Path | None:
    """The file in the folder of the pages that a link leads to; none if there is none."""
    folder = source.docs if target.startswith("/") else source.path.parent
    try:
        path = Path(os.path.normpath(folder / target.lstrip("/")))
        return path if path.is_file() and path.is_relative_to(os.path.normpath(source.docs)) else None
    except (OSError, ValueError):  # a name that no file can have
        return None


def _page_at(path: Path, source: PageSource, evidence: Evidence) -> PageSource | None:
    """Another page of the handbook; none if its front matter could not be read, which is told elsewhere."""
    name = path.relative_to(os.path.normpath(source.docs)).with_suffix("").as_posix()
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
    pages = {path.relative_to(source.docs).with_suffix(""): path for path in sorted(source.docs.rglob("*.md"))}
    wanted = target.strip("/").rpartition("/")[2]
    wanted = wanted if wanted == Path(wanted).name.partition(".")[0] else wanted.rpartition(".")[0]
    by_name = {name.parent.name if name.name == "index" else name.name: path for name, path in pages.items()}
    near = [wanted] if wanted in by_name else difflib.get_close_matches(wanted, by_name, n=1, cutoff=0.75)
    if near:
        return f"did you mean {relpath(by_name[near[0]], source.path.parent)}?"
    return "correct the name, or take the link out"


FAMILY = Family("links", RULES, check)
