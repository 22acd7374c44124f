"""Reading without a connection, for those who ask for it: the worker script with the list of what it keeps."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING

from .builder import is_website
from .page_scripts import PAGE_SCRIPTS
from .pages import MADE
from .scripts import press_script

if TYPE_CHECKING:
    from sphinx.application import Sphinx

WORKER = "worker.js"
KEPT_ASSETS = tuple(
    f"_static/{name}"
    for name in ("mark.svg", "search.js", "search-index.js", *(f"{script}.js" for script in PAGE_SCRIPTS), "offline.js")
)


def write_worker(app: Sphinx, exception: Exception | None) -> None:
    """Write the worker with every page, under a name for this edition that changes whenever a page does."""
    if exception is not None or not is_website(app):
        return
    out = Path(app.outdir)
    (out / "_static" / "offline.js").write_text(press_script("offline"), encoding="utf-8")
    files = [*(f"{name}.html" for name in (*sorted(app.env.all_docs), *MADE)), *KEPT_ASSETS]
    digest = hashlib.blake2b(digest_size=6)
    for name in files:
        digest.update((out / name).read_bytes())
    script = press_script("worker").replace("@EDITION@", digest.hexdigest()).replace("@FILES@", json.dumps(files))
    (out / WORKER).write_text(script, encoding="utf-8")


def setup_offline(app: Sphinx) -> None:
    """Register the writer, after all that it keeps has been written."""
    app.connect("build-finished", write_worker, priority=900)
