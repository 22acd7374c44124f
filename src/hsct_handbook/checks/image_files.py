"""Whether the file of an image is what its name says, and a drawing holds no program."""

from __future__ import annotations

import re
from pathlib import Path

_SIGNATURES = {
    ".png": re.compile(rb"\x89PNG\r\n\x1a\n"),
    ".jpg": re.compile(rb"\xff\xd8\xff"),
    ".jpeg": re.compile(rb"\xff\xd8\xff"),
    ".gif": re.compile(rb"GIF8[79]a"),
    ".webp": re.compile(rb"RIFF....WEBP", re.DOTALL),
    ".svg": re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:\?xml|!--|!DOCTYPE svg|svg\b)"),
}
"""How the file of each kind of image begins."""
IMAGES = frozenset(_SIGNATURES)
"""The endings of images."""
_PROGRAM = re.compile(rb"<(?:script|foreignObject|iframe)\b|\son\w+\s*=|javascript:|<!ENTITY", re.IGNORECASE)
_ELSEWHERE = re.compile(rb"(?:href|src)\s*=\s*[\"'](?:https?:)?//|url\(\s*[\"']?(?:https?:)?//", re.IGNORECASE)


def fault_of(file: Path) -> tuple[str, str] | None:
    """What is wrong with the file of an image, and what would be right; None if nothing is."""
    try:
        raw = file.read_bytes()
    except OSError as fault:
        return f"the image cannot be read ({fault.strerror})", "check the file and its rights"
    kind = file.suffix.lower()
    if not _SIGNATURES[kind].match(raw):
        return f"what stands in {file.name[:60]} is no {kind[1:].upper()} image", "save the image anew in that form"
    if kind == ".svg" and (found := _PROGRAM.search(raw)):
        shown = found.group().decode("ascii", "replace").strip()
        return f"the drawing holds what a program is made of: {shown}", "save it as “plain SVG”, and as nothing more"
    if kind == ".svg" and _ELSEWHERE.search(raw):
        return "the drawing fetches something from elsewhere", "put into the file all that it shows"
    return None
