"""The evidence as data files for anyone to take, written beside the pages of the website."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..evidence.export import schema_json, studies_json
from .state import evidence_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def _write_data(app: Sphinx, exception: Exception | None) -> None:
    if exception is not None or app.builder.name != "html":
        return
    folder = Path(app.outdir) / "data"
    folder.mkdir(exist_ok=True)
    _write(folder / "studies.json", studies_json(evidence_of(app), version=app.config.version))
    _write(folder / "study.schema.json", schema_json())


def _write(path: Path, text: str) -> None:
    """Write a file, unless it says this already."""
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")


def setup_downloads(app: Sphinx) -> None:
    """Write the data when the website is built."""
    app.connect("build-finished", _write_data)
