"""Unit tests: each part by itself, in milliseconds."""
