"""Shows what was built, on this machine only, and tells open pages to load again (server-sent events)."""

from __future__ import annotations

import html
import json
import mimetypes
import queue
import re
import threading
import uuid
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from .workshop import Told, Workshop

EVENTS, CLIENT = "/.live/events", "/.live/client.js"
_POLICY = re.compile(r'(<meta http-equiv="Content-Security-Policy" content=")([^"]*)(")', re.IGNORECASE)
_HEARTBEAT = 15.0
"""Seconds of silence after which a comment is sent, so that a browser that went away is noticed."""
_TAG = f'<script src="{CLIENT}"></script>'


def inject(page: str) -> str:
    """The page with the reload script, and with a security policy that lets just that run besides the page's own."""
    page = _POLICY.sub(lambda match: match[1] + html.escape(_allow(html.unescape(match[2]))) + match[3], page, count=1)
    head, end, tail = page.rpartition("</body>")
    return f"{head}{_TAG}{end}{tail}" if end else f"{page}{_TAG}"


def _allow(policy: str) -> str:
    rules = dict(rule.strip().partition(" ")[::2] for rule in policy.split(";") if rule.strip())
    for name in ("script-src", "connect-src"):
        sources = rules.get(name, "").replace("'none'", "").split()
        rules[name] = " ".join(dict.fromkeys([*sources, "'self'"]))
    return ";".join(f"{name} {value}" for name, value in rules.items())


class LiveServer(ThreadingHTTPServer):
    """Serves the workshop's pages; `also` is a folder for what the workshop does not make, such as PDFs."""

    daemon_threads = True

    def __init__(self, port: int, workshop: Workshop, also: Path) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.workshop, self.also = workshop, also
        self.run = uuid.uuid4().hex
        self._listeners: dict[queue.SimpleQueue[str | None], str] = {}
        self._lock = threading.Lock()

    @property
    def address(self) -> str:
        """Where to look."""
        return f"http://localhost:{self.server_address[1]}/"

    def tell(self, told: Told) -> None:
        """Pass news on to every open page."""
        text = json.dumps({"run": self.run, "pages": sorted(told.pages), "errors": told.errors, "done": told.done})
        with self._lock:
            for listener in self._listeners:
                listener.put(text)

    def shown(self) -> set[str]:
        """The names of the pages that are open in a browser."""
        with self._lock:
            return {page for page in self._listeners.values() if page}

    def listen(self, page: str) -> queue.SimpleQueue[str | None]:
        """A new open page; it first hears how things stand."""
        listener: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        listener.put(json.dumps({"run": self.run, "pages": [], "errors": self.workshop.errors, "done": True}))
        with self._lock:
            self._listeners[listener] = page
        return listener

    def leave(self, listener: queue.SimpleQueue[str | None]) -> None:
        """A page was closed."""
        with self._lock:
            self._listeners.pop(listener, None)

    def close(self) -> None:
        """Let every open page go, and stop."""
        with self._lock:
            for listener in self._listeners:
                listener.put(None)
        self.shutdown()
        self.server_close()

    def find(self, path: str) -> Path | None:
        """The file for an address; never one outside the two folders."""
        relative = unquote(path).lstrip("/")
        for folder in (self.workshop.out.resolve(), self.also.resolve()):
            file = (folder / relative).resolve()
            if file.is_dir():
                file = file / "index.html"
            if file.is_relative_to(folder) and file.is_file():
                return file
        return None


def page_of(path: str) -> str:
    """The name of the page at an address: `/trials/mist.html` is `trials/mist`."""
    name = unquote(path).lstrip("/")
    return f"{name}index" if not name or name.endswith("/") else name.removesuffix(".html")


class _Handler(BaseHTTPRequestHandler):
    server: LiveServer

    def do_GET(self) -> None:
        """Answer with a page, a file, the script or the stream of news."""
        parts = urlsplit(self.path)
        try:
            if parts.path == EVENTS:
                self._events(page_of(parse_qs(parts.query).get("page", [""])[0]))
            elif parts.path == CLIENT:
                script = files(__package__).joinpath("client.js").read_bytes()
                self._send(HTTPStatus.OK, "text/javascript; charset=utf-8", script)
            else:
                self._file(parts.path)
        except (BrokenPipeError, ConnectionResetError):
            pass  # the browser went on

    def _file(self, path: str) -> None:
        if path == "/worker.js":
            # It would keep today's pages for offline reading, and show them tomorrow.
            self._send(HTTPStatus.NOT_FOUND, "text/plain", b"not while editing")
            return
        self.server.workshop.freshen(page_of(path))
        file = self.server.find(path)
        if file is None:
            self._send_page(HTTPStatus.NOT_FOUND, self._nothing(path))
        elif file.suffix == ".html":
            self._send_page(HTTPStatus.OK, file.read_text(encoding="utf-8"))
        else:
            kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            self._send(HTTPStatus.OK, kind, file.read_bytes())

    def _nothing(self, path: str) -> str:
        why = "There is no such page." if not self.server.workshop.errors else "It could not be built yet."
        return f"<!doctype html><title>Not there</title><h1>{why}</h1><p>{html.escape(path)}</p><body></body>"

    def _events(self, page: str) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        listener = self.server.listen(page)
        try:
            while True:
                try:
                    text = listener.get(timeout=_HEARTBEAT)
                except queue.Empty:
                    self.wfile.write(b": still here\n\n")
                    continue
                if text is None:
                    return
                self.wfile.write(f"data: {text}\n\n".encode())
                self.wfile.flush()
        finally:
            self.server.leave(listener)
            self.close_connection = True

    def _send_page(self, status: HTTPStatus, text: str) -> None:
        self._send(status, "text/html; charset=utf-8", inject(text).encode())

    def _send(self, status: HTTPStatus, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Keep the terminal for what was built."""
