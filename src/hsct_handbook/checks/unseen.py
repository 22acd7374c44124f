"""What is written and no reader sees, or no check reads: comments, marks for other programs, code, unknown looks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from markdown_it.token import Token

from ..evidence import Evidence, Problem
from ..evidence.vocabulary import Kind
from .rule import Family, Rule
from .slips import roles_taken_for_code
from .source import PageSource

LOOKS = frozenset({"doors", "half", "lead", "note-before", "options", "urgent"})
"""The classes that a page may give a part: looks that the style sheets know, none of which hides anything."""

RULES = (
    Rule(
        "not-printed",
        "A line that Markdown takes for a mark of its own is lost, and with it half a sentence, or a warning.",
        "Begin the line with another word, or take it out; a note for editors stands in the front matter, after #.",
    ),
    Rule(
        "look-unknown",
        "A class, an id or a style of one’s own can hide text from some readers, and is lost on paper.",
        "Take out what stands in the braces, or write a look that pages have, such as {.lead}.",
    ),
    Rule(
        "not-read",
        "No check reads code: a wrong figure in it would be printed as it is.",
        "Write it as plain text, without backticks and without spaces or a tab before the line.",
    ),
)
_LOST = {
    "myst_line_comment": ("a line that starts with % is a comment", "write “out of 100”, or begin with another word"),
    "myst_block_break": ("a line that starts with +++ is a mark between parts", "take the three signs out"),
    "myst_target": ("a line like (this)= is a mark for links", "take it out; link to a heading by its words"),
}
"""By the name of their tokens, the lines that MyST keeps to itself."""
_DEFINITION = re.compile(r"[\s>]*(?:[-*+]\s+)?\[(?!\^)[^\]]+\]:")
"""A line that says where the links of a name lead; a footnote is another rule's."""
_ELSEWHERE = frozenset(
    {
        *("class", "codeauthor", "cssclass", "date", "default-domain", "default-role", "footer", "header", "highlight"),
        *("include", "index", "meta", "moduleauthor", "only", "replace", "role", "rst-class", "sectionauthor"),
        *("tabularcolumns", "target-notes", "title", "unicode"),
    }
)
"""Directives of Sphinx whose text is shown in some formats only, or nowhere, or stands in another file."""
_CODE = frozenset(
    {"code", "code-block", "csv-table", "literalinclude", "math", "parsed-literal", "productionlist", "sourcecode"}
)
"""Directives of Sphinx that print their content as it is."""
_NATIVE: Mapping[str, frozenset[str]] = {
    "link_open": frozenset({"href"}),
    "image": frozenset({"src", "alt"}),
    "ordered_list_open": frozenset({"start"}),
    "th_open": frozenset({"style"}),
    "td_open": frozenset({"style"}),
    "heading_open": frozenset({"id"}),
}
"""The attributes that Markdown itself gives a part."""
_FOR_READERS = (Kind.CHAPTER, Kind.STUDY)


def check(source: PageSource, evidence: Evidence) -> Iterator[Problem]:
    """Look at every part of the page, within its directives too."""
    for number, text in enumerate(source.front.body.split("\n"), source.front.body_line):
        if _DEFINITION.match(text):
            message = f"a line like [words]: is an address for links, and is not printed: “{text.strip()[:40]}”"
            yield source.problem(number, "not-printed", message, "take the brackets out, or link: [words](page.md)")
    for line, token in source.parts:
        yield from _part(source, line, token)
    yield from _directives(source)
    if source.kind in _FOR_READERS:
        for block in source.prose:
            told = [piece for _, piece in roles_taken_for_code(block)]
            for piece in block.pieces:
                if piece.role == "code" and piece not in told:
                    message = f"“{piece.text[:40]}” stands between backticks, as code does"
                    yield source.problem(piece.line, "not-read", message, "take the backticks out")


def _part(source: PageSource, line: int, token: Token) -> Iterator[Problem]:
    if token.type in _LOST:
        what, remedy = _LOST[token.type]
        yield source.problem(line, "not-printed", f"{what}, and is not printed", remedy)
        return
    if token.type == "code_block" or (token.type == "fence" and not token.info.strip()):
        message = f"this is taken for code: “{token.content.strip()[:40]}”"
        remedy = "begin the line at the margin" if token.type == "code_block" else "take the line of backticks out"
        yield source.problem(line, "not-read", message, remedy)
    elif token.type == "fence" and not token.info.strip().startswith("{"):
        message = f"this is taken for code in “{token.info.split()[0][:40]}”"
        yield source.problem(line, "not-read", message, "write it as plain text")
    own = _NATIVE.get(token.type, frozenset())
    if "title" in token.attrs:
        message = f"the title of a link or an image is seen by few: “{str(token.attrs['title'])[:40]}”"
        remedy = "say it in the text, and close the bracket after the address"
        yield source.problem(line, "not-printed", message, remedy)
    added = [(name, value) for name, value in token.attrs.items() if name not in own and name != "title"]
    names = (str(value) if name == "class" else f"{name}={value}".replace(" ", "") for name, value in added)
    yield from _looks(source, line, " ".join(names))


def _directives(source: PageSource) -> Iterator[Problem]:
    for directive in source.directives:
        if directive.name in _ELSEWHERE:
            message = f"what stands in {{{directive.name}}} is not shown to every reader"
            yield source.problem(directive.line, "not-printed", message, "write it as plain text, or take it out")
        if directive.name in _CODE:
            message = f"what stands in {{{directive.name}}} is printed as it is, and no check reads it"
            yield source.problem(directive.line, "not-read", message, "write it as plain text or as a table")
        named = directive.argument if directive.name == "container" else ""
        yield from _looks(source, directive.line, f"{named} {directive.options.get('class', '')}")


def _looks(source: PageSource, line: int, names: str) -> Iterator[Problem]:
    if strange := [name for name in names.split() if name not in LOOKS]:
        message = f"“{' '.join(strange)}” is no look that pages have"
        remedy = f"take it out, or write one of: {', '.join(sorted(LOOKS))}"
        yield source.problem(line, "look-unknown", message, remedy)


FAMILY = Family("unseen", RULES, check)
