"""The checks one by one, beyond what the bad pages show; and that no text makes them stumble."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hsct_handbook import checks, theme
from hsct_handbook.checks import (
    ADVISORY,
    FAMILIES,
    RULES,
    Unresolved,
    check_page,
    mend_first,
    records,
    resolve_fact,
    resolve_source,
    unseen,
    word,
)
from hsct_handbook.checks.__main__ import main
from hsct_handbook.checks.names import misspelt, names, nearest
from hsct_handbook.checks.sections import STUDY_SECTIONS, required
from hsct_handbook.checks.source import PageSource, parse_body
from hsct_handbook.checks.words import refused
from hsct_handbook.evidence import Evidence, Problem, read_evidence
from hsct_handbook.evidence.frontmatter import parse
from hsct_handbook.evidence.vocabulary import Kind
from hsct_handbook.wording import Form, word_fact
from tests.bad.harness import BASE, TODAY, lay_out


def complaints(body: str, evidence: Evidence, *families: str) -> list[Problem]:
    front = parse("---\nkind: chapter\n---\n" + body)
    source = PageSource("page", BASE / "page.md", Path("docs/page.md"), front, None, parse_body(front))
    found = check_page(source, evidence)
    codes = {rule.code for family in FAMILIES if family.name in families for rule in family.rules}
    return [problem for problem in found if not families or problem.code in codes]


# Rules


def test_each_code_belongs_to_one_family_and_has_a_reason() -> None:
    codes = Counter(rule.code for rule in RULES)
    assert set(codes.values()) == {1}
    assert all(rule.why.endswith((".", ")")) for rule in RULES)
    assert {family.name for family in FAMILIES} >= {"sections", "figures", "facts", "names", "words"}
    assert set(codes) > ADVISORY


def test_every_module_of_checks_is_used() -> None:
    families = {family.check.__module__.rpartition(".")[2] for family in FAMILIES}
    helpers = {"__init__", "__main__", "allow", "rule", "source", "standards", "text", "whole"}
    helpers |= {"contents", "files", "image_files", "order", "records", "shapes"}
    helpers |= {"grades", "quoted", "ratchet", "reading", "untold"}
    assert {path.stem for path in Path(checks.__file__).parent.glob("*.py")} == families | helpers


def test_required_sections() -> None:
    assert required(Kind.STUDY, "trials/mist") == STUDY_SECTIONS
    assert len(STUDY_SECTIONS) == 9
    assert required(Kind.CHAPTER, "fertility") == ("In brief", "Questions to ask")
    assert required(Kind.CHAPTER, "questions-to-ask") == ("In brief",)
    assert required(Kind.PAGE, "about") == ("In brief",)
    assert required("nonsense", "x") == ()


# Figures typed by hand


@pytest.mark.parametrize(
    "text",
    [
        *("69%", "69 %", "0.3%", "3 per cent", "three percent", "5 percentage points"),
        *("12 of 30", "12 of the 30", "12 out of 30", "three out of ten", "1,951 of 2,000", "12/30"),
        *("14 per 1,000", "two thirds", "three quarters of them", "a third of people"),
        *("1 in 330", "one in five", "1 in 2,000", "3 in 100", "one in every hundred"),
        *("hazard ratio 0.07", "a hazard ratio of 0.5", "HR 0.07", "OR = 2.5", "3 times as likely", "twice the risk"),
        *("95% CI", "likely range 50 to 82", "90% likely range"),
        *("p < 0.001", "P=.05", "p value of 0.04"),
        *(
            "110 people",
            "55 young adults",
            "three people",
            "24 patients",
            "5 deaths",
            "nine women",
            "two hundred people",
        ),
        *("one person died", "5 died", "110\u00a0people", "**110** people"),
        *("1.7 points", "0.5 EDSS points", "£30,000", "400 euros"),
    ],
)
def test_a_figure_typed_by_hand_is_found(text: str, small: Evidence) -> None:
    assert complaints(f"It was {text} then.\n", small, "figures")


@pytest.mark.parametrize(
    "text",
    [
        *("in 2019", "6 August 2018", "from 2010 to 2015", "in 2015 people met", "0808 800 8000", "since 2019, women"),
        *("step 2 of 3", "page 1 of 2", "phase 3", "4 weeks", "after 3 months people go home", "aged 18 to 50"),
        *("one of three names", "one of the two", "one in each group", "one person’s MS", "each of them", "24-hour"),
        *("a ratio of 1", "picture 1,000 people", "a thousand people", "people in two countries", "on 24/7/2019"),
        *(
            "EDSS 6.0",
            "CD4 cells",
            "type 1 diabetes",
            "COVID-19",
            "HR department",
            "trial 2017-001362-25",
            "8 in the morning",
        ),
        *("`12 of 30`", "[a page](12-of-30%25.md)", "{fact}`good.better`", "{fact}`good.better range` out of 100"),
    ],
)
def test_what_is_no_figure_is_left_alone(text: str, small: Evidence) -> None:
    assert complaints(f"It was {text} then.\n", small, "figures") == []


def test_every_look_of_a_page_is_known_to_the_style_sheets() -> None:
    folder = Path(theme.__file__).parent / "css"
    sheets = "\n".join(path.read_text(encoding="utf-8") for path in folder.glob("*.css"))
    assert [look for look in unseen.LOOKS if f".{look}" not in sheets] == []


@pytest.mark.parametrize(
    ("why", "codes"),
    [
        ("It was 13 out of 30, and is 12 out of 30.", []),
        ("We had counted 14 out of 30.", ["bare-count"]),
        ("It is a miracle, and death has halved.", ["bare-ratio", "word-banned"]),
    ],
)
def test_the_log_speaks_of_its_own_figures_only(why: str, codes: list[str], tmp_path: Path) -> None:
    docs = lay_out(None, tmp_path)
    entry = "date: 2026-11-20, study: good, fact: good.better, what: It changed., from: 13 out of 30 people"
    (docs / "changes.yml").write_text(
        f'changes:\n  - {{{entry}, to: "12 out of 30 people, 1 year", source: good-paper,\n     why: "{why}"}}\n',
        encoding="utf-8",
    )
    told = records.check(read_evidence(docs, today=TODAY), docs, Path("docs"))
    assert [(str(problem.path), problem.line, problem.code) for problem in told] == [
        ("docs/changes.yml", 3, code) for code in codes
    ]


def test_the_note_of_a_source_types_no_figure(tmp_path: Path) -> None:
    docs = lay_out(None, tmp_path)
    sources = (docs / "references.bib").read_text(encoding="utf-8")
    note = "  checked = {registry},\n  note = {1 in 330 died. We read 3 people’s stories.},\n"
    (docs / "references.bib").write_text(sources.replace("  checked = {registry},\n", note), encoding="utf-8")
    (told,) = records.check(read_evidence(docs, today=TODAY), docs, Path("docs"))
    assert (str(told.path), told.line, told.code) == ("docs/references.bib", 17, "bare-chance")


# Roles


def test_a_figure_and_its_form(small: Evidence) -> None:
    fact, form = resolve_fact(small, " good.better  short ")
    assert (fact.id, form) == ("good.better", Form.SHORT)
    assert resolve_fact(small, "good.better")[1] is Form.FULL
    assert word(small, "good.better rest") == word_fact(fact, Form.REST)


@pytest.mark.parametrize(
    ("text", "code", "remedy"),
    [
        ("good.beter", "unknown-fact", "did you mean “good.better”?"),
        (
            "good.x",
            "unknown-fact",
            "“good” has: good.arm-hsct, good.better, good.deaths, good.enrolled, good.follow-up",
        ),
        ("", "unknown-fact", "write the page's short name"),
        ("good.better size", "fact-unworded", "choose another form"),
        ("good.better rst", "unknown-form", "did you mean “rest”?"),
        ("good.better xyz", "unknown-form", "choose one of: short, rest"),
        ("good.better SHORT", "unknown-form", "choose one of"),
    ],
)
def test_a_figure_that_is_not_there(text: str, code: str, remedy: str, small: Evidence) -> None:
    with pytest.raises(Unresolved) as caught:
        word(small, text)
    assert caught.value.code == code
    assert remedy in caught.value.remedy


def test_a_figure_of_a_page_that_is_broken_itself(small: Evidence) -> None:
    broken = Evidence(front=small.front)
    with pytest.raises(Unresolved, match=r"figures of trials/good\.md") as caught:
        resolve_fact(broken, "good.better")
    assert caught.value.code == "fact-waits"


@pytest.mark.parametrize("text", ["{fact}`good.better`", "[the study](trials/good.md)"])
def test_no_time_is_looked_up_in_a_page_that_is_broken_itself(text: str, small: Evidence) -> None:
    assert complaints(f"At 7 years: {text}.\n", small, "strays")
    assert complaints(f"At 7 years: {text}.\n", Evidence(front=small.front), "strays") == []


def test_what_waits_is_told_last_and_once_a_page() -> None:
    def problem(page: str, line: int, code: str) -> Problem:
        return Problem(Path(page), line, code, "it quotes figures of b.md", "mend those first")

    first, second, other = (problem(page, line, "fact-waits") for page, line in (("a.md", 3), ("a.md", 9), ("c.md", 1)))
    cause = problem("b.md", 7, "unknown-key")
    assert mend_first([second, first, cause, other, cause]) == [cause, first, other]


def test_sources(small: Evidence) -> None:
    assert resolve_source(small, " good-paper ").key == "good-paper"
    with pytest.raises(Unresolved, match=r"not in references\.bib"):
        resolve_source(small, "bad-paper-of-another-name")


# Names and words


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("ocreliuzmab", "ocrelizumab"),
        ("ocrelizumb", "ocrelizumab"),
        ("ocrelizummab", "ocrelizumab"),
        ("ocrelisumab", "ocrelizumab"),
        ("Ocreliuzmab", "ocrelizumab"),
        ("OCRELIZUMAB", "ocrelizumab"),
        ("alemtuzamab", "alemtuzumab"),
        ("rituximabs", None),
        ("Rituximab", None),
        ("cyclophosphomide", "cyclophosphamide"),
        ("lemtrada", "Lemtrada"),
        ("Lemtrade", "Lemtrada"),
        ("Star-MS", "StarMS"),
        ("Beat-MS", "BEAT-MS"),
        ("ebmt", "EBMT"),
        ("mist", None),
        ("nice", None),
        ("interferons", None),
        ("pegfilgrastim", None),
        ("acyclovir", "aciclovir"),
        ("most", None),
    ],
)
def test_spelling_of_names(wrong: str, right: str | None) -> None:
    found = list(misspelt(f"They had {wrong} there."))
    assert [(text, better) for _, text, better in found] == ([(wrong, right)] if right else [])


@given(st.data())
def test_every_slip_of_one_letter_in_a_drug_is_caught(data: st.DataObject) -> None:
    drug = data.draw(st.sampled_from(sorted(name for name in names().drugs if len(name) > 7 and name.isalpha())))
    place = data.draw(st.integers(1, len(drug) - 2))
    letter = data.draw(st.sampled_from("abcdefghijklmnopqrtuvwxyz"))  # an s at the end would be a plural
    slips = [
        drug[:place] + drug[place + 1 :],
        drug[:place] + letter + drug[place:],
        drug[:place] + letter + drug[place + 1 :],
        drug[:place] + drug[place + 1] + drug[place] + drug[place + 2 :],
    ]
    for slip in slips:
        assert slip in names().drugs or nearest(slip) is not None, slip


def test_the_list_of_names_is_itself_right() -> None:
    known = names()
    assert not known.drugs & {name.casefold() for name in known.wrong}
    for right in known.wrong.values():
        assert list(misspelt(right)) == [], right
    for name in [*known.drugs, *known.proper.values()]:
        assert list(misspelt(name)) == [], name


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("People who suffered.", ["suffered"]),
        ("Suffering is not told.", ["suffering"]),
        ("Sufferers fight.", ["sufferers", "fight"]),
        ("It is a cure.", ["cure"]),
        ("It is not a cure.", []),
        ("Nothing cures MS. HSCT cures it.", ["cures"]),
        ("A secure way to procure.", []),
        ("Patients got it.", ["patients"]),
        ("They joined European Patients Forum and a patient group.", []),
        ("The heart failure unit.", []),
        ("The drug failed.", ["failed"]),
        ("This is rare.", ["rare"]),
        ("This is rare: 3 people.", []),
        ("AHSCT is HSCT.", ["AHSCT"]),
        ("Progressive MS progressed.", ["progressed"]),
    ],
)
def test_refused_words(text: str, words: list[str]) -> None:
    assert [found for _, found, _, _ in refused(text)] == words


# Any text


_FRAGMENTS = st.sampled_from(
    [
        *(
            "# Title",
            "## In brief",
            "## Questions to ask",
            "#### Deep",
            "- a point",
            "  - inner",
            "1. step",
            "> said",
            "---",
            "+++",
        ),
        *(
            ":::{note} T",
            "::::{admonition} X",
            ":::",
            "::::",
            ":class: x",
            "---",
            "caption: 3%",
            "```{facts-table} good.x",
            "```",
        ),
        *(
            "| a | b |",
            "|---|---|",
            "| 3% | {fact}`good.better` |",
            "Term",
            ": meaning",
            "(label)=",
            "{.class}",
            "% comment",
        ),
        *(
            "{fact}`good.better short` and",
            "{fact}`",
            "{cite}`x`",
            "{ref}`a <b>`",
            "[x](y.md)",
            "[here](\x00.md)",
            "![](a" + "b" * 300,
        ),
        *(
            "<div>",
            "<b>x</b>",
            "<!--",
            "https://x.org",
            "[a](http://[)",
            "12 of 30",
            "69%.",
            "p < 0.001",
            "ocreliuzmab",
            "&#0;",
        ),
        *(
            "é",
            "\u2028",
            "\x00",
            "\x0c",
            "\ufffc",
            "\U0001f600",
            "\t",
            "    code",
            "[^1]",
            "[^1]: note",
            "[a]: <b> 'c'",
            "$x$",
            "\\",
        ),
    ]
)


@given(
    st.lists(_FRAGMENTS, max_size=25).map("\n".join)
    | st.lists(_FRAGMENTS, max_size=8).map(" ".join)
    | st.text(max_size=200)
)
def test_no_body_makes_a_check_stumble(small: Evidence, body: str) -> None:
    last = body.count("\n") + 5
    for problem in complaints(body, small):
        assert 1 <= problem.line <= last
        assert problem.message
        assert problem.remedy


# The command line


@pytest.fixture
def handbook(tmp_path: Path) -> Path:
    docs = lay_out(None, tmp_path / "docs")
    page = docs / "good-chapter.md"
    page.write_text(page.read_text(encoding="utf-8").replace("Doctors may", "In 40% doctors may"), encoding="utf-8")
    return docs


def test_text_for_people(handbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(handbook), "--today", "2026-11-21"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith(
        f"{handbook}/good-chapter.md:28: bare-percent a percentage is typed by hand: “40%”; put it"
    )
    assert lines[1].startswith("bare-percent (R1, D3): ")
    assert lines[2].startswith("  To mend it: ")
    assert lines[3].startswith("1 complaint about 1 page; 2 pieces of advice")


def test_nothing_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(lay_out(None, tmp_path)), "--today", "2026-11-21", "--advice"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "Nothing is wrong."


def test_some_pages_only(handbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(handbook), "trials/good", "--today", "2026-11-21"]) == 0
    assert main([str(handbook), str(handbook / "good-chapter.md"), "--today", "2026-11-21"]) == 1
    with pytest.raises(SystemExit, match="2"):
        main([str(handbook), "nowhere"])
    assert "there is no page" in capsys.readouterr().err


def test_a_misspelt_page_is_told_with_the_nearest(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    docs = lay_out(None, tmp_path)
    with pytest.raises(SystemExit):
        main([str(docs), "trials/god"])
    told = capsys.readouterr().err
    assert told.endswith(f"there is no page {docs}/trials/god.md; did you mean “trials/good”?\n")
    assert told.startswith("usage: make check PAGE=")


def test_json_for_programs(handbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(handbook), "--today", "2026-11-21", "--format", "json"]) == 1
    (problem,) = json.loads(capsys.readouterr().out)
    assert problem["code"] == "bare-percent"
    assert problem["line"] == 28
    assert problem["advisory"] is False


def test_annotations_for_github(handbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(handbook), "--today", "2026-11-21", "--format", "github", "--advice"]) == 1
    lines = capsys.readouterr().out.splitlines()
    (error,) = (line for line in lines if line.startswith("::error"))
    assert error.startswith(f"::error file={handbook}/good-chapter.md,line=28,title=bare-percent::a percentage")
    assert "40%25" in error
    assert {line.partition(" ")[0] for line in lines} == {"::error", "::notice"}


def test_the_rules_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([".", "--rules"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert sum(not line.startswith(" ") for line in lines) == len(RULES)
    assert "bare-percent (R1, D3): A percentage has one home, and is worded as people out of 100." in lines
    assert sum(line.startswith("  To mend it: ") for line in lines) == len(RULES)


def test_who_reads_only_the_first_line_gets_no_traceback(handbook: Path) -> None:
    command = [sys.executable, "-m", "hsct_handbook.checks", str(handbook)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as run:
        assert run.stdout
        assert run.stderr
        run.stdout.close()
        assert run.stderr.read() == ""


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="2"):
        main([str(tmp_path / "none")])


def test_the_day_of_judging(
    handbook: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(handbook / "trials")
    monkeypatch.setenv("HANDBOOK_TODAY", "2026-10-01")
    assert main([str(handbook)]) == 1
    assert "date-future" in capsys.readouterr().out
