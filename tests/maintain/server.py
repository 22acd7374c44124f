"""A server on this machine that answers as a test tells it to, faults included. It never lives longer than its test."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Answer:
    """One answer: what is sent, and how badly."""

    body: str = ""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    delay: float = 0.0
    """Seconds of silence before anything is sent."""
    cut: int | None = None
    """Break off after so many bytes, though more were promised."""


@dataclass
class Local:
    """The server's address, its answers by path (the last one stays), and what it was asked."""

    base: str
    answers: dict[str, list[Answer]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def on(self, path: str, *answers: Answer) -> None:
        """Answer a path with these, one after the other; the last one stays."""
        self.answers[path] = list(answers)


@contextmanager
def serving() -> Iterator[Local]:
    """Serve on a free port of 127.0.0.1."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            local.asked.append(self.path)
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            answers = local.answers.get(self.path.partition("?")[0], [Answer("not here", 404)])
            answer = answers.pop(0) if len(answers) > 1 else answers[0]
            time.sleep(answer.delay)
            body = answer.body.encode()
            try:
                self.send_response(answer.status)
                for name, value in {"Content-Length": str(len(body)), **answer.headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body if answer.cut is None else body[: answer.cut])
            except OSError:
                pass  # the one who asked went away, as a test may want
            self.close_connection = True

        do_HEAD = do_POST = do_GET  # noqa: N815 - the name is the standard library's

        def log_message(self, *args: object) -> None:
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    local = Local(f"http://127.0.0.1:{server.server_address[1]}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield local
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
