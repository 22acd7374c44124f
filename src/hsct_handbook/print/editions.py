"""What stands about a page on its leaflet: its kind, when it was checked, the version, the address."""

from __future__ import annotations

import datetime as dt
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..directives.parts import checked_by
from ..directives.state import evidence_of
from ..wording import word_date

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from ..evidence import Page as Front

LEAFLETS = {"chapter": "Leaflet", "study": "Study leaflet"}
"""The kinds of page that have leaflets, each with the name its leaflet bears."""
SIDES = {"chapter": 4, "study": 2}
"""How many sides a leaflet of each kind may take at the regular size."""


@dataclass(frozen=True)
class Edition:
    """One page as it stands at this build."""

    docname: str
    kind: str
    description: str
    reviewed: str
    """The day it was last checked, as 2026-11-21."""
    next_review: str
    """The day by which it is due again."""
    checked_by: str
    """Who checked it, in a sentence or two."""

    @property
    def checked(self) -> str:
        """The day it was last checked, in words."""
        return word_date(self.reviewed)

    @property
    def timestamp(self) -> int:
        """The moment that its PDFs bear: SOURCE_DATE_EPOCH, or else the day it was checked. Seconds since 1970."""
        return stamp([self.reviewed])


def edition_of(app: Sphinx, docname: str) -> Edition | None:
    """The edition of a page; none for a page without front matter."""
    front: Front | None = evidence_of(app).pages.get(docname)
    if front is None:
        return None
    return Edition(docname, str(front.kind), front.description, front.reviewed, front.next_review, checked_by(front))


def stamp(days: list[str]) -> int:
    """The moment that a PDF bears: SOURCE_DATE_EPOCH, or else the latest of these days."""
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    if given.isdigit():
        return int(given)
    return int(dt.datetime.fromisoformat(max(days)).replace(tzinfo=dt.UTC).timestamp())
