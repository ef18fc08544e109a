"""Tables as .sav of SPSS, written by the description that PSPP publishes
(https://www.gnu.org/software/pspp/pspp-dev/html_node/System-File-Format.html): names, labels of variables and
values, days, Chinese in UTF-8, compressed by its own codes.
"""

import struct
import sys
from collections.abc import Iterator
from datetime import date
from typing import BinaryIO

from yihu.exchange.outgoing.sheet import Sheet, Written, cut, variable_names
from yihu.exchange.outgoing.spool import Spool, folder_of
from yihu.exchange.outgoing.variables import Variable, Variables

FIRST_DAY = date(1582, 10, 14)
_SECONDS = 86_400
_RESERVED = frozenset(["all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with"])
_NAME_BYTES = 64
_LABEL_BYTES, _VALUE_LABEL_BYTES = 255, 120
_SEGMENT, _SEGMENT_HELD = 255, 252
"""A text of more than 255 bytes is kept in pieces, each said to be of 255 and counted as 252."""

_A, _F, _SDATE = 1, 5, 39
_NOMINAL, _SCALE = 1, 3
_MISSING = -sys.float_info.max
_LITERAL, _SPACES, _NOTHING, _BIAS = 253, 254, 255, 100
_BLANK = b" " * 8
_DOUBLE = struct.Struct("<d")


def write_sav(file: BinaryIO, sheet: Sheet) -> Written:
    """Write a table. Raises OSError."""
    variables = Variables(sheet, FIRST_DAY)
    with Spool(folder_of(file)) as spool:
        variables.fill(spool)
        writer = _Writer(sheet, variables.found)
        file.write(b"".join(writer.head(spool.rows)))
        for block in writer.data(spool):
            file.write(block)
        return Written(rows=spool.rows, unreadable=variables.unreadable)


def segments(octets: int) -> list[int]:
    """Widths of the pieces that a text of so many bytes is kept in."""
    if octets <= _SEGMENT:
        return [octets]
    pieces = -(-octets // _SEGMENT_HELD)
    return [_SEGMENT] * (pieces - 1) + [octets - (pieces - 1) * _SEGMENT_HELD]


class _Writer:
    def __init__(self, sheet: Sheet, variables: list[Variable]) -> None:
        self._sheet, self._variables = sheet, variables
        self._names = variable_names(
            [variable.name for variable in variables],
            letters=_NAME_BYTES,
            octets=_NAME_BYTES,
            reserved=_RESERVED,
        )
        self._pieces = [
            segments(variable.octets) if variable.kind == "text" else [0] for variable in variables
        ]
        self._short: list[str] = []
        self._indices: list[int] = []
        self._elements = 0

    def head(self, rows: int) -> Iterator[bytes]:
        """All before the data."""
        descriptions = b"".join(self._described())
        yield struct.pack(
            "<4s60siiiiid9s8s64s3x",
            b"$FL2",
            b"@(#) SPSS DATA FILE Yihu".ljust(60),
            2,
            self._elements,
            1,
            0,
            rows if rows < 2**31 else -1,
            _BIAS,
            b"01 Jan 70",
            b"00:00:00",
            cut(self._sheet.title, 64).encode().ljust(64),
        )
        yield descriptions
        yield from self._value_labels()
        yield _more(3, 4, struct.pack("<8i", 1, 0, 0, -1, 1, 1, 2, 65001))
        highest = sys.float_info.max
        lowest = struct.unpack("<d", struct.pack("<Q", 0xFFEFFFFFFFFFFFFE))[0]
        yield _more(4, 8, struct.pack("<3d", _MISSING, highest, lowest))
        yield _more(11, 4, b"".join(self._display()))
        names = "\t".join(f"{short}={long}" for short, long in zip(self._short, self._names, strict=True))
        yield _more(13, 1, names.encode())
        long = [
            f"{short}={variable.octets:05}\0\t"
            for short, variable in zip(self._short, self._variables, strict=True)
            if variable.kind == "text" and variable.octets > _SEGMENT
        ]
        if long:
            yield _more(14, 1, "".join(long).encode())
        yield _more(16, 8, struct.pack("<2q", 1, rows))
        yield _more(20, 1, b"UTF-8")
        yield struct.pack("<ii", 999, 0)

    def _described(self) -> Iterator[bytes]:
        number = 0
        for variable, pieces in zip(self._variables, self._pieces, strict=True):
            for place, width in enumerate(pieces):
                number += 1
                if not place:
                    self._short.append(f"V{number}")
                    self._indices.append(self._elements + 1)
                label = variable.label if not place else ""
                yield _variable(f"V{number}", width, label, _format(variable, width))
                more = max(0, -(-width // 8) - 1)
                yield struct.pack("<iiiiii8s", 2, -1, 0, 0, 0, 0, _BLANK) * more
                self._elements += 1 + more

    def _value_labels(self) -> Iterator[bytes]:
        for variable, index in zip(self._variables, self._indices, strict=True):
            if not variable.labels:
                continue
            yield struct.pack("<ii", 3, len(variable.labels))
            for number, label in variable.labels.items():
                text = cut(label, _VALUE_LABEL_BYTES).encode()
                room = -(-(1 + len(text)) // 8) * 8 - 1
                yield struct.pack("<dB", number, len(text)) + text.ljust(room)
            yield struct.pack("<iii", 4, 1, index)

    def _display(self) -> Iterator[bytes]:
        for variable, pieces in zip(self._variables, self._pieces, strict=True):
            nominal = variable.kind == "text" or variable.labels
            width = min(max(variable.octets, 8), 40) if variable.kind == "text" else 10
            shown = struct.pack("<3i", _NOMINAL if nominal else _SCALE, width, 0 if nominal else 1)
            yield shown * len(pieces)

    def data(self, spool: Spool) -> Iterator[bytes]:
        """The rows: for every eight pieces of eight bytes their codes, then what codes can't say."""
        text = [variable.kind == "text" for variable in self._variables]
        times = [_SECONDS if variable.kind == "date" else 1 for variable in self._variables]
        codes: list[int] = []
        literals: list[bytes] = []
        for row in spool.read():
            for place, value in enumerate(row):
                if value is None:
                    codes.append(_NOTHING)
                    literals.append(b"")
                elif text[place]:
                    _add_text(value, self._pieces[place], codes, literals)
                else:
                    _add_number(value * times[place], codes, literals)
            whole = len(codes) // 8 * 8
            yield b"".join(
                bytes(codes[at : at + 8]) + b"".join(literals[at : at + 8]) for at in range(0, whole, 8)
            )
            del codes[:whole], literals[:whole]
        if codes:
            yield bytes(codes).ljust(8, b"\0") + b"".join(literals)


def _variable(name: str, width: int, label: str, form: int) -> bytes:
    text = cut(label, _LABEL_BYTES).encode()
    record = struct.pack("<iiiiii8s", 2, width, int(bool(text)), 0, form, form, name.encode().ljust(8))
    if not text:
        return record
    return record + struct.pack("<i", len(text)) + text.ljust(-(-len(text) // 4) * 4)


def _format(variable: Variable, width: int) -> int:
    if variable.kind == "text":
        return _A << 16 | width << 8
    if variable.kind == "date":
        return _SDATE << 16 | 10 << 8
    return _F << 16 | 12 << 8 | variable.decimals


def _more(subtype: int, size: int, content: bytes) -> bytes:
    return struct.pack("<4i", 7, subtype, size, len(content) // size) + content


def _add_number(number: int | float, codes: list[int], literals: list[bytes]) -> None:
    if 1 - _BIAS <= number <= 251 - _BIAS and number == int(number):
        codes.append(int(number) + _BIAS)
        literals.append(b"")
    else:
        codes.append(_LITERAL)
        literals.append(_DOUBLE.pack(number))


def _add_text(text: str, pieces: list[int], codes: list[int], literals: list[bytes]) -> None:
    """A text in its pieces, each filled up with spaces to whole eights."""
    octets = text.encode()
    for place, width in enumerate(pieces):
        held = octets[place * _SEGMENT : (place + 1) * _SEGMENT] if len(pieces) > 1 else octets
        eights = -(-width // 8)
        filled = min(eights, -(-len(held) // 8))
        for start in range(0, 8 * filled, 8):
            eight = held[start : start + 8].ljust(8)
            codes.append(_LITERAL if eight != _BLANK else _SPACES)
            literals.append(eight if eight != _BLANK else b"")
        codes += [_SPACES] * (eights - filled)
        literals += [b""] * (eights - filled)
