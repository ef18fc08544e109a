"""Tables as .csv: UTF-8 with its mark, or GB 18030, which holds every character too."""

import csv
import io
import re
from typing import BinaryIO, Literal

from yihu.exchange.outgoing.sheet import NUMBERS, Cell, Sheet, Written, number_of
from yihu.exchange.outgoing.spreadsheet import headings, shown_by

Encoding = Literal["utf-8", "gb18030"]
ENCODINGS: tuple[Encoding, ...] = ("utf-8", "gb18030")

_FORMULA = re.compile("[=+\\-@＝＋－＠\t\r\n|%']")
"""What a spreadsheet may take for the beginning of a formula, and the apostrophe that hinders it."""

_NO_TEXT = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\ud800-\udfff]")
_PYTHON = {"utf-8": "utf-8-sig", "gb18030": "gb18030"}


def write_csv(file: BinaryIO, sheet: Sheet, *, labels: bool = True, encoding: Encoding = "utf-8") -> Written:
    """Headings, then rows; lines end as on Windows. Raises OSError.

    A text that a spreadsheet would take for a formula gets an apostrophe before it, which the importer here
    takes away again; numbers stay as they are.
    """
    out = io.TextIOWrapper(file, encoding=_PYTHON[encoding], newline="", write_through=True)
    writer = csv.writer(out)
    shown = [shown_by(column, labels) for column in sheet.columns]
    numbers = [column.kind in NUMBERS for column in sheet.columns]
    writer.writerow([plain(heading) for heading in headings(sheet.columns)])
    rows = 0
    for row in sheet.rows:
        rows += 1
        writer.writerow(
            [
                ""
                if cell is None or cell == ""
                else show(cell)
                if number and _is_number(cell)
                else plain(show(cell))
                for cell, show, number in zip(row, shown, numbers, strict=True)
            ]
        )
    out.flush()
    out.detach()
    return Written(rows=rows)


def plain(text: str) -> str:
    """A text that no spreadsheet takes for a formula, without characters that no text file holds."""
    clean = text if text.isprintable() else _NO_TEXT.sub("\ufffd", text)
    return f"'{clean}" if _FORMULA.match(clean) else clean


def _is_number(cell: Cell) -> bool:
    return number_of(cell) is not None
