"""The study explorer: every study in one table, which a small script can narrow, sort and set side by side.

Each row carries what the script needs as classes: `t-relapsing` for a type of MS, `d-randomised` for the design,
`y-2019` for the year, `s-low` for the strength, `c` for a comparison group, `n-110` people, `f-24` months of follow-up.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes

from ..evidence import Sourced, Study
from ..evidence.rows import has_comparison
from ..evidence.vocabulary import Checked, Design, Intensity, MsType
from ..wording import word_types
from .build_nodes import Cell, Inline, capital, lines, page_link, small, table
from .card import NOT_REPORTED, deaths_in_full, design_in_words, note_people, people_in_short, treatment
from .explorer_form import Choices, form_html
from .facts import cited_text, fact_node
from .tables import StudiesTable
from .website import ask_of_template, website_only

if TYPE_CHECKING:
    from docutils.nodes import Node
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

CLASS = "explorer"
SCRIPT = "explorer"
"""The script that a page with the table loads."""
_PROGRESSIVE = frozenset({MsType.SECONDARY_PROGRESSIVE, MsType.PRIMARY_PROGRESSIVE, MsType.PROGRESSIVE})
HEADER = (
    "Study",
    "Year",
    "Kind of study",
    "People",
    "Type of MS",
    "Treatment",
    "Followed for",
    "Deaths",
    "Main result",
)
_WIDTHS = (11, 6, 11, 8, 12, 15, 10, 14, 20)


class explorer_form(website_only):  # noqa: N801 (docutils names nodes so)
    """The choices that narrow the table; nothing without script."""


class StudyExplorer(StudiesTable):
    """Every study in one table, by name."""

    option_spec: ClassVar = {"caption": StudiesTable.option_spec["caption"]}

    def build(self) -> list[Node]:
        """Build the table, and the form that a script shows above it."""
        self.domain.use(self.docname, "studies")
        ask_of_template(self.env, "script", SCRIPT)
        ask_of_template(self.env, "wide")
        studies = sorted(self.domain.evidence.studies.items(), key=lambda item: (item[1].name.casefold(), item[0]))
        built = table(self.caption(), HEADER, (self._cells(*item) for item in studies), _WIDTHS)
        built["classes"].append(CLASS)
        body = next(built.findall(nodes.tbody))
        for row, (slug, study) in zip(body.findall(nodes.row), studies, strict=True):
            row["ids"] = [f"study-{slug}"]
            row["classes"] = list(row_classes(study))
        return [explorer_form("", choices=_choices(study for _, study in studies)), built]

    def _cells(self, slug: str, study: Study) -> list[Cell]:
        self.domain.use(self.docname, "explorer-row", slug)
        note_people(self.domain, self.docname, slug)
        return [
            [page_link(self.docname, f"trials/{slug}", study.name)],
            year_of(study) or "None yet",
            design_in_words(study, study.design.label),
            capital(people_in_short(study)),
            "Not reported" if MsType.NOT_REPORTED in study.ms_types else capital(word_types(study.ms_types)),
            self._treatment(study),
            self._follow_up(slug, study),
            deaths_in_full(self.domain, self.docname, slug, brief=True),
            lines(*self._main_result(slug, study), [small(self._checked(slug, study))]),
        ]

    def _treatment(self, study: Study) -> Cell:
        """What people with HSCT were given, and how strong it was."""
        given: list[Sequence[Inline]] = []
        for arm in study.arms:
            if arm.intensity is not None:
                first, *strength = treatment(arm)
                given += [[first], *([small(sentence)] for sentence in strength)]
        return lines(*given) if given else NOT_REPORTED

    def _follow_up(self, slug: str, study: Study) -> Cell:
        if study.follow_up_median_years is not None and isinstance(study.follow_up, Sourced):
            fact = self.domain.evidence.facts[f"{slug}.follow-up"]
            median: list[Inline] = [fact_node(self.domain, self.docname, fact), " (median)"]
            return median
        if isinstance(study.follow_up, Sourced):
            followed = study.follow_up
            return [cited_text(self.domain, self.docname, followed.text, followed.source, followed.checked)]
        return NOT_REPORTED

    def _checked(self, slug: str, study: Study) -> str:
        """How the main result was checked; without one, how the state was."""
        if study.main_fact is None:
            checked: Checked = study.status.checked
        else:
            checked = self.domain.evidence.facts[f"{slug}.{study.main_fact}"].value.checked
        return f"Read: {checked.label.removeprefix('from ')}."


def year_of(study: Study) -> str:
    """The year in which the main report came out; empty where there is none that we know of."""
    return (study.years.published or "")[:4]


def row_classes(study: Study) -> Iterator[str]:
    """What a script needs to know of a study."""
    yield from (f"t-{kind}" for kind in study.ms_types)
    if _PROGRESSIVE.intersection(study.ms_types):
        yield "t-any-progressive"
    yield f"d-{study.design}"
    if year := year_of(study):
        yield f"y-{year}"
    yield from dict.fromkeys(f"s-{strength}" for strength in strengths(study))
    if has_comparison(study):
        yield "c"
    if study.people is not None:
        yield f"n-{study.people}"
    if study.follow_up_median_years is not None:
        yield f"f-{round(12 * study.follow_up_median_years)}"


def strengths(study: Study) -> list[Intensity]:
    """How strong the conditioning was, in every group that had any."""
    return [arm.intensity for arm in study.arms if arm.intensity is not None] or [Intensity.NOT_REPORTED]


def _choices(studies: Iterator[Study]) -> Choices:
    """What there is to choose from: only what some study has."""
    found = list(studies)
    kinds = [kind for kind in MsType if any(kind in study.ms_types for study in found)]
    types = [(kind.value, kind.label) for kind in kinds if kind is not MsType.PROGRESSIVE]
    if _PROGRESSIVE.intersection(kinds):
        types.insert(1 if MsType.RELAPSING in kinds else 0, ("any-progressive", "progressive MS of any kind"))
    given = {strength for study in found for strength in strengths(study)}
    years = sorted({year for study in found if (year := year_of(study))})
    return Choices(
        types,
        [(design.value, design.label) for design in Design if any(study.design is design for study in found)],
        [(strength.value, strength.label) for strength in Intensity if strength in given],
        [str(year) for year in range(int(years[0]), int(years[-1]) + 1)] if years else [],
        len(found),
    )


def _visit_form(self: HTML5Translator, node: explorer_form) -> None:
    self.body.append(form_html(node["choices"]))
    raise nodes.SkipNode


def setup_explorer(app: Sphinx) -> None:
    """Register the directive and its form."""
    app.add_node(explorer_form, html=(_visit_form, None))
    app.add_directive("study-explorer", StudyExplorer)
