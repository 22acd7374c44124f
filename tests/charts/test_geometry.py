"""As many marks as people, dots and lines where the numbers are, and a text alternative that says the same."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hsct_handbook import charts
from hsct_handbook.charts import (
    Drawing,
    Duration,
    Estimate,
    Scale,
    Span,
    Undrawable,
    bar,
    death_scale,
    draw_duration,
    draw_estimate,
    draw_people,
    draw_span,
    duration_of,
    estimate_of,
    narrow_death_scale,
    people_of,
    scale_for,
    steps_of,
    where_it_lies,
    years_around,
)
from hsct_handbook.charts.estimates import describe, radius
from hsct_handbook.charts.grouping import group_figures
from hsct_handbook.charts.people import columns_for, words_for
from hsct_handbook.charts.scale import MARGIN, WIDTH
from hsct_handbook.charts.timelines import week_scale, year_of
from hsct_handbook.directives.chart_times import EDSS
from hsct_handbook.evidence import Deaths, QuotedFact
from hsct_handbook.evidence.bounds import exact_interval
from hsct_handbook.evidence.vocabulary import Outcome
from tests.unit.values import value

from .figures import areas, figure

DEATH = Outcome.TREATMENT_RELATED_DEATH


def numbers_in(text: str) -> list[float]:
    return [float(found.replace(",", "")) for found in re.findall(r"\d[\d,]*(?:\.\d+)?", text)]


class TestPeople:
    """Icon arrays."""

    @given(st.integers(1, 1000).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total))))
    def test_each_person_has_one_mark(self, counted: tuple[int, int]) -> None:
        count, total = counted
        people = people_of(figure(count=count, of=total))
        drawing = draw_people(people, "got worse", "did not")

        solid, rings = areas(drawing, "on"), areas(drawing, "off")

        assert (len(solid), len(rings)) == (count, total - count)
        assert len(set(solid + rings)) == total
        assert solid + rings == sorted(solid + rings), "read along the rows, solid first"
        assert all(row * 10 < drawing.height and column * 10 < drawing.width for row, column in solid + rings)
        assert numbers_in(drawing.alt) == [total, count, total - count]

    @pytest.mark.parametrize(("total", "columns"), [(364, 26), (55, 11), (1000, 40), (100, 10), (1, 1), (109, 14)])
    def test_rows_are_full_where_that_can_be(self, total: int, columns: int) -> None:
        assert columns_for(total) == columns

    @given(st.integers(1, 400), st.integers(1, 400))
    def test_marks_of_two_groups_are_of_one_size(self, first: int, second: int) -> None:
        columns = columns_for(max(first, second))
        groups = [
            draw_people(people_of(figure(count=1, of=total)), "", "", group="HSCT", columns=columns)
            for total in (first, second)
        ]
        assert len({(drawing.width, drawing.widest) for drawing in groups}) == 1
        assert [len(areas(drawing, "on") + areas(drawing, "off")) for drawing in groups] == [first, second]
        assert all(drawing.alt.startswith("HSCT: ") for drawing in groups)

    def test_every_death_whatever_its_cause_is_not_said_to_come_from_the_treatment(self) -> None:
        read = {"when": "within 100 days", "source": "good-2020", "checked": "abstract"}
        for any_cause, happened in ((True, "died"), (False, "died from it")):
            deaths = Deaths.model_validate({"count": 5, "of": 364, "any-cause": any_cause, **read})
            assert words_for(QuotedFact("made.deaths", "made", deaths, DEATH)).happened == happened

    @given(st.integers(1, 10**6))
    def test_an_array_is_never_a_thread(self, total: int) -> None:
        assert 1 <= columns_for(total) <= 2.5 * total**0.5

    def test_any_number_of_people_is_two_paths(self) -> None:
        assert len(draw_people(people_of(figure(count=5, of=999)), "a", "b").inline("m1")) < 750

    def test_more_than_a_thousand_are_drawn_out_of_a_thousand(self) -> None:
        people = people_of(figure(count=69, of=2757))
        assert (people.solid, people.total, people.counted) == (25, 1000, False)

    def test_a_share_is_drawn_out_of_100_and_a_share_who_died_out_of_1000(self) -> None:
        assert (people_of(figure(percent=68)).solid, people_of(figure(percent=68)).total) == (68, 100)
        assert (people_of(figure(DEATH, percent=2.1)).solid, people_of(figure(DEATH, percent=2.1)).total) == (21, 1000)

    def test_a_count_without_its_denominator_is_drawn_as_its_group_and_never_as_a_share(self) -> None:
        fact = figure(count=3, group=55)
        assert (people_of(fact).total, people_of(fact).rest_known) == (55, False)
        with pytest.raises(Undrawable, match="no denominator"):
            people_of(fact, 100)

    @pytest.mark.parametrize("fields", [{"count": 1, "of": 2757}, {"count": 2756, "of": 2757}])
    def test_somebody_is_never_drawn_as_nobody(self, fields: dict[str, Any]) -> None:
        with pytest.raises(Undrawable, match="would be drawn as"):
            people_of(figure(**fields))

    @pytest.mark.parametrize(
        "fields",
        [
            {"measure": 3, "unit": "months"},
            {"statement": "fewer"},
            {"count": 3},
            {"ratio": 2, "ratio_kind": "odds-ratio"},
        ],
    )
    def test_what_is_no_part_of_people_is_refused(self, fields: dict[str, Any]) -> None:
        with pytest.raises(Undrawable, match="cannot be drawn as people"):
            people_of(figure(**fields))


class TestEstimates:
    """Dots, lines and scales."""

    @given(st.lists(st.integers(0, 100), min_size=3, max_size=3).map(sorted), st.sampled_from([90, 95]))
    def test_dot_and_line_stand_where_the_numbers_are(self, ends: list[int], level: int) -> None:
        low, best, high = ends
        fact = figure(percent=best, interval=(low, high), level=level, people=50)
        scale = scale_for([fact])
        drawing = draw_estimate(estimate_of(fact, scale), scale, describe(fact))

        dot = next(shape for shape in drawing.shapes if shape.look == "on halo")
        line = next(shape for shape in drawing.shapes if shape.look == ("ci" if level == 95 else "ci ci90"))

        inner = WIDTH - 2 * MARGIN
        assert float(re.findall(r'cx="([\d.]+)"', dot.place)[0]) == pytest.approx(MARGIN + inner * best / 100, abs=0.06)
        start, end = (float(x) for x in re.findall(r'd="M([\d.]+) 13H([\d.]+)', line.place)[0])
        assert start == pytest.approx(MARGIN + inner * low / 100, abs=0.06)
        assert end == pytest.approx(MARGIN + inner * high / 100, abs=0.06)
        assert {best, low, high} <= set(numbers_in(drawing.alt))

    def test_without_a_range_there_is_a_dot_alone_and_it_is_said(self) -> None:
        fact = figure(percent=46, when="at 5 years")
        scale = scale_for([fact])
        drawing = draw_estimate(estimate_of(fact, scale), scale, describe(fact))
        rule, dot = drawing.shapes
        assert (rule.look, dot.look) == ("off", "on halo")
        middle, largest = (float(re.findall(rf'{name}="([\d.]+)"', dot.place)[0]) for name in ("cy", "r"))
        heights = [float(y) for y in re.findall(r"M[\d.]+ ([\d.]+)", rule.place)]
        assert min(heights) - 4 > middle + largest, "no line runs through it or ends beside it, as that of a range does"
        assert "likely range not reported" in drawing.alt

    def test_a_plain_count_says_too_that_its_range_is_not_reported(self) -> None:
        assert describe(figure(count=20, of=29)).endswith("20 out of 29 people, likely range not reported")

    def test_a_dashed_line_with_brackets_is_for_90_and_a_solid_one_with_square_ends_for_95(self) -> None:
        drawn = {}
        for level in (90, 95):
            fact = figure(percent=50, interval=(40, 60), level=level)
            scale = scale_for([fact])
            shapes = draw_estimate(estimate_of(fact, scale), scale, "").shapes
            drawn[level] = [(shape.look, shape.place) for shape in shapes if shape.look.startswith("ci")]
        ((solid, _), (_, square)), ((dashed, _), (_, brackets)) = drawn[95], drawn[90]
        assert (solid, dashed) == ("ci", "ci ci90")
        assert square == 'd="M166 1V25M234 1V25"'
        assert brackets == 'd="M172 1H166V25h6M228 1H234V25h-6"', "no round end that could be a second dot"

    @given(st.integers(0, 100), st.none() | st.integers(1, 5000))
    def test_no_dot_hides_an_end_of_its_range(self, best: int, people: int | None) -> None:
        fact = figure(percent=best, interval=(best, best), level=95, people=people)
        scale = scale_for([fact])
        shapes = draw_estimate(estimate_of(fact, scale), scale, "").shapes
        assert [shape.look for shape in shapes] == ["off", "ci", "ci", "on halo"], "the dot stands over the ends"
        (top, bottom) = (float(y) for y in re.findall(r"M[\d.]+ ([\d.]+)V([\d.]+)", shapes[2].place)[0])
        assert radius(people) + 0.7 < (bottom - top) / 2, "and they reach out beyond the largest"

    @given(st.integers(0, 10**5), st.integers(0, 10**5))
    def test_more_people_never_have_a_smaller_dot(self, a: int, b: int) -> None:
        assert radius(min(a, b)) <= radius(max(a, b))
        assert radius(max(a, b)) + 1 <= MARGIN, "a dot at the end of the scale is whole"

    def test_a_ratio_has_its_line_of_no_difference_and_says_where_it_lies(self) -> None:
        fact = figure(ratio=0.5, ratio_kind="hazard-ratio", interval=(0.31, 0.81), level=95)
        scale = scale_for([fact])
        assert scale.no_difference == 1
        assert scale.at(0.5) < scale.at(1) < scale.at(2)
        assert scale.at(1) - scale.at(0.5) == pytest.approx(scale.at(2) - scale.at(1))
        assert scale.labels() == ("0.25", "0.5", "1", "2")
        assert where_it_lies(fact, scale, ("HSCT", "Drugs")) == "The whole range lies on this side: HSCT better."
        wide = figure(ratio=1.5, ratio_kind="hazard-ratio", interval=(0.7, 3.1), level=95)
        assert where_it_lies(wide, scale_for([wide]), ("HSCT", "Drugs")) == "The range allows for no difference."

    @given(st.lists(st.floats(-1000, 1000).map(lambda number: round(number, 2)), min_size=1, max_size=6))
    def test_a_scale_holds_every_measure_on_it(self, measures: list[float]) -> None:
        scale = scale_for([figure(measure=measure, unit="points") for measure in measures])
        assert all(scale.ticks[0] <= measure <= scale.ticks[-1] for measure in measures)
        assert 2 <= len(scale.ticks) <= 9
        assert len(set(scale.labels())) == len(scale.ticks)

    @given(st.lists(st.floats(0.01, 100), min_size=1, max_size=6))
    def test_a_scale_of_ratios_holds_them_and_no_difference_inside(self, ratios: list[float]) -> None:
        scale = scale_for([figure(ratio=round(ratio, 2), ratio_kind="odds-ratio") for ratio in ratios])
        assert all(scale.ticks[0] <= round(ratio, 2) <= scale.ticks[-1] for ratio in ratios)
        assert 1 in scale.ticks[1:-1]
        assert len(scale.ticks) <= 6

    def test_figures_of_different_kinds_share_no_scale(self) -> None:
        with pytest.raises(Undrawable, match="share no scale"):
            scale_for([figure(percent=3), figure(ratio=3, ratio_kind="odds-ratio")])
        with pytest.raises(Undrawable, match="has no place on a scale"):
            scale_for([figure(statement="fewer")])

    def test_studies_counted_at_different_times_do_not_stand_together(self) -> None:
        early = figure(percent=3, years=1, when="at 1 year")
        late = figure(percent=3, years=5, when="at 5 years")
        assert len(group_figures([early, late])) == 1, "one study may show its course"
        other = type(late)(late.id, "another", late.value, late.outcome)
        with pytest.raises(Undrawable, match="different times"):
            group_figures([early, other])


RATIOS = st.lists(st.floats(0.01, 100), min_size=1, max_size=3)
MEASURES = st.lists(st.floats(-1000, 1000).map(lambda measure: round(measure, 2)), min_size=1, max_size=3)
SCALES = st.one_of(
    RATIOS.map(lambda ratios: scale_for([figure(ratio=ratio, ratio_kind="rate-ratio") for ratio in ratios])),
    MEASURES.map(lambda measures: scale_for([figure(measure=measure, unit="points") for measure in measures])),
    st.floats(0, 1000).map(death_scale),
    st.floats(0, 1000).map(lambda share: narrow_death_scale([share], [share])),
    st.integers(0, 10**5).map(lambda days: week_scale([Duration(days, None)])),
    st.floats(1990, 2100).map(lambda year: years_around([Span(year, None, None)])),
    st.just(EDSS),
    st.just(scale_for([figure(percent=50)])),
)


@given(SCALES)
def test_every_number_of_a_scale_stands_where_its_value_is_drawn(scale: Scale) -> None:
    inner = scale.width - 2 * scale.margin
    even = [scale.margin + inner * place / (len(scale.ticks) - 1) for place in range(len(scale.ticks))]
    assert [scale.at(tick) for tick in scale.ticks] == pytest.approx(even), "as website, print and e-book set them"


@pytest.mark.parametrize("sheet", ["theme/css/charts.css", "epub/look/static/epub.css"])
def test_style_sheets_leave_free_what_a_drawing_does(sheet: str) -> None:
    text = (Path(charts.__file__).parents[1] / sheet).read_text(encoding="utf-8")
    axis = next(line for line in text.splitlines() if line.startswith((".chart .axis", ".axis {")))
    assert re.findall(r"[\d.]+(?=%)", axis) == [f"{100 * MARGIN / WIDTH:g}"]


def test_a_thousand_studies_stand_in_order_of_time() -> None:
    facts = [
        figure(name=f"study-{number}.figure", percent=number % 101, when="at 5 years", years=5)
        for number in range(1000)
    ]
    (group,) = group_figures(facts)
    scale = scale_for(facts)
    assert len(group.facts) == 1000
    assert all(draw_estimate(estimate_of(fact, scale), scale, describe(fact)).shapes for fact in group.facts)


class TestDeaths:
    """What a count of deaths cannot rule out."""

    @given(st.integers(1, 5000))
    def test_nobody_died_leaves_the_textbook_bound(self, people: int) -> None:
        low, high = exact_interval(0, people)
        assert low == 0
        assert high == pytest.approx(1 - 0.025 ** (1 / people), rel=1e-9)

    @pytest.mark.parametrize(
        ("count", "people", "low", "high"),
        [(5, 364, 0.00447, 0.03177), (1, 24, 0.00105, 0.21120), (8, 281, 0.01237, 0.05531), (24, 24, 0.85753, 1)],
    )
    def test_it_is_the_exact_interval(self, count: int, people: int, low: float, high: float) -> None:
        assert list(exact_interval(count, people)) == pytest.approx([low, high], abs=2e-5)

    @given(st.integers(1, 2000).flatmap(lambda people: st.tuples(st.integers(0, people), st.just(people))))
    def test_it_holds_what_was_counted(self, counted: tuple[int, int]) -> None:
        low, high = exact_interval(*counted)
        assert 0 <= low <= counted[0] / counted[1] <= high <= 1

    @given(st.floats(0, 1000))
    def test_the_scale_starts_at_nobody_and_holds_the_most(self, most: float) -> None:
        scale = death_scale(most)
        assert scale.ticks[0] == 0
        assert scale.ticks[-1] >= most - 1e-6

    def test_one_long_range_does_not_press_all_others_into_specks(self) -> None:
        scale = narrow_death_scale([0, 14, 28, 42], [6, 32, 49, 211])
        assert scale.labels() == ("0", "60")
        ends = {}
        for high in (49, 211):
            drawing = draw_estimate(Estimate(28, 0, high, 95), scale, "")
            line, ends[high] = [shape.place for shape in drawing.shapes if shape.look == "ci"]
            length = float(re.findall(r"H([\d.]+)", line)[0])
            assert (length > scale.at(60)) == (high > 60), "what goes on goes past the end of the scale"
            assert length <= scale.width
        assert "L" in ends[211], "and ends in an arrow"
        assert "L" not in ends[49]

    @given(st.lists(st.floats(0, 1000), min_size=1), st.lists(st.floats(0, 1000)))
    def test_a_narrow_scale_holds_every_share_and_most_ranges(self, shares: list[float], ends: list[float]) -> None:
        scale = narrow_death_scale(shares, ends)
        assert all(not scale.goes_beyond(share) for share in shares)
        assert 4 * sum(map(scale.goes_beyond, ends)) <= len(ends)


class TestBarsAndTimes:
    """Who was counted, and lines of time."""

    @given(st.integers(1, 10**5).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))))
    def test_a_bar_is_solid_as_far_as_people_were_counted(self, counted: tuple[int, int]) -> None:
        drawing = bar(*counted)
        widths = {shape.look: float(re.findall(r'width="([\d.]+)"', shape.place)[0]) for shape in drawing.shapes}
        assert widths.get("on", 0) == pytest.approx(widths["off"] * counted[0] / counted[1], abs=0.06)
        assert numbers_in(drawing.alt) == list(counted)

    def test_parts_of_different_groups_are_refused(self) -> None:
        with pytest.raises(Undrawable, match="different groups: 110 and 55"):
            steps_of([figure(count=103, of=110), figure(count=50, of=55)])

    @pytest.mark.parametrize(
        ("statement", "days"),
        [
            ("4 to 5 days", (4, 5)),
            ("around 10 days", (10, 10)),
            ("at least 7 days", (7, None)),
            ("up to 3 months", (0, 91.3)),
            ("about a month", (30.4, 30.4)),
            ("about 18 weeks", (126, 126)),
            ("24 or 48 hours after the last", (1, 2)),
        ],
    )
    def test_a_length_is_read_as_it_is_worded(self, statement: str, days: tuple[float, float | None]) -> None:
        duration = duration_of(value(statement=statement))
        assert duration is not None
        assert duration.least == pytest.approx(days[0], abs=0.1)
        assert duration.most == (None if days[1] is None else pytest.approx(days[1], abs=0.1))

    @pytest.mark.parametrize("statement", ["many months", "several days", "soon"])
    def test_words_without_a_number_have_no_length(self, statement: str) -> None:
        assert duration_of(value(statement=statement)) is None

    @given(st.integers(0, 10**5), st.none() | st.integers(0, 10**5))
    def test_every_length_fits_its_scale(self, least: int, more: int | None) -> None:
        duration = Duration(least, None if more is None else least + more)
        weeks = week_scale([duration])
        assert weeks.ticks[-1] * 7 >= least
        draw_duration(duration, weeks, "")

    def test_dates_that_are_not_known_are_not_drawn(self) -> None:
        assert years_around([Span(None, None, None)]) is None
        years = years_around([Span(2018.2, None, None), Span(None, None, 2029.8)])
        assert years is not None
        assert years.ticks == (2015, 2020, 2025, 2030)
        assert not Span(None, None, None).dated
        looks = [shape.look for shape in draw_span(Span(2018.2, None, None), years, "").shapes]
        assert "on halo" not in looks, "a dot is a dated record"
        assert "off" in looks

    def test_a_date_is_as_exact_as_it_is_known(self) -> None:
        assert year_of("2024") == 2024
        assert year_of("2024-07") == 2024.5
        assert year_of(None) is None


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))


@pytest.mark.parametrize("hostile", ['"><script>alert(1)</script>', "a & b < c", "x" * 120])
def test_markup_in_a_name_stays_text(hostile: str) -> None:
    drawing = draw_people(people_of(figure(count=1, of=2)), hostile, "did not")
    tags = _Tags()
    tags.feed(drawing.inline("m1"))
    assert "script" not in {tag for tag, _ in tags.seen}
    assert hostile in (tags.seen[0][1]["aria-label"] or "")
    ElementTree.fromstring(drawing.alone())


def test_alone_it_brings_its_colours_and_no_words() -> None:
    svg = draw_people(people_of(figure(count=1, of=2)), "it did", "it did not").alone(paper=True)
    root = ElementTree.fromstring(svg)
    assert not any(element.tag.endswith("text") for element in root.iter())
    assert "class" not in svg
    assert 'fill="#fff"' in svg


@given(st.integers(1, 1000).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total))))
def test_alone_it_has_the_same_marks(counted: tuple[int, int]) -> None:
    drawing = draw_people(people_of(figure(count=counted[0], of=counted[1])), "it did", "it did not")
    lines = [re.findall(r"h([\d.]+)", found) for found in re.findall(r'<path d="([^"]+)"', drawing.alone())]
    dots = [sum((float(length) + 5) / 10 for length in row) for row in lines]
    assert set(re.findall(r'dasharray="([^"]+)"', drawing.alone())) == {"0.1 9.9"}, (
        "a dash without length shifts all later"
    )
    solid, rest = counted[0], counted[1] - counted[0]
    assert dots == [*([solid] if solid else []), *([rest, rest] if rest else [])]


def test_a_sign_is_silent() -> None:
    assert 'aria-hidden="true"' in Drawing(1, 1, ()).inline("m1")
