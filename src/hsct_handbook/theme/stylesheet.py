"""The style sheet of a page: just the rules that the page uses, pressed, and written into the page itself.

Each page so comes in one request, looks right when saved or opened from a folder, and can be painted at once.
The sheet is written as a whole, by concern, in `css/`; a rule is left out of a page that has none of its elements
or classes. What a script adds to a page later is named by the page's template in `data-later`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

CSS = Path(__file__).parent / "css"
ORDER = (
    "base",
    "columns",
    "boxes",
    "tables",
    "options",
    "card",
    "charts",
    "forms",
    "worksheet",
    "explorer",
    "home",
    "design",
    "print",
)
"""The files of the sheet; later ones may refine earlier ones."""
_FUNCTIONS = re.compile(r":(?:not|is|has|where)\((?:[^()]|\([^()]*\))*\)")
_ALTERNATIVES = re.compile(r":is\(((?:[^()]|\([^()]*\))*)\)")
_SIMPLE = re.compile(r"\.?[\w-]+")
_ATTRIBUTES = re.compile(r"\[[^\]]*\]")
_CLASS = re.compile(r"\.([\w-]+)")
_ELEMENT = re.compile(r"(?:^|[\s>+~])([a-z][a-z0-9]*)")
_USED_CLASSES = re.compile(r'(?:class|data-later)="([^"]*)"')
_USED_ELEMENTS = re.compile(r"<([a-z][a-z0-9]*)")


@dataclass(frozen=True)
class Rule:
    """A style rule or a group of them under one condition."""

    head: str
    body: str = ""
    rules: tuple[Rule, ...] = ()

    def __str__(self) -> str:
        return f"{self.head}{{{self.body or ''.join(map(str, self.rules))}}}"


def press(css: str) -> str:
    """Take out what browsers do not need: comments, line ends, idle spaces."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css)
    css = re.sub(r" ?([{};,]) ?", r"\1", css)
    return css.replace(": ", ":").replace(";}", "}").strip()


def parse(css: str) -> tuple[Rule, ...]:
    """Take a pressed sheet apart into its rules."""
    rules = []
    while css:
        head, _, tail = css.partition("{")
        length = _closing(tail)
        inside, css = tail[:length], tail[length + 1 :]
        rules.append(Rule(head, rules=parse(inside)) if "{" in inside else Rule(head, inside))
    return tuple(rules)


def _closing(text: str) -> int:
    depth = 1
    for at, letter in enumerate(text):
        depth += (letter == "{") - (letter == "}")
        if depth == 0:
            return at
    raise ValueError("a brace is not closed in the style sheet")


def needed(rules: tuple[Rule, ...], used: frozenset[str]) -> tuple[Rule, ...]:
    """The rules whose elements and classes (written `.name`) are among those used."""
    kept = []
    for rule in rules:
        if rule.rules:
            inner = needed(rule.rules, used)
            kept += [Rule(rule.head, rules=inner)] if inner else []
        else:
            selectors = [_narrowed(selector, used) for selector in _split(rule.head) if _names(selector) <= used]
            selectors = [selector for selector in selectors if selector]
            kept += [Rule(",".join(selectors), rule.body)] if selectors else []
    return tuple(kept)


def _narrowed(selector: str, used: frozenset[str]) -> str:
    """A selector without those alternatives that the page has not; nothing where none is left."""
    none = False

    def narrowed(found: re.Match[str]) -> str:
        nonlocal none
        kept = [one for one in _split(found[1]) if _names(one) <= used]
        none |= not kept
        return kept[0] if len(kept) == 1 and _SIMPLE.fullmatch(kept[0]) else f":is({','.join(kept)})"

    selector = _ALTERNATIVES.sub(narrowed, selector)
    return "" if none else selector


def gathered(rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
    """The same sheet with each condition once, after all rules that hold without one; a condition only refines."""
    plain = tuple(rule for rule in rules if not rule.rules)
    conditions = dict.fromkeys(rule.head for rule in rules if rule.rules)
    return plain + tuple(
        Rule(head, rules=tuple(inner for rule in rules if rule.rules and rule.head == head for inner in rule.rules))
        for head in conditions
    )


def _split(selectors: str) -> list[str]:
    """Split a list of selectors at its own commas, not at those inside parentheses."""
    return re.split(r",(?![^()]*(?:\([^()]*\)[^()]*)*\))", selectors)


@cache
def _names(selector: str) -> frozenset[str]:
    """The elements and classes that a page must have for a selector to find anything."""
    if selector.startswith("@"):
        return frozenset()
    bare = _ATTRIBUTES.sub("", _FUNCTIONS.sub("", selector))
    return frozenset({f".{name}" for name in _CLASS.findall(bare)} | set(_ELEMENT.findall(bare)))


@cache
def whole_sheet() -> tuple[Rule, ...]:
    """Every rule of the theme."""
    return gathered(parse(press("\n".join((CSS / f"{name}.css").read_text(encoding="utf-8") for name in ORDER))))


@lru_cache(maxsize=512)
def _sheet(used: frozenset[str]) -> str:
    return "".join(map(str, needed(whole_sheet(), used)))


def sheet_for(html: str) -> str:
    """The style sheet that a page with this HTML needs."""
    classes = {f".{name}" for names in _USED_CLASSES.findall(html) for name in names.split()}
    return _sheet(frozenset(classes | set(_USED_ELEMENTS.findall(html))))
