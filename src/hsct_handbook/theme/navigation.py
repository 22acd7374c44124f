"""The order of the handbook: its parts and chapters, the studies, what comes before and after each page.

The parts are the captions of the toctrees in the root page. The order is worked out once for each build, and a page
shows the parts and the chapters of its own part, so that the cost grows with the pages and not with their square.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


@dataclass(frozen=True)
class Part:
    """A part of the handbook: its name and its pages, in reading order."""

    name: str
    pages: tuple[str, ...]

    @property
    def anchor(self) -> str:
        """The part's anchor on the page of all pages."""
        return re.sub(r"[^a-z0-9]+", "-", self.name.lower()).strip("-")


@dataclass(frozen=True)
class Step:
    """A link to the page before or after, with the words that introduce it."""

    words: str
    page: str


@dataclass(frozen=True)
class Place:
    """Where a page stands: its part, its number among the chapters, and its neighbours."""

    part: Part | None = None
    number: int | None = None
    of: int = 0
    back: Step | None = None
    onward: Step | None = None


class Navigation:
    """The reading order of a whole handbook."""

    def __init__(self, env: BuildEnvironment) -> None:
        self._env = env

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The captioned toctrees of the root page."""
        root = self._env.get_doctree(self._env.config.root_doc)
        return tuple(
            Part(tree.get("caption") or "", tuple(page for _, page in tree["entries"] if page in self._env.all_docs))
            for tree in root.findall(addnodes.toctree)
        )

    @cached_property
    def chapters(self) -> tuple[str, ...]:
        """Every page of every part, in reading order."""
        return tuple(page for part in self.parts for page in part.pages)

    @cached_property
    def children(self) -> dict[str, tuple[str, ...]]:
        """The pages below a page of a part: the studies below the page of all studies."""
        return {page: tuple(self._env.toctree_includes.get(page, ())) for page in self.chapters}

    @cached_property
    def _places(self) -> dict[str, Place]:
        places: dict[str, Place] = {}
        for part in self.parts:
            for page in part.pages:
                at = self.chapters.index(page)
                places[page] = Place(
                    part,
                    at + 1,
                    len(self.chapters),
                    Step("Back to", self.chapters[at - 1]) if at else Step("Back to", self._env.config.root_doc),
                    Step("Next", self.chapters[at + 1]) if at + 1 < len(self.chapters) else None,
                )
                below = self.children[page]
                for number, child in enumerate(below):
                    onward = Step("Next study", below[number + 1]) if number + 1 < len(below) else None
                    places.setdefault(child, Place(part, back=Step("Back to", page), onward=onward))
        return places

    def place(self, page: str) -> Place:
        """Where a page stands; a page outside all parts stands nowhere."""
        return self._places.get(page, Place())

    def title(self, page: str) -> str:
        """A page's title as HTML."""
        title = self._env.titles.get(page)
        return escape(title.astext() if title is not None else page, quote=False)


def sections_of(doctree: nodes.document) -> list[tuple[str, str]]:
    """The anchors and names of a page's sections, without those that stand above the list of them."""
    top = next((node for node in doctree.children if isinstance(node, nodes.section)), None)
    sections: Iterable[nodes.Node] = top.children if top else ()
    return [
        (node["ids"][0], node[0].astext())
        for node in sections
        if isinstance(node, nodes.section) and not {"brief", "card"}.intersection(node["classes"])
    ]


def navigation_of(app: Sphinx) -> Navigation:
    """The navigation of this build, made once it is first asked for."""
    found: Navigation | None = getattr(app.builder, "handbook_navigation", None)
    if found is None:
        found = Navigation(app.env)
        app.builder.handbook_navigation = found  # type: ignore[attr-defined]
    return found
