"""What is wrong with a page when it is printed: told once, with its place and what to do."""

from __future__ import annotations

from dataclasses import dataclass, field

from sphinx.util import logging

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Place:
    """A page and, where it is known, a line of it. Without a page, the whole of what is printed."""

    docname: str | None = None
    line: int | None = None


@dataclass
class Problems:
    """The complaints of one build. While there are any, no PDF is replaced."""

    told: set[tuple[Place, str]] = field(default_factory=set)

    def tell(self, place: Place, code: str, message: str, remedy: str) -> None:
        """Say what is wrong and what would be right; the same fault in several PDFs is told once."""
        text = f"{message}; {remedy}"
        if (place, text) in self.told:
            return
        self.told.add((place, text))
        location = None if place.docname is None else (place.docname, place.line)
        logger.warning("%s", text, location=location, type="print", subtype=code)

    def of(self, docname: str) -> bool:
        """Whether something is wrong with this page."""
        return any(place.docname == docname for place, _ in self.told)
