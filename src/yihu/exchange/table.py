"""A list as it stands in a file: one row of headings, rows of cells with the spreadsheet's numbers."""

import csv
import io
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from yihu.base.errors import FileUnreadable
from yihu.exchange.columns import is_heading
from yihu.exchange.errors import ListEmpty, ListHeaderMissing, ListProtected, ListRefused, ListTooLarge
from yihu.exchange.workbook_size import CELLS_AT_MOST, cells_of_largest_sheet

Value = str | float | int | bool | date | datetime | time | timedelta
"""A cell; `""` is empty."""

FILE_BYTES_AT_MOST = 300_000_000
_ROWS_WITH_HEADINGS = 10

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_BYTE_ORDER_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_SEPARATORS = ",\t;|"


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """A row: `number` as the spreadsheet shows it (the first is 1), as many values as headings."""

    number: int
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A list.

    Attributes:
        header: headings, all different: a second `姓名` is called `姓名 (2)`.
        header_row: the row they stand in.
        rows: those below it that are not blank.
    """

    header: tuple[str, ...]
    header_row: int
    rows: tuple[TableRow, ...]

    def sample(self, count: int = 5) -> tuple[tuple[str, ...], ...]:
        """The first rows as text."""
        return tuple(tuple(map(str, row.values)) for row in self.rows[:count])


Grid = list[list[Value]]


def read_table(path: Path) -> Table:
    """Read .xlsx, .xls or .csv (UTF-8, UTF-16, GB18030), told by what is inside, not by the name.

    Of several sheets the one with the most known headings is taken.

    Raises:
        FileUnreadable, ListRefused and its kinds.
    """
    try:
        if path.stat().st_size > FILE_BYTES_AT_MOST:
            raise ListTooLarge(name=path.name)
        data = path.read_bytes()
    except OSError as error:
        raise FileUnreadable(name=path.name) from error
    if not data.strip():
        raise ListEmpty(name=path.name)
    if data.startswith(_OLE) and _ENCRYPTED in data:
        raise ListProtected(name=path.name)
    grids = _workbook(data, path.name) if data.startswith((_ZIP, _OLE)) else [_csv(data, path.name)]
    return _table(grids, path.name)


def _workbook(data: bytes, name: str) -> list[Grid]:
    from python_calamine import CalamineWorkbook, PasswordError

    if data.startswith(_ZIP) and cells_of_largest_sheet(data, name) > CELLS_AT_MOST:
        raise ListTooLarge(name=name)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        return [
            workbook.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
            for sheet in workbook.sheet_names
        ]
    except PasswordError as error:
        raise ListProtected(name=name) from error
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # a panic inside calamine is not an Exception
        raise ListRefused(name=name) from error


def _csv(data: bytes, name: str) -> Grid:
    text = _decoded(data, name)
    if "\0" in text or text.lstrip()[:1] == "<":
        raise ListRefused(name=name)  # a binary file, or a web page that calls itself .xls
    beginning = "\n".join(text.splitlines()[:_ROWS_WITH_HEADINGS])
    separator = max(_SEPARATORS, key=beginning.count)
    try:
        return [list(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator)]
    except csv.Error as error:
        raise ListRefused(name=name) from error


def _decoded(data: bytes, name: str) -> str:
    marked = [encoding for mark, encoding in _BYTE_ORDER_MARKS.items() if data.startswith(mark)]
    for encoding in marked or ["utf-8", "gb18030"]:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ListRefused(name=name)


def _table(grids: list[Grid], name: str) -> Table:
    found = [(grid, place, score) for grid in grids for place, score in _header(grid)]
    if not found:
        raise (ListHeaderMissing if any(map(_filled_rows, grids)) else ListEmpty)(name=name)
    grid, place, _ = max(found, key=lambda candidate: candidate[2])
    header = _unique(_without_blank_end([str(value).strip() for value in grid[place]]))
    width = len(header)
    rows = tuple(
        TableRow(number=number, values=tuple([*row, *[""] * (width - len(row))][:width]))
        for number, row in enumerate(grid[place + 1 :], place + 2)
        if _is_filled(row)
    )
    if not rows:
        raise ListEmpty(name=name)
    return Table(header=header, header_row=place + 1, rows=rows)


def _header(grid: Grid) -> list[tuple[int, int]]:
    """Where the headings stand and how many of them are known; empty when no row looks like headings."""
    best: list[tuple[int, int]] = []
    for place, row in enumerate(grid[:_ROWS_WITH_HEADINGS]):
        texts = [value.strip() for value in row if isinstance(value, str) and value.strip()]
        known = sum(map(is_heading, texts))
        if known and (not best or known > best[0][1]):
            best = [(place, known)]
    return best or _first_row_of_texts(grid)


def _first_row_of_texts(grid: Grid) -> list[tuple[int, int]]:
    """A row of at least two different texts and nothing else may be headings in other words."""
    for place, row in enumerate(grid[:_ROWS_WITH_HEADINGS]):
        filled = [value for value in row if value != ""]
        texts = {value for value in filled if isinstance(value, str) and not value.strip().isdigit()}
        if len(filled) > 1 and len(texts) == len(filled):
            return [(place, 0)]
    return []


def _without_blank_end(headings: list[str]) -> list[str]:
    while headings and not headings[-1]:
        headings.pop()
    return headings


def _unique(headings: list[str]) -> tuple[str, ...]:
    seen: dict[str, int] = {}
    unique = []
    for heading in headings:
        seen[heading] = seen.get(heading, 0) + 1
        unique.append(heading if seen[heading] == 1 or not heading else f"{heading} ({seen[heading]})")
    return tuple(unique)


def _is_filled(row: list[Value]) -> bool:
    return any(value != "" and (not isinstance(value, str) or value.strip()) for value in row)


def _filled_rows(grid: Grid) -> bool:
    return any(map(_is_filled, grid))
