"""From answers of any form to a household."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from yihu.register import read_household

MAPS = {
    "household": {
        "head_name": "head_name",
        "land_kinds": "land_kinds",
        "farmland_mu": "farmland_mu",
        "wage_kinds": "wage_kinds",
        "wage_migrant": "wage_migrant",
        "net_income": "net_income",
        "main_cause": "main_cause",
        "why": "main_cause_evidence",
        "second": "cause_2",
        "county_extra": "county_extra",
        "member/*/called": "person_name",
        "member/*/relation": "relation",
        "member/*/health": "health",
        "member/*/months": "work_months",
        "member/*/born": "birth_date",
        "measure/*/what": "measure_content",
    },
    "county": {"phone": "phone", "head": "head_name"},
}


def read(**answers):
    values = {f"household/{key.replace('__', '/')}": value for key, value in answers.items()}
    return read_household("h", values, MAPS)


def test_members_come_in_the_order_of_their_rows():
    household = read(
        member__a__called="乙",
        member__a___row=2,
        member__b__called="甲",
        member__b___row=1,
        member__b__relation="head",
    )
    assert [person.name for person in household.persons] == ["甲", "乙"]
    assert household.head_name == "甲"


def test_a_removed_member_is_gone_and_a_blank_row_is_nobody():
    household = read(member__a__called="甲", member__a___del=True, member__b___row=1)
    assert household.persons == ()


def test_codes_and_figures_have_their_types():
    household = read(
        member__a__health="chronic disabled",
        member__a__months="9",
        farmland_mu="4.50",
        main_cause="illness",
        why="病",
    )
    (person,) = household.persons
    assert person.health == ("chronic", "disabled")
    assert person.months_worked == 9
    assert household.farmland_mu == Decimal("4.5")
    assert [(cause.code, cause.main, cause.evidence) for cause in household.causes] == [
        ("illness", True, "病")
    ]


def test_what_is_no_number_or_no_date_is_unknown():
    household = read(
        farmland_mu="much", wage_migrant="NaN", member__a__months="1.5", member__a__born="1980-02-30"
    )
    assert household.farmland_mu is None
    assert household.income.wages is None
    assert household.persons[0].months_worked is None
    assert household.persons[0].birth_date is None


def test_cleared_answers_are_unknown():
    household = read(head_name=None, farmland_mu="")
    assert (household.head_name, household.farmland_mu) == (None, None)


def test_who_named_no_land_and_no_wages_has_none():
    household = read(land_kinds="forest", wage_kinds="none")
    assert household.farmland_mu == 0
    assert household.income.wages == 0
    assert household.income.transfers is None


def test_a_property_that_only_the_county_knows_is_kept_as_text():
    assert read(county_extra="7").other["county_extra"] == "7"


def test_calculated_answers_are_not_believed():
    household = read_household("h", {"household/=net_income": "99", "household/wage_migrant": "5"}, MAPS)
    assert household.income.net_yuan() == 5
    assert "net_income" not in household.other


def test_another_form_adds_what_the_survey_lacks_and_yields_to_it():
    values = {"county~1/phone": "13900000001", "county~1/head": "乙", "household/head_name": "甲"}
    household = read_household("h", values, MAPS)
    assert (household.head_name, household.phone) == ("甲", "13900000001")


def test_forms_and_plans_that_are_no_survey_are_passed_over():
    household = read_household("h", {"poll/head_name": "丙", "household/measure/m/what": "养羊"}, MAPS)
    assert household.head_name is None
    assert household.persons == ()


@given(
    st.dictionaries(
        st.sampled_from(["household/", "county~x/", "plan/", ""]).flatmap(
            lambda record: st.sampled_from(
                [*MAPS["household"], "member/a/called", "member/a/_row", "member/a/_del", "x/y"]
            ).map(lambda key: record + key.replace("*", "a"))
        ),
        st.one_of(st.none(), st.text(max_size=8), st.integers(), st.booleans()),
    )
)
def test_no_answer_is_too_strange_to_be_read(values):
    household = read_household("h", values, MAPS)
    assert household.id == "h"
    for person in household.persons:
        person.age_on("2026-11-20")


def test_ages_are_full_years():
    household = read(member__a__born="1985-07-15")
    (person,) = household.persons
    assert person.age_on("2026-07-14") == 40
    assert person.age_on("2026-07-15") == 41
    assert person.age_on("1985-07-14") is None
