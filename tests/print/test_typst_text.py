"""Whatever an author types comes out as typed."""

from __future__ import annotations

import json
import string as letters

import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from hsct_handbook.print.typst_text import array, escape, label, shown_address, string

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
    assert long.replace("\u200b", "") == "handbook.example.org/trials/canadian-trial-atkins.html"
    assert "/\u200btrials/\u200bcanadian" in long
