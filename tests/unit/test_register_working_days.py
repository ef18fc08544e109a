"""Days of a notice on the Chinese working calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yihu.register.working_days import after_working_days, is_known, is_working_day, working_days_between

DAYS = st.dates(date(2014, 1, 1), date(2026, 12, 1))


@pytest.mark.parametrize(
    "day", ["2026-02-17", "2026-10-01", "2025-05-05", "2024-06-10", "2026-02-21", "2026-06-19"]
)
def test_holidays_are_free(day):
    assert not is_working_day(date.fromisoformat(day))


@pytest.mark.parametrize("day", ["2026-02-28", "2026-10-10", "2025-01-26", "2024-02-04", "2026-11-23"])
def test_weekends_that_are_worked_on_for_a_holiday_and_plain_mondays_count(day):
    assert is_working_day(date.fromisoformat(day))


def test_five_working_days_over_the_spring_festival_end_two_weeks_later():
    # 2026: Friday 13 February; the festival is the 15th to the 23rd; Saturdays 14th and 28th are worked on.
    assert after_working_days(date(2026, 2, 13), 5) == date(2026, 2, 27)


def test_a_year_without_announced_holidays_says_so():
    assert is_known(date(2026, 12, 31))
    assert not is_known(date(2031, 5, 1))
    assert is_working_day(date(2031, 5, 1))


@given(DAYS, st.integers(1, 30))
def test_counting_there_and_back_agrees(day, count):
    end = after_working_days(day, count)
    assert working_days_between(day, end) == count
    assert is_working_day(end)
    assert working_days_between(day, end - timedelta(days=1)) == count - 1


@given(st.dates(date(2013, 6, 1), date(2028, 1, 1)), st.integers(0, 1500))
def test_counting_at_once_is_counting_day_by_day(day, span):
    one_by_one = sum(is_working_day(day + timedelta(days=number)) for number in range(1, span + 1))
    assert working_days_between(day, day + timedelta(days=span)) == one_by_one


def test_from_the_first_day_to_the_last_is_counted_too():
    assert working_days_between(date.min, date.max) > 2_600_000
    assert working_days_between(date(9999, 12, 27), date.max) == 4


def test_no_days_lie_between_a_day_and_an_earlier_one():
    assert working_days_between(date(2026, 3, 2), date(2026, 3, 2)) == 0
    assert working_days_between(date(2026, 3, 2), date(2026, 2, 2)) == 0
