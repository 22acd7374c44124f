"""Pressing a written page: HTML lets it leave out what browsers put back by themselves.

Line ends beside blocks, end tags that the next tag implies, and quotes around values of one word go. What a reader
sees or hears stays, and so does text that is shown or run as it is written. Between two paragraphs and in lists of
terms the line end stays: programs that take just the text from a page would else join their words.
"""

from __future__ import annotations

import re

_AS_WRITTEN = re.compile(r"(<(?:pre|script|textarea)\b.*?</(?:pre|script|textarea)>)", re.DOTALL)
_BLOCK = (
    r"(?:!doctype|article|body|caption|d[lt]|details|dialog|div|fieldset|figcaption|figure|footer|form|h[1-6]|head|header"
    r"|html|legend|li|link|main|meta|nav|[ou]l|section|style|summary|table|t[dhr]|tbody|thead|title)\b"
)
_BEFORE_BLOCK = re.compile(rf"(?<!<dd><ul>)\n(?=</?{_BLOCK})")
_IMPLIED = re.compile(r"</(?:li|d[dt]|t[dhr]|tbody|thead|option|head|body|html)>")
_PARAGRAPH = re.compile(
    r"</p>(?=\n<p\b|<(?:p|[ou]l|dl|h[1-6]|div|table|form)\b"
    r"|</(?:dd|details|dialog|div|figcaption|figure|li|main|nav|section|td|th)>)"
)
_QUOTED = re.compile(r"""(?<!http-equiv)="([^\s"'=<>`@]+)"(?=[ >])""")
"""But for the policy, which the live preview finds by its whole mark."""


def press_markup(html: str) -> str:
    """A page without the marks that it can do without."""
    parts = _AS_WRITTEN.split(html)
    return "".join(part if at % 2 else _press(part) for at, part in enumerate(parts))


def _press(html: str) -> str:
    html = _BEFORE_BLOCK.sub("", "\n".join(filter(None, map(str.strip, html.split("\n")))))
    return _QUOTED.sub(r"=\1", _IMPLIED.sub("", _PARAGRAPH.sub("", html)))
