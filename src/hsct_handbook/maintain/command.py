"""What all commands share: the day, clear refusals instead of tracebacks, and one way to print."""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from ..evidence import Evidence, read_evidence

WRONG_COMMAND = 2
"""What a command returns that could not do what was asked, as argparse does."""


class Refused(Exception):
    """A command cannot go on. The message says why, and what to do."""


def parser(module: str, description: str) -> argparse.ArgumentParser:
    """A command line for `python -m hsct_handbook.maintain.<module>`; the description keeps its line breaks."""
    return argparse.ArgumentParser(
        prog=f"python -m hsct_handbook.maintain.{module}",
        description=description,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def add_docs(command: argparse.ArgumentParser) -> None:
    """Take the folder of the pages as the first argument."""
    command.add_argument(
        "docs", type=Path, nargs="?", default=Path("docs"), help="the folder of the pages (default: docs)"
    )


def add_today(command: argparse.ArgumentParser) -> None:
    """Take a day other than today."""
    command.add_argument(
        "--today", type=_day, default=today(), metavar="2026-11-21", help="judge dates as if on this day"
    )


def today() -> dt.date:
    """The day on which dates are judged: HANDBOOK_TODAY, or the clock's."""
    setting = os.environ.get("HANDBOOK_TODAY", "")
    return dt.date.fromisoformat(setting) if setting else dt.date.today()


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is not a day: write it as 2026-11-21") from None


def read_pages(docs: Path, day: dt.date) -> Evidence:
    """The evidence under `docs`. Refuses a folder that holds no pages."""
    if not docs.is_dir():
        raise Refused(f"there is no folder {docs}: run this from the top of the project, or name the folder")
    evidence = read_evidence(docs, today=day, shown=docs)
    if not evidence.front:
        raise Refused(f"there is no page in {docs}")
    return evidence


def many(count: int, thing: str, things: str | None = None) -> str:
    """A count with its noun: 1 page, 2 pages."""
    return f"{count:,} {thing if count == 1 else things or f'{thing}s'}"


def run(main: Callable[[Sequence[str] | None], int], arguments: Sequence[str] | None = None) -> int:
    """Run a command: a refusal is one line on standard error, and Ctrl-C is a quiet end."""
    try:
        return main(arguments)
    except Refused as why:
        print(f"Nothing was done: {why}", file=sys.stderr)
        return WRONG_COMMAND
    except OSError as fault:
        print(f"Stopped: {fault.strerror or fault} ({fault.filename or 'no file named'})", file=sys.stderr)
        return WRONG_COMMAND
    except KeyboardInterrupt:
        print(file=sys.stderr)
        return 130
