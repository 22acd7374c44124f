"""How long sentences and paragraphs are, with their figures as they are printed."""

from __future__ import annotations

from collections.abc import Iterator

from ..evidence import Evidence, Problem
from .facts import worded
from .rule import Family, Rule
from .source import PageSource
from .text import beginning, count_words, sentences

MAX_WORDS = 30
MAX_MEAN_WORDS = 20
MAX_PARAGRAPH_WORDS = 60
MAX_PARAGRAPH_SENTENCES = 3

RULES = (
    Rule(
        "sentence-length",
        "A long sentence loses a tired reader.",
        "Split the sentence where its second idea starts.",
        standards=("L2",),
    ),
    Rule(
        "sentence-mean",
        "A page of long sentences tires even where no single one is too long.",
        "Split the longest sentences of the page.",
        standards=("L2",),
    ),
    Rule(
        "paragraph-length",
        "Short paragraphs can be read one at a time.",
        "Split the paragraph, or make it a list.",
        standards=("L2",),
    ),
)
_SENTENCES = frozenset({"paragraph", "item"})
"""Blocks that are read as sentences; headings and the cells of tables are phrases."""


def check(source: PageSource, evidence: Evidence) -> Iterator[Problem]:
    """Count the words of each sentence, and the sentences of each paragraph."""
    lengths: list[int] = []
    for block in source.prose:
        text = worded(block, evidence)
        found = list(sentences(text.text))
        for start, sentence in found:
            words = count_words(sentence)
            if block.kind in _SENTENCES:
                lengths.append(words)
            if words > MAX_WORDS:
                message = f"the sentence “{beginning(sentence)}” has {words} words"
                line = text.line_at(start)
                yield source.problem(line, "sentence-length", message, f"split it: at most {MAX_WORDS} words")
        words = count_words(text.text)
        if block.kind in _SENTENCES and (words > MAX_PARAGRAPH_WORDS or len(found) > MAX_PARAGRAPH_SENTENCES):
            message = f"the paragraph “{beginning(text.text)}” has {len(found)} sentences and {words} words"
            remedy = f"at most {MAX_PARAGRAPH_SENTENCES} sentences and {MAX_PARAGRAPH_WORDS} words"
            yield source.problem(block.line, "paragraph-length", message, remedy)
    if sum(lengths) > MAX_MEAN_WORDS * len(lengths) and source.title:
        message = f"its sentences have {sum(lengths) / len(lengths):.1f} words on average"
        yield source.problem(
            source.title.line, "sentence-mean", message, f"split the longest: at most {MAX_MEAN_WORDS} on average"
        )


FAMILY = Family("sentences", RULES, check)
