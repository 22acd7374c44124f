"""A page as the checks see it: what is prose, what is not, and on which line each piece stands."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from hsct_handbook.checks.source import EXTENSIONS, MASK, PageSource, parse_body, readable
from hsct_handbook.checks.text import beginning, count_words, sentences
from hsct_handbook.evidence.frontmatter import FrontMatter, parse

HEAD = "---\nkind: chapter\n---\n"


def page(body: str) -> PageSource:
    front: FrontMatter = parse(HEAD + body)
    return PageSource("page", Path("docs/page.md"), Path("docs/page.md"), front, None, parse_body(front))


def prose(body: str) -> list[tuple[str, int, str]]:
    return [(block.kind, block.line, block.masked.text) for block in page(body).prose]


def test_paragraphs_lists_and_tables() -> None:
    body = (
        "# Title\n\nOne\ntwo.\n\n- Item\n  more\n\n1. Step\n\n"
        "| a | b |\n|---|---|\n| c | d |\n\n> Said.\n\nTerm\n: Meaning\n"
    )
    assert prose(body) == [
        ("heading", 4, "Title"),
        ("paragraph", 6, "One two."),
        ("item", 9, "Item more"),
        ("item", 12, "Step"),
        ("cell", 14, "a"),
        ("cell", 14, "b"),
        ("cell", 16, "c"),
        ("cell", 16, "d"),
        ("paragraph", 18, "Said."),
        ("paragraph", 20, "Term"),
        ("paragraph", 21, "Meaning"),
    ]


def test_what_readers_do_not_read_is_left_out() -> None:
    body = 'In {fact}`a.b\nshort` {cite}`key` *got* [better](page.md "title") `code` {abbr}`MS <long>`.\n% comment 3%\n'
    assert prose(body) == [("paragraph", 4, f"In {MASK}  got better  MS.")]


def test_lines_within_a_paragraph() -> None:
    (block,) = page("One\ntwo {fact}`a.b`\nthree four\n").prose
    text = block.masked
    assert [text.line_at(text.text.index(word)) for word in ("One", "two", MASK, "three", "four")] == [4, 5, 5, 6, 6]


def test_boxes_are_read_and_their_options_are_not() -> None:
    body = (
        "::::{admonition} A *title*\n:class: urgent 40%\n\nInside.\n\n:::{note}\nDeeper.\n:::\n::::\n\n"
        "```{facts-table} a.b\n---\ncaption: What {fact}`a.b` says\nclass: x\n---\n```\n\n"
        "```python\ncode 3%\n```\n\nAfter.\n"
    )
    assert prose(body) == [
        ("title", 4, "A title"),
        ("paragraph", 7, "Inside."),
        ("paragraph", 10, "Deeper."),
        ("title", 16, f"What {MASK} says"),
        ("paragraph", 25, "After."),
    ]
    assert [(found.name, found.argument, found.line) for found in page(body).directives] == [
        ("admonition", "A *title*", 4),
        ("note", "", 9),
        ("facts-table", "a.b", 14),
    ]


def test_sections_and_headings() -> None:
    body = (
        "# Title\n\n## One\n\nText.\n\n:::{note}\n## Not a section\nText.\n:::\n\n"
        "### Part of *one*\n\n## [Two](x.md)\n\nMore.\n"
    )
    source = page(body)
    assert [(heading.level, heading.text, heading.line) for heading in source.headings] == [
        (1, "Title", 4),
        (2, "One", 6),
        (3, "Part of one", 15),
        (2, "Two", 17),
    ]
    assert source.headings[3].markup == ("a link",)
    assert [block.section for block in source.prose if block.kind == "paragraph"] == ["One", "One", "Two"]
    assert source.title is not None
    assert source.title.text == "Title"
    assert source.last_line == 19


def test_links_images_and_html() -> None:
    body = (
        "See [the *page*](a.md)\nor <https://x.org>. ![What it\nshows](b.png) <b>bold</b>\n\n<div>\n\n"
        ":::{figure} c.png\n:alt: Else\n\nBelow.\n:::\n"
    )
    source = page(body)
    assert [(link.href, link.text, link.line, link.auto) for link in source.links] == [
        ("a.md", "the page", 4, False),
        ("https://x.org", "https://x.org", 5, True),
    ]
    assert [(image.src, image.alt, image.line) for image in source.images] == [
        ("b.png", "What it\nshows", 5),
        ("c.png", "Else", 10),
    ]
    assert [text for _, text in source.html] == ["<b>", "</b>", "<div>"]
    assert source.prose[-1].masked.text == "Below."


def test_lists_by_themselves_are_counted() -> None:
    body = "## In brief\n\n- One\n- Two\n  - Inner\n- Three\n\n:::{note}\n- Not counted\n:::\n"
    assert [(block.section, block.items, block.line) for block in page(body).lists] == [("In brief", 3, 6)]


def test_a_body_that_starts_with_a_rule() -> None:
    assert prose("---\nTitle: 3\n---\n") == [("heading", 5, "Title: 3")]


@pytest.mark.parametrize(
    "text", ["", "\n\n\n", "%", ":::{", "```{note}", "{fact}`", "- " * 50 + "x", ":" * 500 + "{note}\nx"]
)
def test_odd_bodies_are_read(text: str) -> None:
    source = page(text)
    assert source.last_line >= 1
    list(source.prose)


def test_nested_boxes_have_an_end() -> None:
    deep = "".join(f"{':' * (60 - depth)}{{note}}\n" for depth in range(40)) + "3% inside\n"
    assert len(page(deep).directives) < 40


def test_readable_text_of_roles() -> None:
    assert readable("words <target>") == "words"
    assert readable("target") == "target"
    assert readable("<target>") == "<target>"


def test_sentences() -> None:
    text = "One. Two, e.g. this one! “Three?” Dr. X had 1.5 points. It was J. Smith … and more. 4 people."
    assert [sentence for _, sentence in sentences(text)] == [
        "One.",
        "Two, e.g. this one!",
        "“Three?”",
        "Dr. X had 1.5 points.",
        "It was J. Smith … and more.",
        "4 people.",
    ]
    assert [text[start:].startswith(sentence) for start, sentence in sentences(text)] == [True] * 6
    assert list(sentences("  ")) == []


def test_words() -> None:
    assert count_words("One – two: 3 out of 4 people (a-b).") == 8
    assert beginning("One two three.", 2) == "One two …"
    assert beginning("One two.", 2) == "One two."


def test_the_extensions_are_those_of_the_build() -> None:
    conf = ast.parse((Path(__file__).parents[2] / "docs" / "conf.py").read_text(encoding="utf-8"))
    settings = {
        node.targets[0].id: ast.literal_eval(node.value)
        for node in conf.body
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and node.targets[0].id.startswith("myst_")
    }
    assert set(settings["myst_enable_extensions"]) == EXTENSIONS
