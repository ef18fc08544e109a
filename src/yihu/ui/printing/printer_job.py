"""Papers onto a printer, page by page, with progress."""

from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from yihu.base.errors import UserError
from yihu.base.i18n import N_
from yihu.base.progress import Progress
from yihu.ui.printing.paper_pages import count_pages, page_size_pt, render_page

_SHARPEST = 300
_LONGER_THAN_A4_PT = 850.0
_ROUNDING_PX = 20
_ORIENTATIONS = {False: QPageLayout.Orientation.Portrait, True: QPageLayout.Orientation.Landscape}


class PrinterRefused(UserError):
    """The printer, or its driver, did not take the work."""

    code = "printer-refused"
    message = N_("The printer didn't take the papers.")
    advice = N_("Look whether it is switched on and has paper, or save the plans as PDF. Nothing was lost.")


Job = TypeVar("Job")


def make_printer(pdf: bytes | None = None) -> QPrinter:
    """A printer set to the paper of a PDF's first page (A4 upright without one).

    Without margins of its own: the paper has its margins. How many pages go on a sheet, and whether on both sides,
    the person says in the system's dialog.
    """
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setFullPage(True)
    wide, size = _size_of(pdf) if pdf else (False, QPageSize.PageSizeId.A4)
    printer.setPageSize(QPageSize(size))
    printer.setPageOrientation(_ORIENTATIONS[wide])
    return printer


def _size_of(pdf: bytes) -> tuple[bool, QPageSize.PageSizeId]:
    width, height = page_size_pt(pdf, 0)
    large = max(width, height) > _LONGER_THAN_A4_PT
    return width > height, QPageSize.PageSizeId.A3 if large else QPageSize.PageSizeId.A4


class Printed(NamedTuple):
    """How many pages went to the printer, and how many had no paper."""

    pages: int
    left_out: int


def print_papers(
    printer: QPrinter, ids: Sequence[Job], paper: Callable[[Job], bytes], progress: Progress
) -> Printed:
    """Print each paper's pages one after the other; who has none (`paper` gives no bytes) is left out.

    The printer hears of the work with its first page: nothing to print wastes no sheet.

    Raises:
        PrinterRefused, Cancelled.
    """
    painter = QPainter()
    pages = left_out = 0
    try:
        for done, one in enumerate(ids):
            progress.step(done, len(ids))
            pdf = paper(one)
            if not pdf:
                left_out += 1
                continue
            if not painter.isActive() and not painter.begin(printer):
                raise PrinterRefused
            pages += _print_one(printer, painter, pdf, first=pages == 0)
        progress.step(len(ids), len(ids))
    finally:
        if painter.isActive():
            painter.end()
    return Printed(pages=pages, left_out=left_out)


def _print_one(printer: QPrinter, painter: QPainter, pdf: bytes, *, first: bool) -> int:
    pages = count_pages(pdf)
    sharpness = min(printer.resolution(), _SHARPEST)
    for number in range(pages):
        width, height = page_size_pt(pdf, number)
        if not (first and number == 0):
            printer.setPageOrientation(_ORIENTATIONS[width > height])
            if not printer.newPage():
                raise PrinterRefused
        painter.drawImage(_fitted(painter, width / height), render_page(pdf, number, sharpness))
    return pages


def _fitted(painter: QPainter, proportion: float) -> QRectF:
    """The largest place of these proportions on the printer's sheet, in its middle."""
    sheet = QRectF(painter.viewport())
    width = min(sheet.width(), sheet.height() * proportion)
    height = width / proportion
    if abs(sheet.width() - width) < _ROUNDING_PX and abs(sheet.height() - height) < _ROUNDING_PX:
        return sheet
    return QRectF((sheet.width() - width) / 2, (sheet.height() - height) / 2, width, height)
