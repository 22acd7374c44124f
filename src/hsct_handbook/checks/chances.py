"""What stands beside a chance: those it did not happen to, its likely range, its time; and people before a ratio."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from ..evidence import Evidence, Problem, QuotedFact
from ..evidence.vocabulary import DEATHS, Kind, Outcome
from ..wording import Form
from .facts import worded
from .quoted import Quoted, quoted
from .rule import Family, Rule
from .source import PageSource
from .text import times_in

RULES = (
    Rule(
        "frame-missing",
        "The same deaths sound worse told alone than beside those who did not die; readers are owed both.",
        "Say how many did not die, with the form “rest”: {fact}`mist.deaths rest` did not.",
        standards=("R5",),
    ),
    Rule(
        "range-missing",
        "An estimate without its likely range looks surer than it is.",
        "Quote the figure once in its full form, or with the form “range”; or say that no likely range is reported.",
        standards=("D6",),
    ),
    Rule(
        "time-missing",
        "A chance means nothing without the time over which it was counted.",
        "Say by when, or over what time: the figure’s own “when” in front matter tells.",
        standards=("D9",),
    ),
    Rule(
        "times-mixed",
        "Side by side, a chance over 2 years looks smaller than the same chance over 5.",
        "Make a table for each span of time; a list can hold several.",
        standards=("R2",),
    ),
    Rule(
        "ratio-alone",
        "“Half the risk” can be of a great deal or of almost nothing; numbers of people come first.",
        "Quote the numbers of people in both groups before the ratio, or say that they are not reported.",
        standards=("R3",),
    ),
)
_DRAWS_BOTH = frozenset({"deaths-table", "deaths-chart"})
"""Directives that show both frames of every death that they tell."""
_NO_RESULT = frozenset(
    {
        Outcome.PEOPLE_COUNTED,
        Outcome.WHO_TOOK_PART,
        Outcome.CENTRE_EXPERIENCE,
        Outcome.STEM_CELL_COLLECTION,
        Outcome.HOSPITAL_STAY,
        Outcome.COST,
        Outcome.ELIGIBILITY,
        Outcome.SCHEDULE,
    }
)
"""Figures that are no chance: they describe people, or what is planned."""
_TIME = re.compile(
    r"\b(?:hours?|days?|weeks?|months?|years?|(?:19|20)\d\d|ever|during|throughout|since|so far|follow(?:ed|-up)"
    r"|at the (?:start|end)|by the end|whole study|last (?:visit|check|seen))\b",
    re.IGNORECASE,
)
_NO_RANGE = re.compile(r"(?:no|not?|without|none)\b[^.]{0,60}\blikely ranges?|likely ranges?\b[^.]{0,40}\bnot\b", re.I)
_NOT_TOLD = re.compile(r"\b(?:no|not|neither)\b[^.]{0,30}\b(?:counts?|numbers?)\b", re.IGNORECASE)


def check(source: PageSource, evidence: Evidence) -> Iterator[Problem]:
    """Look at every figure that the page quotes, and at what stands around it."""
    yield from _tables(source, evidence)
    found = list(quoted(source, evidence))
    if not found:
        return
    texts: dict[str, str] = defaultdict(str)
    for block in source.prose:
        texts[block.section] += f"{worded(block, evidence).text}\n"
    yield from _frames(source, found)
    yield from _ranges(source, found, "\n".join(texts.values()))
    yield from _times(source, found, texts)
    yield from _ratios(source, found, texts)


def _drawn(source: PageSource) -> frozenset[str]:
    """The figures in charts and tables of the page, which show their ranges, and of people both frames."""
    return frozenset(name for directive in source.directives for name in directive.argument.split())


def _firsts(found: Sequence[Quoted]) -> Iterator[tuple[Quoted, frozenset[Form]]]:
    """Each figure where the page first quotes it, with all the forms in which the page does."""
    forms: dict[str, set[Form]] = defaultdict(set)
    firsts: dict[str, Quoted] = {}
    for one in found:
        forms[one.fact.id].add(one.form)
        firsts.setdefault(one.fact.id, one)
    return ((one, frozenset(forms[name])) for name, one in firsts.items())


def _frames(source: PageSource, found: Sequence[Quoted]) -> Iterator[Problem]:
    # Where nobody died, both frames are the same sentence.
    if any(directive.name in _DRAWS_BOTH for directive in source.directives):
        return
    drawn = _drawn(source)
    for one, forms in _firsts(found):
        value = one.fact.value
        told = Form.REST in forms or one.fact.id in drawn
        if one.fact.outcome in DEATHS and value.count and value.of and not told:
            message = f"the page says how many died ({one.fact.id}), and not how many did not"
            remedy = f"add {{fact}}`{one.fact.id} rest`"
            yield source.problem(one.line, "frame-missing", message, remedy)


def _ranges(source: PageSource, found: Sequence[Quoted], text: str) -> Iterator[Problem]:
    said, drawn = _NO_RANGE.search(text), _drawn(source)
    for one, forms in _firsts(found):
        value = one.fact.value
        estimate = value.percent is not None and value.count is None
        told = forms & {Form.FULL, Form.RANGE} or forms <= {Form.TOTAL} or one.fact.id in drawn
        if estimate and not told and (value.interval is not None or not said):
            message = f"the page gives the estimate {one.fact.id} without its likely range"
            remedy = f"quote it once in full, {{fact}}`{one.fact.id}`"
            yield source.problem(one.line, "range-missing", message, remedy)


def _times(source: PageSource, found: Sequence[Quoted], texts: dict[str, str]) -> Iterator[Problem]:
    # A study's page is about one study, whose card says how long people were followed.
    whole = "\n".join(texts.values()) if source.kind == Kind.STUDY else ""
    for one, _ in _firsts(found):
        value = one.fact.value
        if one.form is Form.TOTAL or not _is_chance(one.fact) or not _TIME.search(value.when):
            continue
        if not _TIME.search(whole or texts[one.block.section]):
            message = f"nothing says over what time {one.fact.id} was counted"
            yield source.problem(one.line, "time-missing", message, f"add it: “{value.when}”")


def _tables(source: PageSource, evidence: Evidence) -> Iterator[Problem]:
    for directive in source.directives:
        if directive.name != "facts-table":
            continue
        facts = [evidence.facts[name] for name in directive.argument.split() if name in evidence.facts]
        spans = {frozenset(times_in(fact.value.when)): fact.value.when for fact in facts if _is_chance(fact)}
        spans.pop(frozenset(), None)
        if len(spans) > 1:
            message = f"the table puts chances over different times side by side: {', '.join(spans.values())}"
            yield source.problem(directive.line, "times-mixed", message, "make a table for each")


def _is_chance(fact: QuotedFact) -> bool:
    counted = fact.value.count is not None or fact.value.percent is not None
    return counted and fact.outcome not in _NO_RESULT


def _is_absolute(fact: QuotedFact) -> bool:
    return _is_chance(fact) or (fact.outcome is Outcome.RELAPSE_RATE and fact.value.measure is not None)


def _ratios(source: PageSource, found: Sequence[Quoted], texts: dict[str, str]) -> Iterator[Problem]:
    for place, one in enumerate(found):
        if one.fact.value.ratio is None:
            continue
        section = one.block.section
        before = [other for other in found[:place] if other.block.section == section and _is_absolute(other.fact)]
        if not before and not _NOT_TOLD.search(texts[section]):
            message = f"the ratio {one.fact.id} stands before any numbers of people"
            yield source.problem(
                one.line, "ratio-alone", message, "give those first, or say that they are not reported"
            )


FAMILY = Family("chances", RULES, check)
