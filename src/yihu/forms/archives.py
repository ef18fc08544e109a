"""An .xlsx file looked through before anything builds its cells in memory: sizes, tricks, errors of formulas."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Final
from xml.etree import ElementTree

LARGEST_UNPACKED: Final = 200_000_000
LARGEST_RATIO: Final = 400
"""Unpacked bytes for each packed one, of parts that are large at all."""
_LARGE_PART: Final = 20_000_000
MOST_ROWS: Final = 100_000
MOST_CELLS: Final = 1_500_000
MOST_PLACES: Final = 10_000_000
"""Rows times columns that a sheet spans: the reader has room for each of them, filled or not."""
_CHUNK: Final = 1 << 20
_LONGEST_TAG: Final = 400
_FILLED = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*[^/>]>')
_WRONG = re.compile(
    rb'<(?:\w+:)?c\b(?=[^>]*\bt="e")[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*>.{0,4000}?<(?:\w+:)?v>([^<]{1,20})</',
    re.DOTALL,
)
_DECLARES = re.compile(rb"<\0?!\0?(?:D\0?O\0?C\0?T\0?Y\0?P\0?E|E\0?N\0?T\0?I\0?T\0?Y)")

Errors = dict[tuple[int, int], str]
"""(row, column), both from 0, of the cells whose formula failed -> what stands there, e.g. `#REF!`."""


class TooLarge(Exception):
    """It would unpack to more than a questionnaire."""


class TooManyRows(Exception):
    """A sheet has more rows, or spans more cells, than a questionnaire."""


class Unsafe(Exception):
    """A part declares entities, as no spreadsheet program writes them."""


class NoWorkbook(Exception):
    """An archive of something else."""


@dataclass(slots=True)
class _Seen:
    """What one sheet has shown so far."""

    cells: int = 0
    last_row: int = 0
    columns: set[bytes] = field(default_factory=set)
    errors: Errors = field(default_factory=dict)


def look_through(content: bytes) -> dict[str, Errors]:
    """Errors of formulas by the name of their sheet.

    Raises TooLarge, TooManyRows, Unsafe, NoWorkbook; BadZipFile, ValueError, OSError and others of zipfile and
    zlib for a damaged file. Reads piece by piece and stops at the first piece that is too much.
    """
    with zipfile.ZipFile(BytesIO(content)) as archive:
        entries = archive.infolist()
        _check_sizes(entries)
        if not any(each.filename.startswith("xl/") for each in entries):
            raise NoWorkbook
        left, found = MOST_CELLS, {}
        for entry in entries:
            if entry.filename.lower().endswith((".xml", ".rels", ".vml")):
                seen = _look_at(archive, entry)
                left -= seen.cells
                if left < 0:
                    raise TooManyRows
                if seen.errors:
                    found[entry.filename] = seen.errors
        names = _sheet_names(archive) if found else {}
    return {names[part]: errors for part, errors in found.items() if part in names}


def _check_sizes(entries: list[zipfile.ZipInfo]) -> None:
    """What the archive says of itself, before a byte of it is unpacked."""
    bombs = (
        each
        for each in entries
        if each.file_size > _LARGE_PART and each.file_size > LARGEST_RATIO * max(1, each.compress_size)
    )
    if next(bombs, None) is not None or sum(each.file_size for each in entries) > LARGEST_UNPACKED:
        raise TooLarge


def _look_at(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> _Seen:
    seen, is_sheet = _Seen(), entry.filename.startswith("xl/worksheets/")
    for piece, fresh in _pieces(archive, entry):
        if _DECLARES.search(piece):
            raise Unsafe
        if is_sheet:
            _count(piece, fresh, seen)
    return seen


def _pieces(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[tuple[bytes, int]]:
    """(a piece that begins with the end of the one before, how much of it was seen before)."""
    before = b""
    with archive.open(entry) as part:
        while chunk := part.read(_CHUNK):
            yield before + chunk, len(before)
            before = (before + chunk)[-_LONGEST_TAG:]


def _count(piece: bytes, seen_before: int, seen: _Seen) -> None:
    for found in _FILLED.finditer(piece):
        if found.end() > seen_before:
            seen.cells += 1
            seen.last_row = max(seen.last_row, int(found[2]))
            seen.columns.add(found[1])
    widest = max((_column(letters) + 1 for letters in seen.columns), default=0)
    if seen.last_row > MOST_ROWS or seen.cells > MOST_CELLS or seen.last_row * widest > MOST_PLACES:
        raise TooManyRows
    if b't="e"' in piece:
        for found in _WRONG.finditer(piece):
            seen.errors[int(found[2]) - 1, _column(found[1])] = found[3].decode("ascii", "replace")


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _sheet_names(archive: zipfile.ZipFile) -> dict[str, str]:
    """Part -> name of the sheet that it holds."""
    links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {each.get("Id"): each.get("Target", "") for each in links}
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    named = (
        (each.get("name", ""), next((value for key, value in each.attrib.items() if key.endswith("}id")), ""))
        for each in book.iter()
        if each.tag.endswith("}sheet")
    )
    return {_part(targets.get(link, "")): name for name, link in named}


def _part(target: str) -> str:
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
