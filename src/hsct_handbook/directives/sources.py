"""Where a page comes from: its sources numbered in the order of their use, listed at its end, and the list of all."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from ..evidence import Source
from ..evidence.identifiers import DOI, PMID
from ..evidence.vocabulary import Checked
from ..wording import NBSP, word_date
from .build_nodes import Inline, as_node, capital, link, paragraph, section
from .facts import numbered_id, source_id
from .state import HandbookDomain, domain_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docutils.nodes import Node
    from sphinx.application import Sphinx

TITLE = "Where this comes from"
SOURCES = "sources"
"""The page that tells everything of every source. Where there is one, other pages list their sources in short."""
IN_FULL = "in-full"
"""The class of what a list of sources says of a paper and the website tells on its page of all sources."""
ADDRESS = "address"
"""The class of such a part that tells where the source is found. Paper does without it last."""
NO_AUTHORS = "Authors not seen"
"""Stands as the author of a paper of which we did not see who wrote it."""
_BLOCKS = (nodes.paragraph, nodes.term, nodes.title, nodes.line, nodes.rubric)


def number_sources(document: nodes.document) -> dict[str, set[str]]:
    """Number the sources of a page in the order in which it uses them, and mark each figure with its number.

    Of several figures in a row from one source, the last carries the mark. Returns the keys in order, each with the
    ways in which figures from it were checked.
    """
    used: dict[str, set[str]] = {}
    marks = [node for node in document.findall(nodes.reference) if "source" in node]
    for node in marks:
        used.setdefault(node["source"], set()).add(node["checked"])
    order = {key: place for place, key in enumerate(used, 1)}
    for node in marks:
        node["refid"] = numbered_id(order[node["source"]])
    for node, follower in itertools.zip_longest(marks, marks[1:]):
        if follower is not None and follower["source"] == node["source"] and _block(follower) is _block(node):
            if "cite" in node["classes"]:
                _take_away(node)
            continue
        space = NBSP if node.children and node.astext() else ""
        node.append(nodes.inline("", f"{space}[{order[node['source']]}]", classes=["src"]))
    return used


def _take_away(mark: nodes.reference) -> None:
    """Remove a mark, and the space that set it apart from the word before."""
    place = mark.parent.index(mark)
    before = mark.parent[place - 1] if place else None
    if isinstance(before, nodes.Text):
        mark.parent[place - 1] = nodes.Text(before.rstrip())
    mark.parent.remove(mark)


def _block(node: nodes.Node) -> nodes.Node | None:
    while node.parent is not None and not isinstance(node, _BLOCKS):
        node = node.parent
    return node


def where_from(domain: HandbookDomain, used: dict[str, set[str]]) -> nodes.section:
    """The list of a page's sources, each with what we read of it."""
    if not used:
        return section(
            TITLE,
            "where-this-comes-from",
            paragraph("This page gives no figures and quotes no source."),
            classes=["from"],
        )
    sources = [domain.evidence.sources[key] for key in used]
    names = Counter(map(_short_name, sources))
    described = [
        describe(source, sorted(checked), alike=names[_short_name(source)] > 1)
        for source, checked in zip(sources, used.values(), strict=True)
    ]
    items = [nodes.list_item("", paragraph(*parts), ids=[numbered_id(at)]) for at, parts in enumerate(described, 1)]
    listing = nodes.enumerated_list("", *items, enumtype="arabic", prefix="", suffix=".")
    return section(TITLE, "where-this-comes-from", listing, classes=["from"])


def describe(source: Source, checked: Iterable[str], *, alike: bool = False) -> Iterator[Node | str]:
    """A source as a reader needs it: who, when, what, where to find it, and what we read of it.

    Where a list holds two that are `alike` when told in short, their addresses tell them apart there too.
    """
    head = _head(source)
    if _is_called_by_authors(source):
        yield _name(head, source)
        yield ". "
        yield _in_full(f"{_stop(source.title)} ")
    else:
        yield f"{head}. " if head else ""
        yield _name(source.title, source)
        yield " " if source.title.endswith(("?", "!")) else ". "
    if source.journal:
        yield source.journal
        yield _in_full(_issue(source))
        yield ". "
    if source.address:
        address: list[Node | str] = [link(_readable(source), source.address), ". "]
        yield from address if alike else [_in_full(*address, kind=ADDRESS)]
    ways = capital("; ".join(Checked(way).label for way in checked))
    yield f"{ways}, read {word_date(source.urldate)}."
    if source.note:
        yield f" {_stop(source.note)}"


def _head(source: Source) -> str:
    return ", ".join(part for part in (source.author or source.publisher, source.year) if part)


def _is_called_by_authors(source: Source) -> bool:
    return source.author not in (None, NO_AUTHORS) and source.journal is not None


def _short_name(source: Source) -> tuple[str, str]:
    """What a list in short tells sources apart by."""
    return _head(source), (source.journal or "") if _is_called_by_authors(source) else source.title


def _name(text: str, source: Source) -> nodes.inline:
    """What a source is called; on the website it leads to the source's entry among all sources."""
    return nodes.inline("", text.removesuffix("."), source_key=source.key)


def _in_full(*parts: Inline, kind: str = "") -> nodes.inline:
    return nodes.inline("", "", *map(as_node, parts), classes=[IN_FULL, kind] if kind else [IN_FULL])


def _issue(source: Source) -> str:
    """Where in its journal a paper stands."""
    volume = f" {source.volume}" if source.volume else ""
    issue = f"({source.number})" if source.number else ""
    return f"{volume}{issue}{f', {_pages(source.pages)}' if source.pages else ''}"


def _pages(pages: str) -> str:
    """A range of pages, one page, or the number that an article has instead: “e1109”, “647425”."""
    if len(ends := re.split(r"-+|–", pages)) > 1:
        return f"pages {' to '.join(ends)}"
    return f"page {pages}" if re.fullmatch(r"\d{1,4}", pages) else f"article {pages}"


def _readable(source: Source) -> str:
    """The address in a form short enough to read: the DOI, the number in PubMed, or the site."""
    if source.doi:
        return DOI.url(source.doi).removeprefix("https://")
    assert source.url is not None
    if source.pmid and PMID.name.casefold() in source.url:
        return f"PubMed{NBSP}{source.pmid}"
    site = source.url.partition("://")[2].partition("/")[0].removeprefix("www.")
    return f"Web page on {site}"


def _stop(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."


class SourceList(SphinxDirective):
    """Every source of the handbook, by its first words."""

    def run(self) -> list[Node]:
        """Build the list; the page shows every source."""
        domain = domain_of(self.env)
        domain.use(self.env.current_document.docname, "sources")
        sources = sorted(domain.evidence.sources.values(), key=lambda source: (source.short.casefold(), source.key))
        items = [
            nodes.list_item("", paragraph(*describe(source, [source.checked])), ids=[source_id(source.key)])
            for source in sources
        ]
        return [nodes.bullet_list("", *items, classes=["sources"])]


def setup_sources(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("source-list", SourceList)
