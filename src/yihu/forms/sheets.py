"""The cells of a workbook, as text, each still knowing its row."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any, Final, NoReturn

from yihu.base.errors import FileUnreadable
from yihu.base.i18n import N_
from yihu.forms.problems import FormRefused, Problem

_LARGEST_FILE: Final = 64_000_000
_LARGEST_UNPACKED: Final = 400_000_000
_LARGEST_ENTRY_RATIO: Final = 400
_MOST_ROWS: Final = 200_000
_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_XLS_HEADS: Final = (b"\x09\x08", b"\x09\x04", b"\x09\x02")
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
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


def read_sheets(path: Path, content: bytes) -> Workbook:
    """The cells of an .xlsx, .xlsm or .xls workbook. Raises FormRefused."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, XmlError, ZipError

    _check_kind(path, content)
    try:
        book = CalamineWorkbook.from_object(BytesIO(content))
        sheets = [_read_sheet(path, book.get_sheet_by_name(name)) for name in book.sheet_names]
    except PasswordError:
        _refuse_password(path)
    except (CalamineError, XmlError, ZipError, OSError, ValueError) as problem:
        refusal = _refusal(
            path,
            "workbook-damaged",
            N_("The workbook is damaged."),
            N_("Open it in your spreadsheet program and save it again as .xlsx."),
        )
        raise refusal from problem
    return Workbook(path.name, {sheet.name.strip().lower(): sheet for sheet in sheets})


def _check_kind(path: Path, content: bytes) -> None:
    if content.startswith(_OLE):
        if _ENCRYPTED in content:
            _refuse_password(path)
        return
    if not content.startswith(_ZIP) and not content.startswith(_XLS_HEADS):
        _refuse(
            path, "workbook-unknown", N_("The file is no workbook."),
            N_("Choose an .xlsx or .xls file that a spreadsheet program saved."),
        )  # fmt: skip
    if content.startswith(_ZIP):
        _check_archive(path, content)


def _check_archive(path: Path, content: bytes) -> None:
    """A small file that would unpack to a huge one is refused before it is unpacked."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as problem:
        refusal = _refusal(
            path,
            "workbook-damaged",
            N_("The workbook is damaged."),
            N_("Open it in your spreadsheet program and save it again as .xlsx."),
        )
        raise refusal from problem
    bombs = [
        each
        for each in entries
        if each.file_size > 20_000_000 and each.file_size > _LARGEST_ENTRY_RATIO * max(1, each.compress_size)
    ]
    if bombs or sum(each.file_size for each in entries) > _LARGEST_UNPACKED:
        _refuse(
            path,
            "workbook-too-large",
            N_("It would unpack to far more than a questionnaire."),
            N_("Don't use this file; ask where it came from."),
        )
    if not any(each.filename.startswith("xl/") for each in entries):
        _refuse(
            path, "workbook-unknown", N_("The file is no workbook."),
            N_("Choose an .xlsx or .xls file that a spreadsheet program saved."),
        )  # fmt: skip


def _read_sheet(path: Path, sheet: Any) -> Sheet:
    if (sheet.total_height or 0) > _MOST_ROWS:
        _refuse(
            path,
            "workbook-too-large",
            N_("One of its sheets has more than 200,000 rows."),
            N_("Put long lists into a CSV file beside the workbook (select_one_from_file)."),
        )
    rows = sheet.to_python(skip_empty_area=False)
    above = _rows_above_headers(rows)
    rows = rows[above:]
    columns = _headers(rows[0]) if rows else {}
    cells = [
        {header: text for at, header in columns.items() if at < len(row) and (text := as_text(row[at]))}
        for row in rows[1:]
    ]
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
