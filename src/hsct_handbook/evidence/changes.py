"""The log of what changed in the evidence, kept beside it in docs/changes.yml: each entry checked, with its line."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from . import frontmatter
from .explain import validated
from .fields import Closed, PastDate, Slug, Text, complaint
from .frontmatter import FrontMatter
from .kept import Raw
from .problems import Problem

CHANGES = "changes.yml"
MOST_BYTES = 5_000_000
"""The log only grows: some 15,000 entries."""
STATE = "state"
"""The name under which the log speaks of where a study stands: `star-ms.state`."""
PageName = Annotated[str, Field(strict=True, pattern=r"^[a-z0-9]+([-/][a-z0-9]+)*$")]
"""The name of a page, without `.md`."""


class Change(Closed):
    """One change of a figure, of where a trial stands, or of what a page says about the evidence."""

    date: PastDate
    """The day on which the handbook changed."""
    study: Slug | None = None
    """The short name of the study it is about."""
    page: PageName | None = None
    """The page it is about, where that is no study; `index` is the whole handbook."""
    fact: Annotated[str, Field(strict=True, pattern=r"^[a-z0-9-]+\.[a-z0-9-]+$")] | None = None
    """The id of the figure that changed, or `study.state` for where a study stands."""
    what: Text
    """What changed, in one short sentence."""
    from_: Annotated[Text | None, Field(alias="from")] = None
    """What the handbook said before, in its own words; left out for a new figure."""
    to: Text | None = None
    """What it says since; left out for a figure that was taken out."""
    why: Text | None = None
    """Why it changed: a new report, a mistake that we made, a newer record."""
    source: Slug | None = None
    """The key of the source in docs/references.bib that shows it."""

    @model_validator(mode="after")
    def _is_about_one_thing(self) -> Self:
        if (self.study is None) == (self.page is None):
            raise complaint("change-form", "an entry is about a study or about a page", "name one of the two")
        if self.date != self.date[:10] or len(self.date) != len("2026-11-21"):
            raise complaint("date-form", "the date needs its day", "write 2026-11-21", "date")
        if self.fact is None:
            if self.from_ is not None or self.to is not None:
                raise complaint("change-form", "“from” and “to” belong to a figure", "name it under “fact”", "what")
            return self
        if self.owner != self.fact.partition(".")[0]:
            raise complaint(
                "change-form",
                f"“{self.fact}” is no figure of “{self.study or self.page}”",
                "name the study or page that owns it",
                "fact",
            )
        if self.from_ is None and self.to is None:
            raise complaint("change-form", "a figure changes from something, or to something", "give “from” and “to”")
        if self.from_ == self.to:
            raise complaint("change-form", "“from” and “to” are the same", "take the entry out, or correct it", "to")
        for name in ("why", "source"):
            if getattr(self, name) is None:
                raise complaint("change-form", f"a changed figure needs its “{name}”", f"add {name}:", "fact")
        return self

    @property
    def owner(self) -> str:
        """The short name of what it is about, as ids of figures start with it."""
        return (self.study or self.page or "").rpartition("/")[2]

    @property
    def key(self) -> str:
        """A name for the entry that stays the same for good: in addresses, and in the feed."""
        about = self.fact or self.study or self.page or ""
        return f"{self.date}-{re.sub(r'[^a-z0-9]+', '-', about)}"


class _Log(Closed):
    changes: tuple[Change, ...]


def read_changes(
    raw: Raw, shown: Path, context: dict[str, Any]
) -> tuple[tuple[Change, ...], FrontMatter | None, list[Problem]]:
    """Read the log; complaints name it as `shown`. Returns the entries, and the file with its lines."""
    front, faults = frontmatter.read_yaml(raw, shown, MOST_BYTES)
    if front is None:
        return (), None, faults
    log, told = validated(front, _Log, context)
    return (() if log is None else log.changes), front, [Problem(shown, *one) for one in told]
