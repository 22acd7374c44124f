"""`python -m hsct_handbook.maintain.registry docs`: ask the public registers what has changed."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ...evidence import Evidence, Study
from ..command import Refused, add_docs, add_today, parser, read_pages, run
from . import clinicaltrials, isrctn
from .asking import Asker, Clock, Patience
from .comparison import compare
from .patch import Draft, Unpatchable
from .records import Record, Trouble, Unreadable
from .report import Finding, as_json, as_markdown, as_text

_ABOUT = """\
Ask ClinicalTrials.gov and ISRCTN about each trial, and report what differs from the handbook:
its state, dates, number of people and treatments. A patch of the front matter is printed;
nothing is changed. It returns 0 if all agree, 1 if something differs, and 3 if nothing that
could be read differs, but some records could not be read."""
_UNREAD = 3
_GIVE_UP_AFTER = 2
"""So many records in a row that a register could not be reached for, and it is asked no more."""


@dataclass(frozen=True)
class _Register:
    name: str
    prefix: str
    base: str
    address: Callable[[str, str], str]
    read: Callable[[str, str, dt.date], Record]


def _registers(options: argparse.Namespace) -> tuple[_Register, ...]:
    return (
        _Register(
            clinicaltrials.NAME,
            "NCT",
            options.clinicaltrials,
            clinicaltrials.address,
            lambda number, answer, today: clinicaltrials.read(number, answer),
        ),
        _Register(isrctn.NAME, "ISRCTN", options.isrctn, isrctn.address, isrctn.read),
    )


class _Round:
    """One round of questions: what came of each, and the patch that they make together."""

    def __init__(self, evidence: Evidence, docs: Path, asker: Asker, today: dt.date) -> None:
        self._asker, self._today = asker, today
        self._silent: Counter[str] = Counter()
        self.draft = Draft(evidence, docs, today)

    def ask(self, page: str, study: Study, register: _Register) -> Iterator[Finding]:
        """One finding for each number that the register gave the study."""
        numbers = [number for number in study.registrations if number.startswith(register.prefix)]
        for number in numbers:
            finding = Finding(page, study.name, number)
            if self._silent[register.name] >= _GIVE_UP_AFTER:
                finding.trouble = f"not asked: {register.name} did not answer for the trials before"
            else:
                self._read(finding, register)
            if finding.record is not None:
                finding.differences = compare(study, finding.record, alone=len(numbers) == 1)
                try:
                    self.draft.take_over(page, finding.record, finding.differences)
                except Unpatchable as why:
                    finding.trouble = f"no patch: {why}"
            yield finding

    def _read(self, finding: Finding, register: _Register) -> None:
        address = register.address(register.base, finding.number)
        try:
            finding.record = register.read(finding.number, self._asker.ask(address), self._today)
            self._silent[register.name] = 0
        except Unreadable as why:
            self._asker.forget(address)
            finding.trouble = str(why)
        except Trouble as why:
            self._silent[register.name] += why.down
            finding.trouble = str(why)


def _studies(evidence: Evidence, only: set[str]) -> Iterator[tuple[str, Study]]:
    for page, study in sorted(evidence.pages.items()):
        if isinstance(study, Study) and (not only or page.rpartition("/")[2] in only):
            yield page, study


def main(arguments: Sequence[str] | None = None, clock: Clock | None = None, patience: Patience | None = None) -> int:
    """Ask, compare and tell."""
    command = parser("registry", _ABOUT)
    add_docs(command)
    add_today(command)
    command.add_argument("--study", action="append", default=[], metavar="mist", help="ask only for this study")
    command.add_argument("--format", choices=tuple(_FORMATS), default="text", help="how to print it (default: text)")
    command.add_argument(
        "--cache", type=Path, default=Path("_build/registers.db"), help="where answers are kept for six hours"
    )
    command.add_argument("--fresh", action="store_true", help="forget the answers that were kept")
    command.add_argument("--clinicaltrials", default=clinicaltrials.BASE, metavar="URL", help="the API to ask")
    command.add_argument("--isrctn", default=isrctn.BASE, metavar="URL", help="the API to ask")
    options = command.parse_args(arguments)
    evidence = read_pages(options.docs, options.today)
    only = set(options.study)
    if unknown := sorted(only - set(evidence.studies)):
        raise Refused(f"there is no study {', '.join(unknown)}; its name is that of its file in trials/")
    if options.fresh:
        for file in options.cache.parent.glob(f"{options.cache.name}*"):
            file.unlink()
    registers = _registers(options)
    with Asker(options.cache, patience or Patience(), clock or Clock()) as asker:
        turn = _Round(evidence, options.docs, asker, options.today)
        findings = [
            finding
            for page, study in _studies(evidence, only)
            for register in registers
            for finding in turn.ask(page, study, register)
        ]
    prefixes = tuple(register.prefix for register in registers)
    skipped = sorted(
        {
            number
            for _, study in _studies(evidence, only)
            for number in study.registrations
            if not number.startswith(prefixes)
        }
    )
    print(_FORMATS[options.format](findings, skipped, str(turn.draft)))
    if any(finding.differences for finding in findings):
        return 1
    return _UNREAD if any(finding.trouble for finding in findings) else 0


_FORMATS = {"text": as_text, "markdown": as_markdown, "json": as_json}

if __name__ == "__main__":
    sys.exit(run(main))
