"""Tests of the built website, in a real browser."""  # noqa: A005 (nobody imports the standard library's `site` from here)
