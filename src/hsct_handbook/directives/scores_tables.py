"""The tables of “How this handbook measures up”, built when that page is written: by then every page is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from ..checks import FAMILIES, RULES
from ..checks.ratchet import LIMITS
from ..checks.standards import standards
from ..evidence import Chapter
from ..evidence.vocabulary import Kind
from ..quality import Criterion, Judge, Sheet, State, Verdict, proof_in_words, rated, tally
from ..wording import word_date
from .build_nodes import Cell, Lines, lines, page_link, paragraph, strong, table
from .evidence_directive import EvidenceDirective
from .scores import ScoresDomain, grades_in_words, scores_of
from .state import domain_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from docutils.nodes import Node
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

    from ..evidence import Evidence

GROUPS = {"D": "Deciding", "R": "Risk and numbers", "L": "Reading", "S": "A study’s page", "A": "Access", "T": "Trust"}
"""The groups of the handbook's own standards, by the letter that their ids start with."""


class scores(nodes.General, nodes.Element):  # noqa: N801 (docutils names nodes so)
    """The place of a table of scores."""


class folded(nodes.General, nodes.Element):  # noqa: N801
    """Something long, of which only the first line shows until a reader opens it."""


class ScoresDirective(EvidenceDirective):
    """A table of scores, told by its argument: summary, own, pages, raters, checks, or the name of a sheet."""

    required_arguments = 1

    def build(self) -> list[Node]:
        """Keep the place; the table is built when the page is written."""
        known = scores_of(self.env)
        which = self.arguments[0]
        shown = known.shown.setdefault(self.docname, [])
        if which not in _TABLES:
            shown.append(which)
            if which not in known.sheets:
                choices = ", ".join([*_TABLES, *known.sheets])
                self.complain("unknown-value", f"there is no score sheet “{which}”", f"choose one of: {choices}")
                return []
        return [scores("", *self.caption(), which=which)]


class BuildScores(SphinxPostTransform):
    """Put the tables in their places."""

    default_priority = 5  # before links are resolved

    def run(self, **kwargs: object) -> None:
        """Build each table."""
        page = _Page(scores_of(self.env), domain_of(self.env).evidence, self.env.current_document.docname)
        for place in list(self.document.findall(scores)):
            which, caption = place["which"], list(place.children)
            if build := _TABLES.get(which):
                place.replace_self(build(page, caption))
            else:
                place.replace_self(list(page.sheet(page.scores.sheets[which], caption)))


class _Page:
    """Builds tables of scores for one page."""

    def __init__(self, scores: ScoresDomain, evidence: Evidence, docname: str) -> None:
        self.scores, self.evidence, self.docname = scores, evidence, docname
        self.judge: Judge = scores.judge()

    def link(self, name: str) -> Node:
        title = self.scores.env.titles.get(name)
        return page_link(self.docname, name, title.astext() if title else name)

    def summary(self, caption: Sequence[Node]) -> nodes.table:
        """How many criteria of each standard have each state."""
        rows: list[list[Cell]] = [
            _counts(sheet.name, [self.judge.criterion(criterion) for criterion in sheet.criteria])
            for sheet in self.scores.sheets.values()
        ]
        rows.append(_counts("Our own list", [self.judge.line(name) for name in standards()]))
        return table(list(caption), ["Standard", *(state.label for state in State)], rows, [20, 12, 12, 12, 20, 12])

    def own(self, caption: Sequence[Node]) -> Iterator[folded]:
        """The handbook's own list, in its groups."""
        for letter, group in GROUPS.items():
            rows, verdicts = [], []
            for name, standard in standards().items():
                if name.startswith(letter):
                    verdict = self.judge.line(name)
                    head: Lines = [[f"{name}. {standard.check}"], [f"Asked by: {standard.asked_by}."]]
                    rows.append([head, _state(verdict), self._where(verdict, ())])
                    verdicts.append(verdict)
            yield _fold(group, verdicts, table(_caption(caption, group), _HEADER, rows, _WIDTHS))

    def sheet(self, sheet: Sheet, caption: Sequence[Node]) -> Iterator[nodes.Element]:
        """A published standard: when it was scored, what is not here, and a table for each of its parts."""
        about = [f"{sheet.full_name}. The editors went through it on {word_date(sheet.scored)}."]
        yield paragraph(" ".join([*about, sheet.incomplete] if sheet.incomplete else about))
        for part in sheet.parts:
            rows = [self._row(criterion) for criterion in part.criteria]
            verdicts = [self.judge.criterion(criterion) for criterion in part.criteria]
            yield _fold(part.name, verdicts, table(_caption(caption, part.name), _HEADER, rows, _WIDTHS))

    def _row(self, criterion: Criterion) -> list[Cell]:
        verdict = self.judge.criterion(criterion)
        state = list(_state(verdict))
        if criterion.needs:
            state.append([f"It needs {criterion.needs.label}."])
        return [f"{criterion.id}. {criterion.asks}", state, self._where(verdict, criterion.see)]

    def _where(self, verdict: Verdict, pages: Sequence[str]) -> Lines:
        """Where a reader can see it: pages, lines of our own list, checks and tests."""
        found: list[list[Node | str]] = [[self.link(page)] for page in pages]
        found += [[f"Our own list: {', '.join(verdict.lines)}"]] if verdict.lines else []
        found += [[f"{_many('Check', verdict.checks)}: {', '.join(verdict.checks)}"]] if verdict.checks else []
        tests = [proof_in_words(proof) for proof in verdict.tests]
        found += [[f"{_many('Test', tests)}: {'; '.join(tests)}"]] if tests else []
        return found or [["Nothing to see" if verdict.state is State.DOES_NOT_APPLY else "Nowhere yet"]]

    def pages(self, caption: Sequence[Node]) -> folded:
        """Every page with what the checks said of it, and who reviewed it."""
        blocking = sum(1 for rule in RULES if not rule.advisory)
        rows: list[list[Cell]] = []
        for name, page in sorted(self.evidence.pages.items(), key=lambda item: self._title(item[0])):
            if page.kind is Kind.NAVIGATION:
                continue
            advice = self.scores.advice.get(name, {})
            said = [f"{code} ({count})" for code, count in sorted(advice.items())]
            review = page.clinical_review
            reviewed = "Not yet" if review == "not-yet" else f"{review.role}, {word_date(review.date)}"
            advised = f"Advice: {', '.join(said)}" if said else "No advice"
            rows.append([[self.link(name)], self._grades(name), f"All {blocking}", advised, reviewed])
        grades = f"Reading grade (at most {LIMITS.brief:g} and {LIMITS.body:g})"
        header = ["Page", grades, "Checks it passes", "What is still advised", "Reviewed by a clinician"]
        return folded("", table(list(caption), header, rows, [30, 20, 13, 20, 17]), summary=f"All {len(rows)} pages")

    def _grades(self, name: str) -> str:
        reading = self.scores.readings.get(name)
        return "Not measured" if reading is None else grades_in_words(reading)

    def _title(self, name: str) -> str:
        title = self.scores.env.titles.get(name)
        return title.astext().casefold() if title else name

    def raters(self, caption: Sequence[Node]) -> folded:
        """Every chapter with what people gave it, by each instrument that people rate with."""
        sheets = [sheet for sheet in self.scores.sheets.values() if sheet.scale]
        chapters = sorted((n for n, page in self.evidence.pages.items() if isinstance(page, Chapter)), key=self._title)
        rows = [[[self.link(name)], *(_rated(sheet, name) for sheet in sheets)] for name in chapters]
        header = ["Chapter", *(f"{sheet.name}: {sheet.scale.aim}" for sheet in sheets if sheet.scale)]
        listing = table(list(caption), header, rows, [40] + [30] * len(sheets))
        return folded("", listing, summary=f"All {len(rows)} chapters")

    def checks(self, caption: Sequence[Node]) -> folded:
        """Every check, with its reason and how a page is mended."""
        family = {rule.code: family.name for family in FAMILIES for rule in family.rules}
        rows: list[list[Cell]] = []
        for rule in sorted(RULES, key=lambda rule: (family.get(rule.code, "~"), rule.code)):
            name = f"{rule.code}{' (advice)' if rule.advisory else ''}"
            rows.append([name, rule.why, rule.mend, ", ".join(rule.standards) or "A rule of the house"])
        header = ["Check", "Why", "How to mend a page", "Our own list"]
        return folded("", table(list(caption), header, rows, [18, 35, 35, 12]), summary=f"All {len(rows)} checks")


_HEADER = ("What it asks", "How we do", "Where to see it")
_WIDTHS = (45, 25, 30)
_TABLES: dict[str, Callable[[_Page, Sequence[Node]], Node | list[Node]]] = {
    "summary": _Page.summary,
    "own": lambda page, caption: list(page.own(caption)),
    "pages": _Page.pages,
    "raters": _Page.raters,
    "checks": _Page.checks,
}


def _caption(caption: Sequence[Node], part: str) -> list[Node]:
    return [*(node.deepcopy() for node in caption), nodes.Text(f": {part}")]


def _fold(name: str, verdicts: Sequence[Verdict], listing: nodes.table) -> folded:
    """A table that opens from a line with its name and the tally of its states."""
    said = [f"{state.short} {count}" for state, count in tally(verdicts).items() if count]
    return folded("", listing, summary=f"{name} ({', '.join(said)})")


def _many(word: str, things: Sequence[str]) -> str:
    return word if len(things) == 1 else f"{word}s"


def _state(verdict: Verdict) -> Lines:
    return lines([strong(verdict.state.label)], *([[verdict.why]] if verdict.why else []))


def _counts(name: str, verdicts: Sequence[Verdict]) -> list[Cell]:
    counts = tally(verdicts)
    return [f"{name} ({len(verdicts)})", *(str(counts[state]) for state in State)]


def _rated(sheet: Sheet, page: str) -> Cell:
    state = rated(sheet, page)
    given = sorted({(rating.date, rating.rater) for rating in sheet.ratings if rating.page == page})
    by = [[f"{rater}, {word_date(date)}"] for date, rater in given]
    return lines([strong(state.label)], *by)


def _open(self: HTML5Translator, node: nodes.Element) -> None:
    self.body.append(f'<details class="scores"><summary>{self.encode(node["summary"])}</summary>\n')


def _close(self: HTML5Translator, node: nodes.Element) -> None:
    self.body.append("</details>\n")


def setup_scores_tables(app: Sphinx) -> None:
    """Register the directive and what builds its tables."""
    app.add_node(scores)
    app.add_node(folded, html=(_open, _close))
    app.add_directive("scores", ScoresDirective)
    app.add_post_transform(BuildScores)
