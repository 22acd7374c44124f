"""Charts on paper: whole on one side where they fit, with their scale on each side where not, and evenly set."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typst

from hsct_handbook.charts import bar
from hsct_handbook.print.compile import FONTS, LOOK
from hsct_handbook.print.typst_text import strings
from tests.print.pdf_text import read

MARKS = f'chart-marks({json.dumps(bar(1, 2).alone())}, "one mark", none)'
AXIS = 'chart-axis(7.5%, ("0", "50", "100"))'
HERE = "#context [#metadata(here().position().y.pt())<here>]"
SIZES = [{"size": "12"}, {"size": "12", "columns": "2", "snug": "3"}, {"size": "18"}, {"size": "12", "form": "book"}]


class Paper:
    """Sets a chart on sides of A4."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "look.typ").write_bytes(LOOK.read_bytes())

    def _source(self, body: str) -> str:
        path = self.folder / "main.typ"
        path.write_text(f'#import "/look.typ": *\n#show: leaflet.with(title: "A leaflet")\n{body}', encoding="utf-8")
        return str(path)

    def sides(self, body: str, settings: dict[str, str]) -> tuple[list[str], list[str]]:
        """What stands on each side within the structure, and what outside it, as the numbers of a scale do."""
        path = self.folder / "made.pdf"
        typst.compile(
            self._source(body),
            output=str(path),
            root=str(self.folder),
            font_paths=[str(FONTS)],
            ignore_system_fonts=True,
            pdf_standards=["ua-1"],
            sys_inputs=settings,
        )
        reading = read(path)
        return reading.sides, reading.feet

    def heights(self, body: str, settings: dict[str, str]) -> list[float]:
        """How far from the top of its side, in points, each line marked by HERE stands."""
        found = typst.query(
            self._source(body),
            "<here>",
            field="value",
            root=str(self.folder),
            font_paths=[str(FONTS)],
            ignore_system_fonts=True,
            sys_inputs=settings,
        )
        return [float(height) for height in json.loads(found)]


@pytest.fixture
def paper(tmp_path: Path) -> Paper:
    return Paper(tmp_path)


def chart_of(rows: int) -> str:
    """A chart with its scale, and a note on it, below its last row."""
    drawn = ", ".join(
        f"[#chart-row([Row {row} is about someone.], [#{MARKS}], last: {str(row == rows).lower()})"
        + (f"#{AXIS}\nOut of 100 people.]" if row == rows else "]")
        for row in range(1, rows + 1)
    )
    said = f"[#chart-caption([What it found], [A dot is one.])], again: ({strings(['What it found', 'A dot is one.'])})"
    return f"#chart({said}, rows: ({drawn},), axis: {AXIS}, [])"


@pytest.mark.parametrize("settings", SIZES)
def test_a_chart_that_fits_on_one_side_is_not_torn(paper: Paper, settings: dict[str, str]) -> None:
    for lines in range(0, 60, 7):
        filling = "\n\n".join(["Words that come before."] * lines)
        sides, _ = paper.sides(f"{filling}\n\n{chart_of(3)}\n\nWords that come after.", settings)
        (whole,) = [side for side in sides if "What it found" in side]
        assert "Row 1 " in whole
        assert "Out of 100 people." in whole


@pytest.mark.parametrize("settings", SIZES)
def test_no_part_of_a_long_chart_is_without_its_scale(paper: Paper, settings: dict[str, str]) -> None:
    sides, outside = paper.sides(chart_of(60), settings)
    parts = [numbers for side, numbers in zip(sides, outside, strict=True) if "Row " in side]
    assert len(parts) > 1
    assert all("050100" in numbers.replace(" ", "") for numbers in parts)
    if settings.get("form") != "book":  # there only the scale is said again
        first, *later = [numbers.count("What it found, continued") for numbers in parts]
        assert first == int(settings.get("columns", "1")) - 1
        assert min(later) >= 1
    assert all(numbers.count("A dot is one.") == numbers.count("continued") for numbers in parts)
    assert "Row 60 " in "".join(side for side in sides if "Out of 100 people." in side)


@pytest.mark.parametrize("settings", SIZES)
def test_words_of_a_row_stand_as_close_as_lines_do(paper: Paper, settings: dict[str, str]) -> None:
    words = f"One{HERE} or\\ two{HERE} or\n\nthree{HERE} or more"
    row = f"#chart-row([{words}], [#{MARKS}])"
    first, second, third = paper.heights(f"#chart([#chart-caption([Found])], rows: ([{row}],), [])", settings)
    assert third - second == pytest.approx(second - first, abs=0.01)
    first, second, third = paper.heights(f"#chart-caption([Found{HERE} it], [One{HERE} or\\ two{HERE} more])", settings)
    assert third - second == pytest.approx(second - first, abs=0.01)


@pytest.mark.parametrize("settings", SIZES)
def test_the_words_of_two_groups_start_on_one_line(paper: Paper, settings: dict[str, str]) -> None:
    long = "many words " * 40
    pair = f"#chart-pair(([{HERE}HSCT: few], [{HERE}Drugs: {long}]), ([{HERE}#{MARKS}], [{HERE}#{MARKS}]))"
    found = paper.heights(pair, settings)
    if settings["size"] == "18":  # large print has one column: the words of a group, its marks, then the other group
        assert found == sorted(found)
        return
    words, others, marks, other_marks = found
    assert words == others
    assert marks == other_marks > words
