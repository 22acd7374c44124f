"""A page as the checks see it: what a reader will read, piece by piece, each piece with its line.

The body is parsed by MyST's own parser, so that directives and roles are seen as the build sees them. What no reader
reads (addresses of links, options, comments) is left out of the prose.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import takewhile
from pathlib import Path
from typing import Any, Literal

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

from ..evidence import Evidence, Page, Problem
from ..evidence.frontmatter import FrontMatter, Location

EXTENSIONS = frozenset({"colon_fence", "deflist", "attrs_inline", "attrs_block"})
"""The same as `myst_enable_extensions` in docs/conf.py; a test holds them together."""
MASK = "\ufffc"
"""Stands for a quoted figure where a check looks at the words around it."""
_MAX_NESTING = 8
_DIRECTIVE = re.compile(r"\{([\w:+.-]+)\}[ \t]*(.*)", re.DOTALL)
_OPTION = re.compile(r"\s*:([\w-]+):(?:\s+(.*))?")
_FENCED_OPTION = re.compile(r"\s*([\w-]+):(?:\s+(.*))?")
_NOT_PROSE = frozenset(
    {
        "code",
        "code-block",
        "csv-table",
        "deaths-chart",
        "deaths-table",
        "edss-scale",
        "eval-rst",
        "facts-table",
        "figures-table",
        "icon-array",
        "image",
        "math",
        "outcome-chart",
        "questions-list",
        "raw",
        "source-list",
        "studies-table",
        "study-card",
        "toctree",
        "trials-timeline",
        "who-was-counted",
        "word-list",
    }
)
"""Directives whose content is no prose. The content of every other one is read, so that nothing escapes unread."""
REFUSED = frozenset({"raw", "eval-rst"})
"""Directives that let raw text through."""
_TITLED = frozenset(
    {
        *("admonition", "urgent", "card", "dropdown", "grid-item-card", "tab-item", "topic", "rubric"),
        *("rate", "choose", "tick", "write"),
    }
)
"""Directives whose argument readers see as a title."""
_READ_OPTIONS = ("title", "caption", "alt")
"""Options whose text readers see."""
_TARGETED = re.compile(r"(.*?)\s*<[^<>]*>", re.DOTALL)


@dataclass(frozen=True)
class Piece:
    """A stretch of prose on one line: plain text, a role, or code."""

    text: str
    line: int
    role: str = ""
    """The name of the role; for code, `code`."""


@dataclass(frozen=True)
class Rendered:
    """Prose as one text, with the line of each part of it."""

    text: str
    lines: tuple[tuple[int, int], ...]

    def line_at(self, offset: int) -> int:
        """The line of the page on which the character at `offset` stands."""
        before = list(takewhile(lambda entry: entry[0] <= offset, self.lines))
        return (before or self.lines)[-1][1]


@dataclass(frozen=True)
class Prose:
    """A paragraph, an item of a list, a cell of a table, a heading, or the title of a box or an image."""

    kind: Literal["paragraph", "item", "cell", "heading", "title"]
    section: str
    """The `##` heading above it; empty before the first."""
    pieces: tuple[Piece, ...]

    @property
    def line(self) -> int:
        """The line on which it starts."""
        return self.pieces[0].line

    def render(self, word: Callable[[Piece], str]) -> Rendered:
        """Put the pieces together, with `word` to say what stands for a role or code."""
        text, lines = "", []
        for piece in self.pieces:
            lines.append((len(text), piece.line))
            text += word(piece) if piece.role else piece.text
        return Rendered(text, tuple(lines))

    @cached_property
    def masked(self) -> Rendered:
        """The text with `MASK` for each quoted figure, nothing for cited sources, and no code."""
        return self.render(mask)


def mask(piece: Piece) -> str:
    """What stands for a role where a check looks at the words around it."""
    if piece.role == "fact":
        return MASK
    return "" if piece.role in ("cite", "code") else readable(piece.text)


def readable(role_text: str) -> str:
    """What readers see of a role's text: `words <target>` shows the words."""
    match = _TARGETED.fullmatch(role_text)
    return match.group(1) if match and match.group(1) else role_text


@dataclass(frozen=True)
class Heading:
    """A heading: its level, its words, and what in it is more than words."""

    level: int
    text: str
    line: int
    markup: tuple[str, ...] = ()


@dataclass(frozen=True)
class Link:
    """A link written in Markdown."""

    href: str
    text: str
    line: int
    auto: bool = False
    """Whether the address itself is what readers see."""


@dataclass(frozen=True)
class Image:
    """An image, written in Markdown or as a directive."""

    src: str
    alt: str
    line: int


@dataclass(frozen=True)
class Directive:
    """A directive: its name, its argument, its options and what stands in it."""

    name: str
    argument: str
    options: dict[str, str]
    line: int
    section: str
    content: str = ""
    """Its text, with blank lines where its options stand: its first line is the one after `line`."""


@dataclass(frozen=True)
class ListBlock:
    """A list that stands in a section by itself."""

    section: str
    items: int
    line: int


@dataclass
class _Found:
    prose: list[Prose] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    directives: list[Directive] = field(default_factory=list)
    html: list[tuple[int, str]] = field(default_factory=list)
    lists: list[ListBlock] = field(default_factory=list)
    fences: list[tuple[int, str]] = field(default_factory=list)
    open_fences: list[tuple[int, str]] = field(default_factory=list)
    footnotes: list[int] = field(default_factory=list)
    parts: list[tuple[int, Token]] = field(default_factory=list)
    section: str = ""


@dataclass(frozen=True)
class PageSource:
    """One page, ready to be checked."""

    name: str
    """`trials/mist`, as Sphinx names pages."""
    path: Path
    """The file itself."""
    shown: Path
    """The file as complaints name it."""
    front: FrontMatter
    page: Page | None
    """The page's front matter, where it is valid."""
    tokens: Sequence[Token]

    @property
    def kind(self) -> str:
        """What kind of page it says it is, valid or not."""
        return str(self.front.data.get("kind", ""))

    @property
    def docs(self) -> Path:
        """The folder of all pages."""
        return self.path.parents[self.name.count("/")]

    @property
    def last_line(self) -> int:
        """The last line of the page."""
        return self.front.body_line + self.front.body.rstrip("\n").count("\n")

    @property
    def prose(self) -> list[Prose]:
        """All that readers read, in order, headings included."""
        return self._found.prose

    @property
    def headings(self) -> list[Heading]:
        """The headings, in order; those inside boxes are not among them."""
        return self._found.headings

    @property
    def title(self) -> Heading | None:
        """The first top heading."""
        return next((heading for heading in self.headings if heading.level == 1), None)

    @property
    def sections(self) -> list[Heading]:
        """The `##` headings, in order."""
        return [heading for heading in self.headings if heading.level == 2]

    @property
    def links(self) -> list[Link]:
        """Every link of the body."""
        return self._found.links

    @property
    def images(self) -> list[Image]:
        """Every image of the body."""
        return self._found.images

    @property
    def directives(self) -> list[Directive]:
        """Every directive of the body."""
        return self._found.directives

    @property
    def html(self) -> list[tuple[int, str]]:
        """Every piece of raw HTML, with its line."""
        return self._found.html

    @property
    def fences(self) -> list[tuple[int, str]]:
        """Every fence that is no directive, with its line and the word that follows it."""
        return self._found.fences

    @property
    def open_fences(self) -> list[tuple[int, str]]:
        """Every fence that nothing closes, with its line and how it opens; it runs on to the end of what is around."""
        return self._found.open_fences

    @property
    def footnotes(self) -> list[int]:
        """The lines where a footnote stands, or the mark that leads to one."""
        return self._found.footnotes

    @property
    def parts(self) -> list[tuple[int, Token]]:
        """Every part of the page that begins something, with its line: blocks, and what stands in their text."""
        return self._found.parts

    @property
    def lists(self) -> list[ListBlock]:
        """The lists that stand in a section by themselves."""
        return self._found.lists

    @cached_property
    def _found(self) -> _Found:
        found = _Found()
        _walk(self.tokens, found, 0, 0)
        return found

    def fields(self) -> Iterator[tuple[Location, str, int]]:
        """Every text of the front matter, with its place and line."""
        for location, value in self.values():
            if isinstance(value, str):
                yield location, value, self.front.line_of(location)

    def values(self) -> Iterator[tuple[Location, Any]]:
        """Every single value of the front matter, with its place."""
        yield from _leaves(self.front.data, ())

    def problem(self, line: int, code: str, message: str, remedy: str) -> Problem:
        """A complaint about this page."""
        return Problem(self.shown, max(1, line), code, message, remedy)


def read_source(evidence: Evidence, name: str, path: Path, shown: Path) -> PageSource:
    """The page called `name`, whose front matter the evidence has read. Raises KeyError if it could not be read."""
    front = evidence.front[name]
    return PageSource(name, path, shown, front, evidence.pages.get(name), parse_body(front))


def read_sources(evidence: Evidence, docs: Path, shown: Path) -> list[PageSource]:
    """Every page whose front matter could be read."""
    return [read_source(evidence, name, docs / f"{name}.md", shown / f"{name}.md") for name in sorted(evidence.front)]


def parse_content(directive: Directive) -> list[Token]:
    """The tokens of what stands in a directive; their lines are those of the file, counted from 0."""
    return _parser().parse("\n" * directive.line + directive.content)


def parse_body(front: FrontMatter) -> list[Token]:
    """The tokens of a page's body; their lines are those of the file, counted from 0."""
    # Blank lines stand for the front matter, so that a body that starts with a rule is not taken for one.
    return _parser().parse("\n" * max(1, front.body_line - 1) + front.body)


@cache
def _parser() -> MarkdownIt:
    config = MdParserConfig(enable_extensions=set(EXTENSIONS), heading_anchors=3)
    return create_md_parser(config, RendererHTML)


def _leaves(value: Any, location: Location) -> Iterator[tuple[Location, Any]]:
    if isinstance(value, dict):
        for key, child in value.items():
            yield from _leaves(child, (*location, key))
    elif isinstance(value, list):
        for number, child in enumerate(value):
            yield from _leaves(child, (*location, number))
    else:
        yield location, value


def _walk(tokens: Sequence[Token], found: _Found, offset: int, nesting: int) -> None:
    """Go through the blocks of a page, or (nested) of a directive; `offset` is the line before their first."""
    inside: list[Token] = []
    line = offset + 1
    for token in tokens:
        if token.map is not None:
            line = offset + token.map[0] + 1
        if token.nesting >= 0:
            found.parts.append((line, token))
        if token.nesting == 1:
            inside.append(token)
            if token.type == "footnote_reference_open":
                found.footnotes.append(line)
            _note_list(token, tokens, found, line, nesting)
        elif token.nesting == -1:
            inside.pop()
        elif token.type == "inline":
            _inline(token, found, line, inside, nesting)
        elif token.type == "html_block":
            found.html.append((line, token.content.strip()))
        elif token.type in ("fence", "colon_fence"):
            _fence(token, found, line, nesting)


def _note_list(token: Token, tokens: Sequence[Token], found: _Found, line: int, nesting: int) -> None:
    if nesting == 0 and token.level == 0 and token.type in ("bullet_list_open", "ordered_list_open"):
        start = next(number for number, other in enumerate(tokens) if other is token)
        rest = takewhile(lambda other: other.level > 0, tokens[start + 1 :])
        items = sum(other.type == "list_item_open" and other.level == 1 for other in rest)
        found.lists.append(ListBlock(found.section, items, line))


def _inline(token: Token, found: _Found, line: int, inside: list[Token], nesting: int) -> None:
    children = token.children or []
    pieces = tuple(_pieces(children, found, line))
    within = {part.type for part in inside}
    if within == {"heading_open"} and nesting == 0:
        text = "".join(mask(piece) if piece.role else piece.text for piece in pieces).strip()
        markup = tuple(dict.fromkeys(_MARKUP[child.type] for child in children if child.type in _MARKUP))
        level = int(inside[-1].tag[1:])
        found.headings.append(Heading(level, text, line, markup))
        if level <= 2:
            found.section = text if level == 2 else ""
    if not pieces:
        return
    kind: Literal["paragraph", "item", "cell", "heading"]
    if "heading_open" in within:
        kind = "heading"
    elif within & {"th_open", "td_open"}:
        kind = "cell"
    else:
        kind = "item" if "list_item_open" in within else "paragraph"
    found.prose.append(Prose(kind, found.section, pieces))


_MARKUP = {
    "link_open": "a link",
    "myst_role": "a role",
    "image": "an image",
    "code_inline": "code",
    "html_inline": "HTML",
    "footnote_ref": "a footnote",
}


def _pieces(children: Sequence[Token], found: _Found, line: int) -> Iterator[Piece]:
    link: tuple[str, int, bool] | None = None
    words = ""
    for child in children:
        piece: Piece | None = None
        if child.attrs:
            found.parts.append((line, child))
        match child.type:
            case "text" | "text_special":
                piece = Piece(child.content, line) if child.content else None
            case "softbreak" | "hardbreak":
                piece = Piece(" ", line)
            case "myst_role":
                piece = Piece(child.content, line, str(child.meta["name"]))
            case "code_inline":
                piece = Piece(child.content, line, "code")
            case "html_inline":
                found.html.append((line, child.content))
            case "footnote_ref":
                found.footnotes.append(line)
            case "image":
                alt = child.content.strip()
                found.images.append(Image(str(child.attrs.get("src", "")), alt, line))
                if alt:
                    found.prose.append(Prose("title", found.section, (Piece(alt, line),)))
            case "link_open":
                link, words = (str(child.attrs.get("href", "")), line, child.info == "auto"), ""
            case "link_close" if link is not None:
                found.links.append(Link(link[0], words.strip(), link[1], link[2]))
                link = None
        if piece is not None:
            if link is not None:
                words += mask(piece) if piece.role else piece.text
            # The address of a link that shows its own address is no prose.
            if link is None or not link[2]:
                yield piece
        if child.type in ("softbreak", "hardbreak"):
            line += 1


def _fence(token: Token, found: _Found, line: int, nesting: int) -> None:
    if not _is_closed(token):
        found.open_fences.append((line, f"{token.markup}{token.info.strip()}"))
    match = _DIRECTIVE.fullmatch(token.info.strip())
    if match is None:
        found.fences.append((line, (token.info.split() or [""])[0]))
        return
    name, argument = match.groups()
    options, content, caption_lines = _options(token.content, line)
    found.directives.append(Directive(name, argument.strip(), options, line, found.section, content))
    if name in REFUSED:
        found.html.append((line, f"{{{name}}}"))
    if name in ("image", "figure"):
        found.images.append(Image(argument.strip(), options.get("alt", ""), line))
    if name in _TITLED and argument.strip():
        _parse_nested(argument, found, line - 1, nesting, title=True)
    for option, option_line in caption_lines:
        _parse_nested(options[option], found, option_line - 1, nesting, title=True)
    if name not in _NOT_PROSE and nesting < _MAX_NESTING:
        _parse_nested(content, found, line, nesting)


def _is_closed(token: Token) -> bool:
    """Whether a fence has a last line of its own, beside its first and what stands between."""
    assert token.map is not None
    between = token.content.removesuffix("\n").count("\n") + 1 if token.content else 0
    return token.map[1] - token.map[0] == between + 2


def _options(content: str, line: int) -> tuple[dict[str, str], str, list[tuple[str, int]]]:
    """The options at the head of a directive, what stands below them, and the lines of those that readers see.

    Blank lines take the place of options, so that lines still count right.
    """
    options: dict[str, str] = {}
    seen = []
    lines = content.split("\n")
    fenced = lines[0].strip() == "---"
    for number, text in enumerate(lines):
        if fenced and text.strip() == "---":
            lines[number] = ""
            if number:
                break
            continue
        match = (_FENCED_OPTION if fenced else _OPTION).fullmatch(text)
        if match is None:
            break
        key, value = match.group(1), (match.group(2) or "").strip()
        options[key] = value
        lines[number] = ""
        if key in _READ_OPTIONS and value:
            seen.append((key, line + 1 + number))
    return options, "\n".join(lines), seen


def _parse_nested(text: str, found: _Found, offset: int, nesting: int, *, title: bool = False) -> None:
    if title:
        token = _parser().parseInline(text)[0]
        pieces = tuple(_pieces(token.children or [], found, offset + 1))
        if pieces:
            found.prose.append(Prose("title", found.section, pieces))
        return
    _walk(_parser().parse("\n" + text), found, offset - 1, nesting + 1)
