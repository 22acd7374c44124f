"""CSV that opens rightly anywhere: one list of columns makes the header, the cells and the documentation.

Cells follow RFC 4180. A text that a spreadsheet would take for a formula gets an apostrophe before it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from .fields import Closed, kebab
from .schema import UNITS

Row = TypeVar("Row")
CellValue = str | int | float | bool | None
_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What makes Excel, LibreOffice or Google Sheets read a cell as a formula."""
SEPARATOR = "; "
"""Stands between several texts in one cell."""


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column: its name, what it means, what it holds, and how to find it in a row."""

    name: str
    meaning: str
    value: Callable[[Row], CellValue]
    kind: str = "string"
    """Its type in Table Schema: string, integer, number, boolean or date."""
    unit: str = ""
    constraints: dict[str, Any] = field(default_factory=dict)
    """What always holds of it, in the words of Table Schema: required, unique, enum, minimum …"""


def from_field(
    model: type[Closed], name: str, value: Callable[[Row], CellValue], kind: str = "string", **constraints: Any
) -> Column[Row]:
    """A column that means what a field of the model means, with its unit."""
    meaning = model.model_fields[name].description or ""
    unit = UNITS.get(kebab(name), "") if kind in ("integer", "number") else ""
    return Column(name, meaning, value, kind, unit, constraints)


def csv_text(columns: Sequence[Column[Row]], rows: Iterable[Row]) -> str:
    """A whole file: the names of the columns, then one line for each row."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([column.name for column in columns])
    writer.writerows([_cell(column.value(row)) for column in columns] for row in rows)
    return text.getvalue()


def _cell(value: CellValue) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case int() | float():
            return str(value)
        case _:
            text = " ".join(value.split())
            return f"'{text}" if text.startswith(_STARTS_FORMULA) else text


def several(texts: Iterable[str]) -> str:
    """Several texts in one cell."""
    return SEPARATOR.join(texts)
