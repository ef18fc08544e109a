"""A hybrid logical clock: 48 bits of milliseconds, 16 bits of counter, in one integer.

It decides which of several concurrent answers is shown and nothing else, so a wrong clock loses nothing.
"""

COUNTER_BITS = 16
DAY_MS = 24 * 60 * 60 * 1000
_MOMENT_AT_MOST = 2**47 - 1


def hlc(moment_ms: int, counter: int = 0) -> int:
    """The clock's reading at a moment, milliseconds since 1970 UTC."""
    return max(0, min(moment_ms, _MOMENT_AT_MOST)) << COUNTER_BITS | counter


def moment_ms(reading: int) -> int:
    """Milliseconds since 1970 UTC of a reading."""
    return reading >> COUNTER_BITS


def tick(last: int, now_ms: int) -> int:
    """The next own reading: later than `last`, and not before the computer's clock."""
    return max(last + 1, hlc(now_ms))


def observe(last: int, seen: int, now_ms: int) -> int:
    """Our reading after we saw another's; a future one moves ours a day at most beyond the clock."""
    return max(last, min(seen, hlc(now_ms + DAY_MS)))


def skew_ms(seen: int, now_ms: int) -> int:
    """How far a reading lies from our clock if that is more than a day (positive: ahead), else 0."""
    distance = moment_ms(seen) - now_ms
    return distance if abs(distance) > DAY_MS else 0
