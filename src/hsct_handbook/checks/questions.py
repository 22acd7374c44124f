"""The stages at which questions are asked, and the lines that say so in a chapter's “Questions to ask”."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..evidence import Evidence, Problem, did_you_mean
from ..evidence.vocabulary import Kind
from .rule import Family, Rule
from .sections import NO_QUESTIONS, QUESTIONS
from .source import PageSource

STAGES = {
    "neurologist": "Ask your neurologist:",
    "team": "Ask the transplant team:",
    "abroad": "Ask a clinic abroad, or any private clinic:",
    "home": "Ask before you go home:",
}
"""By the name of each stage, the line that stands above its questions. Without a line, they are for the neurologist."""
LISTING = "questions-list"
"""The directive that gathers the questions of a stage."""
_SECTION = re.compile(rf"^## {QUESTIONS}\s*$(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_LINE = re.compile(r"^(?:[-*] (?P<point>.+(?:\n {2,}\S.*)*)|(?P<stage>Ask .+:))$", re.MULTILINE)

RULES = (
    Rule(
        "question-stage",
        "Questions are gathered by whom to ask, so the lines that say so are always the same.",
        "Take the line from the complaint.",
        standards=("D10",),
    ),
    Rule(
        "stage-unknown",
        "A list of questions is for one of the stages that there are.",
        "Take the name of a stage from the complaint.",
        standards=("D10",),
    ),
)


@dataclass(frozen=True)
class Question:
    """A question of a chapter."""

    stage: str
    text: str
    """As written, roles and all."""


def questions_of(body: str) -> list[Question]:
    """The questions of a page, in their order, each with its stage."""
    section = _SECTION.search(body)
    stages = {line: stage for stage, line in STAGES.items()}
    stage, found = next(iter(STAGES)), []
    for match in _LINE.finditer(section.group(1) if section else ""):
        if match["stage"]:
            stage = stages.get(match["stage"], stage)
        else:
            found.append(Question(stage, " ".join(match["point"].split())))
    return found


def check(source: PageSource, evidence: Evidence) -> Iterator[Problem]:
    """Compare the lines above questions, and the stages that lists name, with those that there are."""
    for directive in source.directives:
        if directive.name == LISTING and directive.argument not in STAGES:
            remedy = f"choose one of: {', '.join(STAGES)}"
            message = f"“{directive.argument}” is no stage at which questions are asked"
            yield source.problem(directive.line, "stage-unknown", message, remedy)
    if source.kind != Kind.CHAPTER or source.name in NO_QUESTIONS:
        return
    for block in source.prose:
        line = block.masked.text.strip()
        if block.section == QUESTIONS and block.kind == "paragraph" and line not in STAGES.values():
            remedy = did_you_mean(line, STAGES.values(), f"write one of: {' · '.join(STAGES.values())}")
            yield source.problem(block.line, "question-stage", f"“{line}” names no one to ask", remedy)


FAMILY = Family("questions", RULES, check)
