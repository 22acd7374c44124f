"""The whole handbook as one book: title page, contents, parts, index, and about this edition."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..directives.sources import SOURCES
from ..wording import word_date
from .documents import LARGE, REGULAR, Document
from .editions import Edition, stamp
from .leaflets import Shelf
from .page import PrintedPage
from .typst_text import array, escape, label, shown_address, string

NAME = "handbook"
ABOUT, INDEX = "About this edition", "Index"
_ARTICLE = re.compile(r"^(?:The|An?) ")


@dataclass(frozen=True)
class Part:
    """A part of the book: the caption of a list of contents, and the pages in it."""

    caption: str
    docnames: tuple[str, ...]


@dataclass(frozen=True)
class Book:
    """What the book says about itself."""

    title: str
    about: str
    author: str
    words: Mapping[str, Sequence[str]]
    """The names of each word of the word list, the word itself first, by its place."""


def handbooks_of(
    parts: Sequence[Part], pages: Mapping[str, PrintedPage], editions: Sequence[Edition], shelf: Shelf, book: Book
) -> Iterator[Document]:
    """The handbook at the regular size and in large print; nothing where no page is in a part."""
    if not parts or not editions:
        return
    held = tuple(pages[docname] for part in parts for docname in part.docnames)
    sources = "short" if any(page.docname == SOURCES for page in held) else "full"
    for size in (REGULAR, LARGE):
        yield Document(
            name=NAME if size == REGULAR else f"{NAME}-large",
            source=_source(parts, pages, editions, shelf, book),
            pages=held,
            settings={"form": "book", "size": size, "sources": sources},
            address=shelf.site.address,
            timestamp=stamp([edition.reviewed for edition in editions]),
        )


def _source(
    parts: Sequence[Part], pages: Mapping[str, PrintedPage], editions: Sequence[Edition], shelf: Shelf, book: Book
) -> str:
    checked = word_date(max(edition.reviewed for edition in editions))
    address = shelf.site.address
    lines = [
        '#import "/look.typ": *',
        f"#show: handbook.with(title: {string(book.title)}, about: {string(book.about)})",
        f"#cover([{escape(book.title)}], [{escape(book.about)}], {string(shelf.version)}, [{escape(checked)}], "
        f"{string(shown_address(address))})",
        "#set page(footer: numbered)",
        f"#contents({_contents(parts, pages)})",
    ]
    for number, part in enumerate(parts, 1):
        if part.caption:
            lines.append(f"#book-part({string(f'part-{number}')}, [{escape(part.caption)}])")
        for docname in part.docnames:
            name = f"{string(label(docname))}, [{escape(pages[docname].title)}]"
            # In a scope, so that what is set for a page costs nothing on all later ones; and in a block, which Typst
            # remembers as one thing
            lines += ["#[", f'#import "/pages/{pages[docname].file}" as leaf']
            lines += [f"#set page(header: running({name}, leaf.card))"]
            lines += ["#block(width: 100%)[#leaf.opening#leaf.rest#leaf.dates]", "]"]
    entries = array(
        f"([{escape(words)}], {string(_letter(words))}, {string(place)})"
        for words, place in _entries(parts, pages, book)
    )
    lines += [
        f"#back-matter({string(ABOUT)})[{_about(editions, shelf, book, checked)}]",
        f"#back-matter({string(INDEX)})[#book-index({entries})]",
        "",
    ]
    return "\n".join(lines)


def _contents(parts: Sequence[Part], pages: Mapping[str, PrintedPage]) -> str:
    """The titles in the contents with their levels: from them Typst learns at once how many sides they take."""
    titles = []
    for part in parts:
        titles += [(1, part.caption)] if part.caption else []
        titles += [(2, pages[docname].title) for docname in part.docnames]
    titles += [(1, ABOUT), (1, INDEX)]
    return array(f"({level}, [{escape(title)}])" for level, title in titles)


def _entries(parts: Sequence[Part], pages: Mapping[str, PrintedPage], book: Book) -> list[tuple[str, str]]:
    """The words of the index with their places: pages by their titles, and the word list with its short forms."""
    entries = [(pages[docname].title, label(docname)) for part in parts for docname in part.docnames]
    for place, names in book.words.items():
        entries += [(name[:1].upper() + name[1:], place) for name in names]
    return sorted(entries, key=lambda entry: (_sorted_under(entry[0]), entry[1]))


def _sorted_under(words: str) -> str:
    """What an entry of the index is looked for under: “The risk of dying” under R."""
    return _ARTICLE.sub("", words).casefold().lstrip("‘“(")


def _letter(words: str) -> str:
    """The letter above an entry of the index."""
    first = _sorted_under(words)[:1].upper()
    return first if first.isalpha() else "0–9"


def _about(editions: Sequence[Edition], shelf: Shelf, book: Book, checked: str) -> str:
    first, due = min(edition.reviewed for edition in editions), min(edition.next_review for edition in editions)
    year = max(edition.reviewed for edition in editions)[:4]
    address = shown_address(shelf.site.address)
    oldest = word_date(first)
    spread = (
        f"All were checked on {checked}."
        if oldest == checked
        else f"The oldest check was on {oldest}, the newest on {checked}."
    )
    said = [
        f"This is version {shelf.version}. It holds {len(editions)} pages of the website, each as a chapter.",
        f"Each page says when it was last checked. {spread} The next check is due by {word_date(due)}.",
        f"A newer version may be at {address}. Compare the version before you rely on a figure.",
        f"How to cite this edition: {book.author}. {book.title}. Version {shelf.version}, {year}. {address}",
    ]
    return "\n\n".join(escape(text) for text in said)
