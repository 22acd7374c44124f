"""Charts in a built handbook: words and marks agree, faults are told with their place, and changes rebuild them."""

from __future__ import annotations

import re
from pathlib import Path

import html5lib
import pytest

from tests.build.conftest import Handbook

NBSP = "\N{NO-BREAK SPACE}"
STUDY_FACTS = """
  - {id: joined, outcome: people-counted, label: Seen at 1 year, count: 30, of: 40, when: at 1 year, years: 1,
     source: north-2020, checked: abstract}
  - {id: better, outcome: disability-improvement, count: 9, of: 40, when: at 5 years, source: north-2020,
     checked: abstract}
  - {id: worse-later, outcome: disability-progression, count: 8, of: 40, when: at 5 years, source: north-2020,
     checked: abstract}
  - {id: worse-few, outcome: disability-progression, count: 2, of: 30, when: at 5 years, source: north-2020,
     checked: abstract}
  - {id: worse-group, outcome: disability-progression, count: 3, group: 30, when: at 5 years, source: north-2020,
     checked: abstract}
  - {id: odds, outcome: disability-progression, ratio: 0.5, ratio-kind: odds-ratio, among: young against old,
     when: at 5 years, source: north-2020, checked: abstract}
  - {id: in-words, outcome: disability-progression, statement: fewer, when: at 5 years, source: north-2020,
     checked: abstract}
"""
MANY = """\
  - {id: worse-many, outcome: disability-progression, count: 90, of: 900, when: at 5 years, source: north-2020,
     checked: abstract}
"""


def draw(handbook: Handbook, chart: str) -> None:
    """Put a chart on the first chapter, and figures into North."""
    handbook.edit("first.md", "## Questions to ask", f"{chart}\n\n## Questions to ask")
    handbook.edit("trials/north.md", "\nwritten: 2026-01-10", f"{STUDY_FACTS}written: 2026-01-10")
    if "worse-many" in chart:
        handbook.edit("trials/north.md", "\nwritten: 2026-01-10", f"\n{MANY}written: 2026-01-10")
        handbook.edit("trials/north.md", "enrolled: {people: 40", "enrolled: {people: 900")


def html_of(handbook: Handbook, page: str = "first") -> str:
    """A page as a browser reads it, with every mark that the written page leaves out."""
    read = html5lib.parse((handbook.html / f"{page}.html").read_text(encoding="utf-8"), namespaceHTMLElements=False)
    whole = html5lib.serialize(read, quote_attr_values="always", omit_optional_tags=False)
    return str(whole).replace(NBSP, " ")


def drawn(handbook: Handbook) -> str:
    """Build a handbook without a fault, and read what stands in its figure, but for the table behind it."""
    outcome = handbook.build()
    assert outcome.ok, outcome.warnings
    return html_of(handbook).partition("<figure")[2].partition("<details")[0]


def words_of(html: str) -> str:
    """What a reader sees of a page."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def chart(name: str, argument: str = "", *options: str, content: str = "") -> str:
    lines = [f":::{{{name}}} {argument}".rstrip(), ":title: What it found", *options, content, ":::"]
    return "\n".join(line for line in lines if line)


class TestIconArray:
    """People as marks, one figure or two side by side."""

    def test_it_says_both_frames_and_draws_them(self, handbook: Handbook) -> None:
        draw(handbook, chart("icon-array", "north.worse"))
        outcome = handbook.build()
        assert outcome.ok, outcome.warnings
        html = html_of(handbook)
        assert 'aria-label="40 marks, one for each person. 4 solid: got worse. 36 open: did not."' in html
        text = words_of(html)
        assert "4 out of 40 people got worse; 36 out of 40 people" in text
        assert "These numbers as a table" in text
        assert " style=" not in html.partition("<figure")[2].partition("</figure>")[0]

    def test_what_a_mark_means_stays_beside_the_mark(self, handbook: Handbook) -> None:
        draw(handbook, chart("icon-array", "north.worse"))
        assert handbook.build().ok
        key = html_of(handbook).partition('<p class="key">')[2].partition("</p>")[0]
        meanings = re.findall(r'<span class="entry"><svg[^>]*>.*?</svg>([^<]+)</span>', key)
        assert [meaning.strip() for meaning in meanings] == ["solid: got worse", "ring: did not"]

    def test_the_names_of_patterns_are_each_alone_on_the_page(self, handbook: Handbook) -> None:
        draw(handbook, chart("icon-array", "north.worse north.worse-later"))
        outcome = handbook.build()
        assert outcome.ok, outcome.warnings
        names = re.findall(r' id="([^"]+)"', html_of(handbook))
        assert len(names) == len(set(names))

    def test_a_changed_figure_changes_the_picture(self, handbook: Handbook) -> None:
        draw(handbook, chart("icon-array", "north.worse"))
        assert handbook.build().ok
        handbook.edit("trials/north.md", "count: 4\n    of: 40", "count: 5\n    of: 40")
        outcome = handbook.build()
        assert "first" in outcome.written
        assert "5 solid: got worse. 35 open" in html_of(handbook)

    @pytest.mark.parametrize(
        ("argument", "option", "said"),
        [
            ("north.worse north.better", "", "“north.worse” and “north.better” count different things; draw them one"),
            ("north.worse north.worse-many", "", "is drawn out of 40 and “north.worse-many” out of 900; add :per: 100"),
            ("north.wors", "", "there is no figure “north.wors”; did you mean “north.worse”?"),
            ("north.odds", "", "“north.odds” is no part of a number of people, so it cannot be drawn as people"),
            ("north.worse north.better north.worse-few", "", "an icon array shows one figure or two, not 3"),
            ("north.worse", ":per: 50", "people are drawn out of 100 or of 1,000, not 50"),
        ],
    )
    def test_what_cannot_be_drawn_is_told_with_its_place(
        self, handbook: Handbook, argument: str, option: str, said: str
    ) -> None:
        draw(handbook, chart("icon-array", argument, option))
        warnings = handbook.build().warnings
        assert said in warnings
        assert re.search(r"first\.md:\d+: ", warnings)
        assert "Traceback" not in warnings

    def test_other_totals_may_share_a_scale(self, handbook: Handbook) -> None:
        draw(handbook, chart("icon-array", "north.worse north.worse-few", ":per: 100"))
        outcome = handbook.build()
        assert outcome.ok, outcome.warnings
        html = html_of(handbook)
        assert html.count("100 marks") == 2
        said = "Each mark is one of 100 people. 4 out of 40 is 10 out of 100. 2 out of 30 is about 7 out of 100."
        assert said in words_of(html)

    def test_two_groups_of_different_sizes_are_drawn_as_the_people_they_are(self, handbook: Handbook) -> None:
        draw(handbook, chart("icon-array", "north.worse north.worse-few"))
        outcome = handbook.build()
        assert outcome.ok, outcome.warnings
        html = html_of(handbook)
        assert re.findall(r"(\d+) marks, one for each person", html) == ["40", "30"]
        assert len(set(re.findall(r'<svg viewBox="0 0 (\d+) [^>]*role="img"', html))) == 1, "marks of one size"
        assert "That is about 10 out of 100." in words_of(html)
        assert "That is about 7 out of 100." in words_of(html)

    def test_groups_whose_share_the_source_does_not_give_are_drawn_without_one(self, handbook: Handbook) -> None:
        draw(handbook, chart("icon-array", "north.worse north.worse-group"))
        outcome = handbook.build()
        assert outcome.ok, outcome.warnings
        text = words_of(html_of(handbook))
        assert text.count("out of 100.") == 1, "of the group with a denominator alone"

    def test_what_a_source_does_not_say_of_the_others_is_a_sentence(self, handbook: Handbook) -> None:
        draw(handbook, chart("icon-array", "north.worse-group"))
        outcome = handbook.build()
        assert outcome.ok, outcome.warnings
        text = words_of(html_of(handbook))
        assert "got worse; for the other 27, it did not happen or was not reported." in text
        assert "ring: it did not happen or was not reported" in text

    def test_a_chart_needs_its_finding(self, handbook: Handbook) -> None:
        draw(handbook, ":::{icon-array} north.worse\n:::")
        assert "the chart icon-array has no title; add a line :title:" in handbook.build().warnings


class TestOutcomeChart:
    """Estimates on one scale."""

    def test_studies_stand_by_year_with_the_caution_inside(self, handbook: Handbook) -> None:
        draw(handbook, chart("outcome-chart", "south.relapse-free north.relapse-free"))
        figure = words_of(drawn(handbook))
        assert "Do not rank these rows" in figure
        assert "about 70 out of 100 people (likely range 50 to 90)".lower() in figure.lower()

    def test_parts_of_one_group_are_called_so(self, handbook: Handbook) -> None:
        parts = "".join(
            f"\n  - {{id: {name}, outcome: relapse-free-survival, among: {name} people, percent: {share}, "
            "when: at 5 years, years: 5, source: north-2020, checked: abstract}"
            for name, share in (("young", 80), ("old", 60))
        )
        draw(handbook, chart("outcome-chart", "north.young north.old"))
        handbook.edit("trials/north.md", "\nwritten: 2026-01-10", f"{parts}\nwritten: 2026-01-10")
        outcome = handbook.build()
        assert outcome.ok, outcome.warnings
        figure = words_of(html_of(handbook).partition("<figure")[2].partition("</figure>")[0])
        assert "Parts of one group. Everyone had HSCT: there was no group without it." in figure
        assert "with no one to compare" not in figure

    def test_one_group_of_a_comparison_is_not_called_groups_compared(self, handbook: Handbook) -> None:
        handbook.edit("trials/north.md", "design: single-arm", "design: non-randomised-comparison")
        draw(handbook, chart("outcome-chart", "north.relapse-free"))
        figure = words_of(drawn(handbook))
        assert "One group of a comparison in which chance did not decide." in figure
        assert "Groups compared" not in figure

    def test_one_figure_is_a_chart_too(self, handbook: Handbook) -> None:
        draw(handbook, chart("outcome-chart", "north.relapse-free"))
        outcome = handbook.build()
        assert outcome.ok, outcome.warnings
        assert "Do not rank" not in words_of(html_of(handbook))

    @pytest.mark.parametrize(
        ("argument", "said"),
        [
            ("north.relapse-free north.odds", "these figures share no scale"),
            ("north.in-words", "“north.in-words” has no place on a scale"),
            ("north.relapse-fre", "did you mean “north.relapse-free”?"),
        ],
    )
    def test_what_cannot_be_drawn_is_told(self, handbook: Handbook, argument: str, said: str) -> None:
        draw(handbook, chart("outcome-chart", argument))
        assert said in handbook.build().warnings


class TestOthers:
    """Deaths, who was counted, trials, stages and steps."""

    def test_deaths_show_every_source_and_what_none_cannot_rule_out(self, handbook: Handbook) -> None:
        handbook.edit("trials/north.md", "{count: 1, of: 40,", "{count: 0, of: 40,")
        draw(handbook, chart("deaths-chart"))
        outcome = handbook.build()
        assert outcome.ok, outcome.warnings
        text = words_of(html_of(handbook))
        assert "0 out of 40 people" in text
        assert "0 out of 40 people died, 40 out of 40 people [1] did not" in text
        assert "Likely range 0 to 88 out of 1,000 (our sum)" in text
        assert "Clopper–Pearson" in text

    def test_the_largest_groups_are_told_by_their_number_of_people_alone(self, handbook: Handbook) -> None:
        north = handbook.docs / "trials" / "north.md"
        handbook.edit("trials/index.md", "north\n", "north\nwest\n")
        west = north.read_text(encoding="utf-8").replace("North", "West").replace("stands in for", "is one more beside")
        north.with_name("west.md").write_text(west.replace("north.", "west."), encoding="utf-8")
        handbook.edit("trials/north.md", "{count: 1, of: 40,", "{count: 1, of: 30,")
        draw(handbook, chart("deaths-chart", "", ":largest: 2"))
        figure = drawn(handbook)
        assert figure.count('class="row"') == 2
        assert "South" in figure
        assert "West" in figure
        assert "North" not in figure
        assert "Drawn are the largest groups: 2 of the 3 sources that give a number." in words_of(figure)

    def test_who_was_counted(self, handbook: Handbook) -> None:
        draw(handbook, chart("who-was-counted", "north"))
        outcome = handbook.build()
        assert outcome.ok, outcome.warnings
        html = html_of(handbook)
        assert 'aria-label="30 of 40"' in html
        assert "Joined: 40 people" in words_of(html)

    def test_a_study_that_counted_nobody_further_says_what_to_add(self, handbook: Handbook) -> None:
        draw(handbook, chart("who-was-counted", "south"))
        assert "“south” has no figure that says how many of those who joined were counted" in handbook.build().warnings

    def test_a_study_misspelt_is_told_with_the_nearest(self, handbook: Handbook) -> None:
        draw(handbook, chart("who-was-counted", "nort"))
        assert "there is no study “nort”; did you mean “north”?" in handbook.build().warnings

    def test_trials_in_time(self, handbook: Handbook) -> None:
        draw(handbook, chart("trials-timeline", "north"))
        outcome = handbook.build()
        assert outcome.ok, outcome.warnings
        text = words_of(html_of(handbook))
        assert "published, as of 3 February 2020." in text
        assert "Started: 2010." in text

    def test_results_that_are_awaited_are_no_end_and_have_their_own_source(self, handbook: Handbook) -> None:
        awaited = "as-of: 2020-02-03, expected: {results: 2027-07, source: south-2021, checked: abstract}"
        handbook.edit("trials/north.md", "as-of: 2020-02-03", awaited)
        draw(handbook, chart("trials-timeline", "north"))
        outcome = handbook.build()
        assert outcome.ok, outcome.warnings
        html = html_of(handbook)
        assert "Results expected: July 2027." in words_of(html)
        assert "xpected to end" not in html
        assert "results expected July 2027." in html.partition('aria-label="North: ')[2]
        assert "results: July 2027." in words_of(html.partition("<details")[2])
        card = words_of(html_of(handbook, "trials/north"))
        assert re.search(r"Published, as of 3 February 2020\. \[1\] Results expected: July 2027\. \[2\]", card)

    def test_a_share_says_of_how_many_people_it_is(self, handbook: Handbook) -> None:
        handbook.edit("trials/north.md", "{count: 1, of: 40,", "{percent: 2.5, people: 40,")
        draw(handbook, chart("deaths-chart"))
        outcome = handbook.build()
        assert outcome.ok, outcome.warnings
        assert "40 people. 2010" in words_of(html_of(handbook))

    def test_a_trial_without_dates_stands_below_the_scale_and_says_so(self, handbook: Handbook) -> None:
        undated = "{state: published, as-of: not-reported"
        handbook.edit("trials/north.md", "{state: published, as-of: 2020-02-03", undated)
        handbook.edit("trials/south.md", "{state: published, as-of: 2020-02-03", undated)
        handbook.edit("trials/south.md", "treated-from: 2010, ", "")
        draw(handbook, chart("trials-timeline", "south north"))
        figure = drawn(handbook)
        above, below = figure.split("</ol>")
        assert "published, in a record without a date." in words_of(above)
        assert "South" not in above
        assert re.fullmatch(r"South : published\. .*No dates given\.", words_of(below).strip())

    def test_a_timeline_of_no_study_is_told(self, handbook: Handbook) -> None:
        draw(handbook, chart("trials-timeline", "", ":state: planned"))
        assert "no study matches this chart" in handbook.build().warnings

    def test_stages_need_their_figures(self, handbook: Handbook) -> None:
        draw(handbook, chart("treatment-timeline", content="\n- Checks take a while"))
        assert "the point “Checks take a while” quotes no figure" in handbook.build().warnings

    def test_a_stage_is_written_in_sentences_and_says_why_it_has_no_bar(self, handbook: Handbook) -> None:
        stages = [
            "Checks: scans. {fact}`north.long`",
            "Home: {fact}`north.long` at home.",
            "Rest: {fact}`north.in-words`.",
        ]
        content = "".join(f"\n- {stage}" for stage in stages)
        draw(handbook, chart("treatment-timeline", content=content))
        handbook.edit(
            "trials/north.md",
            "  - {id: in-words,",
            "  - {id: long, outcome: schedule, statement: up to 3 months, when: in one trial, source: north-2020,\n"
            "     checked: abstract}\n  - {id: in-words,",
        )
        outcome = handbook.build()
        assert outcome.ok, outcome.warnings
        html = html_of(handbook)
        checks, home, rest = (words_of(row) for row in html.partition("<figure")[2].split('class="row"')[1:])
        assert "scans. Up to 3 months" in checks
        assert "Home: up to 3 months" in home
        assert "No number is given, so no bar." in rest
        assert "No number" not in checks + home
        figure = html.partition("<figure")[2].partition("<details")[0]
        assert figure.index("so no bar.") < figure.index("</ol>") < figure.index("Weeks."), (
            "the scale is below all stages"
        )

    def test_steps_are_those_of_the_scale(self, handbook: Handbook) -> None:
        draw(handbook, chart("edss-scale", "north.worse"))
        assert "“north.worse” is no step of the scale from 0 to 10" in handbook.build().warnings

    def test_a_name_of_120_characters_is_shown_as_it_is(self, handbook: Handbook) -> None:
        name = ("North & South’s “study” " * 6)[:120].strip()
        handbook.edit("trials/north.md", "name: North\n", f"name: {name}\n")
        draw(handbook, chart("trials-timeline", "north"))
        outcome = handbook.build()
        assert outcome.ok, outcome.warnings
        assert f">{name}<".replace("&", "&amp;") in html_of(handbook)
        assert f'aria-label="{name}'.replace("&", "&amp;") in html_of(handbook)

    def test_markup_in_a_name_is_refused_with_its_place(self, handbook: Handbook) -> None:
        handbook.edit("trials/north.md", "name: North\n", "name: North <b>South</b>\n")
        draw(handbook, chart("trials-timeline", "north"))
        assert re.search(r"trials/north\.md:3: WARNING: ", handbook.build().warnings)


def add_study(handbook: Handbook, slug: str, *, results: bool = True) -> None:
    """A further study, as South is; one without results is still going."""
    text = (handbook.docs / "trials/south.md").read_text(encoding="utf-8")
    text = text.replace("South", slug.capitalize()).replace("`south.", f"`{slug}.")
    if not results:
        text = re.sub(r"\nfacts:\n.*?\nwritten:", "\nfacts: []\nwritten:", text, flags=re.DOTALL)
        text = re.sub(r"\ndeaths: .*\nmain-fact: .*\n", "\ndeaths: no-results\n", text)
        text = text.replace("{state: published, as-of: 2020-02-03", "{state: recruiting, as-of: 2020-02-03")
        text = re.sub(r"## What was found\n.*?## What it", "## What was found\n\nNothing yet.\n\n## Harms\n\n"
                      "No deaths are told: no results yet.\n\n## What it", text, flags=re.DOTALL)  # fmt: skip
    (handbook.docs / f"trials/{slug}.md").write_text(text, encoding="utf-8")
    handbook.edit("trials/index.md", "north\nsouth\n", f"north\nsouth\n{slug}\n")


class TestOddEvidence:
    """What evidence may be short of or full of: a right picture, or a fault with its place."""

    def test_an_estimate_without_its_range_is_a_dot_that_says_so(self, handbook: Handbook) -> None:
        handbook.edit("trials/north.md", "    interval: [50, 90]\n    level: 95\n", "")
        draw(handbook, chart("outcome-chart", "north.relapse-free south.relapse-free"))
        outcome = handbook.build()
        assert outcome.ok, outcome.warnings
        north, south = html_of(handbook).partition("<figure")[2].partition("<ol")[0].split('class="row"')[1:]
        assert "(likely range not reported)" in words_of(north)
        assert 'class="on halo"' in north
        assert 'class="ci' not in north, "no line is drawn where no range is known"
        assert 'class="ci' in south

    def test_a_study_without_results_is_in_no_chart_of_deaths(self, handbook: Handbook) -> None:
        add_study(handbook, "later", results=False)
        draw(handbook, f"{chart('deaths-chart')}\n\n{chart('trials-timeline', 'later')}")
        outcome = handbook.build()
        assert outcome.ok, outcome.warnings
        deaths, timeline = html_of(handbook).split("<figure")[1:3]
        assert "North" in deaths
        assert "Later" not in deaths
        assert "Later" in timeline

    def test_who_was_counted_in_a_study_without_results_says_what_to_add(self, handbook: Handbook) -> None:
        add_study(handbook, "later", results=False)
        draw(handbook, chart("who-was-counted", "later"))
        warnings = handbook.build().warnings
        assert re.search(r"first\.md:\d+: .*“later” has no figure that says how many of those who joined", warnings)

    def test_deaths_of_the_only_study_that_tells_them(self, handbook: Handbook) -> None:
        handbook.edit("trials/north.md", "deaths: {count: 1, of: 40,", "deaths: {statement: a few,")
        handbook.edit("trials/north.md", "{fact}`north.deaths rest`", "the others")
        draw(handbook, chart("deaths-chart"))
        figure = drawn(handbook)
        assert figure.count('class="row"') == 1
        assert re.search(r"North : a few( \[\d\])? ?\. There is no number to draw\.", words_of(figure))

    def test_a_thousand_figures_are_a_thousand_rows_on_one_scale(self, handbook: Handbook) -> None:
        many = "".join(
            f"  - {{id: made-{number}, outcome: relapse-free-survival, percent: {number % 101}, "
            f"people: {1 + number % 40},"
            " when: at 5 years, years: 5, source: north-2020, checked: abstract}\n"
            for number in range(1, 1001)
        )
        handbook.edit("trials/north.md", "\nwritten: 2026-01-10", f"\n{many}written: 2026-01-10")
        names = " ".join(f"north.made-{number}" for number in range(1, 1001))
        handbook.edit("first.md", "## Questions to ask", f"{chart('outcome-chart', names)}\n\n## Questions to ask")
        outcome = handbook.build()
        assert outcome.ok, outcome.warnings
        html = html_of(handbook)
        assert html.count('class="row"') == 1000
        dots = re.findall(r'<circle class="on halo" cx="([\d.]+)"', html)
        assert len(dots) == 1000
        assert (float(dots[99]), float(dots[100])) == (370, 30), "100 out of 100 at one end, 0 at the other"

    def test_markup_in_a_label_is_refused_with_its_place(self, handbook: Handbook) -> None:
        draw(handbook, chart("outcome-chart", "north.joined"))
        handbook.edit("trials/north.md", "label: Seen at 1 year", "label: Seen <i>at</i> 1 year")
        assert re.search(r"trials/north\.md:\d+: WARNING: .*markup", handbook.build().warnings)


class TestDeathsTable:
    """Words, numbers and picture of deaths in one table."""

    def test_rows_stand_by_first_year_then_last_and_the_unknown_come_last(self, handbook: Handbook) -> None:
        years = {
            "unseen": "{published: 1999, ",
            "until": "{treated-to: 2012, published: 2016, ",
            "longer": "{treated-from: 2007-01, treated-to: 2025, ",
            "short": "{treated-from: 2007-02, treated-to: 2010-04, ",
            "open": "{treated-from: 2007, ",
        }
        handbook.edit("references.bib", "  year = {2021},\n", "")
        for slug, told in years.items():
            add_study(handbook, slug)
            text = (handbook.docs / f"trials/{slug}.md").read_text(encoding="utf-8")
            written = re.sub(r"years: \{.*?(?=source:)", f"years: {told}", text)
            assert written != text
            (handbook.docs / f"trials/{slug}.md").write_text(written, encoding="utf-8")
        outcome = handbook.build()
        assert outcome.ok, outcome.warnings
        table = html_of(handbook, "third").partition("<table")[2].partition("</table>")[0]
        names = [name.lower() for name in re.findall(r'<th[^>]*scope="row"[^>]*>.*?<a[^>]*>(?:<[^>]+>)*(\w+)', table)]
        known = [name for name in names if name in years]
        assert known == ["short", "longer", "open", "until", "unseen"]
        assert names[-1] == "unseen"

    def test_each_row_draws_its_range_on_one_scale(self, handbook: Handbook) -> None:
        outcome = handbook.build()
        assert outcome.ok, outcome.warnings
        html = html_of(handbook, "third")
        assert "Each scale runs from 0 to 150 deaths out of 1,000 people." in words_of(html)
        rows = re.findall(r'<tr id="[^"]*">.*?</tr>|<tr>.*?</tr>', html, re.DOTALL)[1:]
        assert len(rows) == 2
        for row in rows:
            assert row.count("<svg") == 1
            (label,) = re.findall(r'aria-label="([^"]+)"', row)
            assert "likely range 0" in label
            assert label.partition("; ")[2].lower() in words_of(row).lower()
        north, south = rows
        assert "Likely range 0.6 to 132 out of 1,000 (our sum)." in words_of(north)
        assert "Likely range 0 to 88 out of 1,000 (our sum)." in words_of(south)


def test_no_chart_needs_a_script_or_another_file(handbook: Handbook, tmp_path: Path) -> None:
    draw(handbook, chart("icon-array", "north.worse"))
    assert handbook.build().ok
    figure = html_of(handbook).partition("<figure")[2].partition("</figure>")[0]
    assert "<script" not in figure
    assert "src=" not in figure
