"""Each rule fires on a household spoilt for it, and on no other."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from tests.unit.households import CHILD, CLEAN, HEAD, WIFE, id_number, with_income, with_others, with_person

from yihu.base.i18n import CHINESE, ENGLISH, set_language
from yihu.register import Cause, Household
from yihu.register.checks import Measured, check_household, entries, find_all, rules
from yihu.register.income import read_income

LINE = Decimal(7300)


def certificate(category: str = "4", grade: str = "2") -> str:
    return f"{HEAD.id_number}{category}{grade}"


def caused_by(code: str, **fields: object) -> Household:
    return replace(CLEAN, causes=(Cause(code=code, main=True, evidence="-"),), **fields)  # type: ignore[arg-type]


SPOILT: dict[str, Household] = {
    "R01": with_person("wife", id_number=HEAD.id_number, birth_date=HEAD.birth_date, sex="male"),
    "R02": with_person("head", id_number="4309991980"),
    "R03": with_person(
        "head", id_number=f"{(HEAD.id_number or '')[:17]}{'0' if (HEAD.id_number or '')[17] != '0' else '1'}"
    ),
    "R04": with_person("head", birth_date="1980-05-07"),
    "R05": with_person(
        "head",
        health=("disabled",),
        disability_category="4",
        disability_grade="3",
        disability_cert_number=certificate(),
    ),
    "R06": with_person("head", id_number=id_number("1980-05-06", "123", "999999")),
    "R07": with_person("head", relation="other"),
    "R08": with_person("mother", relation="spouse"),
    "R09": with_person("wife", sex="male", id_number=None),
    "R10": with_person("child", relation="daughter"),
    "R11": replace(CLEAN, member_count=5),
    "R12": with_person("child", education="primary"),
    "R13": with_person("child", birth_date="2021-03-04", id_number=None),
    "R14": with_person("child", birth_date="2016-03-04", id_number=None, school_status="junior_7"),
    "R15": with_person("child", school_status="senior_1"),
    "R16": with_person("child", school_status="bachelor_1"),
    "R17": with_person("child", school_status="kindergarten"),
    "R18": with_person(
        "child", birth_date="2008-03-04", id_number=None, school_status=None, education="primary"
    ),
    "R19": with_person("child", school_status=None, education="primary"),
    "R20": with_person("child", labour_skill="ordinary"),
    "R21": with_person("child", labour_skill="weak"),
    "R22": with_person("wife", labour_skill="weak"),
    "R23": with_person("mother", labour_skill="ordinary"),
    "R24": with_person(
        "head",
        health=("disabled",),
        disability_category="4",
        disability_grade="2",
        disability_cert_number=certificate(),
    ),
    "R25": with_person("head", health=("disabled",)),
    "R26": with_person("mother", worked="yes", work_place="township", months_worked=3),
    "R27": with_person("wife", extreme_hardship_support="rural"),
    "R28": with_person("mother", welfare_post="cleaning"),
    "R29": with_person("head", worked="yes", work_place="county"),
    "R30": with_person("head", worked="yes", work_place="county", months_worked=11),
    "R32": with_person("wife", medical_insurance="none"),
    "R33": with_person("wife", medical_insurance="none", other={"medical_aid": "yes"}),
    "R34": with_person("child", school_status=None, education="primary", dropout_reason="illness"),
    "R35": replace(CLEAN, phone="12345"),
    "R36": with_income(wage_migrant=24000, business_planting=-1),
    "R37": with_person("mother", low_income_allowance="rural"),
    "R39": with_income(wage_gathering=60),
    "R40": replace(with_income(wage_migrant=24000), category="none"),
    "R40H": with_income(wage_migrant=100000),
    "R42": with_person("mother", health=("healthy",)),
    "R42P": with_person("mother", self_paid_medical_yuan=Decimal(0)),
    "R43": caused_by("disability"),
    "R44": caused_by("lack_labour"),
    "R45": replace(CLEAN, risks=("unstable_work",)),
    "R49": replace(with_others(housing_ok="yes"), housing_grade="C"),
    "R50": with_others(orchard_mu="201"),
    "R50R": with_others(road_distance_km="5.1"),
    "R51": with_others(fuel="other"),
    "R52": replace(CLEAN, no_labour_household="yes"),
    "Y01": with_person("wife", self_paid_medical_yuan=Decimal(10001)),
}


SPOILT["R28P"] = with_person(
    "head", worked="yes", work_place="country", months_worked=5, welfare_post="forest"
)
SPOILT["R31"] = with_person(
    "head", worked="yes", work_place="county", months_worked=9, welfare_post="forest", welfare_post_months=4
)
SPOILT["R32B"] = with_person("wife", medical_insurance="resident employee")
SPOILT["R36I"] = replace(
    CLEAN, income=read_income({"wage_migrant": Decimal(24000)}, {"wage_income": Decimal(20000)})
)
SPOILT["R41"] = replace(
    with_income(wage_migrant=24000), other=CLEAN.other | {"risk_eliminated_on": "2026-10-01"}
)
SPOILT["R41G"] = replace(SPOILT["R41"], housing_grade="D")
SPOILT["R41T"] = with_others(identified_on="2026-05-02", risk_eliminated_on="2026-11-01")
SPOILT["R41B"] = with_others(risk_eliminated_on="2026-10-01")
SPOILT["R47N"] = with_others(identified_on="2026-10-20")
SPOILT["R47"] = with_others(identified_on="2026-05-20")
SPOILT["Y02"] = with_person("child", birth_date="2027-01-01", id_number=None)

HEALTH = Measured(category="health", key="doctor", content="签约家庭医生", deadline="2026-12-31")
PLANNED: dict[str, tuple[Household, Measured]] = {
    "R37M": (
        replace(CLEAN, income=read_income({"wage_migrant": Decimal(24000), "transfer_income": Decimal(0)})),
        Measured(category="security", content="低保", deadline="2025-06-30"),
    ),
    "R38": (
        replace(CLEAN, income=read_income({"wage_migrant": Decimal(24000), "business_income": Decimal(0)})),
        Measured(category="industry", content="稻虾", deadline="2025-06-30"),
    ),
    "R38W": (
        replace(CLEAN, income=read_income({"business_planting": Decimal(24000), "wage_income": Decimal(0)})),
        Measured(category="employment", content="务工", deadline="2025-12-31"),
    ),
    "R48": (CLEAN, Measured(category="education", key="rainplan", content="雨露计划", deadline="2026-12-31")),
}


def rules_of(household: Household, measures: tuple[str, ...] | None = None) -> set[str]:
    found = check_household(household, line_yuan=LINE, measure_categories=measures)
    return {finding.rule for finding in found}


def rules_with(household: Household, *measures: Measured, planned_on: str = "2026-11-20") -> set[str]:
    found = check_household(household, line_yuan=LINE, measures=(HEALTH, *measures), planned_on=planned_on)
    return {finding.rule for finding in found}


def test_a_household_without_contradictions_has_no_finding():
    assert rules_of(CLEAN, ("health",)) == set()


SPOILT["R30"] = replace(SPOILT["R30"], income=with_income(wage_migrant=900).income)


@pytest.mark.parametrize("rule", SPOILT)
def test_a_rule_fires_where_it_should(rule):
    assert rule in rules_of(SPOILT[rule])


def test_every_rule_is_shown_to_fire():
    assert {rule.id for rule in rules()} - set(SPOILT) == {"R46", *PLANNED}


@pytest.mark.parametrize("rule", PLANNED)
def test_a_rule_about_the_plan_fires_where_it_should(rule):
    household, measure = PLANNED[rule]
    assert rule in rules_with(household, measure)
    assert rule not in rules_with(household)
    assert rule not in rules_with(CLEAN, replace(measure, key="", content="别的")) or rule != "R48"


def test_a_measure_that_is_not_due_yet_is_not_missed():
    household, measure = PLANNED["R38"]
    assert "R38" not in rules_with(household, replace(measure, deadline="2026-06-30"))
    assert "R38" not in rules_with(household, replace(measure, deadline=""))


def test_a_development_measure_or_a_plan_in_time_is_what_able_labour_needs():
    work = Measured(category="employment", content="务工", deadline="2026-12-31")
    assert "R47" in rules_with(SPOILT["R47"])
    assert not {"R47", "R47N"} & rules_with(SPOILT["R47"], work)
    assert "R47N" not in rules_with(SPOILT["R47N"])
    assert not {"R47", "R47N"} & rules_of(with_others(identified_on="2026-11-01"))
    assert not {"R47", "R47N"} & rules_of(with_others(identified_on="some day"))


def test_a_risk_removed_in_good_order_is_not_doubted():
    whole = {
        "risk_eliminated_on": "2026-11-01",
        "identified_on": "2026-04-30",
        "water_enough": "yes",
        "water_clean": "yes",
        "water_shortage_days": "0",
    }
    rich = replace(with_income(wage_migrant=40000), other=CLEAN.other | whole)
    assert not {"R41", "R41G", "R41T", "R41B"} & rules_of(rich)


def test_every_number_of_the_list_has_a_rule_with_words_and_advice_in_both_languages():
    table = entries()
    assert {entry.number for entry in table.values()} - {None} == set(range(1, 55))
    for entry in table.values():
        places = [set(re.findall(r"{(\w+)", text)) for text in (entry.zh, entry.en)]
        assert places[0] == places[1], entry.id
        assert all((entry.zh, entry.en, entry.advice_zh, entry.advice_en, entry.fields)), entry.id


def test_every_finding_names_a_field_of_its_rule():
    table = entries()
    cases = [(household, None) for household in SPOILT.values()]
    cases += [(household, (measure,)) for household, measure in PLANNED.values()]
    for household, measures in cases:
        for found in check_household(household, line_yuan=LINE, measures=measures):
            fields = table[found.rule].fields
            assert fields == ("*",) or found.property in fields, found.rule


def test_a_waived_check_no_longer_counts_and_is_still_told():
    spoilt = replace(SPOILT["R32"], waived={("R32", "wife"): "已在外省参保"})
    assert "R32" not in rules_of(spoilt)
    (found,) = [each for each in find_all(spoilt) if each.rule == "R32"]
    assert (found.waived, found.person) == ("已在外省参保", "wife")


def test_a_waiver_for_one_member_is_none_for_another():
    spoilt = replace(SPOILT["R32"], waived={("R32", "head"): "-", ("R29", None): "-"})
    assert "R32" in rules_of(spoilt)
    assert "R32" not in rules_of(replace(spoilt, waived={("R32", None): "-"}))


def test_rules_have_ids_of_their_own():
    ids = [rule.id for rule in rules()]
    assert len(ids) == len(set(ids))
    assert len(ids) >= 60


def test_a_cause_needs_a_measure_of_its_kind_once_there_is_a_plan():
    assert "R46" not in rules_of(CLEAN)
    assert "R46" in rules_of(CLEAN, ("industry",))
    assert "R46" not in rules_of(CLEAN, ("industry", "social_help"))


def test_a_finding_names_the_member_and_the_answer():
    (found,) = check_household(SPOILT["Y01"], line_yuan=LINE)
    assert (found.person, found.property, found.severity) == ("wife", "self_paid_medical_yuan", "warning")
    assert found.parameters["name"] == "wife"


@pytest.mark.parametrize("language", [CHINESE, ENGLISH])
def test_every_finding_can_be_said(language):
    set_language(language)
    try:
        said = [
            finding.explain()
            for household in SPOILT.values()
            for finding in check_household(household, line_yuan=LINE, measure_categories=())
        ]
    finally:
        set_language(CHINESE)
    assert all(said)
    assert not any("{" in sentence for sentence in said)


def test_ages_are_silent_without_a_day():
    someone = replace(SPOILT["R13"], visit_date=None)
    assert "R13" not in rules_of(someone)


def test_a_wage_may_be_low_without_being_wrong():
    worked = with_person("head", worked="yes", work_place="county", months_worked=10)
    low = replace(worked, income=with_income(wage_migrant=3500).income)
    found = {finding.rule: finding.severity for finding in check_household(low, line_yuan=LINE)}
    assert found["R30"] == "warning"


@pytest.mark.parametrize("result", ["nobody_home", "refused", "moved"])
def test_who_was_not_interviewed_is_not_checked(result):
    assert check_household(replace(SPOILT["R11"], visit_result=result)) == ()


def test_a_household_of_names_only_is_not_nagged():
    """From a list of names: nothing was asked yet, so nothing contradicts."""
    names = tuple(
        replace(one, education=None, school_status=None, health=(), labour_skill=None)
        for one in (HEAD, WIFE, CHILD)
    )
    known = Household(id="h", persons=names, head_name="head")
    assert rules_of(known) == set()
