"""Tests of the open data, the log of changes, the feed, the study explorer and the EPUB."""
