"""The Chinese working calendar: on which days a notice's days are counted.

`forms/data/holidays.csv` (date, kind `off` or `work`, name) holds the days that differ from Monday to Friday, as
the State Council announces them each autumn for the next year; a county adds a year as lines. Beyond the table's
years only weekends are free, and `is_known` says so.
"""

import csv
from bisect import bisect_right
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from itertools import accumulate, islice

from yihu.base.shipped import form_path

_SATURDAY = 5
_DAYS_OF_A_WEEK = 7
_ONE_DAY = timedelta(days=1)
LONGEST = 1000


@lru_cache(maxsize=1)
def _exceptions() -> dict[date, bool]:
    """Day -> whether it is worked on."""
    with form_path("data", "holidays.csv").open(encoding="utf-8-sig", newline="") as file:
        return {date.fromisoformat(row["date"]): row["kind"] == "work" for row in csv.DictReader(file)}


@lru_cache(maxsize=1)
def _counted_otherwise() -> tuple[list[date], list[int]]:
    """The days that aren't as their weekday says, in order; how many more working days than weekdays up to each."""
    days = sorted(day for day, worked in _exceptions().items() if worked != (day.weekday() < _SATURDAY))
    return days, list(accumulate((1 if _exceptions()[day] else -1 for day in days), initial=0))


@lru_cache(maxsize=1)
def _years() -> frozenset[int]:
    return frozenset(day.year for day in _exceptions())


def is_known(day: date) -> bool:
    """Whether the holidays of its year are in the table."""
    return day.year in _years()


def is_working_day(day: date) -> bool:
    """Whether people work on it."""
    return _exceptions().get(day, day.weekday() < _SATURDAY)


def after_working_days(day: date, count: int) -> date:
    """The working day on which `count` working days after `day` are full; `day` itself doesn't count.

    No day at all is `day` itself; more than `LONGEST` days, which nobody hangs a notice for, are as many as that.
    """
    following = islice(_following(day), max(0, min(count, LONGEST)))
    return max(following, default=day)


def working_days_between(first: date, last: date) -> int:
    """Working days after `first` up to and with `last`; 0 when `last` isn't later. As quick for centuries as for a week."""
    if last <= first:
        return 0
    weeks, rest = divmod((last - first).days, _DAYS_OF_A_WEEK)
    begun = first.weekday() + 1
    weekdays = weeks * _SATURDAY + sum(
        (begun + number) % _DAYS_OF_A_WEEK < _SATURDAY for number in range(rest)
    )
    days, otherwise = _counted_otherwise()
    return weekdays + otherwise[bisect_right(days, last)] - otherwise[bisect_right(days, first)]


def _following(day: date) -> Iterator[date]:
    while day < date.max:
        day += _ONE_DAY
        if is_working_day(day):
            yield day
