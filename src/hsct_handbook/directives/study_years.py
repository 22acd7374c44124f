"""The years of a study in words: short for tables and charts, in full for its card."""

from __future__ import annotations

from ..evidence import Study, Years
from ..wording import word_date


def years_treated(study: Study) -> str:
    """The years in which people were treated, as far as they are known."""
    years = study.years
    first, last = (date and date[:4] for date in (years.treated_from, years.treated_to))
    if first and last:
        return first if first == last else f"{first} to {last}"
    if first:
        return f"from {first}"
    if last:
        return f"until {last}"
    return f"years of treatment not seen, published {years.published[:4]}" if years.published else "years not seen"


def dates_in_full(years: Years) -> str:
    """When people were treated and when the main report came out, as a sentence; empty where nothing is known."""
    parts = []
    if years.treated_from and years.treated_to:
        parts.append(f"{word_date(years.treated_from)} to {word_date(years.treated_to)}")
    elif years.treated_from or years.treated_to:
        side = "From" if years.treated_from else "Until"
        parts.append(f"{side} {word_date(years.treated_from or years.treated_to or '')}")
    if years.published:
        parts.append(f"{'published' if parts else 'Published'} {word_date(years.published)}")
    return f"{', '.join(parts)}." if parts else ""
