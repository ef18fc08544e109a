"""Causes weighed against the answers, what the rules ask of a plan, and what is doubtful in it."""

from dataclasses import replace
from decimal import Decimal

import pytest
from tests.unit.households import CLEAN, with_person

from yihu.base.i18n import CHINESE, ENGLISH, set_language
from yihu.planning import (
    Measure,
    Plan,
    doubts_of_plan,
    expected_income,
    required_of,
    suggest_measures,
    weigh_causes,
)
from yihu.planning.catalogue import catalogue
from yihu.register import Cause
from yihu.register.profiles import default_profile, shipped_profiles

TODAY = "2026-11-23"
RULES = {profile.id: profile for profile in shipped_profiles()}
INDUSTRY = Measure(
    row="r1",
    category="industry",
    content="养羊",
    deadline="2027-10-31",
    gain_kind="income",
    gain_low_yuan=Decimal(30000),
    gain_high_yuan=Decimal(40000),
)


@pytest.fixture
def in_english():
    set_language(ENGLISH)
    yield
    set_language(CHINESE)


def caused(*codes, household=CLEAN):
    causes = tuple(Cause(code=code, main=not place) for place, code in enumerate(codes))
    return replace(household, causes=causes)


def plan(*measures, **more):
    fields = {"id": "p", "version": 1, "state": "draft", "goal_date": "2027-12-31", "measures": measures}
    return Plan(**(fields | more))


def kinds(made, household=CLEAN, rules=None, today=TODAY):
    found = expected_income(household, made, Decimal(7300))
    return [doubt.kind for doubt in doubts_of_plan(made, found, rules or default_profile(), today)]


def test_a_cause_stands_with_the_member_and_the_money_that_speak_for_it(in_english):
    weighed = weigh_causes(caused("illness"))
    (cause,) = weighed.named
    (sentence,) = [one.explain() for one in cause.evidence]
    number = next(n for n, person in enumerate(CLEAN.persons, 1) if person.row == "mother")
    assert sentence.startswith(f"member {number} ")
    assert "3,000 yuan paid" in sentence
    assert (cause.main, cause.without_evidence, weighed.unnamed) == (True, False, ())


def test_a_cause_without_evidence_and_evidence_without_a_cause_are_both_told():
    weighed = weigh_causes(caused("lack_water"))
    assert [(cause.code, cause.without_evidence) for cause in weighed.named] == [("lack_water", True)]
    assert [cause.code for cause in weighed.unnamed] == ["illness"]
    assert weighed.unnamed[0].evidence


def test_a_cause_that_no_answer_could_show_is_not_doubted():
    (cause, *_) = weigh_causes(caused("marriage")).named
    assert (cause.can_show, cause.without_evidence) == (False, False)


def test_a_cause_named_twice_is_told_and_weighed_once():
    weighed = weigh_causes(caused("illness", "illness"))
    assert (len(weighed.named), weighed.repeated) == (1, ("illness",))


def test_the_rules_of_the_period_say_which_causes_there_are():
    narrow = replace(default_profile(), causes=("disability",))
    assert weigh_causes(replace(caused("disability"), rules=narrow)).unnamed == ()


def test_what_a_cause_asks_for_is_met_or_missing():
    rules = default_profile()
    missing, *_ = required_of(["illness"], [INDUSTRY], rules)
    assert (missing.cause, missing.met) == ("illness", False)
    assert "health" in missing.categories
    met, *_ = required_of(["illness"], [replace(INDUSTRY, category="health")], rules)
    assert (met.met, met.measures) == (True, ("r1",))
    assert required_of(["marriage"], [], rules) == ()


def test_only_yearly_gains_count_and_what_comes_once_stands_apart():
    once = replace(
        INDUSTRY, row="r2", gain_times="once", gain_low_yuan=Decimal(2000), gain_high_yuan=Decimal(3000)
    )
    found = expected_income(CLEAN, plan(INDUSTRY, once), Decimal(7300))
    assert (found.gain_low_yuan, found.gain_high_yuan) == (30000, 40000)
    assert (found.once_low_yuan, found.once_high_yuan) == (2000, 3000)
    assert found.low_per_head_yuan == expected_income(CLEAN, plan(INDUSTRY)).low_per_head_yuan
    saving = replace(once, gain_kind="saving")
    assert expected_income(CLEAN, plan(saving)).once_high_yuan == 0


def test_a_sound_plan_leaves_no_doubt():
    assert kinds(plan(INDUSTRY)) == []


@pytest.mark.parametrize(
    ("made", "kind"),
    [
        (plan(), "no-measures"),
        (plan(INDUSTRY, goal_date="2026-11-22"), "target-passed"),
        (plan(replace(INDUSTRY, deadline="2026-11-22")), "deadline-passed"),
        (plan(replace(INDUSTRY, deadline="2028-01-01")), "deadline-late"),
        (plan(replace(INDUSTRY, gain_low_yuan=Decimal(50000))), "gain-inverted"),
        (plan(replace(INDUSTRY, fund_yuan=Decimal(500))), "fund-missing"),
        (plan(replace(INDUSTRY, fund_yuan=Decimal(500), fund_source="none")), "fund-missing"),
        (plan(replace(INDUSTRY, gain_low_yuan=Decimal(0), gain_high_yuan=Decimal(30000))), "line-not-sure"),
        (plan(replace(INDUSTRY, gain_low_yuan=Decimal(0), gain_high_yuan=Decimal(1))), "below-line"),
    ],
)
def test_what_is_doubtful_is_said(made, kind):
    household = replace(CLEAN, income=replace(CLEAN.income, wages=Decimal(0)))
    assert kind in kinds(made, household)


@pytest.mark.parametrize("state", ["agreed", "signed"])
def test_days_that_have_passed_are_no_doubt_in_a_plan_that_stands_fast(state):
    late = plan(replace(INDUSTRY, deadline="2026-01-01"), state=state, goal_date="2026-06-30")
    assert kinds(late) == []


def test_a_doubt_is_a_sentence_with_the_measure_and_the_figures(in_english):
    made = plan(INDUSTRY, replace(INDUSTRY, row="r2", deadline="2026-11-22"))
    (doubt,) = doubts_of_plan(made, expected_income(CLEAN, made), default_profile(), TODAY)
    assert doubt.explain() == "Measure 2: its deadline 2026-11-22 has passed: it would be late at once."


def test_forty_measures_are_still_a_plan():
    many = tuple(
        replace(INDUSTRY, row=f"r{number}", gain_low_yuan=Decimal(500), gain_high_yuan=Decimal(600))
        for number in range(40)
    )
    found = expected_income(CLEAN, plan(*many))
    assert (found.gain_low_yuan, found.gain_high_yuan) == (20000, 24000)
    assert kinds(plan(*many)) == []


def test_the_former_period_asked_for_more_measures():
    rules = RULES["registration-2014"]
    assert ("few-measures" in kinds(plan(INDUSTRY), rules=rules)) == (rules.limits.measures_at_least > 1)
    assert "category-unknown" in kinds(plan(INDUSTRY), rules=replace(rules, measure_categories=("health",)))


def test_measures_are_suggested_by_age_and_period():
    old = with_person("mother", birth_date="1940-01-01")
    assert "elder_allowance" in {one.key for one in suggest_measures(old)}
    assert "elder_allowance" not in {one.key for one in suggest_measures(CLEAN)}
    struck = caused("lack_land", household=replace(CLEAN, other=CLEAN.other | {"road": "earth"}))
    for id, known in (("registration-2014", True), ("regular-2026", False)):
        offered = {one.key for one in suggest_measures(replace(struck, rules=RULES[id]))}
        assert ("relocate" in offered) == known


def test_a_suggestion_says_which_cause_it_answers_and_how_often_it_pays():
    for one in suggest_measures(caused("illness", "lack_funds")):
        assert one.answers()["measure_cause"] == one.cause
        assert (one.gain_times in ("yearly", "once")) == (one.gain_kind != "none")
    assert {entry.gain_times for entry in catalogue()} == {"", "yearly", "once"}
