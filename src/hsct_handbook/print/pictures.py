"""Images as Typst, and what is wrong with them."""

from __future__ import annotations

import hashlib
import io
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from .typst_text import string, strings

if TYPE_CHECKING:
    from docutils.nodes import Element

    from .page import Page

_KINDS = {".svg", ".png", ".jpg", ".jpeg"}


def picture(page: Page, node: Element) -> str:
    """An image with its text alternative. One without is a fault: some readers would get nothing."""
    uri = str(node.get("uri", ""))
    alt = str(node.get("alt", "")).strip()
    if not alt:
        page.tell(
            node,
            "image-without-text",
            f"the image {uri} has no alternative text",
            "say what it shows: ![what it shows](file.svg)",
        )
        return ""
    path = page.site.images(uri)
    if path is None or not path.is_file():
        page.tell(node, "image-missing", f"the image {uri} isn't there", "check its name, or add the file under docs/")
        return ""
    if path.suffix.lower() not in _KINDS:
        page.tell(node, "image-kind", f"print can't set {uri}", "use SVG, PNG or JPEG")
        return ""
    name = _name(path)
    page.images[name] = path
    return f"#picture({string(f'/images/{name}')}, {string(alt)});"


def chart_marks(page: Page, node: Element) -> str:
    """The marks of a chart, or one of them as a sign in a line of text. The words beside them stand in the page."""
    source = string(str(node["svg"]))
    if node["sign"]:
        return f"#chart-sign({source});"
    ends = f", ends: {strings(node['ends'])}" if node["ends"] else ""
    return f"#chart-marks({source}, {string(str(node['alt']))}, {node['widest'] or 'none'}{ends});"


def _name(path: Path) -> str:
    """A name that changes when the image does."""
    return hashlib.blake2b(path.read_bytes(), digest_size=10).hexdigest() + path.suffix.lower()


@cache
def qr_code(url: str) -> str:
    """A code that phones read, as SVG. The paper's white around it stands in for its own margin, but for 2 modules."""
    import segno  # only what is due to be set anew needs it

    code = io.BytesIO()
    segno.make(url, error="m", micro=False).save(code, kind="svg", xmldecl=False, svgns=True, border=2, dark="#14201f")
    return code.getvalue().decode()
