"""Whatever an author types comes out as typed."""

from __future__ import annotations

import json
import string as letters

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from hsct_handbook.print.typst_text import NO_BREAK, array, escape, label, shown_address, string, tied

_TYPED = st.text(alphabet=letters.ascii_letters + letters.digits + letters.punctuation + " \n–’“”…£é", max_size=60)
_READ_BACK = """#set smartquote(enabled: false)
#let typed(it) = if it.has("text") { it.text } else if it.has("children") { it.children.map(typed).join() } else { " " }
#metadata(typed([x%sx])) <it>
"""


@settings(max_examples=50, deadline=None)
@given(_TYPED)
def test_text_stays_as_typed(text: str) -> None:
    source = _READ_BACK % escape(text)
    found = json.loads(typst.query(source.encode(), "<it>", field="value", one=True, ignore_system_fonts=True))
    assert found.split() == f"x{text}x".split()


def test_strings_and_arrays() -> None:
    assert string('say "a\\b"\n') == '"say \\"a\\\\b\\"\\n"'
    assert array([]) == "()"
    assert array(["1"]) == "(1, )"


def test_labels_are_plain_and_tell_pages_apart() -> None:
    assert label("trials/mist") == "trials.mist--"
    assert label("trials/mist", "what was found") == "trials.mist--what.was.found"


def test_addresses_are_shown_as_people_type_them() -> None:
    assert shown_address("https://www.example.org/") == "example.org"
    long = shown_address("https://handbook.example.org/trials/canadian-trial-atkins.html")
    assert long == "handbook.example.org/trials/canadian-trial-atkins.html"


@pytest.mark.parametrize(
    "text",
    [
        "call 0808~800~8000 or +44~207~946 0000",
        "from 20~September~2005 to 7~July, and in November~2026",
        "about 87~out~of~100 people (likely range 66 to 81)",
        "359~out~of~364 people",
        "200~mg/kg and 6~mg/kg, at~5~years, after 1.5~hours",
        "5 or 6 people, 12 yearsome",
    ],
)
def test_what_is_taken_in_at_once_stands_on_one_line_and_no_more(text: str) -> None:
    loose, glued = text.replace("~", " "), text.replace(" ", NO_BREAK).replace("~", NO_BREAK)
    assert tied(loose).replace(NO_BREAK, "~") == text
    assert tied(glued).replace(NO_BREAK, "~") == text
