"""`licences.txt`: under which licence the handbook, its fonts and everything that built it are given away."""

from __future__ import annotations

from collections.abc import Iterator
from email.message import Message
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import TYPE_CHECKING, cast

import sphinx

from .builder import is_website

if TYPE_CHECKING:
    from sphinx.application import Sphinx

NAME = "licences.txt"
UNKNOWN = "no licence named"
_PACKAGE = Path(__file__).parents[1]
_INSTALLED = Path(sphinx.__file__).parents[1]
_LONGEST = 60
"""Characters; a longer “License” field holds the whole text and not its name."""
_HEAD = """\
What this handbook is made of, and under which licences

The text and the data are under CC BY 4.0, the code, styles and scripts under MIT.
Nothing else is part of the pages: no script, style or picture of others.

The PDFs hold parts of these fonts, whose licence stands in full at the end:
"""
_BUILT_WITH = "\nThese Python packages built it. None of them is part of it:\n"


def write_licences(app: Sphinx, exception: Exception | None) -> None:
    """Write the list, unless it is there and nothing was installed since."""
    if exception is not None or not is_website(app):
        return
    path = Path(app.outdir, NAME)
    newest = max(place.stat().st_mtime for place in (_INSTALLED, Path(__file__)))
    if not path.exists() or path.stat().st_mtime < newest:
        path.write_text(licences(), encoding="utf-8")


def licences() -> str:
    """The whole list as text."""
    fonts = sorted(_PACKAGE.rglob("*.ttf"))
    texts = [path.read_text(encoding="utf-8").strip() for path in sorted(_PACKAGE.rglob("OFL.txt"))]
    packages = (f"  {name} {version}: {licence}\n" for name, version, licence in sorted(packages_used()))
    return "".join(
        [
            _HEAD,
            *(f"  {font.name}: SIL Open Font License 1.1\n" for font in fonts),
            _BUILT_WITH,
            *packages,
            *(f"\n{'-' * 79}\n{text}\n" for text in texts),
        ]
    )


def packages_used(root: str = "hsct-handbook") -> Iterator[tuple[str, str, str]]:
    """The name, version and licence of each package that the handbook needs, and of those that they need."""
    from packaging.requirements import Requirement

    seen, waiting = {root}, [root]
    while waiting:
        try:
            found = distribution(waiting.pop())
        except PackageNotFoundError:
            continue  # it is for another system or another Python
        for line in found.requires or ():
            wanted = Requirement(line)
            if wanted.name.lower() not in seen and (wanted.marker is None or wanted.marker.evaluate({"extra": ""})):
                seen.add(wanted.name.lower())
                waiting.append(wanted.name)
        about = cast("Message", found.metadata)
        if found.name != root:
            yield found.name.lower(), found.version, licence_of(about)


def licence_of(about: Message) -> str:
    """A package's licence as its metadata names it: as an expression, in a word, or by its classifiers."""
    word = (about.get("License-Expression") or about.get("License") or "").strip()
    if word and "\n" not in word and len(word) <= _LONGEST:
        return word
    named = [line.rpartition(" :: ")[2] for line in about.get_all("Classifier") or () if line.startswith("License ::")]
    return " or ".join(named) or UNKNOWN


def setup_licences(app: Sphinx) -> None:
    """Register the writer."""
    app.connect("build-finished", write_licences)
