"""The data as it was published: valid by the field's own tool, and holding each figure that a page shows."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import frictionless

from .conftest import SITE, SOURCES, BuiltPage, built_page

DATA = SITE / "data"
_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")


def test_the_data_package_is_valid_by_frictionless() -> None:
    report = frictionless.validate(str(DATA / "datapackage.json"))
    assert [task.name for task in report.tasks] == ["studies", "facts", "everything"]
    assert report.valid, report.flatten(["type", "note"])


def test_a_cell_of_another_kind_is_not_valid(tmp_path: Any) -> None:
    for file in DATA.iterdir():
        text = file.read_text(encoding="utf-8")
        (tmp_path / file.name).write_text(text.replace("deaths,mist,", "deaths,nobody,"), encoding="utf-8")
    facts = tmp_path / "facts.csv"
    facts.write_text(facts.read_text(encoding="utf-8").replace(",0,110,", ",none,110,"), encoding="utf-8")
    assert not frictionless.validate(str(tmp_path / "datapackage.json")).valid


def numbers(text: str) -> set[float]:
    """Every number in a text."""
    return {float(found.replace(",", "")) for found in _NUMBER.findall(text)}


@cache
def known() -> dict[str, list[set[float]]]:
    """By source: for each figure and each statement of the data, the numbers with which it may be told."""
    found: dict[str, list[set[float]]] = {}
    with (DATA / "facts.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["source"], []).append(_told(row))
    for statement in _statements(json.loads((DATA / "studies.json").read_text(encoding="utf-8"))["studies"]):
        found.setdefault(statement["source"], []).append(numbers(json.dumps(statement, ensure_ascii=False)))
    return found


def _told(row: dict[str, str]) -> set[float]:
    """The numbers of a row, and what follows from them: the others, the rounded share, out of 100 and out of 1,000."""
    told = numbers(" ".join(row.values())) | {100, 1000}
    count, of, percent = (float(row[name]) if row[name] else None for name in ("count", "of", "percent"))
    told |= {of - count} if count is not None and of else set()
    for name in ("percent", "interval_low", "interval_high"):
        told |= {int(float(row[name]) + 0.5), int(10 * float(row[name]) + 0.5)} if row[name] else set()
    shares = [share for share in (percent, 100 * count / of if count is not None and of else None) if share is not None]
    for share in shares:
        told |= {int(share + 0.5), int(10 * share + 0.5), 100 - int(share + 0.5), 1000 - int(10 * share + 0.5)}
    return told


def _statements(part: Any) -> Iterator[dict[str, Any]]:
    if isinstance(part, dict):
        if "source" in part:
            yield part
        for inner in part.values():
            yield from _statements(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from _statements(inner)


_TODAY = "not(ancestor::section[@class='history'] or ancestor::dl[contains(@class, 'changes')])"
"""The log of changes tells what figures were before, too."""


def _figures(page: BuiltPage) -> Iterator[tuple[str, str]]:
    """Each figure on a page: the source that it leads to, and its words."""
    full = {
        f"#{entry.get('id')}": entry.xpath(".//a[contains(@href, '#source-')]/@href")[0].partition("#source-")[2]
        for entry in page.tree.xpath("//section[@id='where-this-comes-from']//li[@id]")
    }
    for link in page.tree.xpath(f"//a[contains(concat(' ', @class, ' '), ' fact ')][{_TODAY}]"):
        for mark in link.xpath(".//span[@class='src']"):
            mark.drop_tree()
        yield full[link.get("href")], link.text_content()


def test_each_figure_of_a_page_is_in_the_data(page: BuiltPage) -> None:
    for source, words in _figures(page):
        assert any(numbers(words) <= told for told in known()[source]), (source, words)


def test_the_ranges_that_we_worked_out_are_in_the_data() -> None:
    with (DATA / "facts.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["own_interval_high"]]
    ours = {(float(row["own_interval_low"]), float(row["own_interval_high"])) for row in rows}
    shown = [
        tuple(float(end.replace(",", "")) for end in ends)
        for page in SOURCES
        for text in built_page(page).words("//figure//div[@class='row']/p[1] | //td/p")
        for ends in re.findall(r"[Ll]ikely range ([\d,.]+) to ([\d,.]+) out of 1,000 \(our sum\)", text)
    ]
    assert len(shown) > len(ours)
    for low, high in shown:
        assert any(abs(10 * ends[0] - low) <= 0.5 and abs(10 * ends[1] - high) <= 0.5 for ends in ours), (low, high)
