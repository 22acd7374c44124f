"""The whole evidence: every page, study, source and figure, and the log of what changed."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from .changes import Change
from .frontmatter import FrontMatter
from .pages import Glossary, Page, Term
from .problems import Problem
from .quoting import QuotedFact, slug_of
from .sources import Source
from .study import Study


@dataclass
class Evidence:
    """All that the handbook knows: pages by name, studies by id, sources by key, and what is wrong with them."""

    pages: dict[str, Page] = field(default_factory=dict)
    studies: dict[str, Study] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    faulty_sources: frozenset[str] = frozenset()
    """The keys of sources that are in the list and cannot be read as yet: what names them has to wait."""
    facts: dict[str, QuotedFact] = field(default_factory=dict)
    front: dict[str, FrontMatter] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)
    """The pages whose front matter could not be read at all."""
    changes: tuple[Change, ...] = ()
    """The log of what changed, the newest first."""
    problems: list[Problem] = field(default_factory=list)

    @cached_property
    def terms(self) -> dict[str, Term]:
        """The words of the word list by their names in addresses."""
        return {term.slug: term for page in self.pages.values() if isinstance(page, Glossary) for term in page.terms}

    @cached_property
    def changes_about(self) -> dict[str, list[Change]]:
        """The entries of the log by the study or the page that they are about, the newest first."""
        found: dict[str, list[Change]] = {}
        for change in self.changes:
            found.setdefault(change.study or change.page or "", []).append(change)
        return found

    @property
    def faulty(self) -> dict[str, str]:
        """By short name, the pages that are there but cannot be read as yet: what names them has to wait."""
        return {slug_of(name): name for name in (self.front.keys() | self.unread) - self.pages.keys()}

    def problems_of(self, shown: Path) -> list[Problem]:
        """The complaints about one file."""
        return [problem for problem in self.problems if problem.path == shown]
