"""The questions of every chapter, gathered by whom to ask, to pick from."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx.util.docutils import SphinxDirective

from ..checks.questions import LISTING, Question, questions_of
from ..evidence import Chapter, Evidence
from .build_nodes import page_link, paragraph
from .state import domain_of
from .website import ask_of_template
from .worksheet import pick_list

if TYPE_CHECKING:
    from docutils.nodes import Node
    from sphinx.application import Sphinx

FROM_CHAPTER = "from-chapter"
"""The class of a line that says which chapter the questions below it come from."""
_TITLE = re.compile(r"^# (.+)$", re.MULTILINE)


def chapters_with_questions(evidence: Evidence) -> dict[str, tuple[str, list[Question]]]:
    """By page, the title and the questions of each chapter that has some, in the order of their names."""
    chapters = {}
    for name, page in sorted(evidence.pages.items()):
        body = evidence.front[name].body
        title, questions = _TITLE.search(body), questions_of(body)
        if isinstance(page, Chapter) and title and questions:
            chapters[name] = (title.group(1).strip(), questions)
    return chapters


class QuestionsList(SphinxDirective):
    """The questions of every other chapter for one stage, under the chapter's name: `{questions-list} team`.

    What two chapters ask in the same words stands once, with the first of them.
    """

    required_arguments = 1

    def run(self) -> list[Node]:
        """Build one titled list for each chapter; the page depends on their texts."""
        domain, docname = domain_of(self.env), self.env.current_document.docname
        found: list[Node] = []
        before: set[str] = set()
        for name, (title, questions) in chapters_with_questions(domain.evidence).items():
            if name == docname:
                continue
            domain.use(docname, "body", name)
            of_stage = [question.text for question in questions if question.stage == self.arguments[0]]
            asked = [text for text in of_stage if text not in before]
            before.update(asked)
            if asked:
                heading = paragraph("From ", page_link(docname, name, title))
                heading["classes"].append(FROM_CHAPTER)
                ask_of_template(self.env, "picking")
                found += [heading, pick_list([self._inline(text) for text in asked])]
        return found

    def _inline(self, text: str) -> list[Node]:
        parsed, _ = self.parse_inline(text, lineno=self.lineno)
        return list(parsed)


def setup_questions(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive(LISTING, QuestionsList)
