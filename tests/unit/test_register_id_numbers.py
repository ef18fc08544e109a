"""GB 11643 and the disability certificate."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yihu.register.id_numbers import check_digit, check_digit_fits, read_certificate, read_identity


@pytest.mark.parametrize(
    ("number", "born", "sex"),
    [("11010519491231002X", "1949-12-31", "female"), ("440524188001010014", "1880-01-01", "male")],
)
def test_the_standards_own_examples_are_read(number, born, sex):
    told = read_identity(number)
    assert told is not None
    assert (told.birth_date, told.sex, told.division) == (born, sex, number[:6])


@given(
    county=st.integers(110000, 659999),
    born=st.dates(date(1900, 1, 1), date(2026, 1, 1)),
    order=st.integers(0, 999),
)
def test_a_number_with_its_check_digit_tells_birth_and_sex(county, born, order):
    first = f"{county}{born:%Y%m%d}{order:03}"
    told = read_identity(first + check_digit(first))
    assert told is not None
    assert told.birth_date == born.isoformat()
    assert told.sex == ("male" if order % 2 else "female")


@given(
    first=st.text("0123456789", min_size=17, max_size=17), place=st.integers(0, 16), other=st.integers(1, 9)
)
def test_one_wrong_digit_is_always_noticed(first, place, other):
    wrong = first[:place] + str((int(first[place]) + other) % 10) + first[place + 1 :]
    assert not check_digit_fits(wrong + check_digit(first))


@given(first=st.text("0123456789", min_size=17, max_size=17), place=st.integers(0, 15))
def test_two_neighbours_swapped_are_noticed(first, place):
    swapped = first[:place] + first[place + 1] + first[place] + first[place + 2 :]
    assert swapped == first or not check_digit_fits(swapped + check_digit(first))


def test_a_day_that_never_was_is_no_identity():
    first = "43099919800230" + "123"
    assert read_identity(first + check_digit(first)) is None


def test_spaces_wide_digits_and_a_small_x_are_forgiven():
    assert read_identity(" 110105 19491231 002x") == read_identity("11010519491231002X")
    assert read_identity("１１０１０５１９４９１２３１００２Ｘ") is not None


@pytest.mark.parametrize(
    ("number", "told"),
    [
        ("11010519491231002X42", ("11010519491231002X", "4", "2", "")),
        ("11010519491231002X42B1", ("11010519491231002X", "4", "2", "1")),
    ],
)
def test_a_disability_certificate_is_an_identity_with_kind_and_grade(number, told):
    certificate = read_certificate(number)
    assert certificate is not None
    assert (certificate.identity, certificate.category, certificate.grade, certificate.reissue) == told


@pytest.mark.parametrize(
    "number", ["11010519491231002X82", "11010519491231002X45", "11010519491231002X4", ""]
)
def test_other_numbers_are_no_certificate(number):
    assert read_certificate(number) is None
