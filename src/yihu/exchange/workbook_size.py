"""How many cells a workbook spans, before anything is made of it.

calamine keeps room for the whole rectangle from A1 to the last cell. One stray cell at the far corner of
an otherwise small sheet asks for 550 GB and ends the program, so the corner is looked for first.
"""

import io
import re
import zipfile

from yihu.exchange.errors import ListRefused, ListTooLarge

UNPACKED_BYTES_AT_MOST = 2_000_000_000
CELLS_AT_MOST = 20_000_000

_PIECE = 1 << 20
_OVERLAP = 256
_FAR_CELL = re.compile(rb" r=[\"']([A-Z]{2,3}\d+|[A-Z](?:7[5-9]\d{4}|[89]\d{5}|\d{7}))[\"']")
_ANY_CELL = re.compile(rb" r=[\"']([A-Z]{1,3}\d+)[\"']")
_NEAR_ROWS, _NEAR_COLUMNS = 749_999, 26


def cells_of_largest_sheet(data: bytes, name: str) -> int:
    """Rows times columns of the largest sheet of an .xlsx. Raises ListRefused, ListTooLarge."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if sum(part.file_size for part in parts) > UNPACKED_BYTES_AT_MOST:
                raise ListTooLarge(name=name)
            if not any(part.filename.lower() == "xl/workbook.xml" for part in parts):
                raise ListRefused(name=name)
            sheets = [part for part in parts if part.filename.lower().startswith("xl/worksheets/")]
            return max((_cells(archive, part) for part in sheets), default=0)
    except (zipfile.BadZipFile, EOFError, OSError, RuntimeError, NotImplementedError, ValueError) as error:
        raise ListRefused(name=name) from error


def _cells(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> int:
    """At most so many: most sheets have no cell far out, and those near are not looked at one by one."""
    rows, columns = _corner(archive, part, _FAR_CELL)
    bound = max(rows, _NEAR_ROWS) * max(columns, _NEAR_COLUMNS)
    if bound <= CELLS_AT_MOST:
        return bound
    rows, columns = _corner(archive, part, _ANY_CELL)
    return rows * columns


def _corner(archive: zipfile.ZipFile, part: zipfile.ZipInfo, cell: re.Pattern[bytes]) -> tuple[int, int]:
    """The last row and the last column of the cells that fit the pattern."""
    rows = columns = 0
    before = b""
    with archive.open(part) as file:
        while piece := file.read(_PIECE):
            text = before + piece.replace(b"\n", b" ").replace(b"\t", b" ")
            for place in set(cell.findall(text)):
                letters = place.rstrip(b"0123456789")
                columns = max(columns, _number(letters))
                rows = max(rows, int(place[len(letters) :]))
            before = text[-_OVERLAP:]
    return rows, columns


def _number(letters: bytes) -> int:
    """Column number of its letters: A is 1."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
