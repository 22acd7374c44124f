"""The handbook's signs: the mark, the printer and the three doors. One language with the charts: rings and marks."""

from __future__ import annotations

from markupsafe import Markup

_RING = '<path d="M26.8 13.7A11 11 0 1 1 16.4 5"/>'
_SIGNS = {
    "what": f'{_RING}<circle cx="23.2" cy="7.5" r="2.4" fill="currentColor"/>',
    "who": '<path d="M5 27A11 11 0 0 1 27 27"/><circle cx="16" cy="8" r="4.6" fill="currentColor"/>',
    "risk": '<circle cx="16" cy="16" r="12"/><path d="M16 9.5v7"/><circle cx="16" cy="22.4" r=".6"/>',
}
DOORS = ("what", "who", "risk")
"""The signs of the three doors of the home page, in their order."""

MARK = Markup(
    '<svg viewBox="0 0 32 32" aria-hidden="true" fill="none" stroke="currentColor" width="2rem" stroke-width="4"'
    ' stroke-linecap="round"><path d="M26.8 13.7A11 11 0 1 1 16.4 5"/><circle cx="23.2" cy="7.5" r="2"/></svg>'
)
PRINTER = Markup(
    '<svg viewBox="0 0 24 24" aria-hidden="true" fill="none" stroke="currentColor" width="1.2em" stroke-width="2">'
    '<path d="M7 9V3h10v6M7 17H4V9h16v8h-3M7 14h10v7H7z"/></svg>'
)


def icon(name: str) -> str:
    """A sign as SVG, for eyes only: what it says also stands in words beside it."""
    return (
        '<svg viewBox="0 0 32 32" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="3.5"'
        f' stroke-linecap="round">{_SIGNS[name]}</svg>'
    )
