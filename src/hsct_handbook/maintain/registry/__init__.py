"""Trials as the public registers have them now, held against what the handbook says.

`records` is what every register's answer becomes; `clinicaltrials` and `isrctn` read theirs; `asking` is the careful
HTTP client; `comparison` finds what differs; `patch` writes it as a change of the front matter; `report` tells.
Nothing here writes a page: a person reads the patch, and applies it.
"""
