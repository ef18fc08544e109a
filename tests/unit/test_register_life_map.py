"""A family's life map: each light in each colour, and the guarantees with the answers behind them."""

from dataclasses import replace
from decimal import Decimal

import pytest
from tests.unit.households import CLEAN, with_income, with_person

from yihu.base.i18n import CHINESE, ENGLISH, set_language
from yihu.register import Household
from yihu.register.guarantee_answers import explained_guarantees
from yihu.register.guarantees import guarantees
from yihu.register.life_map import AREAS, life_map

LINE = Decimal(7300)
WELL = {
    "food_enough": "yes",
    "meat_monthly": "yes",
    "clothing_seasonal": "yes",
    "water_enough": "yes",
    "water_clean": "yes",
    "water_shortage_days": "0",
    "toilet": "yes",
    "electricity_living": "yes",
    "fuel": "clean",
    "road": "cement",
    "internet": "yes",
    "cooperative": "yes",
    "transfer_kinds": "none",
}
GOOD = replace(
    with_person("mother", health=("healthy",)),
    other=WELL,
    income=with_income(wage_migrant=60000).income,
)
GOOD = replace(GOOD, persons=tuple(replace(one, labour_skill="skilled") for one in GOOD.persons))


def other(**texts: str) -> Household:
    return replace(GOOD, other=WELL | texts)


def members(**fields: object) -> Household:
    return replace(GOOD, persons=tuple(replace(one, **fields) for one in GOOD.persons))  # type: ignore[arg-type]


def colour(household: Household, name: str, line: Decimal | None = LINE) -> str:
    return {light.name: light.colour for light in life_map(household, line)}[name]


def test_a_family_that_is_well_has_green_lights_only():
    lights = life_map(GOOD, LINE)
    assert {light.colour for light in lights} == {"green"}
    assert {light.area for light in lights} == set(AREAS)


CASES = [
    ("income", "red", replace(GOOD, income=with_income(wage_migrant=29000).income)),
    ("income", "yellow", replace(GOOD, income=with_income(wage_migrant=30000).income)),
    ("work", "red", members(labour_skill="lost")),
    (
        "work",
        "yellow",
        replace(
            members(labour_skill="none"), persons=(GOOD.persons[0], *members(labour_skill="none").persons[1:])
        ),
    ),
    ("food", "red", other(clothing_seasonal="no")),
    ("health", "red", members(health=("serious",))),
    ("health", "red", members(self_paid_medical_yuan=Decimal(5000))),
    ("health", "yellow", members(health=("chronic",))),
    ("insurance", "red", members(medical_insurance="none")),
    ("house", "red", replace(GOOD, housing_grade="D")),
    ("house", "yellow", replace(GOOD, housing_grade="C", housing_renovated="yes")),
    ("water", "red", other(water_clean="no")),
    ("water", "yellow", other(water_shortage_days="3")),
    ("living", "red", other(electricity_living="no")),
    ("living", "red", other(toilet="no", fuel="coal")),
    ("living", "yellow", other(toilet="no")),
    ("living", "yellow", other(fuel="firewood")),
    ("road", "red", other(road="earth")),
    ("road", "red", other(road_distance_km="5.5")),
    ("road", "yellow", other(road="gravel")),
    ("school", "red", members(school_status=None, education="primary")),
    ("skills", "red", members(labour_skill="ordinary", education="primary")),
    ("skills", "yellow", members(labour_skill="ordinary", education="junior_middle")),
    ("together", "yellow", other(cooperative="no", leading_enterprise="no", pioneer="no")),
]


@pytest.mark.parametrize(("name", "expected", "household"), CASES)
def test_each_light_turns(name, expected, household):
    assert colour(household, name) == expected


def test_what_nobody_asked_is_grey_and_never_good():
    empty = Household(
        id="h",
        persons=(
            replace(GOOD.persons[0], health=(), labour_skill=None, education=None, medical_insurance=None),
        ),
    )
    assert {light.colour for light in life_map(empty, LINE)} == {"grey"}
    assert colour(GOOD, "income", None) == "grey"
    assert {light.colour for light in life_map(replace(GOOD, visit_result="refused"), LINE)} == {"grey"}


@pytest.mark.parametrize("language", [CHINESE, ENGLISH])
def test_every_light_says_why(language):
    set_language(language)
    said = {light.explain() for _, _, household in CASES for light in life_map(household, LINE)}
    assert all(said)
    assert not any("{" in sentence for sentence in said)
    if language == CHINESE:
        assert all(any("\u4e00" <= letter <= "\u9fff" for letter in sentence) for sentence in said)


def answers(household, name):
    (found,) = [each for each in explained_guarantees(household) if each.guarantee.name == name]
    return {(each.property, each.person): each.meets for each in found.answers}


def test_every_guarantee_shows_the_answers_that_led_to_it():
    assert answers(GOOD, "food") == {("food_enough", ""): True, ("meat_monthly", ""): True}
    assert answers(GOOD, "education") == {("school_status", "child"): True}
    assert answers(GOOD, "housing") == {("housing_grade", ""): True}
    assert answers(GOOD, "water") == {
        ("water_enough", ""): True,
        ("water_clean", ""): True,
        ("water_shortage_days", ""): True,
    }
    assert set(answers(GOOD, "medical").values()) == {True}
    assert len(answers(GOOD, "medical")) == 4


def test_the_answer_that_spoils_a_guarantee_is_named():
    assert (
        answers(with_person("wife", medical_insurance="none"), "medical")["medical_insurance", "wife"]
        is False
    )
    out = with_person("child", school_status=None, education="primary")
    assert answers(out, "education") == {("education", "child"): False}
    ill = with_person("child", school_status=None, education="primary", dropout_reason="illness")
    assert answers(ill, "education") == {("dropout_reason", "child"): True}
    assert answers(other(water_fetch_minutes="21"), "water")["water_fetch_minutes", ""] is False
    assert answers(other(housing_tenure="none"), "housing") == {("housing_tenure", ""): False}


@pytest.mark.parametrize("household", [GOOD, CLEAN, *(case[2] for case in CASES)])
def test_a_guarantee_is_what_its_answers_say(household):
    """One that spoils it is enough; all known and none that spoils it: it is met."""
    for each in explained_guarantees(household):
        meets = [answer.meets for answer in each.answers]
        expected = False if False in meets else None if None in meets else True
        assert each.guarantee.met == expected, each.guarantee.name
    assert [each.guarantee for each in explained_guarantees(household)] == list(guarantees(household))


def test_an_answer_is_said_in_words():
    (found,) = [each for each in explained_guarantees(GOOD) if each.guarantee.name == "housing"]
    assert "B" in found.answers[0].said()
