"""Causes with their evidence, measures with their reason."""

from dataclasses import replace
from decimal import Decimal

import pytest
from tests.unit.households import CLEAN, person, with_others, with_person

from yihu.base.i18n import CHINESE, ENGLISH, set_language
from yihu.planning import Measure, Plan, propose_causes, read_plan, suggest_measures
from yihu.planning.catalogue import catalogue
from yihu.planning.suggest import CONDITIONS
from yihu.register import Cause, Household
from yihu.register.codes import code_list


@pytest.fixture(params=[CHINESE, ENGLISH])
def language(request):
    set_language(request.param)
    yield request.param
    set_language(CHINESE)


def codes_of(household):
    return [cause.code for cause in propose_causes(household)]


def keys_of(household, plan=None):
    return [suggestion.key for suggestion in suggest_measures(household, plan)]


def caused_by(*codes, household=CLEAN):
    causes = tuple(Cause(code=code, main=not place) for place, code in enumerate(codes))
    return replace(household, causes=causes)


def test_an_illness_is_proposed_with_who_and_how_much():
    (found,) = propose_causes(CLEAN)
    assert (found.code, found.person, found.chosen) == ("illness", "mother", True)
    assert "3,000" in found.explain()


@pytest.mark.parametrize(
    ("household", "cause"),
    [
        (with_person("head", health=("disabled",)), "disability"),
        (with_person("child", birth_date="2009-03-04", school_status="senior_1"), "education"),
        (replace(CLEAN, risks=("disaster",)), "disaster"),
        (replace(with_others(production_kinds="planting"), farmland_mu=Decimal("1.9")), "lack_land"),
        (with_others(irrigated_mu="1.3"), "lack_water"),
        (replace(CLEAN, persons=(person("a", education="primary"),)), "lack_skill"),
        (with_person("wife", labour_skill="weak", health=("chronic",)), "lack_labour"),
        (with_others(wish_kinds="finance health"), "lack_funds"),
        (with_others(road="earth"), "poor_transport"),
        (replace(CLEAN, farmland_mu=Decimal(0)), "low_motivation"),
    ],
)
def test_answers_speak_for_a_cause(household, cause):
    assert cause not in codes_of(CLEAN)
    assert cause in codes_of(household)


def test_unknown_labour_is_no_lack_of_labour():
    names = tuple(replace(one, labour_skill=None) for one in CLEAN.persons)
    assert "lack_labour" not in codes_of(replace(CLEAN, persons=names))


def test_an_empty_household_has_no_cause_and_no_measure():
    assert propose_causes(Household(id="h")) == ()
    assert suggest_measures(Household(id="h")) == ()


def test_the_main_cause_is_answered_first():
    first, *_ = suggest_measures(caused_by("lack_funds", "illness"))
    assert first.cause == "lack_funds"
    first, *_ = suggest_measures(caused_by("illness", "lack_funds"))
    assert first.cause == "illness"


def test_a_cause_has_three_measures_at_most_and_none_comes_twice(language):
    for cause in code_list("cause"):
        found = suggest_measures(caused_by(cause.value))
        own = [suggestion for suggestion in found if suggestion.cause == cause.value]
        assert len(own) <= 3
        assert len({suggestion.key for suggestion in found}) == len(found)
        assert all(
            suggestion.content and suggestion.reason and "{" not in suggestion.reason for suggestion in found
        )


def test_every_reason_of_the_catalogue_can_be_said(language):
    """Whatever fits: a measure's reason only speaks of facts there are."""
    family = replace(
        CLEAN,
        persons=(
            *CLEAN.persons,
            person(
                "ill",
                health=("serious", "disabled"),
                self_paid_medical_yuan=Decimal(26400),
                labour_skill="weak",
            ),
            person("student", education=None, school_status="vocational_2", labour_skill=None),
            person("scholar", education=None, school_status="bachelor_2", labour_skill=None),
            person("worker", months_worked=5),
            person(
                "out",
                birth_date="2013-01-01",
                education="primary",
                labour_skill=None,
                medical_insurance="none",
            ),
        ),
        housing_grade="C",
        other={
            "production_kinds": "planting",
            "road": "earth",
            "road_distance_km": "6",
            "water_enough": "no",
        },
    )
    for entry in catalogue():
        for cause in entry.causes:
            found = suggest_measures(caused_by(cause, household=family))
            assert all("{" not in one.reason and "?" not in one.reason for one in found), entry.key


def test_a_measure_that_the_plan_has_is_not_suggested_again():
    offered = keys_of(CLEAN)
    taken = Plan(id="h", version=1, state="draft", measures=(Measure(row="m", key=offered[0]),))
    assert offered[0] not in keys_of(CLEAN, taken)


def test_a_measure_written_in_the_same_words_is_not_suggested_either():
    first, *_ = suggest_measures(CLEAN)
    taken = Plan(id="h", version=1, state="draft", measures=(Measure(row="m", content=first.content),))
    assert first.key not in keys_of(CLEAN, taken)


def test_a_dangerous_house_is_repaired_whatever_the_cause():
    assert "repair" in keys_of(replace(CLEAN, housing_grade="C", housing_area_m2=Decimal(62)))
    assert "rebuild" in keys_of(replace(CLEAN, housing_grade="D"))
    assert "repair" not in keys_of(replace(CLEAN, housing_grade="C", housing_renovated="yes"))
    assert "repair" not in keys_of(CLEAN)


def test_the_area_of_the_house_is_the_amount():
    repair = next(
        one
        for one in suggest_measures(replace(CLEAN, housing_grade="C", housing_area_m2=Decimal(62)))
        if one.key == "repair"
    )
    assert repair.amount == 62
    assert repair.answers()["measure_amount"] == "62"


def test_an_allowance_is_not_suggested_above_the_line():
    assert "low_income_illness" in keys_of(CLEAN)
    rich = replace(CLEAN, income=replace(CLEAN.income, wages=Decimal(90000)))
    assert "low_income_illness" not in keys_of(rich)


def test_a_public_welfare_post_is_not_for_the_very_old():
    weak = with_person("mother", labour_skill="weak")
    assert "welfare_post" not in keys_of(caused_by("lack_labour", household=weak))
    younger = with_person("mother", labour_skill="weak", birth_date="1965-07-08")
    assert "welfare_post" in keys_of(caused_by("lack_labour", household=younger))


def test_what_is_adopted_can_be_read_back():
    """A suggestion's answers, stored as a row, make the same measure."""
    for suggestion in suggest_measures(replace(CLEAN, housing_grade="C", housing_area_m2=Decimal("62.5"))):
        answers = {f"plan/measure/r/{name}": text for name, text in suggestion.answers().items()}
        maps = {"plan": {f"measure/*/{name}": name for name in suggestion.answers()}}
        plan = read_plan("h", answers, maps)
        assert plan is not None
        (measure,) = plan.measures
        assert (measure.key, measure.category, measure.content) == (
            suggestion.key,
            suggestion.category,
            suggestion.content,
        )
        assert (measure.amount, measure.gain_low_yuan, measure.gain_high_yuan) == (
            suggestion.amount,
            suggestion.gain_low_yuan,
            suggestion.gain_high_yuan,
        )


def test_every_condition_is_used():
    assert set(CONDITIONS) == {entry.when for entry in catalogue()}
