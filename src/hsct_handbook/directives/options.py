"""The options side by side, as tables with a column for each option; and the role that says how sure we are."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from sphinx.util.docutils import SphinxDirective, SphinxRole

from ..checks.certainty import ROLE, resolve_certainty
from ..checks.facts import Unresolved
from ..checks.options import OPTIONS, ROW, ROWS, TABLE
from .build_nodes import paragraph, strong, table_of
from .evidence_directive import EvidenceDirective
from .facts import role_fault
from .website import ask_of_template

if TYPE_CHECKING:
    from docutils.nodes import Node, system_message
    from sphinx.application import Sphinx

CLASS = "options"
"""The class of the tables: wide on wide screens, and on paper a small table for each row."""
_CORNER = "Question"
_WIDTHS = (12, *(18 for _ in OPTIONS))


class option_row(nodes.General, nodes.Element):  # noqa: N801 (docutils names nodes so)
    """A row on its way into the table around it: `name`, and its answers as a definition list."""


class OptionRow(SphinxDirective):
    """A row of a table of options: `{option-row} death`, with each option as a term and its answer below it."""

    required_arguments = 1
    has_content = True

    def run(self) -> list[Node]:
        """Parse the answers; the table around it takes them."""
        return [option_row("", *self.parse_content_to_nodes(), name=self.arguments[0].strip())]


class Options(EvidenceDirective):
    """A table of options, made of rows. What is missing is told by the checks, before anything is written."""

    has_content = True
    option_spec: ClassVar = {"caption": EvidenceDirective.option_spec["caption"]}

    def build(self) -> list[Node]:
        """Build the table: a column for each option, in the same order everywhere."""
        content = nodes.container("", *self.parse_content_to_nodes())
        rows = [self._row(row) for row in content.findall(option_row) if row["name"] in ROWS]
        built = table_of(self.caption(), (_CORNER, *OPTIONS), rows, _WIDTHS)
        built["classes"].append(CLASS)
        ask_of_template(self.env, "wide")
        return [built]

    def _row(self, row: option_row) -> list[nodes.entry]:
        answers = {
            item[0].astext(): [child for part in item.findall(nodes.definition) for child in part.children]
            for item in row.findall(nodes.definition_list_item)
        }
        name = nodes.entry("", paragraph(ROWS[row["name"]].label))
        return [name, *(nodes.entry("", *answers.get(option, ())) for option in OPTIONS)]


class CertaintyRole(SphinxRole):
    """How sure we are, in fixed words: {certainty}`low`."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        """Write the label, and what it means."""
        try:
            found = resolve_certainty(self.text)
        except Unresolved as fault:
            return [role_fault(self, fault)], []
        return [strong(found.label), nodes.Text(f" {found.meaning}")], []


def setup_options(app: Sphinx) -> None:
    """Register the directives and the role."""
    app.add_directive(TABLE, Options)
    app.add_directive(ROW, OptionRow)
    app.add_role(ROLE, CertaintyRole())
