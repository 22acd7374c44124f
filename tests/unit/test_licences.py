"""What ships and what built it are listed with their licences."""

from __future__ import annotations

from email.message import Message
from importlib.metadata import requires

import pytest
from packaging.requirements import Requirement

from hsct_handbook.theme.licences import UNKNOWN, licence_of, licences, packages_used


def test_every_package_that_a_build_needs_is_listed_with_its_licence() -> None:
    listed = {name.replace("_", "-"): licence for name, _, licence in packages_used()}

    wanted = {Requirement(line).name for line in requires("hsct-handbook") or ()}
    assert wanted <= listed.keys()
    assert "docutils" in listed, "what Sphinx needs is needed"
    assert "pytest" not in listed, "tests are no part of a build"
    assert UNKNOWN not in listed.values()


def test_fonts_are_listed_with_the_text_of_their_licence() -> None:
    text = licences()

    assert "AtkinsonHyperlegibleNext-700-italic.ttf: SIL Open Font License 1.1" in text
    assert "The fonts, including any derivative works, can be bundled" in " ".join(text.split())


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"License-Expression": "MIT", "License": "other"}, "MIT"),
        ({"License": "BSD-3-Clause"}, "BSD-3-Clause"),
        ({"License": "Copyright\nAll of it", "Classifier": "License :: OSI Approved :: BSD License"}, "BSD License"),
        ({"Classifier": "Topic :: Text"}, UNKNOWN),
    ],
)
def test_a_licence_is_named_as_the_package_names_it(fields: dict[str, str], named: str) -> None:
    about = Message()
    for name, value in fields.items():
        about[name] = value

    assert licence_of(about) == named
