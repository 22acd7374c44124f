"""The page that documents the data: its files, each field with its meaning and unit, and how to cite it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from ..evidence.datapackage import FILES, LICENCE_NAME, LICENCE_URL, TITLE
from ..evidence.export import updated
from ..evidence.rows import FACT_COLUMNS, STUDY_COLUMNS
from ..evidence.schema import UNIT, schema
from ..wording import word_date
from .build_nodes import Cell, Inline, lines, link, paragraph, small, table
from .downloads import FOLDER, site_link
from .evidence_directive import EvidenceDirective

if TYPE_CHECKING:
    from docutils.nodes import Node
    from sphinx.application import Sphinx

WEB_ONLY = "web-only"
"""The class of what is too long for paper."""
_TYPES = {"integer": "whole number", "number": "number", "boolean": "true or false", "array": "list", "string": "text"}
_SHORT_UNITS = ("people", "percent", "years")
_HEADER = ("Field", "What it means", "What it holds")
Rows = Iterator[tuple[Cell, Cell, Cell]]


class DataFiles(EvidenceDirective):
    """The data files: what each holds, with a link to it."""

    def build(self) -> list[Node]:
        """Build one row for each file."""
        rows = (
            (lines([site_link(file.name, f"{FOLDER}/{file.name}")], [small(file.title)]), file.holds) for file in FILES
        )
        return [table(self.caption(), ("File", "What it holds"), rows, (35, 65))]


class DataFields(EvidenceDirective):
    """Every field of one of the files: `{data-fields} facts.csv`."""

    required_arguments = 1

    def build(self) -> list[Node]:
        """Build one table, or for the JSON file one for each kind of thing that it holds."""
        name = self.arguments[0]
        if name not in _FIELDS:
            self.complain("unknown-value", f"“{name}” is no file with fields", f"choose one of: {', '.join(_FIELDS)}")
            return []
        tables = [table([caption], _HEADER, rows, (30, 45, 25)) for caption, rows in _FIELDS[name]()]
        return [nodes.container("", *tables, classes=[WEB_ONLY], file=name)]


def _of_table(name: str, columns: Any) -> Callable[[], Iterator[tuple[str, Rows]]]:
    def tables() -> Iterator[tuple[str, Rows]]:
        yield (
            f"The columns of {name}",
            (
                (column.name, column.meaning, _holds(_TYPES.get(column.kind, column.kind), column.unit))
                for column in columns
            ),
        )

    return tables


def _of_schema() -> Iterator[tuple[str, Rows]]:
    whole = schema()
    yield "studies.json as a whole", _of_group(whole)
    for name, group in whole["$defs"].items():
        if "properties" in group:
            meaning = group["description"].split("\n")[0].rstrip(".")
            yield f"{name}: {meaning[0].lower()}{meaning[1:]}", _of_group(group)


def _of_group(group: dict[str, Any]) -> Rows:
    for name, field in group["properties"].items():
        yield name, field["description"], _holds(_type(field), field.get(UNIT, ""))


def _holds(kind: str, unit: str) -> str:
    if unit in _SHORT_UNITS:
        return f"{kind}, in {unit}"
    return f"{kind}; unit: {unit}" if unit else kind


def _type(field: dict[str, Any]) -> str:
    """What a field of the schema holds, in a few words."""
    if "$ref" in field:
        return str(field["$ref"]).rpartition("/")[2]
    if "const" in field:
        return f"“{field['const']}”"
    if "enum" in field:
        return " or ".join(f"“{value}”" for value in field["enum"])
    if "anyOf" in field:
        kinds = dict.fromkeys(_type(part) for part in field["anyOf"] if part.get("type") != "null")
        return " or ".join(kinds)
    if field.get("type") == "array":
        inner = dict.fromkeys(map(_type, field.get("prefixItems", [field.get("items", {})])))
        return f"list of {' or '.join(kind for kind in inner if kind)}".removesuffix(" of ")
    if field.get("type") == "object" and isinstance(field.get("additionalProperties"), dict):
        return f"group of {_type(field['additionalProperties'])}, by name"
    return _TYPES.get(str(field.get("type", "")), "")


_FIELDS: dict[str, Callable[[], Iterator[tuple[str, Rows]]]] = {
    "studies.csv": _of_table("studies.csv", STUDY_COLUMNS),
    "facts.csv": _of_table("facts.csv", FACT_COLUMNS),
    "studies.json": _of_schema,
}


class DataCitation(EvidenceDirective):
    """How to cite the data: with the version and the date that it bears."""

    def build(self) -> list[Node]:
        """Build the citation."""
        self.domain.use(self.docname, "changes")
        date = updated(self.domain.evidence)
        when = f", {word_date(date)}" if date else ""
        address = str(self.config.html_baseurl)
        where: list[Inline] = [" ", link(address, address), "."] if address else []
        return [
            paragraph(
                f"{self.config.author}. {TITLE}. Version {self.config.version}{when}.",
                *where,
                " Licence: ",
                link(f"{LICENCE_NAME} (CC BY 4.0)", LICENCE_URL),
                ".",
            )
        ]


class LeaveLongTablesToTheWebsite(SphinxPostTransform):
    """On paper a sentence says where the tables of fields are: they are of no use without the files."""

    default_priority: ClassVar[int] = 50
    builders = ("print",)

    def run(self, **kwargs: object) -> None:
        """Put the sentence in the place of each group of tables."""
        docname = self.env.current_document.docname
        for group in list(self.document.findall(nodes.container)):
            if WEB_ONLY in group["classes"]:
                where = site_link("the website", f"{docname}.html")
                group.replace_self(paragraph("Every field, with its meaning and unit, is listed on ", where, "."))


def setup_data_page(app: Sphinx) -> None:
    """Register the directives."""
    app.add_directive("data-files", DataFiles)
    app.add_directive("data-fields", DataFields)
    app.add_directive("data-citation", DataCitation)
    app.add_post_transform(LeaveLongTablesToTheWebsite)
