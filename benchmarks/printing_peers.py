"""The same plans as PDF by others: typst, LibreOffice, Qt's QPdfWriter. One file a household, QR and photo in each.

`python -m benchmarks.printing_peers typst|libreoffice|qt|yihu|yihu-two FIRST COUNT` prints one JSON object: files, pages
of one, seconds of the work itself (what has to be made ready for it was before), peak memory in MB, bytes of the
largest file.
"""

import base64
import html
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from typing import Any

from benchmarks.figures import ROOT, peak_memory_mb
from benchmarks.plan_content import PHOTOS, paper, plan_content
from yihu.base.i18n import CHINESE
from yihu.printing import print_each
from yihu.printing.embedding import Fonts
from yihu.printing.kinds import shared_glyphs
from yihu.printing.page import A4
from yihu.printing.plan_pages import lay_out_plan
from yihu.printing.qr import code_squares, plan_code
from yihu.printing.sheet import Sheet
from yihu.printing.template import shipped_template
from yihu.printing.words import Words

FONTS = ROOT / "resources" / "fonts"
TEMPLATE = ROOT / "benchmarks" / "peers" / "plan.typ"
MISSING = 3
"""Exit code where the other program isn't installed."""


def count_pages(file: Path) -> int:
    import pypdfium2

    document = pypdfium2.PdfDocument(file)
    pages = len(document)
    document.close()
    return pages


def by_yihu(first: int, count: int, folder: Path) -> float:
    """Alone, in this process."""
    papers = [(f"{number}.pdf", paper(number)) for number in range(first, first + count)]
    print_each("plan", papers[:1], 1, lambda *_: None, processors=1)
    start = time.perf_counter()
    print_each("plan", papers, count, lambda name, data: _write(folder / name, data), processors=1)
    return time.perf_counter() - start


def by_yihu_on_two(first: int, count: int, folder: Path) -> float:
    """As the window does it with a village: papers come one after the other, two processes print, one writes.

    The start of the two is in the time.
    """
    papers = ((f"{number}.pdf", paper(number)) for number in range(first, first + count))
    start = time.perf_counter()
    print_each("plan", papers, count, lambda name, data: _write(folder / name, data), processors=2)
    return time.perf_counter() - start


def _write(path: Path, data: bytes) -> None:
    path.write_bytes(data)


def by_typst(first: int, count: int, folder: Path) -> float:
    """One compiler for all, so that what it knows of the template and the fonts is kept from plan to plan."""
    import typst

    for number in range(PHOTOS):
        (folder / f"photo{number}.jpg").write_bytes(paper(number).photos[0])
    shutil.copy(TEMPLATE, folder / "plan.typ")
    contents = []
    for number in range(first, first + count):
        content = plan_content(number)
        content["photo"] = f"photo{number % PHOTOS}.jpg"
        contents.append(json.dumps(content, ensure_ascii=False))
    compiler = typst.Compiler(
        str(folder / "plan.typ"), root=str(folder), font_paths=[str(FONTS)], ignore_system_fonts=True
    )
    compiler.compile(sys_inputs={"data": contents[0]}, pdf_tags=False)
    start = time.perf_counter()
    for number, content in enumerate(contents):
        data = compiler.compile(sys_inputs={"data": content}, pdf_tags=False)
        (folder / f"{number}.pdf").write_bytes(data)
    return time.perf_counter() - start


def by_qt(first: int, count: int, folder: Path) -> float:
    """Only drawing and writing: the places were found out before."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QPointF, QRectF, QSizeF
    from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication, QImage, QPageSize, QPainter, QPdfWriter

    application = QGuiApplication([])
    for name in ("NotoSansSC-Regular", "NotoSansSC-Bold", "HanaMinB"):
        QFontDatabase.addApplicationFont(str(FONTS / f"{name}.ttf"))
    plans = [(recorded(number), paper(number)) for number in range(first, first + count)]

    def write(path: Path, pages: list["Recorder"], code: str, photo: bytes) -> None:
        writer = QPdfWriter(str(path))
        writer.setPageSize(QPageSize(QSizeF(595.28, 841.89), QPageSize.Unit.Point))
        writer.setResolution(72)
        painter = QPainter(writer)
        for number, page in enumerate(pages):
            if number:
                writer.newPage()
                painter.drawImage(QRectF(43.5, 82, 164, 123), QImage.fromData(photo))
            for frame in page.frames:
                painter.drawRect(QRectF(*frame))
            for x, y, text, size, bold in page.words:
                font = QFont("Noto Sans SC")
                font.setPointSizeF(size)
                font.setBold(bold)
                painter.setFont(font)
                painter.drawText(QPointF(x, y), text)
        for row, runs in enumerate(code_squares(code)):
            for start, length in runs:
                painter.fillRect(QRectF(500 + start * 1.5, 58 + row * 1.5, length * 1.5, 1.5), 0)
        painter.end()

    start = time.perf_counter()
    for number, (pages, one) in enumerate(plans):
        write(folder / f"{number}.pdf", pages, plan_code(one.plan.id, one.plan.version), one.photos[0])
    took = time.perf_counter() - start
    application.quit()
    return took


class Recorder(Sheet):
    """Notes what is drawn, so that another program can draw the same."""

    def __init__(self) -> None:
        super().__init__(Fonts(shared_glyphs("plan", shipped_template("plan"), CHINESE)))
        self.words: list[tuple[float, float, str, float, bool]] = []
        self.frames: list[tuple[float, float, float, float]] = []

    def once(self, what, y, draw):  # type: ignore[no-untyped-def]
        draw()

    def text(self, x, baseline, text, size_pt, *, bold=False, gray=0.0, spaced_pt=0.0):  # type: ignore[no-untyped-def]
        self.words.append((x, baseline, text, size_pt, bold))

    def frame(self, x, y, width, height):  # type: ignore[no-untyped-def]
        self.frames.append((x, y, width, height))

    def line(self, x1, y1, x2, y2):  # type: ignore[no-untyped-def]
        self.frames.append((x1, y1, x2 - x1, y2 - y1))


def recorded(number: int) -> list[Recorder]:
    plan = lay_out_plan(paper(number), Words(shipped_template("plan"), CHINESE))
    assert plan.page == A4
    pages = []
    for page in range(plan.count):
        sheet = Recorder()
        plan.draw(page, sheet)
        pages.append(sheet)
    return pages


def by_libreoffice(first: int, count: int, folder: Path) -> float:
    """All documents in one call, the program warm and with a profile of its own."""
    program = shutil.which("soffice")
    if program is None:
        sys.exit(MISSING)
    for number in range(first, first + count):
        text = as_html(plan_content(number))
        (folder / f"{number}.html").write_text(text, encoding="utf-8")
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [
        program,
        profile,
        "--headless",
        "--convert-to",
        "pdf:writer_web_pdf_Export",
        "--outdir",
        str(folder),
    ]
    documents = sorted(map(str, folder.glob("*.html")))
    quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "check": True}
    subprocess.run([*command, documents[0]], **quiet)
    start = time.perf_counter()
    subprocess.run([*command, *documents], **quiet)
    return time.perf_counter() - start


def as_html(content: dict[str, Any]) -> str:
    """The same headings and tables."""
    say = html.escape

    def table(one: dict[str, Any]) -> str:
        rows = "".join(
            f'<tr height="{row["height"]:.0f}">'
            + "".join(
                f'<{"th" if cell["head"] else "td"} colspan="{cell["span"]}"'
                f' align="{"right" if cell["right"] else "left"}">{say(cell["text"])}</{"th" if cell["head"] else "td"}>'
                for cell in row["cells"]
            )
            + "</tr>"
            for row in one["rows"]
        )
        widths = "".join(f'<col width="{width * 1.33:.0f}">' for width in one["widths"])
        return f'<table border="1" cellspacing="0" width="678">{widths}{rows}</table>'

    def section(one: dict[str, Any]) -> str:
        return f"<h3>{say(one['heading'])}</h3><p>{say(one.get('text', ''))}</p>" + "".join(
            map(table, one["tables"])
        )

    code = base64.b64encode(content["code"].encode()).decode()
    return (
        '<html><head><meta charset="utf-8"><style>@page {size: A4; margin: 1.5cm}'
        " body, td, th {font-family: 'Noto Sans SC', 'WenQuanYi Zen Hei'; font-size: 7pt}</style></head><body>"
        f"<p>{say(content['left'])} {say(content['right'])}</p><h1>{say(content['title'])}</h1>"
        f'<img width="60" height="60" src="data:image/svg+xml;base64,{code}"><p>{say(content["subtitle"])}</p>'
        + "".join(map(section, content["sections"]))
        + '<p style="page-break-before: always"></p>'
        f'<img height="170" src="data:image/jpeg;base64,{content["photo"]}">'
        + section(content["follow"])
        + "</body></html>"
    )


WAYS: dict[str, Callable[[int, int, Path], float]] = {
    "yihu": by_yihu,
    "yihu-two": by_yihu_on_two,
    "typst": by_typst,
    "qt": by_qt,
    "libreoffice": by_libreoffice,
}


def main(way: str, first: int, count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        took = WAYS[way](first, count, Path(folder))
        files = sorted(Path(folder).glob("*.pdf"))
        told = {
            "files": len(files),
            "pages": count_pages(files[0]),
            "seconds": took,
            "memory_mb": peak_memory_mb(),
            "memory_of_a_child_mb": getrusage(RUSAGE_CHILDREN).ru_maxrss / 1024,
            "largest_bytes": max(file.stat().st_size for file in files),
        }
    print(json.dumps(told))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
