"""Tables as Stata's .dta (release 118, Stata 14 and later), written by its published description
(https://www.stata.com/help.cgi?dta): names, labels of variables and values, days, Chinese in UTF-8.
"""

import struct
from collections.abc import Iterator
from datetime import date
from typing import Any, BinaryIO

from yihu.exchange.outgoing.sheet import Sheet, Written, cut, variable_names
from yihu.exchange.outgoing.spool import Spool, folder_of
from yihu.exchange.outgoing.variables import Variable, Variables

FIRST_DAY = date(1960, 1, 1)
_LETTERS_OF_A_NAME = 32
_LETTERS_OF_A_LABEL = 80
_TEXT_BYTES = 2045
"""Longer texts are kept apart, as `strL`."""

_RESERVED = frozenset(
    [
        "_all",
        "_b",
        "byte",
        "_coef",
        "_cons",
        "double",
        "float",
        "if",
        "in",
        "int",
        "long",
        "_n",
        "_pi",
        "_pred",
        "_rc",
        "_skip",
        "strl",
        "using",
        "with",
    ]
) | frozenset(f"str{number}" for number in range(1, 2046))
_NUMBERS = {
    "b": (65530, -127, 100, 101),
    "h": (65529, -32_767, 32_740, 32_741),
    "i": (65528, -2_147_483_647, 2_147_483_620, 2_147_483_621),
}
"""Whole numbers: sign of `struct`, type, smallest, largest, and what stands for a missing one."""

_DOUBLE, _NO_DOUBLE = 65526, struct.unpack("<d", struct.pack("<Q", 0x7FE0000000000000))[0]
_LONG_TEXT, _POINTER = 32_768, "8s"


def write_dta(file: BinaryIO, sheet: Sheet) -> Written:
    """Write a table. Raises OSError."""
    variables = Variables(sheet, FIRST_DAY)
    with Spool(folder_of(file)) as spool:
        variables.fill(spool)
        _Writer(file, sheet, variables.found, spool).write()
        return Written(rows=spool.rows, unreadable=variables.unreadable)


class _Writer:
    def __init__(self, file: BinaryIO, sheet: Sheet, variables: list[Variable], spool: Spool) -> None:
        self._file, self._sheet, self._variables, self._spool = file, sheet, variables, spool
        self._signs = [_sign(variable) for variable in variables]
        self._names = variable_names(
            [variable.name for variable in variables],
            letters=_LETTERS_OF_A_NAME,
            octets=128,
            reserved=_RESERVED,
        )
        self._map: list[int] = []

    def write(self) -> None:
        """All parts in their order; the map of places is filled in at the end."""
        self._mark()
        self._file.write(b"<stata_dta>" + self._header())
        self._mark()
        place = self._file.tell()
        self._file.write(b"<map>" + bytes(14 * 8) + b"</map>")
        for part in self._descriptions():
            self._mark()
            self._file.write(part)
        for name, blocks in (
            ("data", self._rows()),
            ("strls", self._long_texts()),
            ("value_labels", self._labels()),
        ):
            self._mark()
            self._file.write(f"<{name}>".encode())
            for block in blocks:
                self._file.write(block)
            self._file.write(f"</{name}>".encode())
        self._mark()
        self._file.write(b"</stata_dta>")
        self._mark()
        self._file.seek(place + len("<map>"))
        self._file.write(struct.pack("<14Q", *self._map))
        self._file.seek(0, 2)

    def _mark(self) -> None:
        self._map.append(self._file.tell())

    def _header(self) -> bytes:
        label = self._sheet.title[:_LETTERS_OF_A_LABEL].encode("utf-8", "replace")
        return (
            b"<header><release>118</release><byteorder>LSF</byteorder>"
            + b"<K>%b</K>" % struct.pack("<H", len(self._variables))
            + b"<N>%b</N>" % struct.pack("<Q", self._spool.rows)
            + b"<label>%b%b</label>" % (struct.pack("<H", len(label)), label)
            + b"<timestamp>\0</timestamp></header>"
        )

    def _descriptions(self) -> Iterator[bytes]:
        found = self._variables
        types = b"".join(struct.pack("<H", _type(*pair)) for pair in zip(found, self._signs, strict=True))
        yield b"<variable_types>%b</variable_types>" % types
        yield b"<varnames>%b</varnames>" % b"".join(_field(name, 129) for name in self._names)
        yield b"<sortlist>%b</sortlist>" % bytes(2 * (len(found) + 1))
        yield b"<formats>%b</formats>" % b"".join(
            _field(_format(variable, sign), 57) for variable, sign in zip(found, self._signs, strict=True)
        )
        names = (
            _field(name if variable.labels else "", 129)
            for name, variable in zip(self._names, found, strict=True)
        )
        yield b"<value_label_names>%b</value_label_names>" % b"".join(names)
        labels = (_field(variable.label[:_LETTERS_OF_A_LABEL], 321) for variable in found)
        yield b"<variable_labels>%b</variable_labels>" % b"".join(labels)
        yield b"<characteristics></characteristics>"

    def _rows(self) -> Iterator[bytes]:
        layout = struct.Struct("<" + "".join(self._signs))
        long = [sign == _POINTER for sign in self._signs]
        missing = [_missing(sign) for sign in self._signs]
        for number, row in enumerate(self._spool.read(), 1):
            values: list[Any] = []
            for place, value in enumerate(row):
                if long[place]:
                    values.append(struct.pack("<Q", place + 1 | number << 16) if value else bytes(8))
                elif value is None:
                    values.append(missing[place])
                else:
                    values.append(value.encode() if isinstance(value, str) else value)
            yield layout.pack(*values)

    def _long_texts(self) -> Iterator[bytes]:
        long = [place for place, sign in enumerate(self._signs) if sign == _POINTER]
        if not long:
            return
        for number, row in enumerate(self._spool.read(), 1):
            for place in long:
                if row[place]:
                    text = row[place].encode() + b"\0"
                    yield b"GSO" + struct.pack("<IQBI", place + 1, number, 130, len(text)) + text

    def _labels(self) -> Iterator[bytes]:
        for name, variable in zip(self._names, self._variables, strict=True):
            if not variable.labels:
                continue
            texts = [cut(label, 31_000).encode() + b"\0" for label in variable.labels.values()]
            starts = [sum(map(len, texts[:place])) for place in range(len(texts))]
            count, octets = len(texts), sum(map(len, texts))
            table = struct.pack(f"<II{2 * count}i", count, octets, *starts, *variable.labels) + b"".join(
                texts
            )
            yield b"<lbl>%b%b\0\0\0%b</lbl>" % (struct.pack("<I", len(table)), _field(name, 129), table)


def _sign(variable: Variable) -> str:
    """How `struct` writes a value of it: the smallest that holds all. A long text is eight bytes that point to it."""
    if variable.kind == "text":
        short = variable.octets <= _TEXT_BYTES
        return f"{variable.octets + (variable.octets == 8)}s" if short else _POINTER
    fitting = (
        sign
        for sign, (_, low, high, _) in _NUMBERS.items()
        if variable.whole and low <= variable.low and variable.high <= high
    )
    return next(fitting, "d")


def _type(variable: Variable, sign: str) -> int:
    if variable.kind == "text":
        return _LONG_TEXT if sign == _POINTER else int(sign[:-1])
    return _DOUBLE if sign == "d" else _NUMBERS[sign][0]


def _missing(sign: str) -> float | bytes:
    if sign.endswith("s"):
        return b""
    return float(_NO_DOUBLE) if sign == "d" else _NUMBERS[sign][3]


def _format(variable: Variable, sign: str) -> str:
    if variable.kind == "date":
        return "%tdCCYY-NN-DD"
    if variable.kind == "text":
        return "%-40s" if sign == _POINTER else f"%-{min(int(sign[:-1]), 40)}s"
    return f"%12.{variable.decimals}f" if sign == "d" and variable.decimals else "%12.0g"


def _field(text: str, octets: int) -> bytes:
    """A text in its place, with at least one zero behind it."""
    return cut(text, octets - 1).encode().ljust(octets, b"\0")
