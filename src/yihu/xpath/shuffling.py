"""ODK's way of putting nodes into another order: Park and Miller's generator, shuffled inside out.

The same seed gives the same order in Collect, Enketo and Web Forms. A seed that isn't a number is
hashed; Java's conversions of unusual numbers are followed.
"""

import hashlib
from collections.abc import Callable, Sequence
from math import floor, fmod, isinf, isnan
from typing import Final, TypeVar

from yihu.xpath.outside import Outside
from yihu.xpath.values import Value, to_number, to_string

Item = TypeVar("Item")

_MODULUS: Final = 2_147_483_647
_FACTOR: Final = 16_807


class ParkMiller:
    """The minimal standard generator."""

    def __init__(self, seed: int) -> None:
        # The remainder of a division that cuts towards zero, as in Java and JavaScript.
        rest = int(fmod(seed, _MODULUS)) if abs(seed) < 2**53 else _cut_remainder(seed)
        self._state = rest if rest > 0 else rest + _MODULUS - 1

    def next(self) -> float:
        """From 0 up to, but not, 1."""
        self._state = self._state * _FACTOR % _MODULUS
        return (self._state - 1) / (_MODULUS - 1)


def _cut_remainder(seed: int) -> int:
    return seed % _MODULUS if seed >= 0 else -(-seed % _MODULUS)


def seed_of(value: Value, outside: Outside) -> ParkMiller:
    """The generator that a seed of any kind starts."""
    number = to_number(value, outside)
    if isnan(number):
        return ParkMiller(_hashed(to_string(value)))
    if isinf(number):
        return ParkMiller(2**63 - 1 if number > 0 else -(2**63))
    return ParkMiller(int(number))


def _hashed(text: str) -> int:
    """The first eight bytes of SHA-256 as a signed number; 0 for no text."""
    if not text:
        return 0
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big", signed=True)


def shuffled(items: Sequence[Item], draw: Callable[[], float]) -> list[Item]:
    """The items in an order that `draw`, from 0 to 1, decides."""
    result: list[Item] = []
    for place, item in enumerate(items):
        chosen = floor(draw() * (place + 1))
        result.append(item)
        if chosen != place:
            result[place], result[chosen] = result[chosen], item
    return result
