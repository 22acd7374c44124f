"""The log of what changed in the evidence, kept beside it in docs/changes.yml: each entry checked, with its line."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Self

from pydantic import Field, ValidationError, model_validator

from . import frontmatter
from .explain import explain
from .fields import Closed, PastDate, Slug, Text, complaint
from .kept import Raw
from .problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .frontmatter import FrontMatter
    from .reading import Evidence

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
    try:
        return _Log.model_validate(front.data, context=context).changes, front, []
    except ValidationError as error:
        return (
            (),
            front,
            [
                Problem(shown, front.line_of(place), code, message, remedy)
                for place, code, message, remedy in explain(error, _Log)
            ],
        )


def check_changes(evidence: Evidence, shown: Path, front: FrontMatter) -> Iterator[Problem]:
    """Compare the log with the evidence: everything that it names is there, once for a day, the newest first."""

    def problem(number: int, field: str, code: str, message: str, remedy: str) -> Problem:
        return Problem(shown, front.line_of(("changes", number, field)), code, message, remedy)

    seen: set[str] = set()
    for number, change in enumerate(evidence.changes):
        if change.study is not None and change.study not in evidence.studies:
            message = f"there is no study “{change.study}”"
            yield problem(number, "study", "unknown-study", message, "use the name of a file in trials/")
        if change.page is not None and change.page not in evidence.front:
            message = f"there is no page “{change.page}”"
            yield problem(number, "page", "unknown-page", message, "use the name of a file in docs/, without .md")
        if change.source is not None and change.source not in evidence.sources:
            message = f"the source “{change.source}” is not in references.bib"
            yield problem(number, "source", "unknown-source", message, "add it there, or correct the key")
        if change.fact is not None and change.to is not None and not _is_known(evidence, change, change.fact):
            message = f"there is no figure “{change.fact}”"
            yield problem(number, "fact", "unknown-fact", message, "correct it; leave “to” out if it was taken out")
        if change.key in seen:
            message = f"two entries of {change.date} are about “{change.fact or change.study or change.page}”"
            yield problem(number, "date", "duplicate-id", message, "put them into one")
        seen.add(change.key)
    for number, (newer, older) in enumerate(pairwise(evidence.changes), 1):
        if older.date > newer.date:
            message = f"{older.date} stands below {newer.date}"
            yield problem(number, "date", "change-order", message, "the newest entry comes first")


def _is_known(evidence: Evidence, entry: Change, fact: str) -> bool:
    owner, _, name = fact.partition(".")
    # A figure that was taken out later is no fault of the entry that brought it in.
    about = evidence.changes_about[entry.study or entry.page or ""]
    gone = any(change.fact == fact and change.to is None for change in about)
    return fact in evidence.facts or gone or (name == STATE and owner in evidence.studies)
