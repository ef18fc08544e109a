"""The cells of a workbook, as text, each still knowing its row."""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any, Final, NoReturn

from yihu.base.errors import FileUnreadable
from yihu.base.i18n import N_
from yihu.base.progress import Progress, Silent
from yihu.forms.archives import (
    MOST_PLACES,
    MOST_ROWS,
    Errors,
    NoWorkbook,
    TooLarge,
    TooManyRows,
    Unsafe,
    look_through,
)
from yihu.forms.problems import FormRefused, Problem

_LARGEST_FILE: Final = 64_000_000
_DIMENSIONS = re.compile(rb"\x00\x02\x0e\x00(.{12})", re.DOTALL)
"""BIFF8 record of the rows and columns that a sheet uses."""
_LARGEST_LOOKED_THROUGH: Final = 8_000_000
_XLS_ROWS: Final = 65_536
_XLS_COLUMNS: Final = 256
_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_XLS_HEADS: Final = (b"\x09\x08", b"\x09\x04", b"\x09\x02")
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_ROWS_BETWEEN_STEPS: Final = 2_000
_EMPTY_COLUMNS_AT_END: Final = 20
_MOST_ROWS_ABOVE: Final = 10
_FIRST_HEADERS: Final = frozenset(("type", "command", "list_name"))

_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\u200b\u2060\ufeff\ufffe\uffff]")
"""What no XML may hold, and blanks without a width that nobody sees."""

Cells = dict[str, str]


@dataclass(slots=True)
class Sheet:
    """One sheet, in which repairs may be made.

    Attributes:
        name: as written.
        headers: of the columns that have one, blanks at both ends cut.
        rows: header -> text of the cells that aren't blank; `rows[0]` is row 2 of the sheet.
        places: header -> its column as it was read, from 0.
        merged: (first row, first column, last row, last column) of merged cells, from 0.
        first_row: number of the row that `rows` begins with; what is above the headers is left out.
        origin: the name of the sheet in the file.
    """

    name: str
    headers: list[str] = field(default_factory=list)
    rows: list[Cells] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)
    merged: tuple[tuple[int, int, int, int], ...] = ()
    first_row: int = 2
    origin: str = ""

    def numbered(self) -> Iterator[tuple[int, Cells]]:
        """(row as the spreadsheet program counts, cells) of all rows that aren't blank."""
        return ((number, row) for number, row in enumerate(self.rows, start=self.first_row) if row)

    def cells_at(self, row: int) -> Cells:
        """The cells of a row by its number; none for a row outside."""
        at = row - self.first_row
        return self.rows[at] if 0 <= at < len(self.rows) else {}

    def column(self, *names: str) -> str:
        """The header that is one of the names, whatever its case; "" if there is none."""
        return next((header for header in self.headers if header.lower().replace(" ", "_") in names), "")

    def rename(self, before: str, after: str) -> None:
        """Call a column otherwise; its place stays."""
        self.headers[self.headers.index(before)] = after
        if before in self.places:
            self.places[after] = self.places.pop(before)
        for cells in self.rows:
            if before in cells:
                cells[after] = cells.pop(before)


@dataclass(slots=True)
class Workbook:
    """All sheets by their name in small letters."""

    file_name: str
    sheets: dict[str, Sheet]

    def sheet(self, name: str) -> Sheet:
        """The sheet, empty if there is none."""
        return self.sheets.get(name) or Sheet(name)

    def copy(self) -> "Workbook":
        """The same cells, to be changed alone."""
        return Workbook(self.file_name, {key: _copied(sheet) for key, sheet in self.sheets.items()})


def _copied(sheet: Sheet) -> Sheet:
    return replace(
        sheet, headers=list(sheet.headers), rows=[dict(row) for row in sheet.rows], places=dict(sheet.places)
    )


def read_file(path: Path) -> bytes:
    """The bytes of a chosen file. Raises FileUnreadable, FormRefused for one that is too large or empty."""
    try:
        if not path.is_file():
            # A folder, a pipe or a device would be read for ever.
            raise FileUnreadable(name=path.name)
        size = path.stat().st_size
        if size > _LARGEST_FILE:
            _refuse(
                path,
                "workbook-too-large",
                N_("It is far too large for a questionnaire."),
                N_("Choose the workbook itself."),
            )
        content = path.read_bytes()
    except OSError as problem:
        raise FileUnreadable(name=path.name) from problem
    if not content:
        _refuse(path, "workbook-empty", N_("The file is empty."), N_("Copy it again from where it came."))
    return content


def read_sheets(path: Path, content: bytes, progress: Progress | None = None) -> Workbook:
    """The cells of an .xlsx, .xlsm or .xls workbook. Raises FormRefused, Cancelled."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, XmlError, ZipError

    errors = _check_kind(path, content)
    try:
        book = CalamineWorkbook.from_object(BytesIO(content))
        sheets = [
            _read_sheet(path, book.get_sheet_by_name(name), errors.get(name, {}), progress or Silent())
            for name in book.sheet_names
        ]
    except PasswordError:
        _refuse_password(path)
    except (CalamineError, XmlError, ZipError, OSError, ValueError) as problem:
        raise _damaged(path) from problem
    return Workbook(path.name, {sheet.name.strip().lower(): sheet for sheet in sheets})


def _check_kind(path: Path, content: bytes) -> dict[str, Errors]:
    if content.startswith(_ZIP):
        return _check_archive(path, content)
    if content.startswith(_OLE) and _ENCRYPTED in content:
        _refuse_password(path)
    if not content.startswith((_OLE, *_XLS_HEADS)):
        _refuse(
            path,
            "workbook-unknown",
            N_("The file is no workbook."),
            N_("Choose an .xlsx or .xls file that a spreadsheet program saved."),
        )
    return _check_old_workbook(path, content)


def _check_archive(path: Path, content: bytes) -> dict[str, Errors]:
    """What could harm is refused before it is unpacked; gives the errors of formulas by sheet."""
    try:
        return look_through(content)
    except TooLarge:
        _refuse(
            path,
            "workbook-too-large",
            N_("It would unpack to far more than a questionnaire."),
            N_("Don't use this file; ask where it came from."),
        )
    except TooManyRows:
        _refuse_rows(path)
    except Unsafe:
        _refuse(
            path,
            "workbook-unsafe",
            N_("It holds declarations of entities, as no spreadsheet program writes them."),
            N_("Don't use this file; ask where it came from."),
        )
    except NoWorkbook:
        _refuse(
            path,
            "workbook-unknown",
            N_("The file is no workbook."),
            N_("Choose an .xlsx or .xls file that a spreadsheet program saved."),
        )
    except Exception as problem:
        # zipfile and zlib have many ways to say that a file is damaged; each of them is that and nothing else.
        raise _damaged(path) from problem


def _damaged(path: Path) -> FormRefused:
    return _refusal(
        path,
        "workbook-damaged",
        N_("The workbook is damaged."),
        N_("Open it in your spreadsheet program and save it again as .xlsx."),
    )


def _refuse_rows(path: Path) -> NoReturn:
    _refuse(
        path,
        "workbook-too-large",
        N_("One of its sheets has more than 100,000 rows, or far too many cells."),
        N_("Put long lists into a CSV file beside the workbook (select_one_from_file)."),
    )


def _check_old_workbook(path: Path, content: bytes) -> dict[str, Errors]:
    """What an .xls says of its sheets: how far they reach, and the errors of formulas."""
    for found in _DIMENSIONS.finditer(content):
        _first, last, _left, right = struct.unpack("<IIHH", found[1])
        if last <= _XLS_ROWS and right <= _XLS_COLUMNS and last * right > MOST_PLACES:
            _refuse_rows(path)
    if len(content) > _LARGEST_LOOKED_THROUGH:
        return {}
    try:
        import xlrd

        book = xlrd.open_workbook(file_contents=content, logfile=StringIO(), on_demand=True, ragged_rows=True)
        return {sheet.name: dict(_errors_of(sheet)) for sheet in book.sheets()}
    except Exception:
        # It only looks for errors; the reader that follows says what is wrong with the file.
        return {}


def _errors_of(sheet: Any) -> Iterator[tuple[tuple[int, int], str]]:
    from xlrd import XL_CELL_ERROR, error_text_from_code

    for row in range(sheet.nrows):
        for column, kind in enumerate(sheet.row_types(row)):
            if kind == XL_CELL_ERROR:
                yield (row, column), error_text_from_code.get(sheet.cell_value(row, column), "#N/A")


def _read_sheet(path: Path, sheet: Any, errors: Errors, progress: Progress) -> Sheet:
    if (sheet.total_height or 0) > MOST_ROWS:
        _refuse_rows(path)
    rows = sheet.to_python(skip_empty_area=False)
    for (row, column), text in errors.items():
        # The reader takes them for blanks, and nobody would be told.
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = text
    above = _rows_above_headers(rows)
    rows = rows[above:]
    columns = _headers(rows[0]) if rows else {}
    cells = []
    for number, row in enumerate(rows[1:]):
        if number % _ROWS_BETWEEN_STEPS == 0:
            progress.step(0, 1)
        cells.append(
            {header: text for at, header in columns.items() if at < len(row) and (text := as_text(row[at]))}
        )
    while cells and not cells[-1]:
        cells.pop()
    return Sheet(
        sheet.name,
        list(columns.values()),
        cells,
        {header: at for at, header in columns.items()},
        _merged(sheet),
        above + 2,
        sheet.name,
    )


def _rows_above_headers(rows: list[list[object]]) -> int:
    """A title, or blank rows, above the row with the names of the columns."""
    for at, row in enumerate(rows[:_MOST_ROWS_ABOVE]):
        words = {"_".join(as_text(cell).lower().split()) for cell in row[:40]}
        if words & _FIRST_HEADERS and words & {"name", "label", "caption", "value"}:
            return at
    return 0


def _merged(sheet: Any) -> tuple[tuple[int, int, int, int], ...]:
    ranges = sheet.merged_cell_ranges or ()
    return tuple((*start, *end) for start, end in ranges)


def _headers(row: list[object]) -> dict[int, str]:
    found: dict[int, str] = {}
    empty = 0
    for at, value in enumerate(row):
        text = " ".join(as_text(value).split())
        empty = 0 if text else empty + 1
        if empty > _EMPTY_COLUMNS_AT_END:
            break
        if text:
            found[at] = text if text not in found.values() else f"{text} ({at + 1})"
    return found


def as_text(value: object) -> str:
    """A cell as its author sees it: 1.0 is 1, hard blanks are blanks."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else str(value)
    if isinstance(value, date) and not isinstance(value, datetime):
        return str(datetime.combine(value, time()))
    if isinstance(value, (datetime, time, timedelta, int)):
        return str(value)
    return _NO_TEXT.sub("", str(value).replace("\xa0", " ")).strip()


def _refuse_password(path: Path) -> NoReturn:
    _refuse(
        path,
        "workbook-password",
        N_("The workbook is protected by a password."),
        N_("Open it in your spreadsheet program, remove the password and save it again."),
    )


def _refuse(path: Path, code: str, message: str, advice: str) -> NoReturn:
    raise _refusal(path, code, message, advice)


def _refusal(path: Path, code: str, message: str, advice: str) -> FormRefused:
    return FormRefused((Problem(code=code, message=message, advice=advice),), name=path.name)
