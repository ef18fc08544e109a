"""Papers onto a printer, page by page, with progress."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from yihu.base.errors import UserError
from yihu.base.i18n import N_
from yihu.base.progress import Progress
from yihu.ui.printing.paper_pages import count_pages, render_page

_SHARPEST = 300


class PrinterRefused(UserError):
    """The printer, or its driver, did not take the work."""

    code = "printer-refused"
    message = N_("The printer didn't take the papers.")
    advice = N_("Look whether it is switched on and has paper, or save the plans as PDF. Nothing was lost.")


def make_printer() -> QPrinter:
    """A printer set to A4, upright, without margins of its own: the paper has its margins."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    printer.setFullPage(True)
    return printer


def print_papers(
    printer: QPrinter, ids: Sequence[str], paper: Callable[[str], bytes], progress: Progress
) -> int:
    """Print each paper's pages one after the other; how many pages. Raises PrinterRefused, Cancelled."""
    painter = QPainter()
    if not painter.begin(printer):
        raise PrinterRefused
    sheets = 0
    try:
        for done, one in enumerate(ids):
            progress.step(done, len(ids))
            sheets += _print_one(printer, painter, paper(one), first=sheets == 0)
        progress.step(len(ids), len(ids))
    finally:
        painter.end()
    return sheets


def _print_one(printer: QPrinter, painter: QPainter, pdf: bytes, *, first: bool) -> int:
    pages = count_pages(pdf)
    sharpness = min(printer.resolution(), _SHARPEST)
    for number in range(pages):
        if not (first and number == 0) and not printer.newPage():
            raise PrinterRefused
        painter.drawImage(QRectF(painter.viewport()), render_page(pdf, number, sharpness))
    return pages
