"""Charts: their geometry, their words, and how they come out of a build."""
