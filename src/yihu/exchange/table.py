"""A list as it stands in a file: headings, rows of cells with the spreadsheet's numbers."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from yihu.base.errors import FileUnreadable
from yihu.exchange.columns import fingerprint_of
from yihu.exchange.errors import (
    ListEmpty,
    ListFromWps,
    ListHeaderMissing,
    ListProtected,
    ListRefused,
    ListTooLarge,
)
from yihu.exchange.headings import ROWS_WITH_HEADINGS, Headings, find_headings
from yihu.exchange.sheet_rows import Value, is_filled, kind_of_row
from yihu.exchange.workbook_size import CELLS_AT_MOST, cells_of_largest_sheet

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

FILE_BYTES_AT_MOST = 300_000_000
_ROWS_LOOKED_AT = ROWS_WITH_HEADINGS + 1

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_BYTE_ORDER_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_SEPARATORS = ",\t;|"


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """A row: `number` as the spreadsheet shows it (the first is 1), as many values as headings."""

    number: int
    values: Sequence[Value]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOutRow:
    """A row below the headings that is nobody: `kind` is total, signature or headings-again."""

    row: int
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A list.

    Attributes:
        header: headings, all different: a second `姓名` is called `姓名 (2)`.
        header_row: the (last) row they stand in.
        rows: those below it that are somebody; read from the file's content again whenever they are gone
            through, so that a long register is never held as a whole.
        left_out: rows that are nobody; complete once `rows` was gone through.
        height: about how many rows there are.
        sheet: its name; empty for a text file. other_sheets: those with headings of a register too.
        sha256: of the file, hexadecimal.
    """

    header: tuple[str, ...]
    header_row: int
    rows: Iterable[TableRow]
    left_out: list[LeftOutRow] = field(default_factory=list)
    height: int = 0
    sheet: str = ""
    other_sheets: tuple[str, ...] = ()
    sha256: str = ""

    def sample(self, count: int = 5) -> tuple[tuple[str, ...], ...]:
        """The first rows as text."""
        return tuple(tuple(map(_words, row.values)) for row in islice(iter(self.rows), count))

    @property
    def fingerprint(self) -> str:
        """Stands for these headings, whatever file they are in."""
        return fingerprint_of(self.header)


def _words(value: Value) -> str:
    """As the spreadsheet shows it: it keeps a 3 as 3.0."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sheet:
    """One sheet: its lines can be gone through again and again."""

    name: str
    height: int
    lines: Callable[[], Iterator[Sequence[Value]]]
    headings: Headings | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rows:
    """The rows of a sheet that are somebody."""

    sheet: _Sheet
    header: tuple[str, ...]
    below: int
    left_out: list[LeftOutRow]

    def __iter__(self) -> Iterator[TableRow]:
        width, header = len(self.header), self.header
        self.left_out.clear()
        for number, values in enumerate(islice(self.sheet.lines(), self.below, None), self.below + 1):
            first = values[0] if values else ""
            if type(first) is not str or not first[:1].isdigit():
                if not is_filled(values):
                    continue
                if kind := kind_of_row(values, header):
                    self.left_out.append(LeftOutRow(row=number, kind=kind))
                    continue
            if len(values) != width:
                values = [*values, *[""] * (width - len(values))][:width]
            yield TableRow(number=number, values=values)


def read_table(path: Path, sheet: str | None = None) -> Table:
    """Read .xlsx, .xls or .csv (UTF-8, UTF-16, GB18030), told by what is inside, not by the name.

    Of several sheets the one with the most known headings is taken, unless one is named.

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
    if data.startswith(_OLE) and path.suffix.lower() == ".et":
        raise ListFromWps(name=path.name)
    if data.startswith(_OLE) and _ENCRYPTED in data:
        raise ListProtected(name=path.name)
    sheets = _workbook(data, path.name) if data.startswith((_ZIP, _OLE)) else [_csv(data, path.name)]
    chosen = [one for one in sheets if sheet is None or one.name == sheet]
    return _table(chosen, path.name, sha256(data).hexdigest())


def _workbook(data: bytes, name: str) -> list[_Sheet]:
    from python_calamine import CalamineWorkbook, PasswordError

    if data.startswith(_ZIP) and cells_of_largest_sheet(data, name) > CELLS_AT_MOST:
        raise ListTooLarge(name=name)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets: list[_Sheet] = []
        for title in workbook.sheet_names:
            sheets = _with(sheets, _sheet(title, workbook.get_sheet_by_name(title)))
    except PasswordError as error:
        raise ListProtected(name=name) from error
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # a panic inside calamine is not an Exception
        raise ListRefused(name=name) from error
    return sheets


def _with(sheets: list[_Sheet], another: _Sheet) -> list[_Sheet]:
    """Sheets without headings of a register are let go of, unless there is nothing better."""
    known = [one for one in (*sheets, another) if one.headings and one.headings.known]
    return known or [*sheets, another]


def _sheet(name: str, sheet: "CalamineSheet") -> _Sheet:
    start = sheet.start
    margin = [""] * (start[1] if start else 0)

    def lines() -> Iterator[Sequence[Value]]:
        if start is None:
            return iter(())
        rows = sheet.iter_rows()
        return ([*margin, *row] for row in rows) if margin else iter(rows)

    top = list(islice(lines(), _ROWS_LOOKED_AT))
    return _Sheet(name=name, height=sheet.total_height, lines=lines, headings=find_headings(top))


def _csv(data: bytes, name: str) -> _Sheet:
    text = _decoded(data, name)
    if "\0" in text or text.lstrip()[:1] == "<":
        raise ListRefused(name=name)  # a binary file, or a web page that calls itself .xls
    beginning = "\n".join(text[:100_000].splitlines()[:ROWS_WITH_HEADINGS])
    separator = max(_SEPARATORS, key=beginning.count)

    def lines() -> Iterator[Sequence[Value]]:
        try:
            yield from csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        except csv.Error as error:
            raise ListRefused(name=name) from error

    top = list(islice(lines(), _ROWS_LOOKED_AT))
    return _Sheet(name="", height=text.count("\n"), lines=lines, headings=find_headings(top))


def _decoded(data: bytes, name: str) -> str:
    marked = [encoding for mark, encoding in _BYTE_ORDER_MARKS.items() if data.startswith(mark)]
    for encoding in marked or ["utf-8", "gb18030"]:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ListRefused(name=name)


def _table(sheets: list[_Sheet], name: str, sha: str) -> Table:
    found = [one for one in sheets if one.headings is not None]
    if not found:
        filled = any(map(is_filled, (line for one in sheets for line in one.lines())))
        raise (ListHeaderMissing if filled else ListEmpty)(name=name)
    sheet = max(found, key=lambda one: one.headings.known if one.headings else 0)
    headings = sheet.headings
    assert headings is not None
    left_out: list[LeftOutRow] = []
    rows = _Rows(sheet=sheet, header=headings.texts, below=headings.last + 1, left_out=left_out)
    if next(iter(rows), None) is None:
        raise ListEmpty(name=name)
    return Table(
        header=headings.texts,
        header_row=headings.last + 1,
        rows=rows,
        left_out=left_out,
        height=sheet.height,
        sheet=sheet.name,
        other_sheets=tuple(
            one.name for one in found if one is not sheet and one.headings and one.headings.known > 1
        ),
        sha256=sha,
    )
