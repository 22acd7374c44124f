"""Reading one page: its front matter, the figures in it, the sources that it names, and what is wrong with it alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from . import frontmatter
from .explain import validated
from .fields import kebab
from .frontmatter import FrontMatter, Location
from .pages import Chapter, Glossary, Page, PlainPage
from .problems import Problem
from .quoting import QuotedFact, quoted_facts, slug_of
from .study import Study
from .vocabulary import Checked, Kind

STUDIES = "trials"
"""The folder of the study pages, under the folder of the pages."""
GLOSSARY = "glossary"
"""The page that holds the word list."""
MODELS: dict[str, type[Page]] = {
    Kind.STUDY: Study,
    Kind.CHAPTER: Chapter,
    Kind.PAGE: PlainPage,
    Kind.NAVIGATION: PlainPage,
    Kind.GLOSSARY: Glossary,
}


@dataclass(frozen=True)
class Citation:
    """A source that a page names: where, its key, and how the page says it was checked."""

    place: Location
    key: str
    checked: Checked | None


@dataclass(frozen=True)
class PageRead:
    """All that one file says, and what is wrong with it. It depends on nothing but the file and the day."""

    problems: tuple[Problem, ...] = ()
    front: FrontMatter | None = None
    page: Page | None = None
    facts: tuple[QuotedFact, ...] = ()
    citations: tuple[Citation, ...] = ()


def read_page(raw: bytes, shown: Path, name: str, context: dict[str, Any]) -> PageRead:
    """Read a page from its bytes. Nothing raises for what an author wrote."""
    front, faults = frontmatter.read(raw, shown)
    if front is None:
        return PageRead(tuple(faults))
    kind = front.data.get("kind")
    is_study = name.startswith(f"{STUDIES}/") and slug_of(name) != "index"
    if is_study and kind != Kind.STUDY:
        message, remedy = f"a page in {STUDIES}/ is a study, not {kind!r}", "write kind: study"
    elif kind not in MODELS or (not is_study and kind == Kind.STUDY):
        message = f"{kind!r} is not a kind of page here"
        remedy = "write kind: chapter, kind: page, or for pages in trials/ kind: study"
    else:
        return _validated(front, MODELS[kind], shown, name, context)
    return PageRead((Problem(shown, front.line_of(("kind",)), "page-kind", message, remedy),), front)


def _validated(front: FrontMatter, model: type[Page], shown: Path, name: str, context: dict[str, Any]) -> PageRead:
    page, told = validated(front, model, context)
    if page is None:
        return PageRead(tuple(Problem(shown, *one) for one in told), front)
    return PageRead((), front, page, tuple(quoted_facts(name, page)), tuple(_cited(page)))


def _cited(model: BaseModel, location: Location = ()) -> Iterator[Citation]:
    """Every source that a page names."""
    for field_name in type(model).model_fields:
        value, key = getattr(model, field_name), kebab(field_name)
        if field_name in ("source", "main_source"):
            yield Citation((*location, key), value, getattr(model, "checked", None))
        elif isinstance(value, BaseModel):
            yield from _cited(value, (*location, key))
        elif isinstance(value, tuple):
            for number, item in enumerate(value):
                if isinstance(item, BaseModel):
                    yield from _cited(item, (*location, key, number))
