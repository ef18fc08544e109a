"""Measures of poverty: the published examples to their digits, weights, missing answers."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.households import CLEAN, with_others, with_person

from yihu.register.deprivation import ALL_UNKNOWN, DIMENSIONS, INDICATORS, deprivations_of, income_cents
from yihu.register.indicators import (
    Deprivations,
    Indicator,
    gini,
    measure_adjusted,
    measure_income,
    measure_multidimensional,
    reweighted,
)

HDR_SIZES = (4, 7, 5, 4)
HDR = {
    ("schooling", "education", 6): "0101",
    ("attendance", "education", 6): "0100",
    ("nutrition", "health", 6): "0010",
    ("mortality", "health", 6): "1101",
    ("electricity", "living", 18): "0111",
    ("water", "living", 18): "0010",
    ("sanitation", "living", 18): "0110",
    ("floor", "living", 18): "0000",
    ("fuel", "living", 18): "1111",
    ("assets", "living", 18): "0101",
}
HDR_INDICATORS = tuple(
    Indicator(name=name, dimension=dimension, weight=Fraction(1, part)) for name, dimension, part in HDR
)


def hdr_households():
    for place, persons in enumerate(HDR_SIZES):
        bits = sum(1 << bit for bit, row in enumerate(HDR.values()) if row[place] == "1")
        yield Deprivations(deprived=bits, persons=persons)


def test_a_the_example_of_the_human_development_report():
    found = measure_multidimensional(hdr_households(), HDR_INDICATORS)
    assert found.headcount == pytest.approx(0.80, abs=1e-12)
    assert found.intensity == pytest.approx(0.5625, abs=1e-12)
    assert found.m0 == pytest.approx(0.45, abs=1e-12)
    assert {name: round(share, 4) for name, share in found.dimensions.items()} == {
        "health": 0.2963,
        "education": 0.3333,
        "living": 0.3704,
    }
    assert sum(found.contributions.values()) == pytest.approx(1)
    assert (found.households, found.persons, found.households_left_out) == (4, 20, 0)


def test_a_scores_of_the_single_households():
    scores = [
        measure_multidimensional([one], HDR_INDICATORS, Fraction(1, 100)).intensity
        for one in hdr_households()
    ]
    assert [round(score, 4) for score in scores] == [0.2222, 0.7222, 0.3889, 0.5]


def test_b_the_example_of_alkire_and_foster():
    rows = ((13.1, 14, 4, 1), (15.2, 7, 5, 0), (12.5, 10, 1, 0), (20, 11, 3, 1))
    found = measure_adjusted(rows, (13, 12, 3, 1), cutoff=2)
    assert found.scores == (0, 2, 4, 1)
    assert (found.headcount, found.intensity, found.m0) == (0.5, 0.75, 0.375)
    assert round(found.m1, 5) == 0.20553
    assert round(found.m2, 5) == 0.16546


def test_c_foster_greer_thorbecke_and_gini():
    found = measure_income((income, 1, 125) for income in (100, 110, 150, 160))
    assert (found.fgt0, round(found.fgt1, 12), round(found.fgt2, 12)) == (0.5, 0.08, 0.0136)
    assert round(found.gini, 6) == 0.105769
    assert gini((income, 1) for income in (1, 2, 3, 4)) == pytest.approx(0.25)


def test_a_household_counts_as_many_persons_as_it_has():
    one = measure_income([(100, 3, 125), (150, 1, 125)])
    other = measure_income([(100, 1, 125)] * 3 + [(150, 1, 125)])
    assert one.fgt0 == other.fgt0 == 0.75
    assert one.fgt1 == pytest.approx(other.fgt1)
    assert one.gini == pytest.approx(other.gini)
    assert (one.poor_households, one.poor_persons) == (1, 3)


def test_an_unknown_income_is_left_out_and_told():
    found = measure_income([(100, 2, 125), (None, 4, 125), (100, 0, 125), (90, 5, None)])
    assert (found.households, found.persons, found.fgt0) == (1, 2, 1.0)
    assert (found.households_left_out, found.persons_left_out) == (3, 9)


def test_costs_higher_than_income_count_as_nothing_and_are_told():
    found = measure_income([(-500, 1, 100), (100, 1, 100)])
    assert (found.fgt1, found.negative, found.gini) == (0.5, 1, 0.5)


def test_nothing_selected_measures_nothing():
    assert measure_income([]).gini == 0
    empty = measure_multidimensional([], HDR_INDICATORS)
    assert (empty.headcount, empty.m0, empty.households) == (0, 0, 0)
    assert measure_adjusted([], (1,), cutoff=1).headcount == 0


def test_who_is_at_the_line_is_not_poor():
    assert measure_income([(125, 1, 125)]).fgt0 == 0
    assert measure_adjusted([(1,)], (1,), cutoff=1).headcount == 0


def test_who_is_at_the_cut_off_is_poor():
    bits = 0b11  # schooling and attendance: exactly a third
    assert measure_multidimensional([Deprivations(deprived=bits)], HDR_INDICATORS).headcount == 1


def test_an_indicator_without_any_answer_gives_its_weight_to_its_dimension():
    mortality = 1 << 3
    found = measure_multidimensional(
        (replace(one, deprived=one.deprived & ~mortality, unknown=mortality) for one in hdr_households()),
        HDR_INDICATORS,
    )
    assert found.indicators_left_out == ("mortality",)
    assert (found.households, found.lacking["mortality"]) == (4, 4)
    weights = reweighted(HDR_INDICATORS, [one.name != "mortality" for one in HDR_INDICATORS])
    assert weights[2] == Fraction(1, 3)
    assert sum(weights) == 1


def test_a_dimension_without_any_answer_leaves_its_weight_to_the_others():
    weights = reweighted(HDR_INDICATORS, [one.dimension != "living" for one in HDR_INDICATORS])
    assert weights[:4] == (Fraction(1, 4),) * 4
    assert sum(weights) == 1


def test_a_household_that_lacks_one_answer_is_left_out_and_told():
    *others, last = hdr_households()
    found = measure_multidimensional((*others, replace(last, unknown=1)), HDR_INDICATORS)
    assert (found.households, found.households_left_out, found.persons_left_out) == (3, 1, 4)
    assert found.lacking["schooling"] == 1


@given(st.lists(st.tuples(st.floats(0, 1e6), st.integers(1, 12)), min_size=1, max_size=30))
def test_gini_is_that_of_all_pairs_of_persons(incomes):
    persons = [income for income, weight in incomes for _ in range(weight)]
    mean = sum(persons) / len(persons)
    pairs = sum(abs(one - other) for one in persons for other in persons)
    expected = pairs / (2 * len(persons) ** 2 * mean) if mean > 1e-300 else 0
    assert gini(incomes) == pytest.approx(expected, abs=1e-7)


@given(
    st.lists(st.builds(Deprivations, deprived=st.integers(0, 1023), persons=st.integers(1, 9)), min_size=1)
)
def test_m0_is_headcount_times_intensity(found):
    measured = measure_multidimensional(found, HDR_INDICATORS)
    assert measured.m0 == pytest.approx(measured.headcount * measured.intensity)


def test_the_index_of_the_register_is_whole():
    assert sum(one.weight for one in INDICATORS) == 1
    assert {one.dimension for one in INDICATORS} == set(DIMENSIONS)


WELL = with_others(
    food_enough="yes",
    meat_monthly="yes",
    toilet="yes",
    electricity_living="yes",
    child_died="no",
    assets="phone television",
)
WELL = replace(WELL, water_source="tap", housing_structure="brick_concrete")


def names(bits):
    return {one.name for bit, one in enumerate(INDICATORS) if bits >> bit & 1}


def test_a_household_that_lacks_nothing_is_deprived_of_nothing():
    assert deprivations_of(WELL) == (0, 0)


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("nutrition", {"food_enough": "no"}),
        ("child_mortality", {"child_died": "yes"}),
        ("fuel", {"fuel": "coal"}),
        ("sanitation", {"toilet": "no"}),
        ("water", {"water_fetch_minutes": "31"}),
        ("electricity", {"electricity_living": "no"}),
        ("housing", {"housing_tenure": "none"}),
        ("assets", {"assets": "phone"}),
    ],
)
def test_each_answer_of_the_household_counts_for_its_indicator(name, changes):
    spoilt = replace(WELL, other=WELL.other | changes)
    assert names(deprivations_of(spoilt)[0]) == {name}
    removed = replace(
        WELL,
        other={key: text for key, text in WELL.other.items() if key not in changes},
        water_source=None,
        housing_structure=None,
    )
    assert name in names(deprivations_of(removed)[1])


def test_one_member_with_six_years_of_school_is_enough():
    illiterate = tuple(replace(one, education="illiterate", school_status=None) for one in WELL.persons)
    assert "schooling" in names(deprivations_of(replace(WELL, persons=illiterate))[0])
    mixed = (*illiterate[1:], replace(illiterate[0], education="primary"))
    assert "schooling" not in names(deprivations_of(replace(WELL, persons=mixed))[0])
    unknown = (*illiterate[1:], replace(illiterate[0], education=None))
    assert "schooling" in names(deprivations_of(replace(WELL, persons=unknown))[1])


def test_a_child_out_of_school_counts_and_one_too_young_does_not():
    out = with_person("child", school_status=None, education="primary")
    assert "attendance" in names(deprivations_of(out)[0])
    small = with_person("child", school_status=None, birth_date="2023-01-01")
    assert "attendance" not in names(deprivations_of(small)[0] | deprivations_of(small)[1])


def test_who_was_not_asked_tells_nothing():
    refused = replace(WELL, visit_result="refused")
    assert deprivations_of(refused) == (0, ALL_UNKNOWN)
    assert income_cents(refused) is None
    assert income_cents(CLEAN) == 725000


def left(**fields):
    """The well household with one member who died on 2024-06-01."""
    gone = replace(
        WELL.persons[2], row="gone", other={"membership": "died", "left_on": "2024-06-01"}, **fields
    )
    return replace(WELL, former=(gone,))


def test_a_child_among_those_who_died_counts_whatever_was_said():
    assert names(deprivations_of(left(birth_date="2015-01-01"))[0]) == {"child_mortality"}
    assert names(deprivations_of(left(birth_date="1950-01-01"))[0]) == set()
    long_ago = replace(left(birth_date="2015-01-01"), visit_date="2029-07-01")
    assert "child_mortality" not in names(deprivations_of(long_ago)[0])


@pytest.mark.parametrize(
    ("said", "of_household", "deprived", "lacking"),
    [
        (("no", "no"), None, False, False),
        (("no", "yes"), None, True, False),
        (("no", None), None, False, True),
        ((None, None), "no", False, False),
        (("yes", None), "yes", True, False),
        ((None, None), None, False, False),
    ],
)
def test_undernourished_members_go_before_what_was_said_of_the_food(said, of_household, deprived, lacking):
    persons = tuple(
        replace(one, other=one.other | ({"undernourished": text} if text else {}))
        for one, text in zip(WELL.persons, (*said, *said), strict=True)
    )
    other = WELL.other | ({"undernourished_any": of_household} if of_household else {})
    found = deprivations_of(replace(WELL, persons=persons, other=other))
    assert ("nutrition" in names(found[0]), "nutrition" in names(found[1])) == (deprived, lacking)


@pytest.mark.parametrize(
    ("assets", "poor"),
    [("none", True), ("phone", True), ("phone vehicle", False), ("vehicle", False), ("radio bicycle", False)],
)
def test_one_small_asset_is_too_little_and_a_car_is_enough(assets, poor):
    found = deprivations_of(replace(WELL, other=WELL.other | {"assets": assets}))
    assert ("assets" in names(found[0])) is poor
