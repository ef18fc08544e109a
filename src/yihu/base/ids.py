"""Identifiers made on the laptop, never derived from personal data."""

import os
from collections.abc import Callable
from uuid import UUID

from yihu.base.clock import Clock

Randomness = Callable[[int], bytes]
"""Gives that many random bytes; `os.urandom` outside tests."""


def new_id(clock: Clock, random: Randomness = os.urandom) -> str:
    """A UUIDv7 (RFC 9562): 48 bits of milliseconds, then random; sorts by time of making."""
    moment = clock.now_ms().to_bytes(6, "big")
    rest = bytearray(random(10))
    rest[0] = 0x70 | rest[0] & 0x0F
    rest[2] = 0x80 | rest[2] & 0x3F
    return str(UUID(bytes=moment + bytes(rest)))
