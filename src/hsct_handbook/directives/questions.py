"""The questions of every chapter, gathered on one page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from ..evidence import Chapter, Evidence
from .build_nodes import page_link, paragraph
from .state import domain_of

if TYPE_CHECKING:
    from docutils.nodes import Node
    from sphinx.application import Sphinx

_HEADING = re.compile(r"^## Questions to ask\s*$(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_TITLE = re.compile(r"^# (.+)$", re.MULTILINE)
_POINT = re.compile(r"^[-*] (.+(?:\n {2,}\S.*)*)", re.MULTILINE)


def questions_of(body: str) -> list[str]:
    """The questions of a page, as written, in their order."""
    found = _HEADING.search(body)
    return [" ".join(point.split()) for point in _POINT.findall(found.group(1))] if found else []


def chapters_with_questions(evidence: Evidence) -> dict[str, tuple[str, list[str]]]:
    """By page, the title and the questions of each chapter that has some, in the order of their names."""
    chapters = {}
    for name, page in sorted(evidence.pages.items()):
        body = evidence.front[name].body
        title, questions = _TITLE.search(body), questions_of(body)
        if isinstance(page, Chapter) and title and questions:
            chapters[name] = (title.group(1).strip(), questions)
    return chapters


class QuestionsList(SphinxDirective):
    """The questions of every other chapter, under the chapter's name."""

    def run(self) -> list[Node]:
        """Build one titled list for each chapter; the page depends on their texts."""
        domain, docname = domain_of(self.env), self.env.current_document.docname
        found: list[Node] = []
        for name, (title, questions) in chapters_with_questions(domain.evidence).items():
            if name == docname:
                continue
            domain.use(docname, "body", name)
            heading = paragraph("From ", page_link(docname, name, title))
            heading["classes"].append("from-chapter")
            points = nodes.bullet_list(
                "", *(nodes.list_item("", paragraph(*self._inline(text))) for text in questions), bullet="-"
            )
            found += [heading, points]
        return found

    def _inline(self, text: str) -> list[Node]:
        parsed, _ = self.parse_inline(text, lineno=self.lineno)
        return list(parsed)


def setup_questions(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("questions-list", QuestionsList)
