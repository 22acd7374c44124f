"""A small server that sends the built site as static hosts do: gzipped, with lengths and kinds."""

from __future__ import annotations

import functools
import gzip
import mimetypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from ..measuring import BUILT

PRESSED = ("text/", "application/javascript", "application/json", "image/svg+xml")


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, *args: Any, folder: Path) -> None:
        self.folder = folder
        super().__init__(*args)

    def do_GET(self) -> None:
        """Send a file of the site, or its page for addresses that lead nowhere."""
        name = unquote(urlsplit(self.path).path).lstrip("/") or "index.html"
        path = (self.folder / name).resolve()
        found = path.is_file() and path.is_relative_to(self.folder.resolve())
        path = path if found else self.folder / "404.html"
        data = path.read_bytes() if path.is_file() else b""
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        self.send_response(HTTPStatus.OK if found else HTTPStatus.NOT_FOUND)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        if kind.startswith(PRESSED) and "gzip" in self.headers.get("Accept-Encoding", ""):
            data = gzip.compress(data, 9, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (the name is http.server's)
        """Say nothing."""


@contextmanager
def served(folder: Path = BUILT) -> Iterator[str]:
    """The address of a site for as long as it is asked of."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Handler, folder=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
