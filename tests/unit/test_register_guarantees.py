"""Food, clothing, school, insurance, house, water."""

from dataclasses import replace

import pytest
from tests.unit.households import CLEAN, with_others, with_person

from yihu.register import Household
from yihu.register.guarantees import guarantee_of, guarantees

SAFE_WATER = {
    "water_enough": "yes",
    "water_clean": "yes",
    "water_shortage_days": "36",
    "water_fetch_minutes": "20",
}


def test_nothing_known_is_neither_met_nor_missed():
    assert [one.met for one in guarantees(Household(id="h"))] == [None] * 6


def test_the_six_come_in_their_official_order():
    assert [one.name for one in guarantees(CLEAN)] == [
        "food",
        "clothing",
        "education",
        "medical",
        "housing",
        "water",
    ]


@pytest.mark.parametrize(
    ("changed", "met"),
    [
        ({}, True),
        ({"water_enough": "no"}, False),
        ({"water_clean": "no"}, False),
        ({"water_shortage_days": "37"}, False),
        ({"water_fetch_minutes": "21"}, False),
        ({"water_clean": ""}, None),
    ],
)
def test_water_needs_all_four(changed, met):
    texts = {name: text for name, text in (SAFE_WATER | changed).items() if text}
    assert guarantee_of(with_others(**texts), "water").met is met


@pytest.mark.parametrize(
    ("grade", "met"), [("A", True), ("B", True), ("C", False), ("D", False), (None, None)]
)
def test_houses_of_grade_c_and_d_are_not_safe(grade, met):
    assert guarantee_of(replace(CLEAN, housing_grade=grade), "housing").met is met


def test_a_relocated_household_is_safe_and_a_homeless_one_is_not():
    moved = with_others(housing_tenure="relocated")
    assert guarantee_of(replace(moved, housing_grade="D"), "housing").met is True
    assert guarantee_of(with_others(housing_tenure="none"), "housing").met is False


def test_a_child_out_of_school_is_named_unless_ill():
    out = with_person("child", school_status=None, education="primary", dropout_reason="dislike")
    found = guarantee_of(out, "education")
    assert found.met is False
    assert "child" in found.explain()
    ill = with_person("child", school_status=None, education="primary", dropout_reason="illness")
    assert guarantee_of(ill, "education").met is True


def test_everybody_needs_medical_insurance():
    assert guarantee_of(CLEAN, "medical").met is True
    assert guarantee_of(with_person("wife", medical_insurance=None), "medical").met is None
    found = guarantee_of(with_person("wife", medical_insurance="none"), "medical")
    assert (found.met, "wife" in found.explain()) == (False, True)


def test_food_needs_staple_and_meat():
    assert guarantee_of(with_others(food_enough="yes", meat_monthly="yes"), "food").met is True
    assert guarantee_of(with_others(food_enough="no"), "food").met is False
    assert guarantee_of(with_others(food_enough="yes"), "food").met is None
