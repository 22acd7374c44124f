"""What a build knows of the score sheets, and what the checks advised on each page."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, cast

from sphinx.domains import Domain

from ..checks import KNOWN
from ..checks.ratchet import LIMITS
from ..checks.reading import Syllables
from ..quality import Judge, Sheet, read_sheets
from .state import domain_of, evidence_of, kept_at, shown_path, today_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from ..checks.reading import Reading
    from ..evidence import Problem

GRADE = "reading-grade"
"""The code of the check that a page is no harder to read than it may be."""
READ_BEFORE = "sheets.pickle"
"""Beside the doctrees: what was read of each score sheet."""
_BY_PAGE = ("advice", "readings", "shown")
Advice = dict[str, int]
"""By code, how often an advisory check had something to say."""


def grades_in_words(reading: Reading) -> str:
    """How hard a page is to read, as the score page says it."""
    brief = f"In brief {reading.brief:.1f}, " if reading.brief else ""
    return f"{brief}text {reading.body:.1f}"


class ScoresDomain(Domain):
    """The score sheets of a build, and what each page was advised."""

    name = "scores"
    label = "Score sheets"
    data_version = 2
    initial_data: ClassVar[dict[str, Any]] = {
        "advice": {},
        "readings": {},
        "shown": {},
        "told": {},
        "syllables": Syllables(),
    }

    sheets: dict[str, Sheet]
    """Read anew at the start of each build, by the names of their files."""
    problems: list[Problem]

    @property
    def advice(self) -> dict[str, Advice]:
        """By page, what it was advised when it was last read."""
        return cast("dict[str, Advice]", self.data["advice"])

    @property
    def readings(self) -> dict[str, Reading]:
        """By page, how hard it was to read when it was last read."""
        return cast("dict[str, Reading]", self.data["readings"])

    @property
    def shown(self) -> dict[str, list[str]]:
        """By page, the score sheets that it shows."""
        return cast("dict[str, list[str]]", self.data["shown"])

    @property
    def syllables(self) -> Syllables:
        """Those of every word that was read, so that the next build need not count them."""
        return cast("Syllables", self.data["syllables"])

    def note(self, docname: str, code: str) -> None:
        """Note a piece of advice about a page."""
        advice = self.advice.setdefault(docname, {})
        advice[code] = advice.get(code, 0) + 1

    def measure(self, docname: str, reading: Reading) -> None:
        """Note how hard a page is to read; advise if that is more than it may be."""
        self.readings[docname] = reading
        if reading.brief > LIMITS.brief or reading.body > LIMITS.body:
            self.note(docname, GRADE)

    def judge(self) -> Judge:
        """Who works out the states, knowing on how many pages each advisory check has something to say."""
        pages: Advice = {}
        for advice in self.advice.values():
            for code in advice:
                pages[code] = pages.get(code, 0) + 1
        return Judge(KNOWN, pages)

    def fingerprint(self) -> str:
        """A short hash of all that states and their tables are made of."""
        pages = domain_of(self.env).evidence.pages
        reviews = [(name, str(page.kind), page.clinical_review) for name, page in sorted(pages.items())]
        titles = sorted((name, title.astext()) for name, title in self.env.titles.items())
        grades = [(name, grades_in_words(reading)) for name, reading in sorted(self.readings.items())]
        said = repr((self.sheets, KNOWN, sorted(self.advice.items()), grades, reviews, titles))
        return hashlib.blake2b(said.encode(), digest_size=8).hexdigest()

    def clear_doc(self, docname: str) -> None:
        """Forget a page that is read again or gone."""
        for part in _BY_PAGE:
            self.data[part].pop(docname, None)

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        """Take over what another process read."""
        for part in _BY_PAGE:
            self.data[part].update({name: value for name, value in otherdata[part].items() if name in docnames})
        self.syllables.update(otherdata["syllables"])

    def resolve_any_xref(self, *args: Any) -> list[Any]:
        """No part in guessing."""
        return []


def scores_of(env: BuildEnvironment) -> ScoresDomain:
    """The score sheets in a build."""
    return cast("ScoresDomain", env.get_domain("scores"))


def _read(app: Sphinx) -> None:
    scores, docs = scores_of(app.env), Path(app.srcdir)
    evidence = evidence_of(app)
    kept = kept_at(Path(app.doctreedir) / READ_BEFORE)
    scores.sheets, scores.problems = read_sheets(docs, shown_path(docs), evidence, today_of(app), KNOWN, kept)


def _pages_to_read_again(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> Iterable[str]:
    """The pages that show a sheet which is gone, so that they can complain."""
    scores = scores_of(env)
    return {name for name, sheets in scores.shown.items() if not scores.sheets.keys() >= set(sheets)} & env.found_docs


def _pages_to_write_again(app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
    """The pages with scores, if any score changed since this builder last wrote them."""
    scores = scores_of(env)
    told, now = scores.data["told"], scores.fingerprint()
    changed, told[app.builder.name] = now != told.get(app.builder.name), now
    return sorted(scores.shown) if changed else ()


def setup_scores(app: Sphinx) -> None:
    """Read the score sheets at the start of each build, after the evidence."""
    app.add_domain(ScoresDomain)
    app.connect("builder-inited", _read, priority=610)
    app.connect("env-get-outdated", _pages_to_read_again)
    app.connect("env-updated", _pages_to_write_again)
