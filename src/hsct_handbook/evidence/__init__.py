"""The evidence: studies, figures and sources, read from the pages and checked. Nothing here knows Sphinx."""

from .facts import Deaths, Fact, Value
from .pages import Arm, Chapter, Enrolled, Glossary, Page, PlainPage, Sourced, Status, Study, Term, Years
from .problems import Problem
from .reading import Evidence, QuotedFact, quoted_facts, read_evidence, slug_of
from .sources import Source

__all__ = [
    "Arm",
    "Chapter",
    "Deaths",
    "Enrolled",
    "Evidence",
    "Fact",
    "Glossary",
    "Page",
    "PlainPage",
    "Problem",
    "QuotedFact",
    "Source",
    "Sourced",
    "Status",
    "Study",
    "Term",
    "Value",
    "Years",
    "quoted_facts",
    "read_evidence",
    "slug_of",
]
