"""The last step of a PDF: what Typst leaves to others, and small files."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import pikepdf

from .accessibility import mark_row_headers
from .places import Spot, link_places, name_places


def finish(pdf: bytes, places: Mapping[str, Spot]) -> bytes:
    """Give a PDF from Typst its links within itself and the headers of its rows. The same bytes give the same bytes.

    Raises PlaceUnknown if a link leads to a place that is not in it.
    """
    pdf = link_places(pdf, places)
    with _opened(pdf) as document:
        name_places(document, places)
        mark_row_headers(document, pdf)
        out = io.BytesIO()
        document.save(
            out,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
            recompress_flate=False,
            fix_metadata_version=False,  # Typst has written both rightly
            preserve_pdfa=False,
        )
        return out.getvalue()


@contextmanager
def _opened(pdf: bytes) -> Iterator[pikepdf.Pdf]:
    """A PDF open for reading, from a file: that is faster than from a stream of Python's."""
    with tempfile.TemporaryFile() as file:
        file.write(pdf)
        with pikepdf.open(file, access_mode=pikepdf.AccessMode.mmap_only) as document:
            yield document
