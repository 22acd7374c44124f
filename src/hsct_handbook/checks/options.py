"""The options side by side: the same rows for every option, each chance with a figure or the words that it has none.

This is the one place that names the options and the rows; the build reads them here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from ..evidence import Evidence, Problem, did_you_mean
from .certainty import ROLE as CERTAINTY
from .rule import Family, Rule
from .source import Directive, PageSource, parse_content
from .text import count_words

TABLE, ROW = "options", "option-row"
"""The directives: a table, and in it a row with one answer for each option."""
OPTIONS = ("HSCT", "A strong DMT you have not tried", "Staying on what you take", "Joining a trial", "No DMT")
"""What a person can choose between, in the order of the columns (D8)."""
NO_FIGURE = ("no figure", "no fair comparison", "not known")
"""How a cell says that there is nothing to quote."""


@dataclass(frozen=True)
class Row:
    """A row: what it says of every option."""

    label: str
    chance: bool = False
    """Whether it is about a chance: then each answer quotes a source, or says that there is none."""
    certainty: bool = False
    """Whether each answer starts with how sure we are."""


ROWS = {
    "what-happens": Row("What happens, how often, for how long"),
    "life": Row("What it asks of your life"),
    "relapses": Row("Relapses", chance=True),
    "worsening": Row("Disability getting worse", chance=True),
    "no-activity": Row("No sign of MS activity", chance=True),
    "serious-harm": Row("Serious harm", chance=True),
    "death": Row("Death", chance=True),
    "fertility": Row("Having children", chance=True),
    "not-known": Row("What is not known"),
    "certainty": Row("How sure we are", certainty=True),
}
"""By the name that a page gives it, each row. A page that compares the options has all of them."""

MOST_UNEVEN = 2
"""How many times as many words as for another option may stand for one."""

RULES = (
    Rule(
        "option-row-unknown",
        "The rows are the same wherever options are compared.",
        "Take the name of a row from the complaint.",
        standards=("D2",),
    ),
    Rule(
        "option-row-missing",
        "What is left out of a comparison weighs nothing in it.",
        "Add the row, with an answer for every option.",
        standards=("D1", "D2"),
    ),
    Rule("option-row-twice", "Each answer has one place.", "Keep one of the two rows.", standards=("D2",)),
    Rule(
        "option-answer-missing",
        "Every option is held against the same rows, the unwelcome ones too.",
        "Write the option on a line, and below it a colon and the answer.",
        standards=("D1", "D2", "D8"),
    ),
    Rule(
        "option-answer-unknown",
        "An option has one name, so that its answers can be found.",
        "Take the name of an option from the complaint.",
        standards=("D8",),
    ),
    Rule(
        "option-silent",
        "A cell without a figure says so; silence would read as none.",
        "Quote a figure, or say that there is none.",
        standards=("D3", "D6"),
    ),
    Rule(
        "option-certainty",
        "Each option says how sure we are, in words that are fixed.",
        "Begin the answer with a label of certainty.",
        standards=("R7",),
    ),
    Rule(
        "option-uneven",
        "An option with more words seems to weigh more.",
        "Shorten the longest, or say more of the shortest.",
        standards=("D2",),
        advisory=True,
    ),
)


@dataclass(frozen=True)
class Answer:
    """What a row says of an option."""

    option: str
    line: int
    text: str
    roles: tuple[str, ...]
    """The roles in it, in order."""


def check(source: PageSource, evidence: Evidence) -> Iterator[Problem]:
    """Hold every table of options on a page against the rows and the options that there are."""
    tables = [directive for directive in source.directives if directive.name == TABLE]
    rows = [directive for directive in source.directives if directive.name == ROW]
    if not tables and not rows:
        return
    yield from _evenly_told(source, rows)
    seen: set[str] = set()
    for row in rows:
        name = row.argument
        if name not in ROWS:
            remedy = did_you_mean(name, ROWS, f"choose one of: {', '.join(ROWS)}")
            yield source.problem(row.line, "option-row-unknown", f"“{name}” is no row of the options", remedy)
        elif name in seen:
            message = f"the row “{name}” stands twice on this page"
            yield source.problem(row.line, "option-row-twice", message, "keep one")
        else:
            seen.add(name)
            yield from _answers_fit(source, row, ROWS[name])
    if missing := [name for name in ROWS if name not in seen]:
        last = (tables or rows)[-1].line
        remedy = f"add “:::{{{ROW}}} {missing[0]}” with an answer for every option"
        yield source.problem(last, "option-row-missing", f"the options have no row {_quoted(missing)}", remedy)


def _answers_fit(source: PageSource, directive: Directive, row: Row) -> Iterator[Problem]:
    answers = list(answers_of(directive))
    for answer in answers:
        if answer.option not in OPTIONS:
            remedy = did_you_mean(answer.option, OPTIONS, f"choose one of: {', '.join(OPTIONS)}")
            message = f"“{answer.option}” is none of the options"
            yield source.problem(answer.line, "option-answer-unknown", message, remedy)
        elif row.chance and not {"fact", "cite"}.intersection(answer.roles) and not _says_none(answer.text):
            message = f"“{answer.option}” has neither a figure nor the words that there is none"
            remedy = f"quote a {{fact}}, or begin a sentence with “{NO_FIGURE[0].capitalize()}”"
            yield source.problem(answer.line, "option-silent", message, remedy)
        elif row.certainty and answer.roles[:1] != (CERTAINTY,):
            message = f"“{answer.option}” does not say how sure we are"
            remedy = f"begin with {{{CERTAINTY}}}`low`, or another label"
            yield source.problem(answer.line, "option-certainty", message, remedy)
    there = [answer.option for answer in answers]
    if missing := [option for option in OPTIONS if option not in there]:
        message = f"the row “{directive.argument}” has no answer for {_quoted(missing)}"
        remedy = f"write “{missing[0]}” on a line, and below it a colon and the answer"
        yield source.problem(directive.line, "option-answer-missing", message, remedy)


def _evenly_told(source: PageSource, rows: Sequence[Directive]) -> Iterator[Problem]:
    words = dict.fromkeys(OPTIONS, 0)
    for row in rows:
        for answer in answers_of(row):
            if answer.option in words:
                words[answer.option] += count_words(answer.text)
    most, least = max(words, key=words.__getitem__), min(words, key=words.__getitem__)
    if words[most] > MOST_UNEVEN * words[least]:
        message = f"“{most}” has {words[most]} words, and “{least}” has {words[least]}"
        remedy = f"at most {MOST_UNEVEN} times as many"
        yield source.problem(rows[0].line, "option-uneven", message, remedy)


def _says_none(text: str) -> bool:
    return any(words in text.casefold() for words in NO_FIGURE)


def _quoted(names: Sequence[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)


def answers_of(directive: Directive) -> Iterator[Answer]:
    """The answers of a row, in the order in which they are written."""
    option, line, texts, roles = "", 0, list[str](), list[str]()
    inside = ""
    for token in parse_content(directive):
        if token.type in ("dt_open", "dd_open"):
            inside = token.type
            if token.type == "dt_open":
                line = (token.map[0] if token.map else directive.line) + 1
        elif token.type == "inline" and inside == "dt_open":
            option = token.content.strip()
        elif token.type == "inline" and inside == "dd_open":
            texts.append(token.content)
            roles += _roles(token.children or ())
        elif token.type == "dd_close":
            yield Answer(option, line, " ".join(texts), tuple(roles))
            texts, roles, inside = [], [], ""


def _roles(children: Sequence[Token]) -> Iterator[str]:
    return (str(child.meta["name"]) for child in children if child.type == "myst_role")


FAMILY = Family("options", RULES, check)
