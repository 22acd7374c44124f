"""How the handbook measures up to published standards: the score sheets, and the states worked out for them.

Nothing here knows Sphinx, and nothing knows the checks: their codes and standards are handed in.
"""

from .known import Known
from .reading import FOLDER, read_sheets
from .sheets import Criterion, Part, People, Scale, Sheet, State
from .states import Judge, Verdict, proof_in_words, rated, tally

__all__ = [
    "FOLDER",
    "Criterion",
    "Judge",
    "Known",
    "Part",
    "People",
    "Scale",
    "Sheet",
    "State",
    "Verdict",
    "proof_in_words",
    "rated",
    "read_sheets",
    "tally",
]
