"""How readable each page is may only get better: today's values stand in docs/_readability.json.

`make ratchet` notes what got better. What got worse is noted only for a page that is named, and with a reason, which
then stands beside its values. A page that is not noted yet is held to the limits.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from ..evidence import Evidence, Problem
from ..history import FIGURES
from .reading import Measured, Reading, Sentence, hardest, measure
from .rule import Rule
from .source import PageSource
from .text import beginning

FILE = "_readability.json"
LIMITS = Reading(brief=6.0, body=8.0, mean=20.0, sentence=30, paragraph=60)
"""What every page must reach, and where a new one starts."""
_NOISE = Reading(brief=0.5, body=0.3, mean=0.5, sentence=2, paragraph=5)
"""What one word or one figure more may change. A page is held to its noted value and this much, so it cannot drift."""
_NAMES = {
    "brief": "grade of “In brief”",
    "body": "grade of the body",
    "mean": "words in a sentence on average",
    "sentence": "words in the longest sentence",
    "paragraph": "words in the longest paragraph",
}

RULES = (
    Rule(
        "reading-grade",
        "A reading age of about 11 lets tired readers, and most adults, take in what they read.",
        "Split the sentences that the complaint names, and take shorter words.",
        standards=("L1",),
        advisory=True,
    ),
    Rule(
        "reading-worse",
        "How readable a page is may only get better: nobody notices a page that grows harder a little at a time.",
        "Make the named sentences simpler. If they must stand: make ratchet PAGE=… BECAUSE='…'.",
        standards=("L1", "L2"),
        advisory=True,
    ),
    Rule(
        "readability-file",
        "Without its noted values a page could grow harder to read, and nobody would notice.",
        f"Take docs/{FILE} from the last commit, and run make ratchet.",
        standards=("L1",),
    ),
)


@dataclass(frozen=True)
class Noted:
    """The values of one page that may only get better."""

    reading: Reading
    because: str = ""
    """Why they were once let get worse."""


class Unreadable(ValueError):
    """The file of noted values cannot be read; the message says why, `line` where."""

    def __init__(self, message: str, line: int = 1) -> None:
        super().__init__(message)
        self.line = line


def read_noted(docs: Path) -> dict[str, Noted]:
    """The noted values of each page; none without a file. Raises Unreadable."""
    path = docs / FILE
    if not path.exists():
        return {}
    try:
        text = path.read_text(encoding="utf-8")
        data = json.loads(text)
    except json.JSONDecodeError as fault:
        raise Unreadable(f"this is no JSON: {fault.msg}", fault.lineno) from None
    except OSError as fault:
        raise Unreadable(f"this cannot be read ({fault.strerror})") from None
    except UnicodeDecodeError:
        raise Unreadable("this is not UTF-8 text") from None
    if not isinstance(data, dict):
        raise Unreadable("these are no noted values: they stand between { and }, a page a line")
    found: dict[str, Noted] = {}
    for name, entry in sorted(data.items()):
        noted = _noted(entry)
        if noted is None:
            line = text[: text.find(json.dumps(name))].count("\n") + 1
            raise Unreadable(f"“{name}” has no noted values: a page has {', '.join(_NAMES)}, each a number", line)
        found[name] = noted
    return found


def _noted(entry: object) -> Noted | None:
    if not isinstance(entry, dict):
        return None
    numbers: dict[str, Any] = {field.name: entry.get(field.name) for field in fields(Reading)}
    if not all(isinstance(number, int | float) for number in numbers.values()):
        return None
    return Noted(Reading(**numbers), str(entry.get("because", "")))


def check_file(docs: Path, shown: Path) -> Iterator[Problem]:
    """Look whether the noted values can be read, and are there: a handbook that has noted its figures has them."""
    remedy = "take it from the last commit, and run make ratchet"
    try:
        read_noted(docs)
    except Unreadable as fault:
        yield Problem(shown / FILE, fault.line, "readability-file", str(fault), remedy)
    if (docs / FIGURES).exists() and not (docs / FILE).exists():
        yield Problem(shown / FILE, 1, "readability-file", "the noted values of all pages are gone", remedy)


def check(sources: Sequence[PageSource], evidence: Evidence, docs: Path, shown: Path) -> Iterator[Problem]:
    """Hold each page against the limits, and against its noted values."""
    if faults := list(check_file(docs, shown)):
        yield from faults
        return
    noted = read_noted(docs)
    for source in sources:
        if source.kind:
            yield from _held(source, measure(source, evidence), noted.get(source.name))


def _held(source: PageSource, measured: Measured, noted: Noted | None) -> Iterator[Problem]:
    line = source.title.line if source.title else source.front.body_line
    for name, value in asdict(measured.reading).items():
        limit = getattr(LIMITS, name)
        was = getattr(noted.reading, name) if noted else limit
        simpler = f"make simpler: {'; '.join(_told(_behind(name, measured)))}"
        if noted and value > was + getattr(_NOISE, name):
            message = f"{_NAMES[name]}: it was {was:g} and is {value:g}"
            yield source.problem(line, "reading-worse", message, simpler)
        elif name in ("brief", "body") and value > limit:
            message = f"{_NAMES[name]}: it is {value:g}, and may be {limit:g}"
            yield source.problem(line, "reading-grade", message, simpler)


def _behind(name: str, measured: Measured) -> list[Sentence]:
    """The sentences that make a value what it is."""
    if name == "brief":
        return hardest(measured.brief)
    if name == "body":
        return hardest(measured.body)
    longest = sorted([*measured.brief, *measured.body], key=lambda sentence: -sentence.words)
    return longest[:3]


def _told(found: Iterable[Sentence]) -> Iterator[str]:
    for sentence in found:
        yield f"“{beginning(sentence.text)}” (line {sentence.line}: grade {sentence.grade:.0f}, {sentence.words} words)"


def better(old: Reading, new: Reading) -> Reading:
    """The better of two values, one by one."""
    return Reading(**{name: min(value, getattr(new, name)) for name, value in asdict(old).items()})


def renewed(
    noted: Mapping[str, Noted], now: Mapping[str, Reading], pages: Iterable[str] = (), because: str = ""
) -> dict[str, Noted]:
    """What to note: for each page what is better, and for the named `pages` what is so `because` of a reason."""
    new = Noted(LIMITS)
    found = {
        name: Noted(better(noted.get(name, new).reading, reading), noted.get(name, new).because)
        for name, reading in sorted(now.items())
    }
    return found | {page: Noted(now[page], because) for page in pages}


def written(noted: Mapping[str, Noted]) -> str:
    """The file of noted values: a page a line, so that two changes seldom meet."""
    lines = []
    for name, entry in sorted(noted.items()):
        values = asdict(entry.reading) | ({"because": entry.because} if entry.because else {})
        lines.append(f"{json.dumps(name)}: {json.dumps(values, ensure_ascii=False)}")
    return "{\n" + ",\n".join(lines) + "\n}\n"
