"""The conditions of leaving poverty, by the household's own rules."""

from dataclasses import replace
from decimal import Decimal

import pytest
from tests.unit.households import CLEAN, DAY

from yihu.planning.follow_up import MeasureStanding, Quarter
from yihu.planning.plan import Measure
from yihu.planning.removal import Case, may_leave, removal_conditions
from yihu.register.income import read_income
from yihu.register.profile import REMOVAL_CONDITIONS

MEASURE = Measure(row="m", content="养羊")
RULES = replace(CLEAN.rules, removal=REMOVAL_CONDITIONS)


def judged(household=CLEAN, states=("done",), quarters=()):
    household = replace(household, rules=replace(RULES, limits=replace(RULES.limits, measures_at_exit=2)))
    standings = [MeasureStanding(measure=MEASURE, state=state) for state in states]
    case = Case(household=household, standings=standings, quarters=quarters, today=DAY)
    return {each.name: each for each in removal_conditions(case)}


def quarters(*nets, year=2026, last=3):
    places = [year * 4 + last - 1 - number for number in range(len(nets))]
    return [
        Quarter(record=str(place), year=place // 4, number=place % 4 + 1, wages_yuan=Decimal(net))
        for place, net in zip(places, nets, strict=True)
    ]


def test_the_conditions_are_those_of_the_households_profile_and_no_others():
    rules = replace(CLEAN.rules, removal=("water_safe",))
    case = Case(household=replace(CLEAN, rules=rules), standings=(), quarters=(), today=DAY)
    assert [each.name for each in removal_conditions(case)] == ["water_safe"]


def test_every_condition_has_a_title_and_says_why():
    for condition in judged().values():
        assert condition.title
        assert condition.explain()


def test_income_is_held_when_the_quarters_of_half_a_year_taken_for_a_year_reach_the_line():
    line = CLEAN.rules.line_for(CLEAN.division_code, CLEAN.income_year).yuan
    enough = line * len(CLEAN.persons) / 4
    assert judged(quarters=quarters(enough, enough))["income_held"].met is True
    assert judged(quarters=quarters(enough - 2, enough + 1))["income_held"].met is False
    assert judged(quarters=quarters(enough))["income_held"].met is None


def test_the_sentence_says_what_was_judged():
    line = CLEAN.rules.line_for(CLEAN.division_code, CLEAN.income_year).yuan
    enough = line * len(CLEAN.persons) / 4
    condition = judged(quarters=quarters(enough - 400, enough + 400))["income_held"]
    assert condition.met is True
    lowest = line - Decimal(400 * 4) / len(CLEAN.persons)
    figures = {name: condition.parameters[name] for name in ("mean", "lowest", "line")}
    assert figures == {"mean": f"{line:,.0f}", "lowest": f"{lowest:,.0f}", "line": f"{line:,.0f}"}
    told = condition.explain()
    assert all(str(value) in told for value in condition.parameters.values())
    assert {"first", "last"} < condition.parameters.keys()


@pytest.mark.parametrize(
    ("year", "last", "met"),
    [(2026, 3, True), (2026, 2, True), (2026, 1, None), (2024, 3, None), (2026, 4, None), (2027, 2, None)],
)
def test_only_the_last_quarters_that_are_over_show_that_income_was_held(year, last, met):
    """It is the fourth quarter of 2026; the third may still be written down."""
    assert judged(quarters=quarters(99999, 99999, year=year, last=last))["income_held"].met is met


def test_a_quarter_to_come_doesnt_hide_those_that_are_over():
    over = quarters(99999, 99999)
    (coming,) = quarters(1, year=2027, last=1)
    assert judged(quarters=[coming, *over])["income_held"].met is True


def test_quarters_with_a_hole_between_them_tell_nothing():
    newest, oldest = quarters(99999)[0], quarters(99999, last=1)[0]
    assert judged(quarters=[newest, oldest])["income_held"].met is None


@pytest.mark.parametrize(
    ("states", "met"), [(("done",), True), (("done", "running"), False), (("stopped",), False), ((), None)]
)
def test_a_risk_is_gone_when_all_measures_are_done(states, met):
    assert judged(replace(CLEAN, risks=("illness",)), states)["risk_gone"].met is met


def test_without_a_named_risk_none_is_left():
    assert judged(replace(CLEAN, risks=()), ())["risk_gone"].met is True


@pytest.mark.parametrize(("said", "met"), [("yes", False), ("no", True), (None, None)])
def test_who_has_nobody_able_to_work_stays_under_support(said, met):
    assert judged(replace(CLEAN, no_labour_household=said))["labour_in_household"].met is met


def test_a_house_in_danger_is_named():
    condition = judged(replace(CLEAN, housing_grade="D"))["guarantees_met"]
    assert condition.met is False
    assert "D" in condition.explain()


def test_what_was_never_asked_is_unknown_and_lets_nobody_leave():
    bare = replace(CLEAN, other={}, housing_grade=None)
    conditions = judged(bare)
    assert conditions["water_safe"].met is None
    assert not may_leave(list(conditions.values()))


def test_a_household_that_meets_all_may_leave():
    line = CLEAN.rules.line_for(CLEAN.division_code, CLEAN.income_year).yuan
    rich = line * len(CLEAN.persons) / 4
    safe = dict.fromkeys(
        ("food_enough", "meat_monthly", "clothing_seasonal", "water_enough", "water_clean"), "yes"
    )
    household = replace(
        CLEAN,
        no_labour_household="no",
        other=CLEAN.other | safe | {"water_shortage_days": "0", "water_fetch_minutes": "0"},
        income=read_income({"wage_migrant": line * 5}),
    )
    conditions = judged(household, ("done", "done"), quarters(rich, rich))
    assert {name: each.met for name, each in conditions.items() if not each.met} == {}
    assert may_leave(list(conditions.values()))


def test_measures_are_counted_against_what_the_rules_ask():
    assert judged(states=("done",))["measures_enough"].met is False
    assert judged(states=("done", "done"))["measures_enough"].met is True
