"""The front matter of the pages that are no study: what every page says of itself, chapters, and the word list."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Discriminator, Field, Tag, model_validator

from .facts import Fact, check_facts
from .fields import AnyDate, Closed, PastDate, Text, complaint, word_or_group
from .vocabulary import Kind

_TITLE = re.compile(r"\b(?:Dr|Prof|Professor|Mr|Mrs|Ms|Miss|Sir|Dame)\.? [A-Z]\w+")


def _without_name(role: str) -> str:
    if name := _TITLE.search(role):
        raise complaint("review-name", f"“{name.group()}” is a name", "give the role alone: consultant neurologist")
    return role


class ClinicalReview(Closed):
    """Who reviewed a page as a clinician: the role, never a name without consent."""

    role: Annotated[Text, AfterValidator(_without_name)]
    """Their role, such as “consultant neurologist”."""
    date: PastDate
    """When they reviewed it."""


class Page(Closed):
    """What every page says about itself."""

    kind: Kind
    description: Annotated[Text, Field(min_length=40, max_length=170)]
    """One sentence for search engines and lists: what the reader finds here."""
    written: PastDate
    """When the page was first published."""
    reviewed: PastDate
    """When an editor last checked the page against its sources."""
    next_review: AnyDate
    """When it is due again: within 36 months, for a study within 12."""
    clinical_review: Annotated[
        Annotated[Literal["not-yet"], Tag("word")] | Annotated[ClinicalReview, Tag("sourced")],
        Discriminator(word_or_group),
    ]
    """“not-yet” until a clinician has reviewed the page."""

    @model_validator(mode="after")
    def _is_reviewed_in_time(self) -> Self:
        for name in ("written", "reviewed", "next_review"):
            if len(getattr(self, name)) != len("2026-11-21"):
                raise complaint("date-form", f"{name.replace('_', '-')} needs its day", "write 2026-11-21", name)
        if self.reviewed < self.written:
            raise complaint(
                "review-dates", "the page was reviewed before it was written", "check both dates", "reviewed"
            )
        if isinstance(self.clinical_review, ClinicalReview) and self.clinical_review.date[:4] < str(
            int(self.written[:4]) - 1
        ):
            raise complaint(
                "review-dates",
                f"a clinician reviewed the page in {self.clinical_review.date[:4]}, long before it was written",
                "check the date",
                "clinical_review.date",
            )
        months = 12 if self.kind is Kind.STUDY else 36
        reviewed, due = dt.date.fromisoformat(self.reviewed), dt.date.fromisoformat(self.next_review)
        span = (due.year - reviewed.year) * 12 + due.month - reviewed.month + (due.day > reviewed.day)
        if not 0 < span <= months:
            raise complaint(
                "review-dates",
                f"the next review is due {span} months after the last",
                f"it is due within {months} months",
                "next_review",
            )
        return self


class PlainPage(Page):
    """A page that is neither a chapter nor a study: the glossary, home, the list of print."""

    kind: Literal[Kind.PAGE, Kind.NAVIGATION]


_WORDS = (
    "a after all an and any are as at be before by can did do for from had has have he her his how if in is it may "
    "more most no not of on one or other our out over she so some than that the their them then there they this to "
    "two under up was we were what when which who why will with would you your "
    "day days doctor doctors hospital hospitals month months ms nurse nurses people person week weeks year years"
)
_EVERYDAY = frozenset(_WORDS.split())
"""Words that are never in need of the word list."""
_PLURAL = re.compile(r"(?:y|ies|is|es|e|s)$")
"""The end in which a word and its plural differ."""


class Term(Closed):
    """A word of the word list."""

    term: Text
    also: tuple[Text, ...] = ()
    """Other forms under which the text uses it: plurals, the abbreviation, the long form."""
    meaning: Annotated[Text, Field(max_length=400)]
    """What it means, in one to three short sentences."""

    @property
    def slug(self) -> str:
        """The name of the word in addresses."""
        return re.sub(r"[^a-z0-9]+", "-", self.term.casefold()).strip("-")

    @property
    def forms(self) -> tuple[str, ...]:
        """Every form of the word, its name first."""
        return (self.term, *self.also)

    @property
    def names(self) -> tuple[str, ...]:
        """The forms that stand apart in a list: “EDSS” and its words in full, but not two of one first word."""
        kept: dict[str, str] = {}
        for form in self.forms:
            first, *_ = form.casefold().replace("-", " ").split()
            kept.setdefault(_PLURAL.sub("", first), form)
        return tuple(kept.values())

    @property
    def other_names(self) -> tuple[str, ...]:
        """The names that the word and its meaning do not say, such as the brand of a drug."""
        said = f"{self.term} {self.meaning}".casefold()
        return tuple(name for name in self.names if name.casefold() not in said)


class Glossary(Page):
    """The word list."""

    kind: Literal[Kind.GLOSSARY]
    terms: Annotated[tuple[Term, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _has_each_word_once(self) -> Self:
        seen: set[str] = set()
        anchors: set[str] = set()
        for number, term in enumerate(self.terms):
            for form in term.forms:
                if form.casefold() in seen:
                    raise complaint(
                        "duplicate-id",
                        f"the word “{form}” stands twice in the word list",
                        "keep one",
                        f"terms.{number}.term",
                    )
                if form.casefold() in _EVERYDAY:
                    raise complaint(
                        "everyday-word",
                        f"“{form}” would be a link wherever any page says it",
                        "list only words that readers may not know",
                        f"terms.{number}.{'term' if form == term.term else 'also'}",
                    )
                seen.add(form.casefold())
            if not term.slug or term.slug in anchors:
                raise complaint(
                    "duplicate-id",
                    f"“{term.term}” has no address of its own: “{term.slug}”",
                    "keep one of the two, or spell them apart by letters and digits",
                    f"terms.{number}.term",
                )
            anchors.add(term.slug)
        return self


class Chapter(Page):
    """A chapter, with the figures that belong to no study."""

    kind: Literal[Kind.CHAPTER]
    before_you_read: Text | None = None
    """What is coming, where it may be hard to read; shown before the text, with a way round."""
    facts: tuple[Fact, ...] = ()

    @model_validator(mode="after")
    def _has_no_arms(self) -> Self:
        check_facts(self.facts, set())
        return self
