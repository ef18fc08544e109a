"""Functions on dates and times."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from math import isnan, nan
from typing import Final

from yihu.base.i18n import N_
from yihu.xpath.library import Theme, Unfit
from yihu.xpath.moments import DAY_MS, local_time, looks_like_date, moment_at, no_moment, padded, read_ms
from yihu.xpath.outside import Outside
from yihu.xpath.values import Moment, Value, to_string

THEME = Theme()

_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]+)?)?(Z|[-+][0-9]{2}:[0-9]{2})?")


@THEME.plain("now", "-> number", outside=True, impure=True)
def now(outside: Outside) -> Moment:
    return moment_at(_milliseconds(outside.now()), outside.zone)


@THEME.plain("today", "-> number", outside=True, impure=True)
def today(outside: Outside) -> Moment:
    local = local_time(_milliseconds(outside.now()), outside.zone) or outside.now()
    midnight_ms = read_ms(local.date().isoformat(), outside.zone)
    return moment_at(midnight_ms or 0, outside.zone)


def _milliseconds(at: datetime) -> int:
    return int(at.timestamp() * 1000)


def _moment_ms(value: Value, outside: Outside) -> float:
    """Milliseconds of a number of days or of an ISO text; NaN for anything else."""
    if isinstance(value, Moment):
        return round(value * DAY_MS) if not isnan(value) else nan
    if isinstance(value, float):
        return value * DAY_MS
    at_ms = outside.read_moment_ms(padded(to_string(value)))
    return nan if at_ms is None else at_ms


def date(outside: Outside, value: Value) -> float | str:
    """A moment of a text or of a number of days; an empty text stays one. Raises Unfit for 30 February."""
    if isinstance(value, bool) or (not isinstance(value, float) and not to_string(value)):
        return ""
    at_ms = _moment_ms(value, outside)
    if not isnan(at_ms):
        return moment_at(round(at_ms), outside.zone)
    if not isinstance(value, float) and looks_like_date(to_string(value)):
        raise Unfit(N_("a day that isn't in the calendar"), N_("a day of the calendar"))
    return no_moment()


for _name in ("date", "date-time"):
    THEME.plain(_name, "value -> value", outside=True, refuses=True)(date)


@THEME.plain("decimal-date-time", "value -> number", outside=True, refuses=True)
def decimal_date_time(outside: Outside, value: Value) -> float:
    """Days since 1970. Raises Unfit for a condition."""
    if isinstance(value, bool):
        raise Unfit(N_("a condition"), N_("a date, a date with time, or a number of days"))
    return _moment_ms(value, outside) / DAY_MS


@THEME.plain("decimal-time", "text -> number", outside=True)
def decimal_time(outside: Outside, text: str) -> float:
    """The part of a day that has passed at a time, as the clock there shows it."""
    if _TIME.fullmatch(text) is None:
        return nan
    at_ms = outside.read_moment_ms(f"1970-01-01T{text}")
    local = None if at_ms is None else local_time(at_ms, outside.zone)
    if local is None:
        return nan
    on_first_day = local.replace(year=1970, month=1, day=1, tzinfo=UTC)
    return on_first_day.timestamp() * 1000 / DAY_MS


_MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_FORMATS: Final[dict[str, Callable[[datetime], str]]] = {
    "%Y": lambda at: f"{at.year:04}",
    "%y": lambda at: f"{at.year % 100:02}",
    "%m": lambda at: f"{at.month:02}",
    "%n": lambda at: str(at.month),
    "%b": lambda at: _MONTHS[at.month - 1][:3],
    "%B": lambda at: _MONTHS[at.month - 1],
    "%d": lambda at: f"{at.day:02}",
    "%e": lambda at: str(at.day),
    "%H": lambda at: f"{at.hour:02}",
    "%h": lambda at: str(at.hour),
    "%M": lambda at: f"{at.minute:02}",
    "%S": lambda at: f"{at.second:02}",
    "%3": lambda at: f"{at.microsecond // 1000:03}",
    "%a": lambda at: _DAYS[at.weekday()][:3],
    "%A": lambda at: _DAYS[at.weekday()],
}
_MARK = re.compile("|".join(_FORMATS))


def format_date(outside: Outside, value: Value, pattern: str) -> str:
    """A moment in words of ODK's marks, which stay as they are where they mean nothing."""
    at_ms = nan if isinstance(value, bool) else _moment_ms(value, outside)
    local = local_time(at_ms, outside.zone)
    return "" if local is None else _MARK.sub(lambda mark: _FORMATS[mark[0]](local), pattern)


for _name in ("format-date", "format-date-time"):
    THEME.plain(_name, "value text -> text", outside=True)(format_date)
