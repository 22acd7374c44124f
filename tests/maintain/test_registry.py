"""The registers as they answer, and as they fail: a clear report each time, and never a changed page."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from hsct_handbook.maintain.command import run
from hsct_handbook.maintain.registry.__main__ import main
from hsct_handbook.maintain.registry.asking import Clock, Patience

from .conftest import edit
from .server import Answer, Local

TODAY = "2026-11-21"
NCT, ISRCTN = "NCT00278655", "ISRCTN88667898"
STUDY = f"/studies/{NCT}"


def clinicaltrials(**changes: Any) -> dict[str, Any]:
    """A study as ClinicalTrials.gov documents it, with fields that are not read among the others."""
    status = {
        "statusVerifiedDate": "2026-09",
        "overallStatus": changes.get("state", "RECRUITING"),
        "startDateStruct": {"date": changes.get("starts", "2019-12-19"), "type": "ACTUAL"},
        "completionDateStruct": {"date": changes.get("ends", "2029-10"), "type": "ESTIMATED"},
        "lastUpdatePostDateStruct": {"date": changes.get("updated", "2026-10-02"), "type": "ACTUAL"},
    }
    enrolment = {"count": changes.get("people", 156), "type": changes.get("people_type", "ESTIMATED")}
    group = {
        "label": "Best available therapy",
        "type": "ACTIVE_COMPARATOR",
        "interventionNames": [f"Drug: {drug}" for drug in changes.get("drugs", ("Ocrelizumab",))],
    }
    return {
        "protocolSection": {
            "identificationModule": {"nctId": changes.get("number", NCT), "briefTitle": "A trial"},
            "statusModule": status,
            "designModule": {"studyType": "INTERVENTIONAL", "enrollmentInfo": enrolment},
            "armsInterventionsModule": {"armGroups": [group]},
        },
        "hasResults": False,
    }


def isrctn(*, override: str = "", ends: str = "2028-07-31", people: str = "", number: str = ISRCTN[6:]) -> str:
    """A study as ISRCTN’s API documents it."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<allTrials xmlns="http://www.67bricks.com/isrctn" totalCount="1"><fullTrial>
 <trial lastUpdated="2026-10-05T09:00:00.000Z" version="12">
  <isrctn dateAssigned="2020-01-01T00:00:00.000Z">{number}</isrctn>
  <trialDescription><title>A trial</title></trialDescription>
  <trialDesign><overallEndDate>{ends}T00:00:00.000Z</overallEndDate></trialDesign>
  <participants><targetEnrolment>198</targetEnrolment><totalFinalEnrolment>{people}</totalFinalEnrolment>
   <recruitmentStart>2021-09-01T00:00:00.000Z</recruitmentStart>
   <recruitmentEnd>2024-11-30T00:00:00.000Z</recruitmentEnd>
   <recruitmentStatusOverride>{override}</recruitmentStatusOverride></participants>
  <interventions><intervention><drugNames>Ocrelizumab</drugNames></intervention></interventions>
 </trial></fullTrial></allTrials>"""


@dataclass
class Asked:
    """What one run did."""

    status: int
    out: str
    pauses: list[float] = field(default_factory=list)

    @property
    def patch(self) -> str:
        return str(json.loads(self.out)["patch"])


@pytest.fixture
def going(docs: Path) -> Path:
    """The study of the small handbook, still going when last seen."""
    page = docs / "trials" / "good.md"
    edit(
        page,
        "status: {state: published, as-of: 2020, source: good-paper, checked: abstract}",
        "status:\n  state: recruiting\n  as-of: 2024-01-26\n  source: good-paper\n  checked: abstract",
    )
    edit(page, "name: HSCT, people: 30,", "name: HSCT or ocrelizumab,")
    edit(page, "treated-from: 2010, treated-to: 2015,", "treated-from: 2019-12,")
    return page


def ask(local: Local, *options: str, patience: Patience | None = None) -> Asked:
    """Run the command against the local server. Time passes only as far as the clock is told to sleep."""
    asked = Asked(0, "")
    seconds = [0.0]

    def sleep(pause: float) -> None:
        asked.pauses.append(pause)
        seconds[0] += pause

    clock = Clock(now=lambda: seconds[0], sleep=sleep)
    where = ["--clinicaltrials", local.base, "--isrctn", f"{local.base}/isrctn", "--cache", "kept/answers.db"]
    asked.status = run(lambda arguments: main(arguments, clock, patience), ["docs", "--today", TODAY, *where, *options])
    return asked


@pytest.fixture
def report(capsys: pytest.CaptureFixture[str]) -> Any:
    """Run the command, and see to it that no page changes whatever the register does."""

    def asked(local: Local, *options: str, patience: Patience | None = None) -> Asked:
        before = {path: path.read_bytes() for path in Path("docs").rglob("*") if path.is_file()}
        result = ask(local, *options, patience=patience)
        assert before == {path: path.read_bytes() for path in Path("docs").rglob("*") if path.is_file()}
        captured = capsys.readouterr()
        assert "Traceback" not in captured.err
        result.out = captured.out
        return result

    return asked


def test_what_agrees_is_told_in_one_line(going: Path, local: Local, report: Any) -> None:
    edit(going, "as-of: 2024-01-26", "as-of: 2026-10-02\n  expected-end: 2029-10")
    local.on(STUDY, Answer(json.dumps(clinicaltrials())))

    asked = report(local)

    assert (asked.status, asked.out) == (0, "1 record asked for, 0 differ, 0 could not be read. No page was changed.\n")


def test_every_difference_is_named(going: Path, local: Local, report: Any) -> None:
    study = clinicaltrials(
        state="COMPLETED", starts="2018-03-01", people=29, people_type="ACTUAL", drugs=("Rituximab", "Mesna")
    )
    local.on(STUDY, Answer(json.dumps(study)))

    asked = report(local)

    assert asked.status == 1
    for words in (
        "status.state: here recruiting; the register says completed (completed)",
        "status.as-of: here 2024-01-26; the register says 2026-10-02",
        "enrolled.people: here 30; the register says 29",
        "years.treated-from: here 2019-12; the register says 2018-03-01. To decide:",
        "arms, comparator: here without rituximab; the register says rituximab. To decide:",
        "arms, comparator: here ocrelizumab; the register says without ocrelizumab. To decide:",
    ):
        assert words in asked.out


def test_the_patch_applies_and_leaves_a_page_without_complaint(going: Path, local: Local, report: Any) -> None:
    local.on(STUDY, Answer(json.dumps(clinicaltrials(state="TERMINATED", people=28, people_type="ACTUAL"))))
    asked = report(local, "--format", "json")
    subprocess.run(["git", "init", "-q", "."], check=True)

    subprocess.run(["git", "apply", "-"], input=asked.patch, text=True, check=True)

    text = going.read_text(encoding="utf-8")
    assert "status:\n  state: terminated\n  expected-end: 2029-10\n  as-of: 2026-10-02" in text
    assert "  source: nct00278655-registry\n  checked: registry" in text
    assert "enrolled: {people: 28, source: nct00278655-registry, checked: registry}" in text
    assert "@misc{nct00278655-registry," in Path("docs/references.bib").read_text(encoding="utf-8")
    again = report(local)
    assert "status" not in again.out
    assert "enrolled" not in again.out
    assert (again.status, len(local.asked)) == (0, 1), "the second answer comes from the cache"


def test_a_published_study_is_left_to_people(docs: Path, local: Local, report: Any) -> None:
    local.on(STUDY, Answer(json.dumps(clinicaltrials(state="COMPLETED", people=30, people_type="ACTUAL", drugs=()))))
    edit(docs / "trials" / "good.md", "treated-from: 2010,", "treated-from: 2019,")
    edit(docs / "trials" / "good.md", "treated-to: 2015,", "")

    assert report(local).status == 0

    local.on(STUDY, Answer(json.dumps(clinicaltrials(state="RECRUITING", people=31, people_type="ACTUAL", drugs=()))))
    asked = report(local, "--fresh", "--format", "json")
    assert asked.status == 1
    assert not asked.patch


def test_isrctn_has_no_state_so_it_is_worked_out(going: Path, local: Local, report: Any) -> None:
    edit(going, NCT, ISRCTN)
    local.on("/isrctn", Answer(isrctn(people="94")))

    asked = report(local)

    assert asked.status == 1
    assert "active-not-recruiting (worked out: joining ended on 2024-11-30)" in asked.out
    assert "enrolled.people: here 30; the register says 94" in asked.out
    assert "+  expected-end: 2028-07-31" in asked.out
    assert f"q={ISRCTN}" in local.asked[0]


@pytest.mark.parametrize(
    ("changes", "state"),
    [({"override": "Stopped"}, "terminated (stopped)"), ({"ends": "2026-01-31"}, "completed (worked out: the study’s")],
)
def test_isrctn_states(going: Path, local: Local, report: Any, changes: dict[str, str], state: str) -> None:
    edit(going, NCT, ISRCTN)
    local.on("/isrctn", Answer(isrctn(**changes)))

    assert state in report(local).out


_WHOLE = json.dumps(clinicaltrials())
_OTHER_SHAPE = json.dumps({"study": {"nct": NCT}})
_NO_STATE = json.dumps({"protocolSection": {**clinicaltrials()["protocolSection"], "statusModule": {}}})


@pytest.mark.parametrize(
    ("answer", "words", "asked_times"),
    [
        pytest.param(Answer("gone", 404), "has no such study (404)", 1, id="404"),
        pytest.param(Answer("no", 403), "refused the question (403)", 1, id="403"),
        pytest.param(Answer("oh", 500), "has a fault of its own (500)", 4, id="500"),
        pytest.param(Answer("slow down", 429), "has had too many questions (429)", 4, id="429 without a wish"),
        pytest.param(
            Answer("slow down", 429, {"Retry-After": "86400"}),
            "asks to be left alone for 86400 s",
            1,
            id="429 for a day",
        ),
        pytest.param(Answer(_WHOLE, cut=200), "broke off in the middle of its answer", 4, id="half an answer"),
        pytest.param(Answer(_WHOLE[:200]), "cut short, or is a page for people", 1, id="half an answer, whole message"),
        pytest.param(Answer("<html>Maintenance</html>"), "cut short, or is a page for people", 1, id="page for people"),
        pytest.param(Answer(_OTHER_SHAPE), "another shape than the register documents: protocolSection", 1, id="shape"),
        pytest.param(Answer(_NO_STATE), "protocolSection.statusModule.overallStatus is missing", 1, id="field gone"),
        pytest.param(
            Answer(json.dumps(clinicaltrials(state="PAUSED"))), "does not know: “PAUSED”", 1, id="unknown state"
        ),
        pytest.param(
            Answer(json.dumps(clinicaltrials(number="NCT99999999"))), "is about NCT99999999", 1, id="another trial"
        ),
        pytest.param(
            Answer(json.dumps(clinicaltrials(updated="yesterday"))), "has another form", 1, id="a date that is none"
        ),
        pytest.param(Answer("", 302, {"Location": "/studies/NCT00278655"}), "could not be asked", 1, id="going round"),
    ],
)
def test_faults_are_told_in_words(
    going: Path, local: Local, report: Any, answer: Answer, words: str, asked_times: int
) -> None:
    local.on(STUDY, answer)

    asked = report(local)

    assert asked.status == 3
    assert words in asked.out
    assert "1 could not be read. No page was changed." in asked.out
    if answer.status != 302:
        assert len(local.asked) == asked_times


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Answer(isrctn()[:400]), "not whole XML"),
        (Answer("<studies/>"), "it starts with studies"),
        (Answer(isrctn(number="11111111")), f"has no study {ISRCTN}"),
        (Answer(isrctn(people="many")), "participants/totalFinalEnrolment is “many”"),
        (Answer(isrctn(override="Thinking")), "does not know: “Thinking”"),
        (Answer('<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'), "entities"),
    ],
)
def test_faults_of_isrctn(going: Path, local: Local, report: Any, answer: Answer, words: str) -> None:
    edit(going, NCT, ISRCTN)
    local.on("/isrctn", answer)

    asked = report(local)

    assert asked.status == 3
    assert words in asked.out


def test_a_wish_to_wait_is_granted(going: Path, local: Local, report: Any) -> None:
    local.on(STUDY, Answer("wait", 429, {"Retry-After": "7"}), Answer("wait", 503), Answer(_WHOLE))

    asked = report(local)

    assert asked.status == 1
    assert asked.pauses == [7, 4]


def test_a_slow_register_is_given_up(going: Path, local: Local, report: Any) -> None:
    local.on(STUDY, Answer(_WHOLE, delay=0.3))

    asked = report(local, patience=Patience(attempts=2, silence=0.05))

    assert asked.status == 3
    assert "was too slow: nothing came for 0.05 s" in asked.out
    assert asked.pauses == [1 + 1] or asked.pauses == [2.0]


def test_an_unreadable_answer_is_not_kept(going: Path, local: Local, report: Any) -> None:
    local.on(STUDY, Answer(_OTHER_SHAPE), Answer(_WHOLE))

    assert report(local).status == 3
    assert report(local).status == 1


def test_a_register_that_is_down_is_not_asked_for_every_trial(going: Path, local: Local, report: Any) -> None:
    numbers = [f"NCT0000000{number}" for number in range(5)]
    edit(going, f"[{NCT}]", f"[{', '.join(numbers)}]")
    for number in numbers:
        local.on(f"/studies/{number}", Answer("oh", 503))

    asked = report(local, patience=Patience(attempts=1))

    assert asked.status == 3
    assert len(local.asked) == 2
    assert asked.out.count("not asked: ClinicalTrials.gov did not answer for the trials before") == 3
    assert asked.pauses == [1.0], "two questions are a second apart"


def test_nobody_there(going: Path, local: Local, report: Any) -> None:
    nowhere = Local("http://127.0.0.1:9")

    asked = report(nowhere, patience=Patience(attempts=2))

    assert asked.status == 3
    assert "127.0.0.1:9 cannot be reached" in asked.out


def test_registers_without_an_api_are_named(going: Path, local: Local, report: Any) -> None:
    edit(going, f"[{NCT}]", "[2017-001362-25]")

    asked = report(local, "--format", "markdown")

    assert asked.status == 0
    assert "Not asked, for this tool cannot read their registers: 2017-001362-25." in asked.out


def test_an_unknown_study_is_refused(docs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(main, ["docs", "--study", "nobody", "--today", TODAY]) == 2
    assert "there is no study nobody" in capsys.readouterr().err
