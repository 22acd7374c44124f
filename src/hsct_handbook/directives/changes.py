"""What changed: the list of all changes, the history on a study's page, and the feed."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform

from ..evidence import Study, slug_of
from ..evidence.changes import Change
from ..feed import FEED, Item, Publisher, anchor, atom_feed
from ..wording import word_date
from .build_nodes import Inline, page_link, paragraph, section
from .downloads import write_file
from .evidence_directive import EvidenceDirective
from .facts import cited_text
from .state import HandbookDomain, domain_of, evidence_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docutils.nodes import Node
    from sphinx.application import Sphinx

    from ..evidence import Evidence

HISTORY = "What has changed here"
WHOLE = "index"
"""The page that stands for the whole handbook in the log."""


class ChangesList(EvidenceDirective):
    """Every change, the newest first, under its date."""

    def build(self) -> list[Node]:
        """Build one list for each date."""
        self.domain.use(self.docname, "changes")
        by_date = groupby(self.domain.evidence.changes, key=lambda change: change.date)
        items = []
        for date, changes in by_date:
            entries = [_entry(self.domain, self.docname, change) for change in changes]
            meaning = nodes.definition("", nodes.bullet_list("", *entries))
            items.append(nodes.definition_list_item("", nodes.term("", word_date(date)), meaning))
        return [nodes.definition_list("", *items, classes=["changes"])]


def _entry(domain: HandbookDomain, docname: str, change: Change) -> nodes.list_item:
    about = _about(domain, docname, change)
    return nodes.list_item("", paragraph(about, ": ", *_told(domain, docname, change)), ids=[anchor(change)])


def _about(domain: HandbookDomain, docname: str, change: Change) -> nodes.Node:
    """A link to what the entry is about, under its name."""
    if change.study is not None:
        domain.use(docname, "name", change.study)
        return page_link(docname, f"trials/{change.study}", domain.evidence.studies[change.study].name)
    if change.page == WHOLE:
        return page_link(docname, WHOLE, "The handbook")
    return addnodes.pending_xref(
        "",
        nodes.inline(),
        refdomain="std",
        reftype="doc",
        reftarget=f"/{change.page}",
        refexplicit=False,
        refdoc=docname,
        refwarn=True,
    )


def _told(domain: HandbookDomain, docname: str, change: Change) -> list[Inline]:
    text = change_in_words(change)
    return [cited_text(domain, docname, text, change.source)] if change.source else [text]


def change_in_words(change: Change) -> str:
    """What changed, from what to what, and why."""
    parts = [_stop(change.what)]
    parts += [f"Before: “{change.from_}”."] if change.from_ else []
    parts += [f"Now: “{change.to}”."] if change.to else []
    parts += [f"Why: {_stop(change.why)}"] if change.why else []
    return " ".join(parts)


def _stop(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."


class StudyHistory(SphinxTransform):
    """Put the changes of a study at the end of its page, before its sources.

    They grow with the years, and two sides of paper do not: leaflets lead to the page, and the printed handbook has
    the list of all changes.
    """

    default_priority: ClassVar[int] = 319  # before the built parts, which number the sources

    def apply(self, **kwargs: object) -> None:
        """Build the section, if the study has changed."""
        domain, docname = domain_of(self.env), self.env.current_document.docname
        top = next(iter(self.document.findall(nodes.section)), None)
        if top is None or domain.evidence.problems or not isinstance(domain.evidence.pages.get(docname), Study):
            return
        slug = slug_of(docname)
        domain.use(docname, "changes", slug)
        changes = domain.evidence.changes_about.get(slug, [])
        if changes:
            items = [
                nodes.list_item("", paragraph(f"{word_date(change.date)}: ", *_told(domain, docname, change)))
                for change in changes
            ]
            part = section(HISTORY, "what-has-changed-here", nodes.bullet_list("", *items), classes=["history"])
            top += addnodes.only("", part, expr="html")
            self.document.note_implicit_target(part, part)


def feed_items(evidence: Evidence, titles: dict[str, str]) -> Sequence[Item]:
    """The entries with their words; `titles` are those of the pages."""
    items = []
    for change in evidence.changes:
        name = evidence.studies[change.study].name if change.study else titles.get(change.page or "", "")
        title = change.what if change.page == WHOLE else f"{name}: {change.what}"
        items.append(Item(change, title.rstrip("."), change_in_words(change)))
    return items


def _write_feed(app: Sphinx, exception: Exception | None) -> None:
    """Write the feed beside the website. Without an address of the site there can be none."""
    address = str(app.config.html_baseurl)
    evidence = evidence_of(app)
    if exception is not None or app.builder.name != "html" or not address or not evidence.changes:
        return
    publisher = Publisher(
        f"{app.config.project}: what’s new",
        str(app.config.author),
        f"{address.rstrip('/')}/",
        (app.config.language or "en").replace("_", "-"),
        str(app.config.copyright),
    )
    titles = {name: title.astext() for name, title in app.env.titles.items()}
    write_file(Path(app.outdir) / FEED, atom_feed(feed_items(evidence, titles), publisher))


def setup_changes(app: Sphinx) -> None:
    """Register the list, the history and the feed."""
    app.add_directive("changes-list", ChangesList)
    app.add_transform(StudyHistory)
    app.connect("build-finished", _write_feed)
