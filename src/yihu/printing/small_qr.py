"""Square codes of the size that papers have, in a tenth of the time of a general encoder.

After ISO/IEC 18004: version 3 (29 x 29), error correction M, alphanumeric, one block. What never changes (finders,
timing, format, mask) is taken once from segno's own code of that size; then a code is its bits laid along the known
path. Longer or other texts are segno's.
"""

from functools import lru_cache

import segno

VERSION, SIDE = 3, 29
LONGEST = 61
"""Characters that fit."""

_DATA, _PARITY = 44, 26
_LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_PLACE_OF = {letter: place for place, letter in enumerate(_LETTERS)}
_POLYNOMIAL = 0x11D
MASK = 2
"""A fixed mask: trying all eight takes five times as long, and every reader reads each."""

Matrix = tuple[bytearray, ...]


def small_code(text: str) -> Matrix | None:
    """The rows of the code, a byte for each square; None for a text that doesn't fit or has other letters."""
    if not text or len(text) > LONGEST or not all(letter in _PLACE_OF for letter in text):
        return None
    data = _data(text)
    bits = int.from_bytes(data + _parity(data), "big")
    count = 8 * (_DATA + _PARITY)
    frame, path = _frame()
    rows = tuple(bytearray(row) for row in frame)
    for place, (row, column) in enumerate(path[:count]):
        rows[row][column] ^= bits >> (count - 1 - place) & 1
    return rows


def _data(text: str) -> bytes:
    """Mode, length, pairs of letters in 11 bits, the last one in 6; filled up."""
    bits, length = 0b0010, 4
    bits, length = bits << 9 | len(text), length + 9
    for at in range(0, len(text) - 1, 2):
        bits = bits << 11 | _PLACE_OF[text[at]] * 45 + _PLACE_OF[text[at + 1]]
        length += 11
    if len(text) % 2:
        bits, length = bits << 6 | _PLACE_OF[text[-1]], length + 6
    ending = min(4, 8 * _DATA - length)
    bits, length = bits << ending, length + ending
    over = -length % 8
    data = (bits << over).to_bytes((length + over) // 8, "big")
    return data + (b"\xec\x11" * _DATA)[: _DATA - len(data)]


def _parity(data: bytes) -> bytes:
    """Reed-Solomon over GF(256)."""
    logarithms, powers, generator = _tables()
    rest = bytearray(data) + bytes(_PARITY)
    for place in range(len(data)):
        factor = rest[place]
        if factor:
            lead = logarithms[factor]
            for offset, each in enumerate(generator, place + 1):
                rest[offset] ^= powers[each + lead]
    return bytes(rest[len(data) :])


@lru_cache(maxsize=1)
def _tables() -> tuple[list[int], list[int], list[int]]:
    """Logarithms, powers of two, and the generator's coefficients as logarithms without the leading one."""
    powers, logarithms, value = [0] * 512, [0] * 256, 1
    for exponent in range(255):
        powers[exponent] = powers[exponent + 255] = value
        logarithms[value] = exponent
        value = value << 1 ^ (_POLYNOMIAL if value & 0x80 else 0)
    generator = [1]
    for root in range(_PARITY):
        shifted = [0, *(powers[logarithms[each] + root] if each else 0 for each in generator)]
        generator = [one ^ other for one, other in zip([*generator, 0], shifted, strict=True)]
    return logarithms, powers, [logarithms[each] for each in generator[1:]]


@lru_cache(maxsize=1)
def _frame() -> tuple[tuple[bytes, ...], tuple[tuple[int, int], ...]]:
    """The code of no bits at all, masked; and where the bits of a code go, one after the other."""
    path = tuple(_path())
    text = "A" * LONGEST
    made = segno.make(text, version=VERSION, error="m", mode="alphanumeric", mask=MASK, boost_error=False)
    rows = [bytearray(row) for row in made.matrix]
    data = _data(text)
    bits, count = int.from_bytes(data + _parity(data), "big"), 8 * (_DATA + _PARITY)
    for place, (row, column) in enumerate(path[:count]):
        rows[row][column] ^= bits >> (count - 1 - place) & 1
    return tuple(map(bytes, rows)), path


def _path() -> list[tuple[int, int]]:
    """Upwards and downwards in pairs of columns from the right, around what is fixed."""
    path, upwards, column = [], True, SIDE - 1
    while column > 0:
        column -= column == 6
        rows = range(SIDE - 1, -1, -1) if upwards else range(SIDE)
        for row in rows:
            path += [(row, each) for each in (column, column - 1) if not _is_fixed(row, each)]
        upwards, column = not upwards, column - 2
    return path


def _is_fixed(row: int, column: int) -> bool:
    """Finders with their formats, timing, and the one alignment pattern."""
    corner = (row < 9 and (column < 9 or column >= SIDE - 8)) or (row >= SIDE - 8 and column < 9)
    alignment = SIDE - 9 <= row < SIDE - 4 and SIDE - 9 <= column < SIDE - 4
    return corner or alignment or row == 6 or column == 6
