"""The evidence as data files, written beside the pages of the website, and the links that lead to such files."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import ReferenceRole, SphinxRole
from sphinx.util.osutil import relative_uri

from ..evidence.changes import CHANGES
from ..evidence.export import data_files
from ..evidence.sources import SOURCES
from .state import evidence_of

if TYPE_CHECKING:
    from docutils.nodes import Node, system_message
    from sphinx.application import Sphinx

FOLDER = "data"
MADE_BEFORE = "data.json"
"""Beside the doctrees: what the data was made from last, and the files as they were left."""
_SITE_FILE = "site_file"
"""The attribute of a link that leads to a file of the website which no page is."""


_ISSUES = "issues"
"""The attribute of a link that leads to where mistakes are reported."""


def site_link(text: str, path: str) -> nodes.reference:
    """A link to a file of the website: `data/studies.csv`. In other forms of the handbook it leads to the website."""
    return nodes.reference("", text, refuri=path, **{_SITE_FILE: path})


class SiteFileRole(ReferenceRole):
    """A link to a file of the website: {site-file}`the feed <feed.xml>`."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        """Build the link; where it leads is settled when the page is written."""
        return [site_link(self.title, self.target)], []


class IssuesRole(SphinxRole):
    """A link to where mistakes are reported: {issues}`our repository`; bare words where no repository is set."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        """Build the link; where it leads is settled when the page is written."""
        return [nodes.reference("", self.text, refuri=_ISSUES, **{_ISSUES: True})], []


class LeadToSiteFiles(SphinxPostTransform):
    """Give each link to a file of the website its address: from this page, or in full where there is no website.

    A link to where mistakes are reported gets the repository’s address, which every copy of the handbook may set anew.
    """

    default_priority: ClassVar[int] = 200

    def run(self, **kwargs: object) -> None:
        """Settle every such link."""
        builder = self.env._app.builder
        base = str(self.config.html_baseurl).rstrip("/")
        repository = str(self.config.html_theme_options.get("repository_url", "")).rstrip("/")
        for link in list(self.document.findall(nodes.reference)):
            if link.get(_ISSUES) and repository:
                link["refuri"] = f"{repository}/issues"
            elif link.get(_ISSUES):
                link.replace_self(nodes.inline("", "", *link.children))
            path = link.get(_SITE_FILE)
            if path is None:
                continue
            if builder.name == "html":
                link["refuri"] = relative_uri(builder.get_target_uri(self.env.current_document.docname), path)
            elif base:
                link["refuri"] = f"{base}/{path}"
            else:
                link.replace_self(nodes.inline("", "", *link.children))


def write_file(path: Path, text: str) -> None:
    """Write a file, unless it says this already. Its line ends stay as they are."""
    data = text.encode()
    if not path.exists() or path.read_bytes() != data:
        path.write_bytes(data)


def _write_data(app: Sphinx, exception: Exception | None) -> None:
    if exception is not None or app.builder.name != "html":
        return
    folder, kept = Path(app.outdir) / FOLDER, Path(app.doctreedir) / MADE_BEFORE
    made_from = _made_from(app)
    if _read_kept(kept) == {"made from": made_from, "files": _stamps(folder)}:
        return
    folder.mkdir(exist_ok=True)
    files = data_files(evidence_of(app), version=str(app.config.version), address=str(app.config.html_baseurl))
    for name, text in files.items():
        write_file(folder / name, text)
    kept.write_text(json.dumps({"made from": made_from, "files": _stamps(folder)}), encoding="utf-8")


def _made_from(app: Sphinx) -> str:
    """All that the data is made from, as a hash: the evidence as written, the settings and the code."""
    digest = hashlib.blake2b(digest_size=16)
    digest.update(repr([app.config.version, app.config.html_baseurl, app.config.handbook_code]).encode())
    for name, front in evidence_of(app).front.items():
        digest.update(f"{name}\n{front.head}\n".encode())
    for name in (SOURCES, CHANGES):
        path = Path(app.srcdir) / name
        digest.update(path.read_bytes() if path.exists() else b"")
    return digest.hexdigest()


def _stamps(folder: Path) -> dict[str, list[int]]:
    """Each file of a folder with its size and when it was written."""
    if not folder.is_dir():
        return {}
    stats = {path.name: path.stat() for path in sorted(folder.iterdir())}
    return {name: [stat.st_size, stat.st_mtime_ns] for name, stat in stats.items()}


def _read_kept(path: Path) -> object:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def setup_downloads(app: Sphinx) -> None:
    """Write the data when the website is built, and settle the links to it."""
    app.add_role("site-file", SiteFileRole())
    app.add_role("issues", IssuesRole())
    app.add_post_transform(LeadToSiteFiles)
    app.connect("build-finished", _write_data)
