"""What a proposed change does, for people: the pages and figures that change, and what is wrong with it.

`snapshot` reads one state of the handbook, `changes` compares two, `words` tells. Nothing here trusts what it reads:
the proposal may come from anyone.
"""
