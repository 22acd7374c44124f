"""The settings in conf.py: what is wrong with one is told with its line, before anything is read."""

from __future__ import annotations

import datetime as dt
import difflib
import re
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sphinx.errors import ConfigError

from .state import shown_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.config import Config

_ALIKE = 0.8
"""How like a setting's name a name must be to be taken for it misspelt."""
_OF_PAGES = ("print_more_sides", "print_not_in_handbook")
"""Settings that name pages; they are there when print is built."""


def _check(app: Sphinx, config: Config) -> None:
    file = Path(app.confdir) / "conf.py"
    faults = [*_misspelt(config), *_wrong(app, config)]
    if faults:
        text = file.read_text(encoding="utf-8") if file.is_file() else ""
        raise ConfigError("\n".join(f"{shown_path(file)}:{_line(text, name)}: {said}" for name, said in faults))


def _line(text: str, name: str) -> int:
    found = re.search(rf"^{name}\b", text, re.MULTILINE)
    return text.count("\n", 0, found.start()) + 1 if found else 1


def _misspelt(config: Config) -> Iterator[tuple[str, str]]:
    known = [*config.values, *_OF_PAGES]
    for name, value in config._raw_config.items():
        if name not in known and not name.startswith("_") and not (callable(value) or isinstance(value, ModuleType)):
            for near in difflib.get_close_matches(name, known, n=1, cutoff=_ALIKE):
                yield name, f"there is no setting “{name}”; did you mean “{near}”?"


def _wrong(app: Sphinx, config: Config) -> Iterator[tuple[str, str]]:
    if not _is_day(day := str(config.handbook_today)):
        yield "handbook_today", f"“{day}” is no day; write it as 2026-11-26 there, or in HANDBOOK_TODAY"
    if (address := str(config.html_baseurl)) and not _is_address(address):
        example = "https://handbook.example.org/"
        yield "html_baseurl", f"“{address}” is no address; write it as {example} there, or in HANDBOOK_ADDRESS"
    for setting in _OF_PAGES:
        pages = config[setting] if setting in config.values else {}
        for page in pages:
            if not (Path(app.srcdir) / f"{page}.md").is_file():
                yield setting, f"{setting} names a page that is not there: “{page}”; correct it, or take it out"


def _is_day(text: str) -> bool:
    try:
        return not text or bool(dt.date.fromisoformat(text))
    except ValueError:
        return False


def _is_address(text: str) -> bool:
    parts = urlsplit(text)
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def setup_settings(app: Sphinx) -> None:
    """Look at the settings once they are all known."""
    app.connect("config-inited", _check)
