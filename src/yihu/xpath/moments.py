"""Dates and times as text, and the moments they stand for."""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from math import floor, isnan, nan
from typing import Final

from yihu.xpath.values import Moment

DAY_MS: Final = 86_400_000
INVALID: Final = "Invalid Date"

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_ISO = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})"
    r"(?:T([0-9]{2})(?::([0-9]{2})(?::([0-9]{2})(?:\.([0-9]+))?)?)?(Z|[-+][0-9]{2}:[0-9]{2})?)?"
)
_UNPADDED = re.compile(r"([0-9]{4})-([1-9]|[0-9]{2})-([1-9]|[0-9]{2})(T.*)?")
_HIGHEST_OFFSET = timedelta(hours=15)


def read_ms(text: str, zone: tzinfo | None) -> int | None:
    """Milliseconds since 1970-01-01 UTC of an ISO date or date-time; None for anything else.

    `zone` is that of times without an offset, None being the computer's own.
    """
    found = _ISO.fullmatch(text)
    if found is None:
        return None
    try:
        return _ms_of(found, zone)
    except (ValueError, OverflowError, OSError):
        return None


def _ms_of(found: re.Match[str], zone: tzinfo | None) -> int | None:
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups()[:6])
    milliseconds = int((found[7] or "0")[:3].ljust(3, "0"))
    local = datetime(year, month, day, hour, minute, second)
    offset = read_offset(found[8]) if found[8] else None
    if found[8] and offset is None:
        return None
    instant = local.replace(tzinfo=timezone(offset)) if offset is not None else in_zone(local, zone)
    return (instant - _EPOCH) // timedelta(milliseconds=1) + milliseconds


def read_offset(text: str) -> timedelta | None:
    """`Z` or `+08:00` as a difference to UTC; None for one that no place has."""
    if text == "Z":
        return timedelta(0)
    hours, minutes = int(text[1:3]), int(text[4:6])
    offset = timedelta(hours=hours, minutes=minutes)
    if minutes > 59 or offset >= _HIGHEST_OFFSET:
        return None
    return -offset if text[0] == "-" else offset


def in_zone(local: datetime, zone: tzinfo | None) -> datetime:
    """A local time without offset, with the offset in force there and then."""
    if zone is not None:
        return local.replace(tzinfo=zone)
    try:
        return local.astimezone()
    except OSError:
        # Windows knows its zone's history only from 1970 on.
        return local.replace(tzinfo=datetime.now().astimezone().tzinfo)


def local_time(milliseconds: float, zone: tzinfo | None) -> datetime | None:
    """The local time at a moment; None where no calendar reaches."""
    if isnan(milliseconds):
        return None
    try:
        at = _EPOCH + timedelta(milliseconds=round(milliseconds))
        return at.astimezone(zone)
    except OSError:
        return at.astimezone(datetime.now().astimezone().tzinfo)
    except (OverflowError, ValueError):
        return None


def write_moment(at: datetime) -> str:
    """ISO text of a local time with milliseconds and offset; of a midnight, the date alone."""
    if at.hour == at.minute == at.second == 0 and at.microsecond < 1000:
        return at.date().isoformat()
    return at.isoformat(timespec="milliseconds")


def moment_at(milliseconds: float, zone: tzinfo | None) -> Moment:
    """The moment as a value of expressions; NaN where no calendar reaches."""
    at = local_time(milliseconds, zone)
    if at is None:
        return no_moment()
    return Moment(milliseconds / DAY_MS, write_moment(at), truth=milliseconds != 0)


def no_moment() -> Moment:
    """What a text that isn't a date becomes."""
    return Moment(nan, INVALID, truth=False)


def dated_number(milliseconds: int) -> Moment:
    """A date turned into a number on purpose: its text is then that of the whole days."""
    return Moment(milliseconds / DAY_MS, str(floor(milliseconds / DAY_MS)), truth=True)


def looks_like_date(text: str) -> bool:
    """Whether a text is written as an ISO date or time, if perhaps of a day that there isn't."""
    return _ISO.fullmatch(text) is not None


def padded(text: str) -> str:
    """A date with one-digit month or day as ISO has it; other texts as they are."""
    found = _UNPADDED.fullmatch(text)
    if found is None:
        return text
    return f"{found[1]}-{found[2]:0>2}-{found[3]:0>2}{found[4] or ''}"
