"""What stands on the website only, and what a page's content asks of the website's template."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

Wish = Literal["wide", "picking", "script"]
"""The whole width; printing only what was picked; a script of the site's own, by name."""


class website_only(nodes.General, nodes.Element):  # noqa: N801 (docutils names nodes so)
    """Something that only a browser can use."""


class LeaveToTheWebsite(SphinxPostTransform):
    """Take what only a browser can use out of every other form of the handbook."""

    default_priority: ClassVar[int] = 50

    def run(self, **kwargs: object) -> None:
        """Take it out."""
        if self.env._app.builder.name != "html":
            for node in list(self.document.findall(website_only)):
                node.parent.remove(node)


def ask_of_template(env: BuildEnvironment, wish: Wish, value: str | bool = True) -> None:
    """Tell the template of the page that is being read, among Sphinx's own metadata of it: there it is `meta.wide`."""
    env.metadata[env.current_document.docname][wish] = value


def setup_website(app: Sphinx) -> None:
    """Register what takes the nodes out."""
    app.add_post_transform(LeaveToTheWebsite)
