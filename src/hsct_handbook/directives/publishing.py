"""Nothing is published while something is wrong: complaints are told with their places, and the build stops."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.errors import SphinxError
from sphinx.util import logging

from ..checks import check_handbook, check_page
from ..checks.source import PageSource
from .state import domain_of

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
    domain = domain_of(app.env)
    source = PageSource.of(domain.evidence, docname, domain.shown(docname))
    if source is not None:
        for problem in check_page(source, domain.evidence):
            domain.complain(docname, problem)


def _stop_on_problems(app: Sphinx, env: BuildEnvironment) -> None:
    domain = domain_of(env)
    evidence = domain.evidence
    sources = [
        PageSource.of(evidence, name, domain.shown(name)) for name in sorted(evidence.front) if name in env.found_docs
    ]
    found = {*evidence.problems, *(problem for problems in domain.problems.values() for problem in problems)}
    found |= set(check_handbook([source for source in sources if source], evidence))
    if found:
        for problem in sorted(found):
            _tell(problem)
        many = "1 fault" if len(found) == 1 else f"{len(found)} faults"
        raise NothingPublished(f"{many} in the pages, named above. Earlier pages stay as they were.")


def _tell(problem: Problem) -> None:
    logger.warning("%s", problem.text, location=f"{problem.path}:{problem.line}", type="handbook", subtype=problem.code)


def setup_publishing(app: Sphinx) -> None:
    """Check pages as they are read, and stop before anything is written."""
    app.connect("source-read", _check_text)
    app.connect("env-check-consistency", _stop_on_problems, priority=900)
