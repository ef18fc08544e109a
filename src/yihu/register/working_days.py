"""The Chinese working calendar: on which days a notice's days are counted.

`forms/data/holidays.csv` (date, kind `off` or `work`, name) holds the days that differ from Monday to Friday, as
the State Council announces them each autumn for the next year; a county adds a year as lines. Beyond the table's
years only weekends are free, and `is_known` says so.
"""

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from itertools import islice

from yihu.base.shipped import form_path

_SATURDAY = 5
_ONE_DAY = timedelta(days=1)
LONGEST = 1000


@lru_cache(maxsize=1)
def _exceptions() -> dict[date, bool]:
    """Day -> whether it is worked on."""
    with form_path("data", "holidays.csv").open(encoding="utf-8-sig", newline="") as file:
        return {date.fromisoformat(row["date"]): row["kind"] == "work" for row in csv.DictReader(file)}


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
    """Working days after `first` up to and with `last`; 0 when `last` isn't later."""
    days = (last - first).days
    return sum(is_working_day(first + timedelta(days=number)) for number in range(1, days + 1))


def _following(day: date) -> Iterator[date]:
    while day < date.max:
        day += _ONE_DAY
        if is_working_day(day):
            yield day
