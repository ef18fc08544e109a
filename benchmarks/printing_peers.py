"""The same plans as PDF by others: Qt's QPdfWriter, and reportlab as its manual shows it.

`python -m benchmarks.printing_peers qt|platypus|yihu|yihu-one COUNT` prints one JSON object: pages, seconds,
peak memory in MB.
"""

import io
import json
import os
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.figures import ROOT, peak_memory_mb
from benchmarks.sample_plans import sample_paper
from yihu.base.i18n import CHINESE
from yihu.printing import print_plan, print_plans
from yihu.printing.embedding import Fonts, form_words
from yihu.printing.plan_pages import lay_out_plan
from yihu.printing.qr import code_squares, plan_code
from yihu.printing.sheet import Sheet
from yihu.printing.words import characters_of_the_form

FONTS = ROOT / "resources" / "fonts"


class Recorder(Sheet):
    """Notes what is drawn, so that another program can draw the same."""

    def __init__(self) -> None:
        super().__init__(Fonts(form_words(*characters_of_the_form(CHINESE))))
        self.words: list[tuple[float, float, str, float, bool]] = []
        self.frames: list[tuple[float, float, float, float]] = []

    def text(self, x, baseline, text, size_pt, *, bold=False, gray=0.0, spaced_pt=0.0):  # type: ignore[no-untyped-def]
        self.words.append((x, baseline, text, size_pt, bold))

    def frame(self, x, y, width, height):  # type: ignore[no-untyped-def]
        self.frames.append((x, y, width, height))

    def line(self, x1, y1, x2, y2):  # type: ignore[no-untyped-def]
        self.frames.append((x1, y1, x2 - x1, y2 - y1))


def recorded(number: int) -> list[Recorder]:
    plan = lay_out_plan(sample_paper(number), CHINESE)
    pages = []
    for page in range(plan.count()):
        sheet = Recorder()
        plan.draw(page, sheet)
        pages.append(sheet)
    return pages


def by_yihu(count: int, folder: Path) -> tuple[int, float]:
    papers = [sample_paper(number) for number in range(count)]
    print_plan(papers[0], io.BytesIO())
    start, pages = time.perf_counter(), 0
    for number, paper in enumerate(papers):
        with (folder / f"{number}.pdf").open("wb") as file:
            pages += print_plan(paper, file)
    return pages, time.perf_counter() - start


def by_yihu_in_one(count: int, folder: Path) -> tuple[int, float]:
    papers = [sample_paper(number) for number in range(count)]
    print_plan(papers[0], io.BytesIO())
    start = time.perf_counter()
    with (folder / "all.pdf").open("wb") as file:
        pages = print_plans(papers, file)
    return pages, time.perf_counter() - start


def by_qt(count: int, folder: Path) -> tuple[int, float]:
    """Only drawing and writing: the places were found out before."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QPointF, QRectF, QSizeF
    from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication, QPageSize, QPainter, QPdfWriter

    application = QGuiApplication([])
    for name in ("NotoSansSC-Regular", "NotoSansSC-Bold", "HanaMinB"):
        QFontDatabase.addApplicationFont(str(FONTS / f"{name}.ttf"))
    plans = [(recorded(number), sample_paper(number).plan) for number in range(count)]

    def write(path: Path, pages: list[Recorder], code: str) -> None:
        writer = QPdfWriter(str(path))
        writer.setPageSize(QPageSize(QSizeF(595.28, 841.89), QPageSize.Unit.Point))
        writer.setResolution(72)
        painter = QPainter(writer)
        for number, page in enumerate(pages):
            if number:
                writer.newPage()
            for frame in page.frames:
                painter.drawRect(QRectF(*frame))
            for x, y, text, size, bold in page.words:
                font = QFont("Noto Sans SC")
                font.setPointSizeF(size)
                font.setBold(bold)
                painter.setFont(font)
                painter.drawText(QPointF(x, y), text)
        for row, runs in enumerate(code_squares(code)):
            for first, length in runs:
                painter.fillRect(QRectF(500 + first * 1.5, 58 + row * 1.5, length * 1.5, 1.5), 0)
        painter.end()

    start, pages_written = time.perf_counter(), 0
    for number, (pages, plan) in enumerate(plans):
        write(folder / f"{number}.pdf", pages, plan_code(plan.id, plan.version))
        pages_written += len(pages)
    took = time.perf_counter() - start
    application.quit()
    return pages_written, took


def by_platypus(count: int, folder: Path) -> tuple[int, float]:
    """Tables and paragraphs of reportlab with its own fonts and no fallback for rare characters."""
    from reportlab.lib.colors import black
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Table

    from yihu.printing.sections import Sections
    from yihu.printing.table import Style
    from yihu.printing.words import Words

    pdfmetrics.registerFont(TTFont("Plain", str(FONTS / "NotoSansSC-Regular.ttf")))
    pdfmetrics.registerFont(TTFont("Bold", str(FONTS / "NotoSansSC-Bold.ttf")))
    heading = ParagraphStyle("heading", fontName="Bold", fontSize=10.4, leading=14)
    grid = [("GRID", (0, 0), (-1, -1), 0.5, black), ("FONT", (0, 0), (-1, -1), "Plain", 8.6, 11.4)]

    def story(number: int) -> list[object]:
        paper = sample_paper(number)
        sections = Sections(paper, Words(CHINESE), Style())
        flow: list[object] = []
        tables = [sections.household(), sections.members(), sections.income(), sections.causes()]
        tables += [sections.measures(), sections.signatures(54)]
        for table in tables:
            flow.append(Paragraph("一、家庭基本情况", heading))
            flow.append(rows_of([*table.head, *table.rows]))
        blank = [sections.blank_progress(30)] * 17
        return [*flow, PageBreak(), rows_of([sections.progress_head(), *sections.progress(30), *blank])]

    def rows_of(rows: list) -> Table:  # type: ignore[type-arg]
        widest = max(rows, key=lambda row: len(row.cells))
        columns = [placed.width for placed in widest.cells]
        texts = [["\n".join(placed.lines) for placed in row.cells] for row in rows]
        padded = [[*row, *[""] * (len(columns) - len(row))] for row in texts]
        return Table(padded, colWidths=columns, style=grid)

    stories = [story(number) for number in range(count)]
    start, pages = time.perf_counter(), 0
    for number, flow in enumerate(stories):
        document = SimpleDocTemplate(str(folder / f"{number}.pdf"), pagesize=A4)
        document.build(flow)
        pages += document.page
    return pages, time.perf_counter() - start


WAYS = {"yihu": by_yihu, "yihu-one": by_yihu_in_one, "qt": by_qt, "platypus": by_platypus}


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        made, took = WAYS[sys.argv[1]](int(sys.argv[2]), Path(folder))
    print(json.dumps({"pages": made, "seconds": took, "memory_mb": peak_memory_mb()}))
