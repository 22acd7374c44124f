"""Marks as a viewer of PDFs shows them. One left out the last of each row, where the file itself held them all."""

from __future__ import annotations

import io

import numpy as np
import pypdfium2
import pytest
import typst
from numpy.typing import NDArray
from scipy import ndimage  # type: ignore[import-untyped,unused-ignore]

from hsct_handbook.charts.people import draw_people, people_of

from .figures import figure

_DARK = 128
"""Of 255: darker is a mark."""


def seen(svg: str) -> NDArray[np.bool_]:
    """Which pixels of a drawing are dark, set by Typst and shown by the viewer that is in Chrome."""
    source = '#set page(width: 13cm, height: auto)\n#image(bytes(sys.inputs.svg), format: "svg", width: 100%)'
    pdf = typst.compile(source.encode(), format="pdf", sys_inputs={"svg": svg})
    picture = pypdfium2.PdfDocument(io.BytesIO(pdf))[0].render(scale=4, grayscale=True).to_numpy()
    return np.asarray(picture.squeeze() < _DARK)


def marks_in(dark: NDArray[np.bool_]) -> tuple[int, int]:
    """How many solid marks and how many rings there are: a ring is light in its middle."""
    labels, count = ndimage.label(dark)
    middles = [tuple((side.start + side.stop) // 2 for side in box) for box in ndimage.find_objects(labels)]
    solid = sum(bool(dark[middle]) for middle in middles)
    return solid, count - solid


@pytest.mark.parametrize(("count", "of"), [(5, 364), (3, 55), (188, 240), (48, 1000), (1, 1), (0, 30), (30, 30)])
def test_a_viewer_shows_a_mark_for_each_person(count: int, of: int) -> None:
    drawing = draw_people(people_of(figure(count=count, of=of)), "it did", "it did not")
    assert marks_in(seen(drawing.alone())) == (count, of - count)
