"""What the build knows of the evidence, and which page was built from which part of it.

A page that shows a figure is rebuilt when that figure changes, and no other page is. So each page's uses are kept with
a fingerprint of what was used; at the next build, pages whose fingerprints no longer agree are read again.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, cast

from docutils import nodes
from sphinx.domains import Domain
from sphinx.util.nodes import make_refnode

from ..evidence import Evidence, Kept, Problem, Study, read_evidence
from ..evidence.page_reading import GLOSSARY, STUDIES
from ..evidence.vocabulary import Outcome

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from docutils.nodes import Element
    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

READ_BEFORE = "evidence.pickle"
"""Beside the doctrees: what was read of each file of the evidence."""


class HandbookDomain(Domain):
    """The evidence of a build, what each page used of it, and what is wrong with each page."""

    name = "handbook"
    label = "Handbook"
    data_version = 3
    initial_data: ClassVar[dict[str, Any]] = {"uses": {}, "problems": {}, "captions": {}, "outline": {}}

    evidence: Evidence
    """Read anew at the start of each build."""
    _fingerprints: dict[tuple[str, str], str]
    _editions: dict[str, str]

    @property
    def uses(self) -> dict[str, dict[str, tuple[str, str]]]:
        """By page, the parts of the evidence that it used, with the edition of their page and their fingerprints."""
        return cast("dict[str, dict[str, tuple[str, str]]]", self.data["uses"])

    @property
    def problems(self) -> dict[str, set[Problem]]:
        """By page, what is wrong with its text. What is wrong with front matter stands in the evidence."""
        return cast("dict[str, set[Problem]]", self.data["problems"])

    @property
    def captions(self) -> dict[str, list[str | None]]:
        """By page, the captions of the lists of pages that it holds."""
        return cast("dict[str, list[str | None]]", self.data["captions"])

    def use(self, docname: str, kind: str, name: str = "") -> None:
        """Note that a page shows a part of the evidence."""
        key = f"{kind}:{name}"
        self.uses.setdefault(docname, {})[key] = (self._edition(kind, name), self._fingerprint(kind, name))

    def _is_current(self, key: str, used: tuple[str, str]) -> bool:
        """Whether a part of the evidence still says what it said when it was used."""
        kind, _, name = key.partition(":")
        edition, fingerprint = used
        return bool(edition and edition == self._edition(kind, name)) or fingerprint == self._fingerprint(kind, name)

    def _fingerprint(self, kind: str, name: str) -> str:
        """A short hash of a part of the evidence, the same as long as it says the same."""
        if (kind, name) not in self._fingerprints:
            self._fingerprints[kind, name] = _hash(repr(_PARTS[kind](self.evidence, name)))
        return self._fingerprints[kind, name]

    def _edition(self, kind: str, name: str) -> str:
        """A short hash of the fields of the one page that a part comes from; empty if it comes from several.

        While it stays the same there is no need to look at the part itself.
        """
        page = _page_of(kind, name)
        if page and page not in self._editions:
            front = self.evidence.front.get(page)
            self._editions[page] = _hash(front.head) if front else ""
        return self._editions[page] if page else ""

    def learn(self, evidence: Evidence) -> None:
        """Take over the evidence at the start of a build."""
        self.evidence = evidence
        self._fingerprints = {}
        self._editions = {}

    def complain(self, docname: str, problem: Problem) -> None:
        """Note what is wrong with a page. The build reports it, and publishes nothing."""
        self.problems.setdefault(docname, set()).add(problem)

    def shown(self, docname: str) -> Path:
        """The path of a page as complaints name it."""
        return shown_path(Path(self.env.doc2path(docname)))

    def outdated(self) -> set[str]:
        """The pages that must be read again because of what they use."""
        return {
            docname for docname, used in self.uses.items() if not all(self._is_current(*part) for part in used.items())
        }

    def clear_doc(self, docname: str) -> None:
        """Forget a page that is read again or gone."""
        self.uses.pop(docname, None)
        self.problems.pop(docname, None)
        self.captions.pop(docname, None)

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        """Take over what another process read."""
        for part in ("uses", "problems", "captions"):
            self.data[part].update({name: value for name, value in otherdata[part].items() if name in docnames})

    def resolve_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> nodes.reference | None:
        """Lead a word to its place in the word list."""
        if typ != "term" or target not in self.evidence.terms:
            return None
        reference = make_refnode(builder, fromdocname, GLOSSARY, f"term-{target}", contnode)
        reference["classes"].append("term")
        reference["term"] = target
        return reference

    def resolve_any_xref(self, *args: Any) -> list[tuple[str, nodes.reference]]:
        """No part in guessing: words link themselves."""
        return []


def _page_of(kind: str, name: str) -> str:
    """The page whose fields a part comes from; empty if it comes from several."""
    if kind == "page":
        return name
    if kind in _OF_ONE_STUDY or kind == "fact":
        return f"{STUDIES}/{name.partition('.')[0]}"
    return ""


def _study_part(*fields: str) -> Callable[[Evidence, str], object]:
    """Some of the fields of a study."""

    def part(evidence: Evidence, name: str) -> object:
        study = evidence.studies.get(name)
        return study and [getattr(study, field) for field in fields]

    return part


def _fact(evidence: Evidence, name: str) -> object:
    fact = evidence.facts.get(name)
    return fact and (fact.value, fact.outcome, fact.arm, fact.versus, fact.among, fact.label)


_OF_ONE_STUDY: dict[str, Callable[[Evidence, str], object]] = {
    "name": _study_part("name"),
    "arms": _study_part("arms"),
    "card": _study_part(*(field for field in Study.model_fields if field not in ("facts", "limits"))),
    "deaths-row": _study_part("name", "deaths", "years", "ms_types", "arms", "same_people_as", "enrolled"),
    "choice": _study_part("design", "ms_types", "status"),
    "studies-row": _study_part(
        "name", "design", "enrolled", "years", "ms_types", "deaths", "status", "main_fact", "arms"
    ),
    "explorer-row": _study_part(
        *("name", "design", "enrolled", "years", "ms_types", "arms", "comparator", "follow_up", "status"),
        *("follow_up_median_years", "deaths", "main_fact", "main_source"),
    ),
    "timeline-row": _study_part("name", "years", "status"),
    "counted": lambda evidence, name: sorted(
        fact.id
        for fact in evidence.facts.values()
        if fact.study is evidence.studies.get(name) and fact.outcome is Outcome.PEOPLE_COUNTED
    ),
}
"""Parts that come from the fields of one study alone."""
_PARTS: dict[str, Callable[[Evidence, str], object]] = {
    **_OF_ONE_STUDY,
    "fact": _fact,
    "silence": lambda evidence, _: [slug for slug, study in evidence.studies.items() if study.deaths == "not-reported"],
    "changes": lambda evidence, name: evidence.changes_about.get(name, ()) if name else evidence.changes,
    "studies": lambda evidence, _: sorted(evidence.studies),
    "facts-of-outcome": lambda evidence, name: sorted(
        fact.id for fact in evidence.facts.values() if fact.outcome == name
    ),
    "source": lambda evidence, name: evidence.sources.get(name),
    "sources": lambda evidence, _: evidence.sources,
    "page": lambda evidence, name: evidence.pages.get(name),
    "body": lambda evidence, name: name in evidence.front and evidence.front[name].body,
    "words": lambda evidence, _: [(slug, term.forms) for slug, term in evidence.terms.items()],
    "term": lambda evidence, name: evidence.terms.get(name),
}
"""What stands behind each kind of use. How Python shows it is what is compared."""


def _hash(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


def shown_path(path: Path) -> Path:
    """A path as a person at the top of the project would type it."""
    try:
        return path.relative_to(Path.cwd())
    except ValueError:
        return path


def domain_of(env: BuildEnvironment) -> HandbookDomain:
    """The handbook's domain in a build."""
    return cast("HandbookDomain", env.get_domain("handbook"))


def evidence_of(app: Sphinx) -> Evidence:
    """The evidence of a build."""
    return domain_of(app.env).evidence


def today_of(app: Sphinx) -> dt.date:
    """The day on which ages are judged: the setting `handbook_today`, or the day of the build."""
    setting = str(app.config.handbook_today)
    return dt.date.fromisoformat(setting) if setting else dt.date.today()


@cache
def kept_at(path: Path) -> Kept:
    """What was read before, by this process or by an earlier build."""
    return Kept(path)


def _read_evidence(app: Sphinx) -> None:
    docs, kept = Path(app.srcdir), kept_at(Path(app.doctreedir) / READ_BEFORE)
    domain_of(app.env).learn(read_evidence(docs, today=today_of(app), shown=shown_path(docs), kept=kept))


def _pages_to_read_again(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> Iterable[str]:
    domain = domain_of(env)
    again = domain.outdated()
    if domain.evidence.problems:
        # A page with a fault, or for a fault in the sources any page: something must be read for the fault to be told.
        docs = shown_path(Path(app.srcdir))
        again |= {problem.path.relative_to(docs).with_suffix("").as_posix() for problem in domain.evidence.problems}
        again.add(str(app.config.root_doc))
    return again & env.found_docs


def setup_state(app: Sphinx) -> None:
    """Read the evidence at the start of each build, and find the pages that it makes out of date."""
    app.add_domain(HandbookDomain)
    app.add_config_value("handbook_today", "", "")
    app.connect("builder-inited", _read_evidence)
    app.connect("env-get-outdated", _pages_to_read_again)
