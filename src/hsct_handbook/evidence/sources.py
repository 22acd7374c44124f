"""The sources in docs/references.bib: papers, registers, pages, each with its address and what we read of it."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Self

from pydantic import AfterValidator, ValidationInfo, model_validator

from .fields import Closed, PastDate, Slug, Text, complaint
from .identifiers import DOI, PMCID, PMID, Register
from .vocabulary import Checked

SOURCES = "references.bib"
_OLDEST = "1900"


def _of_form(register: Register) -> AfterValidator:
    def check(value: str) -> str:
        if not register.form.fullmatch(value):
            raise complaint(
                "identifier-form",
                f"“{value}” is not the form of a {register.name} number",
                f"it looks like {register.example}",
            )
        return value

    return AfterValidator(check)


def _web_address(value: str) -> str:
    if not re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+\.[^\s<>\"{}|\\^`]+", value):
        raise complaint("address-form", f"“{value}” is not a web address", "write it in full, starting with https://")
    return value


def _year(value: str, info: ValidationInfo) -> str:
    today = (info.context or {}).get("today")
    if not re.fullmatch(r"[0-9]{4}", value):
        raise complaint("wrong-form", f"“{value}” is not a year", "it has four digits, such as 2019")
    if value < _OLDEST or (isinstance(today, dt.date) and int(value) > today.year + 1):
        raise complaint("date-real", f"no source is of {value}", f"check the year: from {_OLDEST} to now")
    return value


class Source(Closed):
    """One source, as a reader needs it to find it, with how we read it."""

    key: Slug
    """The name of the source, by which figures name it."""
    type: Text
    """The kind of source in BibTeX: article, misc, techreport …"""
    title: Text
    """Its title, as printed."""
    author: Text | None = None
    """Authors as “Burt RK and others”, or the organisation."""
    year: Annotated[Text, AfterValidator(_year)] | None = None
    """The year in which it came out."""
    journal: Text | None = None
    """The journal of a paper."""
    volume: Text | None = None
    """The volume of the journal."""
    number: Text | None = None
    """The issue of the journal."""
    pages: Text | None = None
    """The pages in the journal."""
    publisher: Text | None = None
    """Who published it, where it is no paper in a journal."""
    doi: Annotated[Text, _of_form(DOI)] | None = None
    """Its digital object identifier, without the address before it."""
    pmid: Annotated[Text, _of_form(PMID)] | None = None
    """Its number in PubMed."""
    pmcid: Annotated[Text, _of_form(PMCID)] | None = None
    """Its number in PubMed Central."""
    url: Annotated[Text, AfterValidator(_web_address)] | None = None
    """Where we read it."""
    urldate: PastDate
    """When it was read."""
    checked: Checked
    """What was read of it; figures taken from it carry the same word."""
    copy_of: Slug | None = None
    """The key of the source that this is a copy or a summary of."""
    note: Text | None = None
    """What a reader should know: a copy on a forum, an undated page …"""

    @model_validator(mode="after")
    def _is_read_once_it_is_there(self) -> Self:
        # A paper may be read on the web in the year before that of its issue.
        if self.year is not None and int(self.urldate[:4]) < int(self.year) - 1:
            raise complaint(
                "date-real",
                f"it was read in {self.urldate[:4]}, and came out in {self.year}",
                "check both",
                "urldate",
            )
        return self

    @property
    def address(self) -> str | None:
        """The best address to give a reader: the DOI if there is one, else where we read it."""
        return DOI.url(self.doi) if self.doi else self.url

    @property
    def short(self) -> str:
        """The source in a few words: “Burt and others, 2019”."""
        return ", ".join(part for part in (self.author or self.publisher or self.title, self.year) if part)
