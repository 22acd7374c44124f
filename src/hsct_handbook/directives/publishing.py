"""Nothing is published while something is wrong: complaints are told with their places, and the build stops."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from sphinx.errors import SphinxError
from sphinx.util import logging

from ..checks import ADVISORY, DRAFT, check_files, check_handbook, check_page, mend_first, read_source
from ..checks.ratchet import check_file
from ..checks.reading import measure
from ..evidence.frontmatter import UNREADABLE
from .scores import scores_of
from .state import HandbookDomain, domain_of, evidence_of, shown_path

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from ..evidence import Problem

logger = logging.getLogger(__name__)


class NothingPublished(SphinxError):
    """The pages have faults, so none was written; what was published before stays as it was."""

    category = "Nothing was published"


def _check_text(app: Sphinx, docname: str, content: list[str]) -> None:
    """Hold the text of a page that is being read against the handbook's checks."""
    del content  # the evidence has read the same file, with its lines
    domain = domain_of(app.env)
    if docname in domain.evidence.front:
        source = read_source(domain.evidence, docname, Path(app.env.doc2path(docname)), domain.shown(docname))
        scores = scores_of(app.env)
        scores.measure(docname, measure(source, domain.evidence, scores.syllables).reading)
        for problem in check_page(source, domain.evidence):
            if problem.code in ADVISORY:
                scores.note(docname, problem.code)
            elif problem.code not in DRAFT:
                domain.complain(docname, problem)


def _stop_on_unreadable(app: Sphinx) -> None:
    """Stop before Sphinx opens a file that is no text, or follows a link round in a circle: it would only raise."""
    docs = Path(app.srcdir)
    found = check_files(docs, shown_path(docs))
    if found or any(problem.code in UNREADABLE for problem in evidence_of(app).problems):
        _stop({*found, *evidence_of(app).problems})


def _stop_on_problems(app: Sphinx, env: BuildEnvironment) -> None:
    if lost := sorted(env.found_docs - env.all_docs.keys()):
        # Sphinx drops the error of a reading process that fails while others are still being started.
        raise NothingPublished(f"reading failed for {', '.join(lost)}. Run “sphinx-build -j1” to see the error.")
    domain = domain_of(env)
    found = {problem for problems in domain.problems.values() for problem in problems}
    docs = Path(app.srcdir)
    found.update(domain.evidence.problems, scores_of(env).problems, check_file(docs, shown_path(docs)))
    found.update(_between_pages(docs, domain))
    if found:
        _stop(found)


def _stop(found: set[Problem]) -> NoReturn:
    told = mend_first(found)
    for problem in told:
        _tell(problem)
    many = "1 fault" if len(told) == 1 else f"{len(told)} faults"
    raise NothingPublished(f"{many} in the pages, named above. Earlier pages stay as they were.")


def _between_pages(docs: Path, domain: HandbookDomain) -> list[Problem]:
    """Compare the pages that share a title or a description; as a rule there are none."""
    alike: dict[str, set[str]] = {}
    for name, front in domain.evidence.front.items():
        title = domain.env.titles[name].astext() if name in domain.env.titles else name
        for said in (title, str(front.data.get("description"))):
            alike.setdefault(" ".join(said.casefold().split()), set()).add(name)
    doubles = sorted({name for names in alike.values() if len(names) > 1 for name in names})
    shown = shown_path(docs)
    sources = [read_source(domain.evidence, name, docs / f"{name}.md", shown / f"{name}.md") for name in doubles]
    return check_handbook(sources, domain.evidence, docs, shown)


def _tell(problem: Problem) -> None:
    logger.warning("%s", problem.text, location=f"{problem.path}:{problem.line}", type="handbook", subtype=problem.code)


def setup_publishing(app: Sphinx) -> None:
    """Check pages as they are read, and stop before anything is written."""
    app.connect("builder-inited", _stop_on_unreadable, priority=600)
    app.connect("source-read", _check_text)
    app.connect("env-check-consistency", _stop_on_problems, priority=900)
