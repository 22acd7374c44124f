"""A light start leaves out what a build does not need, and leaves Sphinx as it was."""

from __future__ import annotations

from sphinx import application

from hsct_handbook.light import light_start

LINK_CHECKER = "sphinx.builders.linkcheck"


def test_sphinx_has_its_link_checker_again_afterwards() -> None:
    before = application.builtin_extensions
    assert LINK_CHECKER in before
    with light_start():
        assert LINK_CHECKER not in application.builtin_extensions
    assert application.builtin_extensions == before
