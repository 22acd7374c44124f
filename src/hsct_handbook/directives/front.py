"""The front matter is the evidence's: Sphinx and MyST get only the fields that are theirs, and read a page sooner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..evidence.page_reading import SPHINX_FIELDS
from .state import domain_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def _blank_out(app: Sphinx, docname: str, content: list[str]) -> None:
    """Blank out our fields at the head of a page, and leave every line in its place."""
    front = domain_of(app.env).evidence.front.get(docname)
    if front is None:
        return
    own = [f"{key}: {front.data[key]}".lower() for key in sorted(SPHINX_FIELDS) if key in front.data]
    head = ["---", *own, "---"] if own else []
    blank = front.body_line - 1 - len(head)
    content[0] = "\n".join([*head, *[""] * blank, front.body])


def setup_front(app: Sphinx) -> None:
    """Hand each page to Sphinx without the fields that the evidence has read."""
    app.connect("source-read", _blank_out)
