"""A page on its way to paper: what the translation of its doctree needs to know, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from docutils import nodes

from .problems import Place, Problems

PAGE = "page:"
"""How the builder writes the address of another page into a reference: `page:trials/mist#harms`."""
SHORT = 800
"""Letters of a box, of a chart, or of a row set as one, that fill about two thirds of a side in large print."""


@dataclass(frozen=True)
class Site:
    """What every page knows of the handbook: where it is published and what the book holds."""

    address: str
    """The address of the published website, with its last slash."""
    book: frozenset[str]
    """The pages that the handbook as a book holds."""
    images: Callable[[str], Path | None]
    """The file of an image by the address that its node gives."""

    def url(self, docname: str, target: str = "") -> str:
        """The address of a page on the website."""
        return f"{self.address}{docname}.html" + (f"#{target}" if target else "")


@dataclass
class Page:
    """One page while it is translated."""

    docname: str
    site: Site
    problems: Problems
    ids: frozenset[str] = frozenset()
    """The places in it that links can lead to."""
    images: dict[str, Path] = field(default_factory=dict)
    """The images it shows, by the name under which Typst finds them."""
    links: dict[str, str] = field(default_factory=dict)
    """The other pages it links to, each with the words of its first link."""
    wide: bool = False
    """Whether it holds a table that needs the whole width of the paper."""

    def tell(self, node: nodes.Node, code: str, message: str, remedy: str) -> None:
        """Complain about a node of this page."""
        self.problems.tell(Place(self.docname, line_of(node)), code, message, remedy)


@dataclass(frozen=True)
class PrintedPage:
    """A page as Typst source, ready for every PDF that holds it."""

    docname: str
    title: str
    source: str
    """A Typst module with `card`, `opening`, `rest` and `dates`."""
    images: dict[str, Path]
    links: dict[str, str]
    questions: str
    """Its questions to ask as a Typst array, and the lines that say whom to ask; empty if it has none."""
    wide: bool
    """Whether it holds a table that needs the whole width of the paper, so that it cannot stand in two columns."""

    @property
    def file(self) -> str:
        """The name of its module, under `pages/`."""
        return f"{flat(self.docname)}.typ"


def flat(docname: str) -> str:
    """The name of a page in the name of a file: slashes become hyphens."""
    return docname.replace("/", "-")


def line_of(node: nodes.Node | None) -> int | None:
    """The line of a node, or of what it stands in."""
    while node is not None:
        if node.line:
            return node.line
        node = node.parent
    return None


def ids_of(node: nodes.Element) -> list[str]:
    """The names of the places in a page that a node stands for."""
    return list(node.get("ids", ()))


def stays_whole(node: nodes.Element) -> str:
    """Whether a box is short enough to stand on one side in every size of type, as Typst writes it."""
    return str(len(node.astext()) <= SHORT).lower()


def words(text: str | Iterable[str]) -> list[str]:
    """The words of a text, as readers count them."""
    return (text if isinstance(text, str) else " ".join(text)).split()
