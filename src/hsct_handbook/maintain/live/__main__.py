"""`python -m hsct_handbook.maintain.live docs`: edit, save, see."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
import threading
import webbrowser
from collections.abc import Sequence
from pathlib import Path

from watchfiles import watch

from ..command import Refused, add_docs, many, parser, run
from .server import LiveServer
from .watch import Filter, Meaning, meaning
from .workshop import Told, Workshop

_ABOUT = """\
Show the handbook in a browser while you edit it. Save a page, a figure or the theme, and the
open page loads again where you were. What is wrong is shown in the page and here; an edit
that breaks something does not stop it. Press Ctrl-C to end.

Only the website is built; PDFs are those of the last `make`."""
_CODE = Path(__file__).parents[2]
_LAST_PORT = 65_535
_WAIT = 30
"""Milliseconds in which several saves count as one."""
_QUIET = 100
"""After so many milliseconds without a save, the next step of what the last one left is done."""


def serve(
    docs: Path, out: Path, trees: Path, also: Path, port: int, stop: threading.Event, *, open_browser: bool = False
) -> None:
    """Build, show and watch until `stop` is set. Refuses a port that is taken."""
    workshop = Workshop(docs, out, trees)
    try:
        server = LiveServer(port, workshop, also)
    except OSError as fault:
        raise Refused(f"port {port} cannot be used ({fault.strerror}): choose another with --port") from None

    def tell(told: Told) -> None:
        server.tell(told)
        if told.done:
            print(_said(told), file=sys.stderr if told.errors else sys.stdout, flush=True)

    workshop.tell = tell
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        print(f"Building. The handbook will be at {server.address} (Ctrl-C ends it)", flush=True)
        workshop.build()
        if open_browser:
            webbrowser.open(server.address)
        saves = watch(
            *(docs, _CODE),
            watch_filter=Filter(),
            debounce=200,
            step=_WAIT,
            stop_event=stop,
            rust_timeout=_QUIET,
            yield_on_timeout=True,
        )
        for changes in saves:
            if not changes:
                workshop.carry_on()
                continue
            match meaning(changes, docs, _CODE):
                case Meaning.CODE:
                    workshop.code_changed(server.shown())
                case Meaning.THEME:
                    workshop.theme_changed(server.shown())
                case Meaning.PAGE:
                    workshop.saved(server.shown())
                case Meaning.NOTHING:
                    pass
    finally:
        server.close()
        thread.join()
        workshop.stop()


def _said(told: Told) -> str:
    clock = dt.datetime.now().strftime("%H:%M:%S")
    pages = sorted(told.pages)
    named = ", ".join(pages[:3]) + (f" and {len(pages) - 3} more" if len(pages) > 3 else "")
    if told.errors:
        return f"{clock} Something is wrong; the pages stay as they were.\n{told.errors}"
    return f"{clock} {many(len(pages), 'page')} in {told.seconds:.2f} s{f': {named}' if pages else ''}"


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > _LAST_PORT:
        raise argparse.ArgumentTypeError(f"“{text}” is not a port: write a number from 0 to {_LAST_PORT}, such as 8000")
    return int(text)


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until Ctrl-C."""
    command = parser("live", _ABOUT)
    add_docs(command)
    command.add_argument("--port", type=_port, default=8000, help="the port on this machine (default: 8000; 0: any)")
    command.add_argument("--open", action="store_true", help="open a browser once the first build is done")
    command.add_argument(
        "--out", type=Path, default=Path("_build/live"), help="where pages are built (default: _build/live)"
    )
    options = command.parse_args(arguments)
    if not (options.docs / "conf.py").is_file():
        raise Refused(f"{options.docs} holds no conf.py: name the folder of the pages")
    also = options.out.parent / "html"
    trees = options.out.with_name(f"{options.out.name}-doctrees")
    serve(options.docs, options.out, trees, also, options.port, threading.Event(), open_browser=options.open)
    return 0


if __name__ == "__main__":
    sys.exit(run(main))
