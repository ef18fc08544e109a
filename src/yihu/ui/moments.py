"""Moments in the words of the window, without a locale's surprises."""

from datetime import UTC, datetime

from yihu.base.i18n import CHINESE, language


def local(at_ms: int, now: datetime) -> datetime:
    """A stored moment in the zone of `now`."""
    return datetime.fromtimestamp(at_ms / 1000, UTC).astimezone(now.tzinfo)


def short_moment(at_ms: int, now: datetime) -> str:
    """`11-20 15:12` this year, `2025-12-03` before."""
    at = local(at_ms, now)
    return f"{at:%m-%d %H:%M}" if at.year == now.year else f"{at:%Y-%m-%d}"


def long_moment(at_ms: int, now: datetime) -> str:
    """`11月21日 16:40` or `21 Nov 16:40`; with the year where it is another."""
    at = local(at_ms, now)
    if language() == CHINESE:
        year = "" if at.year == now.year else f"{at.year}年"
        return f"{year}{at.month}月{at.day}日 {at:%H:%M}"
    months = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    year = "" if at.year == now.year else f" {at.year}"
    return f"{at.day} {months[at.month - 1]}{year} {at:%H:%M}"


def day(at_ms: int, now: datetime) -> str:
    """`11-21` this year, `2025-12-03` before."""
    at = local(at_ms, now)
    return f"{at:%m-%d}" if at.year == now.year else f"{at:%Y-%m-%d}"
