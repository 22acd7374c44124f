"""The charts: from figures to marks and their text alternatives. Nothing here knows docutils or Sphinx.

A solid mark is a person something happened to, a ring one it did not. A dot is the best estimate, a line how far off
it may be. Marks are SVG without any text in it; the words beside them are the page's.
"""

from .counted import Step, bar, steps_of
from .drawing import Drawing, Undrawable
from .estimates import Estimate, draw_estimate, estimate_of, where_it_lies
from .grouping import Group, group_figures
from .people import People, draw_people, people_of, sign, words_for
from .scale import Scale, death_scale, narrow_death_scale, scale_for
from .timelines import Duration, Span, draw_duration, draw_span, draw_step, duration_of, years_around

__all__ = [
    "Drawing",
    "Duration",
    "Estimate",
    "Group",
    "People",
    "Scale",
    "Span",
    "Step",
    "Undrawable",
    "bar",
    "death_scale",
    "draw_duration",
    "draw_estimate",
    "draw_people",
    "draw_span",
    "draw_step",
    "duration_of",
    "estimate_of",
    "group_figures",
    "narrow_death_scale",
    "people_of",
    "scale_for",
    "sign",
    "steps_of",
    "where_it_lies",
    "words_for",
    "years_around",
]
