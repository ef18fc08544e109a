"""Tables as Parquet (https://parquet.apache.org/docs/file-format/): one type a column, empty cells as nulls,
pages packed with zstandard; what each column is stands in the file too.

Rows are encoded as they come; of a group of rows only the encoded bytes are in memory.
"""

import json
import struct
from collections.abc import Callable
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from functools import partial
from typing import BinaryIO

from yihu.exchange.outgoing.places import HIDDEN_DECIMALS
from yihu.exchange.outgoing.sheet import Cell, Column, Kind, Sheet, Written, day_of, number_of, place_of
from yihu.exchange.outgoing.spreadsheet import shown_by
from yihu.exchange.outgoing.thrift import Long, Struct, Value, packed, varint

ROWS_IN_A_GROUP = 20_000
_MAGIC = b"PAR1"
_INT32, _INT64, _DOUBLE, _BYTES = 1, 2, 5, 6
_OPTIONAL = 1
_PLAIN, _RLE = 0, 3
_ZSTD = 6
_DATA_PAGE = 0
_FIRST_DAY = date(1970, 1, 1).toordinal()
_CENT = Decimal("0.01")
_LARGEST = 2**63 - 1
_WHOLE, _FLOAT, _DAY, _LENGTH = (struct.Struct(sign) for sign in ("<q", "<d", "<i", "<I"))

_SHAPES: dict[Kind, tuple[int, Struct]] = {
    "integer": (_INT64, {}),
    "decimal": (_DOUBLE, {}),
    "yuan": (_INT64, {6: 5, 7: 2, 8: 18, 10: {5: {1: 2, 2: 18}}}),
    "date": (_INT32, {6: 6, 10: {6: {}}}),
}
_TEXT: tuple[int, Struct] = (_BYTES, {6: 0, 10: {1: {}}})
"""Type, and the rest of the column's description: converted type, scale, precision, logical type."""


def write_parquet(file: BinaryIO, sheet: Sheet, *, labels: bool = True) -> Written:
    """Write a table. Raises OSError."""
    chunks = [chunk for place, column in enumerate(sheet.columns) for chunk in _chunks(place, column, labels)]
    groups: list[Struct] = []
    file.write(_MAGIC)
    rows = 0
    for rows, row in enumerate(sheet.rows, 1):
        for chunk in chunks:
            chunk.add(row[chunk.of])
        if rows % ROWS_IN_A_GROUP == 0:
            groups.append(_group(file, chunks, ROWS_IN_A_GROUP))
    if rest := rows % ROWS_IN_A_GROUP:
        groups.append(_group(file, chunks, rest))
    foot = packed(
        {
            1: 1,
            2: [{4: "schema", 5: len(chunks)}, *(chunk.described() for chunk in chunks)],
            3: Long(rows),
            4: groups,
            5: [{1: "yihu", 2: json.dumps(_about(sheet), ensure_ascii=False)}],
            6: "Yihu",
        }
    )
    file.write(foot + struct.pack("<I", len(foot)) + _MAGIC)
    return Written(rows=rows, unreadable=sum(chunk.unreadable for chunk in chunks))


class _Chunk:
    """One column of the file: the values of the group of rows that is being gathered."""

    def __init__(self, name: str, kind: Kind, of: int, encode: Callable[[Cell], bytes | None]) -> None:
        """`of`: place of its column in the table. `encode`: a cell's bytes, None where it isn't of the kind."""
        self.name, self.of, self.unreadable = name, of, 0
        self._type, self._rest = _SHAPES.get(kind, _TEXT)
        self._encode = encode
        self._values, self._present = bytearray(), bytearray()

    def add(self, cell: Cell) -> None:
        """Take a cell of the next row."""
        value = None if cell is None or cell == "" else self._encode(cell)
        if value is None:
            self.unreadable += cell not in (None, "")
            self._present.append(0)
        else:
            self._values += value
            self._present.append(1)

    def described(self) -> Struct:
        """Its line in the file's schema."""
        return {1: self._type, 3: _OPTIONAL, 4: self.name, **self._rest}

    def write(self, file: BinaryIO) -> tuple[Struct, int]:
        """Write what was gathered as one page and forget it: its description, its bytes unpacked."""
        from zstandard import ZstdCompressor

        count, place = len(self._present), file.tell()
        levels = _levels(self._present)
        plain = struct.pack("<I", len(levels)) + levels + self._values
        body = ZstdCompressor().compress(plain)
        head = packed(
            {1: _DATA_PAGE, 2: len(plain), 3: len(body), 5: {1: count, 2: _PLAIN, 3: _RLE, 4: _RLE}}
        )
        file.write(head + body)
        self._values, self._present = bytearray(), bytearray()
        sizes = len(head) + len(plain), len(head) + len(body)
        about: Value = {
            1: self._type,
            2: [_PLAIN, _RLE],
            3: [self.name],
            4: _ZSTD,
            5: Long(count),
            6: Long(sizes[0]),
            7: Long(sizes[1]),
            9: Long(place),
        }
        return {2: Long(place), 3: about}, sizes[0]


def _levels(present: bytearray) -> bytes:
    """Which rows have a value: one run where all or none have, else a bit each."""
    count = len(present)
    if sum(present) in (0, count):
        return varint(count << 1) + bytes([present[0] if count else 0])
    groups = -(-count // 8)
    bits = int(bytes(present[::-1]).translate(_BITS_AS_DIGITS), 2)
    return varint(groups << 1 | 1) + bits.to_bytes(groups, "little")


_BITS_AS_DIGITS = bytes(ord("1") if number else ord("0") for number in range(256))


def _group(file: BinaryIO, chunks: list[_Chunk], rows: int) -> Struct:
    written = [chunk.write(file) for chunk in chunks]
    return {1: [about for about, _ in written], 2: Long(sum(size for _, size in written)), 3: Long(rows)}


def _chunks(place: int, column: Column, labels: bool) -> list[_Chunk]:
    """A place becomes two columns, any other column one."""
    if column.kind != "place":
        return [_Chunk(column.name, column.kind, place, _encoder(column, labels))]
    decimals = HIDDEN_DECIMALS if column.hidden else 7
    return [
        _Chunk(f"{column.name}_{end}", "decimal", place, partial(_degrees, axis, decimals))
        for axis, end in enumerate(("latitude", "longitude"))
    ]


def _encoder(column: Column, labels: bool) -> Callable[[Cell], bytes | None]:
    if column.kind in _ENCODERS:
        return _ENCODERS[column.kind]
    show = shown_by(column, labels)

    def text(cell: Cell) -> bytes:
        octets = show(cell).encode("utf-8", "replace")
        return _LENGTH.pack(len(octets)) + octets

    return text


def _integer(cell: Cell) -> bytes | None:
    number = number_of(cell)
    whole = number is not None and number == number.to_integral_value() and abs(number) <= _LARGEST
    return _WHOLE.pack(int(number)) if whole and number is not None else None


def _decimal(cell: Cell) -> bytes | None:
    number = number_of(cell)
    return None if number is None else _FLOAT.pack(float(number))


def _yuan(cell: Cell) -> bytes | None:
    """In fen; what is worked out more exactly (an amount per head) is rounded to the fen."""
    number = number_of(cell)
    if number is None or abs(number) >= 10**16:
        return None
    return _WHOLE.pack(int(number.quantize(_CENT, ROUND_HALF_EVEN) * 100))


def _day(cell: Cell) -> bytes | None:
    day = day_of(cell)
    return None if day is None else _DAY.pack(day.toordinal() - _FIRST_DAY)


def _degrees(axis: int, decimals: int, cell: Cell) -> bytes | None:
    found = place_of(cell)
    return None if found is None else _FLOAT.pack(round(found[axis], decimals))


_ENCODERS: dict[Kind, Callable[[Cell], bytes | None]] = {
    "integer": _integer,
    "decimal": _decimal,
    "yuan": _yuan,
    "date": _day,
}


def _about(sheet: Sheet) -> dict[str, object]:
    """What the columns are, as JSON among the file's own words."""
    return {
        "title": sheet.title,
        "columns": [
            {
                "name": column.name,
                "title": column.title,
                "kind": column.kind,
                "unit": column.unit,
                "codes": {choice.value: choice.label for choice in column.choices},
            }
            for column in sheet.columns
        ],
    }
