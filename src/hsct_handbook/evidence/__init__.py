"""The evidence: studies, figures and sources, read from the pages and checked. Nothing here knows Sphinx."""

from .facts import Deaths, Fact, Value
from .kept import Kept
from .pages import Chapter, Glossary, Page, PlainPage, Term
from .problems import Problem, did_you_mean
from .quoting import QuotedFact, quoted_facts, slug_of
from .reading import read_evidence
from .sources import Source
from .study import Study
from .study_parts import Arm, Enrolled, Expected, Sourced, Status, Years
from .whole import Evidence

__all__ = [
    "Arm",
    "Chapter",
    "Deaths",
    "Enrolled",
    "Evidence",
    "Expected",
    "Fact",
    "Glossary",
    "Kept",
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
    "did_you_mean",
    "quoted_facts",
    "read_evidence",
    "slug_of",
]
