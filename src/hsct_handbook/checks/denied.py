"""Deaths are not denied by hand, and the figure of those who died is not said of those who lived."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..evidence import Evidence, Problem, Study, slug_of
from ..evidence.facts import Deaths
from ..evidence.vocabulary import DEATHS
from ..wording import Form
from .quoted import Quoted, quoted
from .rule import Family, Rule
from .source import PageSource, Prose, mask
from .strays import UNSOURCED
from .text import sentences

RULES = (
    Rule(
        "deaths-denied",
        "“Nobody died” is a figure too: without its source it may be true of another group, or of none (promise 1).",
        "Quote the figure of no deaths beside it, {fact}`study.deaths`, or cite the source: {cite}`key`.",
        standards=("D3", "S3"),
    ),
    Rule(
        "deaths-turned",
        "The number of those who lived, told as that of those who died, is the worst mistake that a page can make.",
        "Of those who died quote {fact}`study.deaths`; of those who did not, {fact}`study.deaths rest`.",
        standards=("R5",),
    ),
)
_DENIED = re.compile(
    r"\b(?:nobody|no[ -]?one|none|not (?:a single|one) \w+|no (?:person|people|patients?|participants?|men|women))\b"
    r"(?:(?!\b(?:who|whom|which|that|how|if|whether|why)\b)[^.!?;:]){0,60}?\b(?:die[ds]?|dying)\b"
    r"|\b(?:no|zero|0|without (?:any |a )?) ?(?:[a-z]+-related )?deaths?\b"
    r"|\b(?:everyone|everybody|all)\b[^.!?;:]{0,30}? survived\b"
    r"|\bnever (?:killed|(?:\w+ ){1,3}deaths?)\b|\bkilled (?:nobody|no[ -]?one|none)\b",
    re.IGNORECASE,
)
_NO_CLAIM = re.compile(r"\bnot mean\b|\b(?:may|might|could|if|whether)\b|\?", re.IGNORECASE)
"""A sentence that supposes, asks, or takes such words apart."""
_UNTOLD = re.compile(r"\b(?:reported|told|given|yet)\b", re.IGNORECASE)
_SAID = re.compile(r"“[^”]*”")
_SOME = r"(?: (?!(?:who|but|and|or|did|not)\b)[\w’-]+){0,3}?"
_DIED = re.compile(rf"{_SOME} (?:died|dead|deaths?|did die)\b")
_LIVED = re.compile(
    rf"{_SOME} (?:did not|didn’t|did n[o']t|never|survived|lived|stayed alive|(?:were|was|are) (?:still )?alive)\b"
)
_TURNED = (Form.FULL, Form.SHORT, Form.NUMBER, Form.PER_100, Form.PER_1000)
"""The forms that count those who died."""


def check(source: PageSource, evidence: Evidence) -> Iterator[Problem]:
    """Look for denials in all that readers read, and at the words after each figure of deaths."""
    found = list(quoted(source, evidence))
    silent = isinstance(source.page, Study) and isinstance(source.page.deaths, str)
    for block in source.prose:
        text = block.masked
        for place, words in _denials(text.text, silent):
            if not _is_shown(source, evidence, block, found):
                remedy = "quote the figure of no deaths in this paragraph, or cite its source: {cite}`key`"
                message = f"deaths are denied, and no figure or source shows it: “{words}”"
                yield source.problem(text.line_at(place), "deaths-denied", message, remedy)
    for location, field, line in source.fields():
        if UNSOURCED.intersection(location) and not _had_none(source):
            for _, words in _denials(field, silent):
                message = f"deaths are denied, and the page’s own figure does not say so: “{words}”"
                yield source.problem(line, "deaths-denied", message, "say what the figure says, or take it out")
    yield from _turned(source, found)


def _denials(text: str, silent: bool) -> Iterator[tuple[int, str]]:
    """Each denial in a text; where the study tells of no deaths at all (`silent`), “none are reported” is none."""
    for start, sentence in sentences(text):
        plain = _SAID.sub(lambda match: " " * len(match.group()), sentence)
        match = _DENIED.search(plain)
        if match and not _NO_CLAIM.search(plain) and not (silent and _UNTOLD.search(plain)):
            yield start + match.start(), match.group()


def _had_none(source: PageSource) -> bool:
    """Whether the page is that of a study in which nobody died from the treatment."""
    return isinstance(source.page, Study) and isinstance(source.page.deaths, Deaths) and source.page.deaths.count == 0


def _is_shown(source: PageSource, evidence: Evidence, block: Prose, found: list[Quoted]) -> bool:
    """Whether a figure of no deaths stands in the paragraph, or a source where the study itself had no deaths."""
    if any(one.block is block and one.fact.outcome in DEATHS and one.fact.value.count == 0 for one in found):
        return True
    if isinstance(source.page, Study) and isinstance(source.page.deaths, Deaths) and source.page.deaths.count:
        return False
    lines = range(block.line, block.pieces[-1].line + 1)
    targets = {slug_of(link.href.partition("#")[0].removesuffix(".md")) for link in source.links if link.line in lines}
    return any(piece.role == "cite" for piece in block.pieces) or not targets.isdisjoint(evidence.studies)


def _turned(source: PageSource, found: list[Quoted]) -> Iterator[Problem]:
    for one in found:
        if one.fact.outcome not in DEATHS:
            continue
        pieces = one.block.pieces
        place = next(number for number, piece in enumerate(pieces) if piece is one.piece)
        after = "".join(mask(piece) if piece.role else piece.text for piece in pieces[place + 1 :])
        if one.form is Form.REST and _DIED.match(after):
            message = f"“{one.fact.id} rest” counts those who did not die, and the text says that they died"
            yield source.problem(
                one.line, "deaths-turned", message, f"quote {{fact}}`{one.fact.id}`, or say “did not die”"
            )
        elif one.form in _TURNED and _LIVED.match(after):
            message = f"“{one.fact.id}” counts those who died, and the text says that they did not"
            yield source.problem(
                one.line, "deaths-turned", message, f"quote {{fact}}`{one.fact.id} rest`, or say “died”"
            )


FAMILY = Family("denied", RULES, check)
