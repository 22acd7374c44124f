"""The front matter is the evidence's: Sphinx and MyST get none of it, and read a page sooner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .state import domain_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def _blank_out(app: Sphinx, docname: str, content: list[str]) -> None:
    """Blank out our fields at the head of a page, and leave every line in its place."""
    front = domain_of(app.env).evidence.front.get(docname)
    if front is not None:
        content[0] = "\n" * (front.body_line - 1) + front.body


def setup_front(app: Sphinx) -> None:
    """Hand each page to Sphinx without the fields that the evidence has read."""
    app.connect("source-read", _blank_out)
