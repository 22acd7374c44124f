"""The maintainer's tools: seeing an edit at once, starting a page, and finding out what has grown old.

Each module is one command with its own `--help`; the Makefile is their front door. Nothing here is part of a build:
the website and the PDFs come out the same without this package.
"""
