"""The roles that quote figures and cite sources. The build's roles and the command line use the same look-up."""

from __future__ import annotations

from collections.abc import Iterator

from ..evidence import Evidence, Problem, QuotedFact, Source, did_you_mean
from ..wording import Form, Unworded, word_fact
from .rule import Family, Rule
from .source import PageSource, Piece, Prose, Rendered, mask

WAITS = "fact-waits"
RULES = (
    Rule(
        "unknown-fact",
        "A page is never published without the figure it quotes (promise 1).",
        "Name a figure that stands in front matter: the page’s short name, a dot, the figure’s id.",
        standards=("D3",),
    ),
    Rule(
        WAITS,
        "A page whose front matter has faults gives no figures, and so an entry of the list of sources no source.",
        "Mend the front matter or the entry that is named; the figures, or the source, are then found again.",
        standards=("D3",),
    ),
    Rule(
        "unknown-form",
        "A figure is worded in the same few ways everywhere.",
        "Choose one of the forms in STYLE.md, or none.",
        standards=("R1",),
    ),
    Rule(
        "fact-unworded",
        "Not every figure has every form: a count without its total is never a fraction.",
        "Choose a form that the figure has: “rest” and “per-1000” need a total.",
        standards=("R1", "R5"),
    ),
    Rule(
        "unknown-source",
        "Every source that a page names is in the list of sources.",
        "Add the source to docs/references.bib, or correct its key.",
        standards=("D3",),
    ),
)

_OF_FACTS = frozenset({"facts-table", "icon-array", "outcome-chart", "who-was-counted", "edss-scale"})
"""Directives whose argument names figures. One study may stand for its figures where its people are counted."""


class Unresolved(ValueError):
    """A figure or source that a page names and the evidence does not have."""

    def __init__(self, code: str, message: str, remedy: str) -> None:
        super().__init__(message)
        self.code, self.message, self.remedy = code, message, remedy


def resolve_fact(evidence: Evidence, text: str) -> tuple[QuotedFact, Form]:
    """The figure and the form that a `fact` role names: `mist.progressed-hsct short`. Raises Unresolved."""
    name, _, form = " ".join(text.split()).partition(" ")
    fact = evidence.facts.get(name)
    if fact is None:
        if broken := _owner_with_faults(evidence, name):
            message = f"it quotes figures of {broken}.md, whose front matter has faults"
            raise Unresolved(WAITS, message, "mend those first")
        raise Unresolved("unknown-fact", f"there is no figure “{name}”", _suggest_fact(evidence, name))
    if not form:
        return fact, Form.FULL
    if form not in Form.__members__.values():
        choices = ", ".join(choice for choice in Form if choice is not Form.FULL)
        remedy = did_you_mean(form, Form, f"choose one of: {choices}")
        raise Unresolved("unknown-form", f"“{form}” is not a form of a figure", remedy)
    return fact, Form(form)


def word(evidence: Evidence, text: str) -> str:
    """What a `fact` role prints. Raises Unresolved, also where the figure cannot take the form."""
    fact, form = resolve_fact(evidence, text)
    try:
        return word_fact(fact, form)
    except Unworded as fault:
        remedy = "choose another form"
        raise Unresolved("fact-unworded", f"“{fact.id}” has no form “{form}”: {fault}", remedy) from None


def resolve_source(evidence: Evidence, text: str) -> Source:
    """The source that a `cite` role names. Raises Unresolved."""
    key = text.strip()
    source = evidence.sources.get(key)
    if key in evidence.faulty_sources:
        raise Unresolved(WAITS, f"it cites “{key}”, whose entry in references.bib has faults", "mend those first")
    if source is None:
        remedy = did_you_mean(key, evidence.sources, "add it there, or correct the key")
        raise Unresolved("unknown-source", f"the source “{key}” is not in references.bib", remedy)
    return source


def _owner_with_faults(evidence: Evidence, name: str) -> str | None:
    owner, dot, _ = name.partition(".")
    return evidence.faulty.get(owner) if dot else None


def _suggest_fact(evidence: Evidence, name: str) -> str:
    owner = name.partition(".")[0]
    own = sorted(fact for fact in evidence.facts if fact.startswith(f"{owner}."))
    otherwise = "write the page's short name, a dot and the id of one of its facts"
    if own:
        otherwise = f"“{owner}” has: {', '.join(own[:6])}{' …' if len(own) > 6 else ''}"
    return did_you_mean(name, evidence.facts, otherwise, cutoff=0.7)


def worded(block: Prose, evidence: Evidence) -> Rendered:
    """A block with its figures as they are printed."""

    def words(piece: Piece) -> str:
        if piece.role != "fact":
            return mask(piece)
        try:
            return word(evidence, piece.text)
        except Unresolved:
            return mask(piece)

    return block.render(words)


def check(source: PageSource, evidence: Evidence) -> Iterator[Problem]:
    """Look up every figure and every source that the body names."""
    for line, role, text in _named(source):
        try:
            if role == "fact":
                word(evidence, text)
            else:
                resolve_source(evidence, text)
        except Unresolved as fault:
            yield source.problem(line, fault.code, fault.message, fault.remedy)


def _named(source: PageSource) -> Iterator[tuple[int, str, str]]:
    for block in source.prose:
        for piece in block.pieces:
            if piece.role in ("fact", "cite"):
                yield piece.line, piece.role, piece.text
    for directive in source.directives:
        if directive.name in _OF_FACTS:
            for name in directive.argument.split():
                if "." in name or directive.name != "who-was-counted":
                    yield directive.line, "fact", name


FAMILY = Family("facts", RULES, check)
