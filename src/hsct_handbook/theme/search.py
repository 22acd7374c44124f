"""The search index: titles, descriptions, summaries and headings as readers see them, and the rarer words of each page.

It is made from the pages as written, once they are written; what was found in a page is kept until the page is
written anew. It ships as a script, so that search works from a folder.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from dataclasses import dataclass
from html import unescape
from itertools import pairwise
from math import log
from os.path import commonprefix
from pathlib import Path
from typing import TYPE_CHECKING

from ..directives.state import evidence_of
from ..evidence import Evidence, Study, Term
from ..evidence.vocabulary import Kind
from .builder import is_website
from .scripts import press_script

if TYPE_CHECKING:
    from sphinx.application import Sphinx

SYNONYMS = Path(__file__).parent / "synonyms.toml"
FORM = 2
"""Raise it when what is kept of a page changes."""
LISTS = ("glossary", "sources")
"""Pages that are lists of what other pages say: just their titles and descriptions are indexed. The words of the word
list stand in the index by themselves."""
INDEX = "_static/search-index.js"
FOUND = "handbook-search.json"
"""Beside the doctrees: what was found in each page, so that only pages written anew are read."""
MOST_WORDS = 32
"""How many words of a chapter's text are indexed besides those shown: the ones that tell it apart best."""
MOST_WORDS_OF_OTHERS = 8
CHAPTERS_FIRST = 4
"""How many uses in a study one use in a chapter is worth."""
MOST_PAGES = 6
"""How many of the pages that use a word of the word list are found by it: those that use it most."""
SHORTEST = 4
EVERYWHERE = frozenset({"In brief", "Study card", "Questions to ask"})
"""Headings that tell no page from another."""
ALIKE = 6
"""Words that begin with as many equal letters are forms of one word, which the search tells by itself."""
_LABELS = {Kind.CHAPTER: "Chapter", Kind.STUDY: "Study"}
_LOOKED_UP = re.compile(r"<section class=(?:from|dates|formats)\b.*?</section>|<nav .*?</nav>", re.DOTALL)
_ARTICLE = re.compile(r"<article>(.*)</article>", re.DOTALL)
_BRIEF = re.compile(r"<section class=brief\b.*?</section>", re.DOTALL)
_POINT = re.compile(r"<li>(.*?)(?=<li>|</ul>)", re.DOTALL)
_HEADING = re.compile(r"<h[23][^>]*>(.*?)</h[23]>", re.DOTALL)
_SOURCE_NUMBER = re.compile(r"<span class=src>.*?</span>")
_TAG = re.compile(r"<[^>]+>")
_WORD = re.compile(r"[a-z]+")
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_FAR = 220
"""From U+0100 on; search.js counts back by as many."""


@dataclass(frozen=True)
class Found:
    """What was found in a written page."""

    stamp: int
    points: list[str]
    headings: list[str]
    words: dict[str, int]


def read_page(html: str, stamp: int = 0) -> Found:
    """Take from a page's pressed HTML its summary, its headings and its words."""
    article = _ARTICLE.search(html)
    text = _LOOKED_UP.sub("", _SOURCE_NUMBER.sub("", article.group(1) if article else ""))
    brief = _BRIEF.search(text)
    return Found(
        stamp,
        [_plain(point) for point in _POINT.findall(brief.group())] if brief else [],
        [heading for heading in map(_plain, _HEADING.findall(text)) if heading not in EVERYWHERE],
        dict(Counter(_WORD.findall(_plain(text).lower()))),
    )


def _plain(html: str) -> str:
    return " ".join(unescape(_TAG.sub(" ", html)).split())


def index_of(found: dict[str, Found], titles: dict[str, str], evidence: Evidence) -> list[object]:
    """The index: pages, terms, the rarer words with the pages they stand on, and words that mean the same."""
    pages: list[list[object]] = []
    shown: list[set[str]] = []
    for name, page in found.items():
        front = evidence.pages.get(name)
        study = isinstance(front, Study)
        texts = [] if study else page.points
        if front and (study or not texts):
            texts = [front.description]
        headings = [] if study else page.headings
        pages.append([name, titles[name], _label(evidence, name), texts, headings])
        shown.append(set(_WORD.findall(" ".join([titles[name], *texts, *headings]).lower())))
    vocabulary = [[*term.forms, _users(term, found)] for term in evidence.terms.values()]
    chapters = {name for name, page in evidence.pages.items() if page.kind is Kind.CHAPTER}
    listed: dict[str, list[str]] = tomllib.loads(SYNONYMS.read_text(encoding="utf-8"))
    # Each word with those under which the handbook answers; a bar before the next.
    same = "|".join(" ".join([word, *others]) for word, others in listed.items())
    return [pages, vocabulary, _packed(_telling_words(found, shown, chapters)), same]


def _label(evidence: Evidence, name: str) -> str:
    page = evidence.pages.get(name)
    label = _LABELS.get(page.kind, "Page") if page else "Page"
    return f"{label}, {page.years.published[:4]}" if isinstance(page, Study) and page.years.published else label


def _users(term: Term, found: dict[str, Found]) -> str:
    """The pages that use a word of the word list most, chapters before studies, a letter for each."""
    forms = {form.lower() for form in term.forms}
    uses = {
        at: sum(page.words.get(form, 0) for form in forms) * (1 if "/" in name else CHAPTERS_FIRST)
        for at, (name, page) in enumerate(found.items())
    }
    return "".join(_place(at) for at in sorted(uses, key=lambda at: (-uses[at], at))[:MOST_PAGES] if uses[at])


def _place(at: int) -> str:
    """The number of a page in the index as one letter: a digit or capital for the first 36, a letter far off after."""
    return _DIGITS[at] if at < len(_DIGITS) else chr(at + _FAR)


def _telling_words(found: dict[str, Found], shown: list[set[str]], chapters: set[str]) -> dict[str, list[int]]:
    """The words that tell a page apart best and are not in what is shown, each with the pages that it tells."""
    pages_with = Counter(word for page in found.values() for word in page.words)
    places: dict[str, list[int]] = {}
    for at, (name, page) in enumerate(found.items()):
        weights = {
            word: (1 + log(times)) * log(len(found) / pages_with[word])
            for word, times in page.words.items()
            if len(word) >= SHORTEST
        }
        known = {word[:ALIKE] for word in shown[at]}
        telling = []
        for word in sorted(weights, key=lambda word: (-weights[word], word)):
            if word[:ALIKE] not in known:
                known.add(word[:ALIKE])
                telling.append(word)
        for word in telling[: MOST_WORDS if name in chapters else MOST_WORDS_OF_OTHERS]:
            places.setdefault(word, []).append(at)
    return places


def _packed(places: dict[str, list[int]]) -> str:
    """Words in the order of the alphabet, each followed by its pages.

    Instead of the letters that a word shares with the one before it, it has their number.
    """
    words = sorted(places)
    shared = [0, *(len(commonprefix(pair)) for pair in pairwise(words))]  # noqa: RUF071 (letters are meant, not folders)
    return " ".join(
        f"{_DIGITS[same]}{word[same:]}{''.join(map(_place, places[word]))}"
        for same, word in zip(shared, words, strict=True)
    )


def write_index(app: Sphinx, exception: Exception | None) -> None:
    """Write the index from the pages that were written, reading only those that are new."""
    if exception is not None or not is_website(app):
        return
    evidence = evidence_of(app)
    kept = Path(app.doctreedir, FOUND)
    before = _kept(kept)
    names = [name for name in sorted(app.env.all_docs) if name != app.config.root_doc]
    found = {
        name: Found(0, [], [], {}) if name in LISTS else _found(Path(app.outdir, f"{name}.html"), before.get(name))
        for name in names
    }
    pages = {name: vars(page) for name, page in found.items()}
    kept.write_text(json.dumps({"form": FORM, "pages": pages}), encoding="utf-8")
    titles = {name: app.env.titles[name].astext() for name in found}
    index = json.dumps(index_of(found, titles, evidence), ensure_ascii=False, separators=(",", ":"))
    Path(app.outdir, INDEX).write_text(f"handbookIndex={index}\n", encoding="utf-8")
    Path(app.outdir, "_static/search.js").write_text(press_script("search"), encoding="utf-8")


def _found(path: Path, before: Found | None) -> Found:
    stamp = path.stat().st_mtime_ns
    return before if before and before.stamp == stamp else read_page(path.read_text(encoding="utf-8"), stamp)


def _kept(path: Path) -> dict[str, Found]:
    try:
        known = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {name: Found(**page) for name, page in known["pages"].items()} if known.get("form") == FORM else {}


def setup_search(app: Sphinx) -> None:
    """Register the writer."""
    app.connect("build-finished", write_index)
