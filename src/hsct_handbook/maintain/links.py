"""Whether the addresses outside the handbook still lead somewhere: Sphinx's linkcheck, told for people."""

from __future__ import annotations

import io
import json
import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import requests
from sphinx.application import Sphinx
from sphinx.builders import linkcheck
from sphinx.errors import SphinxError
from sphinx.util.docutils import docutils_namespace, patch_docutils

from .command import Refused, add_docs, many, parser, run

_ABOUT = """\
Ask every address outside the handbook whether it is still there.

It returns 1 if one is gone (404 or 410), and 0 otherwise. Journals and some public bodies
answer machines with 401, 403, 429 or 999 while people can read the page: those are listed
apart, and so are hosts that did not answer today. Neither fails the command."""
_REFUSALS = frozenset({401, 403, 429, 999})
_GONE = frozenset({404, 410})
_CODE = re.compile(r"\b(\d{3}) (?:Client|Server) Error\b")
_COLOURS = re.compile(r"\x1b\[[\d;]*m")


class Verdict(StrEnum):
    """What became of an address."""

    GONE = "gone"
    TROUBLE = "trouble"
    REFUSED = "refused"
    MOVED = "moved"
    WORKS = "works"


_HEADINGS = {
    Verdict.GONE: "Gone (404 or 410): find where it went, or cite another source",
    Verdict.TROUBLE: "No answer today: look again in a week",
    Verdict.REFUSED: "Refused to a machine (401, 403, 429, 999): open these by hand now and then",
    Verdict.MOVED: "Moved for good (301, 308): take over the new address",
}


@dataclass(frozen=True, order=True)
class Address:
    """One address, where it stands, and what became of it."""

    verdict: Verdict
    uri: str
    path: str
    line: int
    said: str = ""

    def __str__(self) -> str:
        """Say it as checks say theirs."""
        place = f"{self.path}:{self.line}" if self.line else self.path
        return f"{place}: {self.uri}{f' ({self.said})' if self.said else ''}"


def judge(entry: dict[str, Any], docs: Path) -> Address | None:
    """The verdict on one line of linkcheck's output; None for what is no address outside."""
    status, code, info = str(entry["status"]), int(entry["code"]), " ".join(str(entry["info"]).split())
    uri = str(entry["uri"])
    path, line = (docs / str(entry["filename"])).as_posix(), int(entry["lineno"] or 0)
    if status == "ignored" and info == "service unavailable":
        return Address(Verdict.TROUBLE, uri, path, line, "503")
    if status in ("ignored", "unchecked", "local") or not uri.startswith(("http://", "https://")):
        return None
    if status == "working":
        return Address(Verdict.WORKS, uri, path, line)
    if status == "redirected":
        if code in (301, 308):
            return Address(Verdict.MOVED, uri, path, line, f"now {info}")
        return Address(Verdict.WORKS, uri, path, line)
    match = _CODE.search(info)
    answer = int(match.group(1)) if match else 0
    if status == "rate-limited" or info == "unauthorized" or answer in _REFUSALS:
        return Address(Verdict.REFUSED, uri, path, line, str(answer or (401 if info == "unauthorized" else 429)))
    if answer in _GONE:
        return Address(Verdict.GONE, uri, path, line, str(answer))
    return Address(Verdict.TROUBLE, uri, path, line, str(answer) if answer else _fault(info, status))


def _fault(info: str, status: str) -> str:
    """A fault of the line in words; the library's own are long and full of objects."""
    small = f"{status} {info}".casefold()
    known = {
        "timeout": "too slow",
        "timed out": "too slow",
        "resolve": "no such host",
        "name or service": "no such host",
        "certificate": "its certificate is not valid",
        "refused": "the host refused the connection",
        "anchor": "the page has no such place",
        "redirect": "it leads round in circles",
    }
    return next((words for sign, words in known.items() if sign in small), info[:80] or status)


class _BoundedWorker(linkcheck.HyperlinkAvailabilityCheckWorker):
    """Sphinx's own, but for two things.

    A host that asks to be left alone for an hour does not hold up the rest for an hour; and an answer such as 999, by
    which some hosts refuse machines, does not pass for a page.
    """

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._session.hooks["response"].append(_refuse_unknown_codes)

    def limit_rate(self, response_url: str, retry_after: str | None) -> float | None:
        """When to ask again; None for a host that is left alone."""
        if retry_after and not (retry_after.isdecimal() and int(retry_after) <= self.rate_limit_timeout):
            return None
        return super().limit_rate(response_url, retry_after)


def _refuse_unknown_codes(response: requests.Response, **_: object) -> None:
    if response.status_code > 599:
        raise requests.HTTPError(f"{response.status_code} Client Error: not a code of HTTP", response=response)


@contextmanager
def _bounded() -> Iterator[None]:
    """Let linkcheck use the bounded worker. It has no setting for this, and obeys any Retry-After."""
    theirs = linkcheck.HyperlinkAvailabilityCheckWorker
    linkcheck.HyperlinkAvailabilityCheckWorker = _BoundedWorker  # type: ignore[assignment,misc]
    try:
        yield
    finally:
        linkcheck.HyperlinkAvailabilityCheckWorker = theirs  # type: ignore[misc]


def check(docs: Path, out: Path, trees: Path, **settings: object) -> Iterator[Address]:
    """Run linkcheck over the pages, and judge every address. Refuses pages that cannot be read."""
    warnings = io.StringIO()
    overrides = {
        "linkcheck_timeout": 20,
        "linkcheck_retries": 2,
        "linkcheck_rate_limit_timeout": 60,
        "linkcheck_anchors": False,
        "linkcheck_workers": 5,
        "linkcheck_report_timeouts_as_broken": False,
        **settings,
    }
    output = out / "output.json"
    output.unlink(missing_ok=True)
    try:
        with patch_docutils(str(docs)), docutils_namespace(), _bounded():
            app = Sphinx(docs, docs, out, trees, "linkcheck", overrides, status=None, warning=warnings)
            app.build(force_all=True)
    except SphinxError as fault:
        raise Refused(f"{_COLOURS.sub('', warnings.getvalue())}{fault}") from None
    if not output.is_file():
        raise Refused(f"linkcheck left no report: {_COLOURS.sub('', warnings.getvalue())[:400]}")
    entries = [json.loads(text) for text in output.read_text(encoding="utf-8").splitlines()]
    # A host that was busy at first has a line for that, and a later one for what came of it.
    last = {(entry["uri"], entry["filename"], entry["lineno"]): entry for entry in entries}
    yield from filter(None, (judge(entry, docs) for entry in last.values()))


def _text(found: Sequence[Address]) -> str:
    lines = []
    for verdict, addresses in _listed(found):
        lines.append(f"{_HEADINGS[verdict]}:")
        lines += [f"  {address}" for address in addresses]
    return "\n".join([*lines, summary(found)])


def _markdown(found: Sequence[Address]) -> str:
    lines = [summary(found), ""]
    for verdict, addresses in _listed(found):
        lines += [f"## {_HEADINGS[verdict]}", ""]
        lines += [f"- `{one.path}:{one.line}` <{one.uri}>{f' ({one.said})' if one.said else ''}" for one in addresses]
        lines.append("")
    return "\n".join(lines)


def _json(found: Sequence[Address]) -> str:
    fields = [
        {"verdict": one.verdict, "uri": one.uri, "path": one.path, "line": one.line, "said": one.said} for one in found
    ]
    return json.dumps(fields, ensure_ascii=False, indent=1)


def _listed(found: Iterable[Address]) -> Iterator[tuple[Verdict, list[Address]]]:
    groups = {verdict: [address for address in found if address.verdict is verdict] for verdict in _HEADINGS}
    yield from ((verdict, sorted(addresses)) for verdict, addresses in groups.items() if addresses)


def summary(found: Iterable[Address]) -> str:
    """All of it in one sentence, each address counted once."""
    verdicts = Counter({address.uri: address.verdict for address in found}.values())
    each = ", ".join(
        f"{verdicts[verdict]} {words}"
        for verdict, words in (
            (Verdict.WORKS, "work"),
            (Verdict.MOVED, "moved"),
            (Verdict.REFUSED, "refused to a machine"),
            (Verdict.TROUBLE, "without an answer"),
            (Verdict.GONE, "gone"),
        )
    )
    return f"{many(verdicts.total(), 'address', 'addresses')}: {each}."


_FORMATS = {"text": _text, "markdown": _markdown, "json": _json}


def main(arguments: Sequence[str] | None = None) -> int:
    """Ask, judge and tell."""
    command = parser("links", _ABOUT)
    add_docs(command)
    command.add_argument("--format", choices=tuple(_FORMATS), default="text", help="how to print it (default: text)")
    command.add_argument("--timeout", type=int, default=20, help="seconds to wait for one answer (default: 20)")
    command.add_argument("--retries", type=int, default=2, help="how often to ask again (default: 2)")
    command.add_argument("--patience", type=int, default=60, help="seconds to wait for a host that answers 429")
    options = command.parse_args(arguments)
    if not (options.docs / "conf.py").is_file():
        raise Refused(f"{options.docs} holds no conf.py: name the folder of the pages")
    # Its own folder: a build may run beside it, and what was read is of no use later.
    work = Path(tempfile.mkdtemp(prefix="handbook-links-"))
    try:
        settings = {
            "linkcheck_timeout": options.timeout,
            "linkcheck_retries": options.retries,
            "linkcheck_rate_limit_timeout": options.patience,
        }
        found = list(check(options.docs, work / "out", work / "trees", **settings))
    finally:
        shutil.rmtree(work, ignore_errors=True)
    print(_FORMATS[options.format](found))
    return 1 if any(address.verdict is Verdict.GONE for address in found) else 0


if __name__ == "__main__":
    sys.exit(run(main))
