"""The settings in conf.py: each fault is told with its line, and what is right is let pass."""

from __future__ import annotations

import pytest

from .conftest import Handbook


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ('handbook_today = "26/11/2026"', "“26/11/2026” is no day; write it as 2026-11-26"),
        ('html_baseurl = "handbook"', "“handbook” is no address; write it as https://"),
        (
            "print_not_in_handbok = {}",
            "there is no setting “print_not_in_handbok”; did you mean “print_not_in_handbook”?",
        ),
    ],
)
def test_a_wrong_setting_is_told_with_its_line(handbook: Handbook, setting: str, said: str) -> None:
    conf = handbook.docs / "conf.py"
    text = conf.read_text(encoding="utf-8")
    conf.write_text(f"{text}\n{setting}\n", encoding="utf-8")
    outcome = handbook.build()
    assert not outcome.ok
    name = setting.partition(" ")[0]
    line = next(number for number, one in enumerate(conf.read_text().split("\n"), 1) if one.startswith(name))
    assert f"conf.py:{line}: {said}" in outcome.warnings


def test_a_setting_that_names_no_page_is_told(handbook: Handbook) -> None:
    conf = handbook.docs / "conf.py"
    conf.write_text(conf.read_text(encoding="utf-8") + 'print_not_in_handbook = {"frst": "x"}\n', encoding="utf-8")
    handbook.builder = "print"
    outcome = handbook.build()
    assert not outcome.ok
    assert "print_not_in_handbook names a page that is not there: “frst”" in outcome.warnings


def test_settings_of_ones_own_are_let_be(handbook: Handbook) -> None:
    conf = handbook.docs / "conf.py"
    conf.write_text(conf.read_text(encoding="utf-8") + "our_years = 3\n", encoding="utf-8")
    assert handbook.build().ok


def test_a_link_that_leads_round_stops_the_build_before_it_begins(handbook: Handbook) -> None:
    (handbook.docs / "loop").symlink_to(".")
    outcome = handbook.build()
    assert not outcome.ok
    assert "[handbook.file-link]" in outcome.warnings
    assert not outcome.read
