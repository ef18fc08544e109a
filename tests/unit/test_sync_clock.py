"""The clock orders what is shown; a wrong one does little harm."""

from hypothesis import given
from hypothesis import strategies as st

from yihu.sync.clock import COUNTER_BITS, DAY_MS, hlc, moment_ms, observe, skew_ms, tick

NOW = 1_795_000_000_000
MOMENTS = st.integers(0, 2**46)


@given(MOMENTS, st.integers(0, 2**62))
def test_each_own_reading_is_later_than_the_last(now: int, last: int) -> None:
    assert tick(last, now) > last


@given(MOMENTS)
def test_a_reading_tells_its_moment(now: int) -> None:
    assert moment_ms(hlc(now, 5)) == now


@given(MOMENTS, MOMENTS, MOMENTS)
def test_another_clock_moves_ours_forward_but_a_day_at_most_beyond_the_computers(
    last: int, seen: int, now: int
) -> None:
    after = observe(hlc(last), hlc(seen), now)
    assert after >= hlc(last)
    assert after <= max(hlc(last), hlc(now + DAY_MS))


def test_only_a_clock_more_than_a_day_off_is_told() -> None:
    assert skew_ms(hlc(NOW + DAY_MS), NOW) == 0
    assert skew_ms(hlc(NOW + DAY_MS + 1), NOW) == DAY_MS + 1
    assert skew_ms(hlc(NOW - DAY_MS - 1), NOW) == -DAY_MS - 1


def test_moments_beyond_the_field_stay_in_it() -> None:
    assert hlc(-5) == 0
    assert hlc(2**60) < 2 ** (48 + COUNTER_BITS)
