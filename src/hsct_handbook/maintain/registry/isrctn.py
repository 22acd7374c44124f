"""ISRCTN's query API: one study as XML.

The shape is documented at https://www.isrctn.com/page/faqs (“web services”). Its feed has no field for the state of a
study: the register's own pages work it out from dates, unless someone set another, and so do we.
"""

from __future__ import annotations

import datetime as dt
import re
import xml.etree.ElementTree as ET
from urllib.parse import quote

from ...evidence.vocabulary import State
from .records import Record, Unreadable

NAME = "ISRCTN"
BASE = "https://www.isrctn.com/api/query/format/default"
_SPACE = {"i": "http://www.67bricks.com/isrctn"}
_SET_BY_HAND = {
    "stopped": State.TERMINATED,
    "abandoned": State.TERMINATED,
    "suspended": State.ACTIVE,
    "completed": State.COMPLETED,
    "ongoing": State.ACTIVE,
}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def address(base: str, number: str) -> str:
    """Where the API has one study: a search for its number. Some numbers are named in other records too."""
    return f"{base}?q={quote(number)}&limit=20"


def read(number: str, answer: str, today: dt.date) -> Record:
    """What the answer says. Raises Unreadable for half an answer, no such study, or another shape."""
    trial = _trial(number, answer)
    starts, joined_until = _day(trial, "participants/recruitmentStart"), _day(trial, "participants/recruitmentEnd")
    ends = _day(trial, "trialDesign/overallEndDate")
    state, said = _state(trial, today, starts, joined_until, ends)
    final = _number(trial, "participants/totalFinalEnrolment")
    updated = trial.get("lastUpdated", "")[:10]
    if not _DAY.fullmatch(updated):
        raise Unreadable("the answer has another shape than the register documents: trial/@lastUpdated is no date")
    return Record(
        number=number,
        register=NAME,
        address=f"https://www.isrctn.com/{number}",
        state=state,
        state_said=said,
        updated=updated,
        starts=starts,
        ends=ends,
        ends_is_expected=ends is not None and ends > today.isoformat(),
        people=final if final is not None else _number(trial, "participants/targetEnrolment"),
        people_is_planned=final is None,
        groups=tuple(
            " ".join(filter(None, (_text(item, "drugNames"), _text(item, "description"))))
            for item in trial.iterfind("i:interventions/i:intervention", _SPACE)
        ),
    )


def _trial(number: str, answer: str) -> ET.Element:
    if "<!DOCTYPE" in answer[:2_000] or "<!ENTITY" in answer:
        raise Unreadable("the answer is a page for people, or holds entities that the register does not use")
    try:
        root = ET.fromstring(answer)
    except ET.ParseError:
        raise Unreadable("the answer is not whole XML: it was cut short, or is a page for people") from None
    if root.tag != f"{{{_SPACE['i']}}}allTrials":
        raise Unreadable(f"the answer has another shape than the register documents: it starts with {root.tag[:60]}")
    for trial in root.iterfind("i:fullTrial/i:trial", _SPACE):
        if f"ISRCTN{_text(trial, 'isrctn')}" == number:
            return trial
    raise Unreadable(f"the register has no study {number}")


def _state(
    trial: ET.Element, today: dt.date, starts: str | None, joined_until: str | None, ends: str | None
) -> tuple[State, str]:
    for place in ("participants/recruitmentStatusOverride", "trialDesign/overallStatusOverride"):
        if word := _text(trial, place):
            if word.casefold() not in _SET_BY_HAND:
                raise Unreadable(f"the register has a state that this tool does not know: “{word[:40]}”")
            return _SET_BY_HAND[word.casefold()], word.lower()
    if starts is None:
        raise Unreadable("the answer has another shape than the register documents: no participants/recruitmentStart")
    day = today.isoformat()
    if ends is not None and ends <= day:
        return State.COMPLETED, f"worked out: the study’s end was planned for {ends}"
    if starts > day:
        return State.PLANNED, f"worked out: joining starts on {starts}"
    if joined_until is not None and joined_until <= day:
        return State.ACTIVE, f"worked out: joining ended on {joined_until}"
    return State.RECRUITING, f"worked out: joining started on {starts} and has not ended"


def _text(element: ET.Element, place: str) -> str:
    return (element.findtext("/".join(f"i:{part}" for part in place.split("/")), "", _SPACE) or "").strip()


def _day(trial: ET.Element, place: str) -> str | None:
    text = _text(trial, place)
    if not text:
        return None
    if not _DAY.match(text):
        raise Unreadable(f"the answer has another shape than the register documents: {place} is “{text[:30]}”")
    return text[:10]


def _number(trial: ET.Element, place: str) -> int | None:
    text = _text(trial, place)
    if not text:
        return None
    if not text.isdecimal():
        raise Unreadable(f"the answer has another shape than the register documents: {place} is “{text[:30]}”")
    return int(text)
