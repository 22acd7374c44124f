"""Images say in words what they show."""

from __future__ import annotations

from collections.abc import Iterator

from ..evidence import Evidence, Problem
from .rule import Family, Rule
from .source import PageSource

RULES = (
    Rule(
        "image-alt",
        "Whoever cannot see the image is told what it shows (WCAG 1.1.1).",
        "Say in words what the image shows, between the square brackets or under :alt:.",
        standards=("A1",),
    ),
    Rule(
        "image-missing",
        "An image that is not there leaves a hole in the page.",
        "Put the file beside the page, or correct its name.",
    ),
)
_NOT_ALT = ("image", "picture", "photo", "figure", "chart", "diagram", "alt", "todo")


def check(source: PageSource, evidence: Evidence) -> Iterator[Problem]:
    """Check that each image exists and has a text alternative worth the name."""
    for image in source.images:
        if len(image.alt) < 4 or image.alt.casefold() in _NOT_ALT:
            message = f"the image {image.src} does not say what it shows"
            yield source.problem(image.line, "image-alt", message, "say it between the square brackets, or under :alt:")
        if "://" in image.src or image.src.startswith("data:"):
            message = f"the image {image.src[:60]} comes from elsewhere"
            yield source.problem(image.line, "image-missing", message, "keep a copy in docs/")
        elif not _there(source, image.src):
            message = f"there is no image {image.src[:60]}"
            yield source.problem(
                image.line, "image-missing", message, "put the file beside the page, or correct its name"
            )


def _there(source: PageSource, src: str) -> bool:
    folder = source.docs if src.startswith("/") else source.path.parent
    try:
        return (folder / src.lstrip("/")).is_file()
    except (OSError, ValueError):  # a name that no file can have
        return False


FAMILY = Family("images", RULES, check)
