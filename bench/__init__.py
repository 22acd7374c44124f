"""Measurements of the handbook, and of others beside it. None of this is a test: a busy machine fails nothing here."""
