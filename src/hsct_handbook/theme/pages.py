"""What stands behind the templates: for each page its place, dates, printed forms, terms, head and style sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from docutils import nodes
from jinja2 import FileSystemBytecodeCache
from markupsafe import Markup

from ..directives.options import CLASS as OPTIONS
from ..directives.state import evidence_of, today_of
from ..evidence import Page, Study
from ..evidence.vocabulary import Kind
from ..wording import minutes_to_read, word_date
from . import ages, head, icons
from .builder import builder_of, is_website
from .markup import press_markup
from .navigation import navigation_of, sections_of
from .printed import printed, sheet
from .stylesheet import sheet_for
from .translator import AFTER_SUMMARY, terms_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

MADE = {
    "contents": ("All pages", "Every page of the handbook in reading order: the chapters by part, and every study."),
    "search": ("Search", "Search the handbook on HSCT for MS. Small mistakes in spelling do not matter."),
    "404": ("We could not find that page", "The address leads nowhere; here is where to go instead."),
}
"""Pages that the theme makes itself from templates of the same names: their titles and what they are for."""
LOADS_SCRIPT = '<script src="'
"""Stands in a page that loads a script file of the site's own: to search, to explore, to keep the handbook offline."""
FEWEST_SECTIONS = 3
"""A page with fewer sections needs no list of them."""
NOT_READ_THROUGH = frozenset({"card", "from", "dates"})
"""Sections that do not count towards the reading time."""
_TAG = re.compile(r"<[^>]+>")


def add_to_page(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> str | None:
    """Fill the context of a page, and choose its template."""
    if not is_website(app):
        return None
    navigation = navigation_of(app)
    page = evidence_of(app).pages.get(pagename)
    place = navigation.place(pagename)
    body = context.get("body", "")
    summary, _, rest = body.rpartition(AFTER_SUMMARY) if AFTER_SUMMARY in body else ("", "", body)
    chapters = [name for name in navigation.chapters if _kind(app, name) is Kind.CHAPTER]
    context.update(
        page=page,
        place=place,
        navigation=navigation,
        icons=icons,
        language=(app.config.language or "en").replace("_", "-"),
        summary=Markup(summary),
        rest=Markup(rest),
        minutes=minutes_to_read(words_of(doctree)) if doctree is not None else 0,
        chapter=chapters.index(pagename) + 1 if pagename in chapters else None,
        chapters=len(chapters),
        eyebrow=_eyebrow(page),
        sections=_listed_sections(doctree),
        terms=list(_terms(app, doctree)) if doctree is not None else [],
        banners=ages.banners(page, today_of(app)),
        age_script=Markup(ages.SCRIPT),
        printed=printed(Path(app.outdir), pagename),
        leaflet=partial(printed, Path(app.outdir)),
        sheet=partial(sheet, Path(app.outdir)),
        book=printed(Path(app.outdir), "handbook"),
        word_date=word_date,
    )
    context.update(_links(app, pagename, context))
    if pagename == "404":
        context["pathto"] = _from_the_root(app)
    if page is not None and context["address"]:
        context["data"] = head.structured_data(page, _TAG.sub("", context["title"]), context["address"])
    return "home.html" if pagename == app.config.root_doc else None


def words_of(doctree: nodes.document) -> int:
    """How many words there are to read: the text, without the parts that one only looks things up in.

    The options side by side are read, though they stand in tables.
    """
    looked_up = (nodes.table, nodes.comment, nodes.raw)
    count, waiting = 0, list(doctree.children)
    while waiting:
        node = waiting.pop()
        if isinstance(node, nodes.Text):
            count += len(node.split())
            continue
        classes = getattr(node, "attributes", {}).get("classes", ())
        if OPTIONS in classes or not (isinstance(node, looked_up) or NOT_READ_THROUGH.intersection(classes)):
            waiting += node.children
    return count


def _classes(node: nodes.Node) -> list[str]:
    return list(node["classes"]) if isinstance(node, nodes.Element) else []


def _kind(app: Sphinx, name: str) -> Kind | None:
    page = evidence_of(app).pages.get(name)
    return page.kind if page else None


def _eyebrow(page: Page | None) -> str:
    """A study stands under its kind and year; other pages under their part."""
    if not isinstance(page, Study):
        return ""
    return f"Study, {page.years.published[:4]}" if page.years.published else "Study"


def _listed_sections(doctree: nodes.document | None) -> list[tuple[str, str]]:
    sections = sections_of(doctree) if doctree is not None else []
    return sections if len(sections) >= FEWEST_SECTIONS else []


def _terms(app: Sphinx, doctree: nodes.document) -> Iterator[tuple[str, str, str]]:
    """The terms that a page opens in place, each once: the id of its meaning, its name, its meaning."""
    known = evidence_of(app).terms
    for slug, target in terms_of(doctree).items():
        if slug in known:
            yield target, known[slug].term, known[slug].meaning


def _links(app: Sphinx, pagename: str, context: dict[str, Any]) -> dict[str, str]:
    """Addresses that lead out of a page: its own in full, where to edit it, where to report a mistake."""
    repository = context["theme_repository_url"].rstrip("/")
    source = f"{context['theme_docs_path']}/{pagename}.md"
    is_ours = pagename in app.env.all_docs
    return {
        "address": f"{app.config.html_baseurl.rstrip('/')}/{pagename}.html" if app.config.html_baseurl else "",
        "edit": f"{repository}/edit/{context['theme_repository_branch']}/{source}" if repository and is_ours else "",
        "report": f"{repository}/issues/new?title={quote(f'A mistake on the page {pagename}')}" if repository else "",
        "site": app.config.html_baseurl,
    }


def _from_the_root(app: Sphinx) -> Any:
    """Links for the page that a server shows at any address: whole paths, from the site's own folder."""
    base = urlsplit(app.config.html_baseurl).path.rstrip("/")

    def pathto(page: str, resource: bool = False) -> str:
        return f"{base}/{page}" if resource else f"{base}/{builder_of(app).get_target_uri(page)}"

    return pathto


def finish_page(html: str) -> str:
    """Press a written page; give it the style sheet that it needs and the policy that allows just that."""
    style = sheet_for(html)
    policy = head.security_policy(style, ages.SCRIPT, own_scripts=LOADS_SCRIPT in html, forms="<form" in html)
    return press_markup(html).replace("@POLICY@", policy, 1).replace("@STYLE@", style, 1).strip() + "\n"


def _keep_templates(app: Sphinx) -> None:
    """Keep the compiled templates beside the doctrees; jinja compiles one that changed anew."""
    if is_website(app):
        folder = Path(app.doctreedir, "templates")
        folder.mkdir(exist_ok=True)
        templates: Any = builder_of(app).templates
        templates.environment.bytecode_cache = FileSystemBytecodeCache(str(folder))


def _finish_templates(app: Sphinx) -> None:
    """Let every page pass through `finish_page` on its way from the template to the file."""
    if not is_website(app):
        return
    templates: Any = builder_of(app).templates
    render = templates.render

    def render_and_finish(template: str, context: dict[str, Any]) -> str:
        html: str = render(template, context)
        return finish_page(html) if "@STYLE@" in html else html

    templates.render = render_and_finish


def made_pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """The pages that the theme makes: all pages on one, search, and the page for addresses that do not exist."""
    if not is_website(app):
        return
    descriptions = {name: page.description for name, page in evidence_of(app).pages.items()}
    for name, (title, made_for) in MADE.items():
        context = {"title": title, "body": "", "made_for": made_for, "descriptions": descriptions}
        yield name, context, f"{name}.html"


def setup_pages(app: Sphinx) -> None:
    """Register what fills the templates and what makes the theme's own pages."""
    app.connect("builder-inited", _keep_templates)
    app.connect("builder-inited", _finish_templates)
    app.connect("html-page-context", add_to_page)
    app.connect("html-collect-pages", made_pages)
