"""A PDF's pages as pictures, for the preview and for printers."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

from PySide6.QtGui import QImage

POINTS_PER_INCH = 72
_lock = Lock()


@contextmanager
def _opened(pdf: bytes) -> Iterator[Any]:
    """PDFium works in one thread at a time; its module is brought in when it is first wanted."""
    import pypdfium2

    with _lock:
        document = pypdfium2.PdfDocument(pdf)
        try:
            yield document
        finally:
            document.close()


def count_pages(pdf: bytes) -> int:
    """How many pages a PDF has."""
    with _opened(pdf) as document:
        return len(document)


def page_size_pt(pdf: bytes, number: int) -> tuple[float, float]:
    """Width and height of one page, counted from 0, in points."""
    with _opened(pdf) as document:
        page = document[number]
        width, height = page.get_size()
        page.close()
    return width, height


def render_pages(pdf: bytes, dots_per_inch: float) -> Iterator[QImage]:
    """Each page as a picture of that sharpness."""
    for number in range(count_pages(pdf)):
        yield render_page(pdf, number, dots_per_inch)


def render_page(pdf: bytes, number: int, dots_per_inch: float) -> QImage:
    """One page, counted from 0, as a picture of that sharpness."""
    with _opened(pdf) as document:
        page = document[number]
        bitmap = page.render(scale=dots_per_inch / POINTS_PER_INCH, rev_byteorder=False)
        made = QImage(
            bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, _format_of(bitmap.mode)
        )
        copied = made.copy()
        bitmap.close()
        page.close()
    return copied


def _format_of(mode: str) -> QImage.Format:
    formats = {
        "BGR": QImage.Format.Format_BGR888,
        "BGRx": QImage.Format.Format_RGB32,
        "BGRA": QImage.Format.Format_ARGB32,
        "L": QImage.Format.Format_Grayscale8,
    }
    return formats[mode]
