"""As much of Thrift's compact protocol as the head and the foot of a Parquet file need
(https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_I32, _I64, _BINARY, _LIST, _STRUCT = 5, 6, 8, 9, 12


@dataclass(frozen=True, slots=True)
class Long:
    """A whole number of 64 bits; a plain int has 32."""

    value: int


Struct = Mapping[int, "Value"]
Value = int | Long | str | Sequence["Value"] | Struct
"""Fields by their number, ascending."""


def packed(fields: Struct) -> bytes:
    """A struct, with its end."""
    out, before = bytearray(), 0
    for number, value in fields.items():
        step = number - before
        if 0 < step < 16:
            out.append(step << 4 | _type(value))
        else:
            out.append(_type(value))
            out += varint(_zigzag(number))
        out += _value(value)
        before = number
    out.append(0)
    return bytes(out)


def varint(number: int) -> bytes:
    """Seven bits a byte, the lowest first."""
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


def _zigzag(number: int) -> int:
    return number << 1 if number >= 0 else (-number << 1) - 1


def _type(value: Value) -> int:
    if isinstance(value, int):
        return _I32
    if isinstance(value, Long):
        return _I64
    if isinstance(value, str):
        return _BINARY
    return _STRUCT if isinstance(value, Mapping) else _LIST


def _value(value: Value) -> bytes:
    if isinstance(value, (int, Long)):
        return varint(_zigzag(value.value if isinstance(value, Long) else value))
    if isinstance(value, str):
        text = value.encode("utf-8", "replace")
        return varint(len(text)) + text
    if isinstance(value, Mapping):
        return packed(value)
    kind = _type(value[0]) if value else _I32
    head = bytes([len(value) << 4 | kind]) if len(value) < 15 else bytes([0xF0 | kind]) + varint(len(value))
    return head + b"".join(map(_value, value))
