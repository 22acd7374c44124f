"""What only the whole handbook can show: that pages can be told apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from ..evidence import Problem
from .rule import Rule
from .source import PageSource

RULES = (
    Rule(
        "title-duplicate",
        "Two pages of one title cannot be told apart in a search or a list (WCAG 2.4.2).",
        "Give each page a title of its own.",
        standards=("A1",),
    ),
    Rule(
        "description-duplicate",
        "A description says what this page holds and no other.",
        "Say in the description what only this page holds.",
    ),
)


def check(sources: Sequence[PageSource]) -> Iterator[Problem]:
    """Compare the titles and the descriptions of all pages."""
    titles = _each(sources, _title)
    yield from _doubles(titles, "title-duplicate", "title")
    descriptions = _each(sources, _description)
    yield from _doubles(descriptions, "description-duplicate", "description")


_Said = list[tuple[PageSource, str, int]]


def _each(sources: Sequence[PageSource], say: Callable[[PageSource], tuple[str, int] | None]) -> _Said:
    said = [(source, say(source)) for source in sources]
    return [(source, words[0], words[1]) for source, words in said if words is not None and words[0]]


def _title(source: PageSource) -> tuple[str, int] | None:
    return (source.title.text, source.title.line) if source.title else None


def _description(source: PageSource) -> tuple[str, int] | None:
    text = source.front.data.get("description")
    return (text, source.front.line_of(("description",))) if isinstance(text, str) else None


def _doubles(said: _Said, code: str, what: str) -> Iterator[Problem]:
    by_words: dict[str, list[PageSource]] = {}
    for source, words, _ in said:
        by_words.setdefault(" ".join(words.casefold().split()), []).append(source)
    for source, words, line in said:
        others = [other for other in by_words[" ".join(words.casefold().split())] if other is not source]
        if others:
            message = f"{others[0].shown} has the same {what}: “{words[:60]}”"
            yield source.problem(line, code, message, f"give each page a {what} of its own")
