"""Dates as people type them, in the form the answers keep (ISO)."""

import re
from datetime import date

_SEPARATED = re.compile(r"^(\d{4})\s*[-/.年\s]\s*(\d{1,2})\s*[-/.月\s]\s*(\d{1,2})\s*日?$")
_CLOSED = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
_MONTH = re.compile(r"^(\d{4})(?:\s*[-/.年]\s*(\d{1,2})\s*月?|(\d{2}))$")
_YEAR = re.compile(r"^(\d{4})\s*年?$")
_TIME = re.compile(r"^(\d{1,2})\s*[:：.时]\s*(\d{1,2})\s*分?$|^(\d{2})(\d{2})$")
_WIDE = str.maketrans("０１２３４５６７８９－／．：", "0123456789-/.:")


def read_date(typed: str) -> str | None:
    """`20260315`, `2026-3-15`, `2026/3/15`, `2026.3.15`, `2026年3月15日` as ISO; None if it is no date."""
    text = typed.strip().translate(_WIDE)
    found = _SEPARATED.match(text) or _CLOSED.match(text)
    return _iso(*(int(part) for part in found.groups())) if found else None


def read_month(typed: str) -> str | None:
    """`2026-3`, `202603`, `2026年3月` as the first day of that month; a whole date stays itself."""
    text = typed.strip().translate(_WIDE)
    found = _MONTH.match(text)
    if not found:
        return read_date(text)
    return _iso(int(found[1]), int(found[2] or found[3]), 1)


def read_year(typed: str) -> str | None:
    """`2026`, `2026年` as the first day of that year; a month or a whole date stays itself."""
    found = _YEAR.match(typed.strip().translate(_WIDE))
    return _iso(int(found[1]), 1, 1) if found else read_month(typed)


def read_time(typed: str) -> str | None:
    """`9:05`, `0905`, `9时5分` as `09:05:00`; None if it is no time of day."""
    found = _TIME.match(typed.strip().translate(_WIDE))
    if not found:
        return None
    hour, minute = int(found[1] or found[3]), int(found[2] or found[4])
    return f"{hour:02}:{minute:02}:00" if hour < 24 and minute < 60 else None


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
