"""Banners that appear when a page's review is overdue, or a trial's state was last seen more than a year ago.

They are written into every page that can grow old. What is overdue on the day of the build shows without script; on a
site that nobody builds again, a few bytes of script show it when its day has come.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from ..evidence import Page, Study
from ..evidence.vocabulary import Kind
from ..wording import word_date

SCRIPT = "for(e of document.querySelectorAll('.old'))e.hidden&&=new Date<new Date(e.dataset.due)"
"""Shows each banner whose day has come. The same on every page, so that one hash lets it run."""


@dataclass(frozen=True)
class Banner:
    """A banner: from which day it shows, what it says, and whether that day has come."""

    due: str
    words: str
    shown: bool


def banners(page: Page | None, today: dt.date) -> list[Banner]:
    """The banners that a page can show."""
    found = []
    if page is not None and page.kind is not Kind.NAVIGATION:
        words = f"This page was due to be checked by {word_date(page.next_review)}. Some of it may be out of date."
        found.append(_banner(dt.date.fromisoformat(page.next_review), words, today))
    if isinstance(page, Study) and page.status.state.changes and page.status.as_of != "not-reported":
        seen = page.status.as_of
        words = (
            f"What we say of the state of this trial is more than a year old: {word_date(seen)}. It may have changed."
        )
        found.append(_banner(a_year_after(seen), words, today))
    return found


def a_year_after(date: str) -> dt.date:
    """The day a year after a date; of a date known to the month or the year, after its first day."""
    year, month, day = ([int(part) for part in date.split("-")] + [1, 1])[:3]
    return dt.date(year + 1, month, min(day, 28) if month == 2 else day)


def _banner(due: dt.date, words: str, today: dt.date) -> Banner:
    return Banner(due.isoformat(), words, today > due)
