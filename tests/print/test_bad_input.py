"""What an author can get wrong on paper: each is told with its place and with what to do."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from .small_handbook import SmallHandbook, chapter, study

_PARAGRAPH = "Here are ten words that stand in a long row. " * 5 + "\n\n"
_WIDE = "Immunoglobulinpreparation"


@dataclass(frozen=True)
class Bad:
    """A page with one fault, the words that must tell of it, and the text on whose line it stands."""

    body: str
    message: str
    remedy: str
    at: str
    files: tuple[tuple[str, str], ...] = ()


SVG = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><circle cx='4' cy='4' r='4'/></svg>"
CASES = {
    "missing-image": Bad(
        "## Part\n\n![A ring](nowhere.svg)\n", "nowhere.svg isn't there", "check its name", "![A ring"
    ),
    "svg-without-alt": Bad(
        "## Part\n\n![](ring.svg)\n",
        "ring.svg has no alternative text",
        "say what it shows",
        "![](",
        (("ring.svg", SVG),),
    ),
    "raw-html": Bad("## Part\n\n<div>Words</div>\n", "raw html can't be printed", "write it in Markdown", "<div>"),
    "wide-table": Bad(
        f"## Part\n\n{'| ' + ' | '.join([_WIDE] * 5) + ' |'}\n{'|---' * 5}|\n{'| a ' * 5}|\n",
        "the table is wider than the page: its 5 columns",
        "turn it round, split it",
        f"| {_WIDE}",
    ),
    "long-section": Bad(
        f"## Part\n\n{_PARAGRAPH * 60}",
        "this section runs for 3,000 words without a break",
        "put a ### heading",
        "## Part",
    ),
    "emoji": Bad("## Part\n\nAll is well.\n\nA smile 😀 here.\n", "has “😀”", "say it in words", "A smile"),
    "script": Bad("## Part\n\nWords 日本 here.\n", "no typeface of the handbook has", "say it in words", "Words 日本"),
    "link-in-heading": Bad(
        "## See [the web](https://example.org)\n\nWords.\n",
        "“See the web” holds a link",
        "into the text below",
        "## See",
    ),
    "unknown-node": Bad(
        "## Part\n\n:::{unheard-of}\n:::\n", "no form for “unheard_of”", "teach hsct_handbook/print", ":::{unheard-of}"
    ),
    "footnote": Bad(
        "## Part\n\nWords.[^1]\n\n[^1]: A note.\n", "no room for footnotes", "put the note into the text", "Words.[^1]"
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_fault_is_told_with_its_place_and_a_remedy(name: str, handbook: SmallHandbook) -> None:
    case = CASES[name]
    page = chapter("A page", case.body)
    for file, text in case.files:
        (handbook.docs / file).write_text(text, encoding="utf-8")
    handbook.write({"bad": page, "good": chapter("A good page")})
    printed = handbook.print()
    line = page[: page.index(case.at)].count("\n") + 1
    told = [text for text in printed.told.splitlines() if case.message in text]
    assert told, printed.told
    assert f"bad.md:{line}:" in told[0]
    assert case.remedy in told[0]
    assert printed.error is not None
    assert "There are no earlier PDFs" in printed.error
    assert printed.files == set()


def test_a_study_that_needs_a_third_side_says_what_to_do(handbook: SmallHandbook) -> None:
    body = "".join(f"## Part {number}\n\n{_PARAGRAPH * 8}" for number in range(6))
    handbook.write({"trials/long": study("Long", body)})
    printed = handbook.print()
    assert "trials/long.md:1: WARNING: trials-long.pdf needs 3 sides and has 2; shorten it" in printed.told
    draft = handbook.folder / "trees" / "print-drafts" / "trials-long.pdf"
    assert str(draft) in printed.told
    assert draft.is_file()


def test_a_page_may_be_given_more_sides_with_a_reason(handbook: SmallHandbook) -> None:
    body = "".join(f"## Part {number}\n\n{_PARAGRAPH * 8}" for number in range(6))
    handbook.write({"trials/long": study("Long", body)})
    printed = handbook.print(print_more_sides={"trials/long": (3, "it is a test")})
    assert printed.error is None
    assert "trials-long.pdf" in printed.files
