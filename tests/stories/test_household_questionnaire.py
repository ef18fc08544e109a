"""The household survey as an interviewer meets it."""

from datetime import datetime, timedelta, timezone

import pytest

from yihu.base.clock import FixedClock
from yihu.base.shipped import form_path
from yihu.engine import Session, Surroundings
from yihu.forms import read_workbook

BEIJING = timezone(timedelta(hours=8))
WHO, SCHOOL = "/data/members/member[1]/who", "/data/members/member[1]/schooling"
VISIT, ADDRESS = "/data/cover/visit_page", "/data/cover/address_page"
ADDRESS_ANSWERS = {
    "head_name": "𠮷田秀英",
    "township": "清溪镇",
    "village": "青竹村",
    "division_code": "430999101201",
    "group": "三组",
}


@pytest.fixture(scope="module")
def form():
    return read_workbook(form_path("household.xlsx")).form


@pytest.fixture
def session(form):
    clock = FixedClock(datetime(2026, 11, 20, 9, tzinfo=BEIJING))
    return Session.open(form, around=Surroundings(clock=clock, username="张小芳"))


@pytest.fixture
def at_home(session):
    session.answer(f"{VISIT}/visit_result", "done")
    return session


def asked(session, prefix="/data"):
    return {
        ref.rpartition("/")[2]
        for ref in session.refs()
        if ref.startswith(prefix) and session.is_relevant(ref)
    }


def test_there_are_ten_sections(at_home):
    assert len(at_home.sections()) == 10


def test_nobody_home_needs_nothing_else(session):
    for name, text in ADDRESS_ANSWERS.items():
        session.answer(f"{ADDRESS}/{name}", text)
    session.answer(f"{VISIT}/visit_result", "nobody_home")
    assert session.problems() == ()


def test_a_visit_begins_with_today_and_who_is_there(session):
    assert session.value(f"{VISIT}/surveyor") == "张小芳"
    assert session.value(f"{VISIT}/visit_date") == "2026-11-20"


def test_an_identity_number_brings_sex_and_birth_date(at_home):
    at_home.answer(f"{WHO}/id_number", "11010519491231002X")
    assert at_home.value(f"{WHO}/sex") == "female"
    assert at_home.value(f"{WHO}/birth_date") == "1949-12-31"
    assert at_home.value("/data/members/member[1]/age") == "76"


@pytest.mark.parametrize(
    ("kind", "number", "fits"),
    [
        ("id_card", "11010519491231002X", True),
        ("id_card", "11010519491231002x", True),
        ("id_card", "110105194912310021", False),
        ("id_card", "11010519491231002X42", False),
        ("disability_card", "11010519491231002X42", True),
        ("disability_card", "11010519491231002X42B1", True),
        ("disability_card", "11010519491231002X82", False),
        ("id_card", "1101051949123100", False),
    ],
)
def test_a_mistyped_number_is_noticed(at_home, kind, number, fits):
    at_home.answer(f"{WHO}/id_type", kind)
    at_home.answer(f"{WHO}/id_number", number)
    assert (at_home.violation(f"{WHO}/id_number") is None) is fits


@pytest.mark.parametrize(
    ("born", "in_school", "seen", "unseen"),
    [
        ("2024-05-01", None, {"school_status"}, {"in_school", "education", "labour_skill", "mandarin"}),
        (
            "2014-05-01",
            "yes",
            {"school_status"},
            {"education", "dropout_reason", "labour_skill", "pension_insurance"},
        ),
        ("2014-05-01", "no", {"education", "dropout_reason"}, {"school_status", "labour_skill"}),
        ("2005-05-01", "yes", {"school_status"}, {"education", "labour_skill", "welfare_post"}),
        (
            "1980-05-01",
            None,
            {"education", "labour_skill", "pension_insurance"},
            {"in_school", "school_status", "dropout_reason"},
        ),
    ],
)
def test_nobody_is_asked_what_does_not_concern_their_age(at_home, born, in_school, seen, unseen):
    at_home.answer(f"{WHO}/birth_date", born)
    if in_school:
        at_home.answer(f"{SCHOOL}/in_school", in_school)
    names = asked(at_home, "/data/members")
    assert seen <= names
    assert not unseen & names


def test_the_sum_of_what_the_household_has_is_its_net_income(at_home):
    amounts = {
        "wage_migrant": 9600,
        "business_planting": 5000,
        "cost_planting": 2600,
        "business_breeding": 1420,
        "cost_breeding": 880,
        "property_land_transfer": 300,
        "transfer_pension": 1560,
        "transfer_land_fertility": 420,
        "transfer_education": 900,
    }
    at_home.answer(at_home.ref("wage_kinds"), "migrant")
    at_home.answer(at_home.ref("business_kinds"), "planting breeding")
    at_home.answer(at_home.ref("property_kinds"), "land_transfer")
    at_home.answer(at_home.ref("transfer_kinds"), "pension land_fertility education")
    for name, yuan in amounts.items():
        at_home.answer(at_home.ref(name), str(yuan))
    for _ in range(2):
        at_home.add_repeat("/data/members/member")
    assert at_home.value("/data/income/net_income") == "15720"
    assert at_home.value("/data/income/net_income_per_head") == "5240"


def test_amounts_of_income_that_the_household_has_not_are_not_asked(at_home):
    at_home.answer(at_home.ref("transfer_kinds"), "pension")
    names = asked(at_home, "/data/income")
    assert "transfer_pension" in names
    assert not {"transfer_low_income", "transfer_other", "wage_migrant", "cost_planting"} & names


def test_three_causes_differ(at_home):
    at_home.answer(at_home.ref("main_cause"), "illness")
    at_home.answer(at_home.ref("cause_2"), "illness")
    assert at_home.violation(at_home.ref("cause_2")) is not None
    at_home.answer(at_home.ref("cause_2"), "lack_labour")
    assert at_home.violation(at_home.ref("cause_2")) is None
    at_home.answer(at_home.ref("cause_3"), "lack_labour")
    assert at_home.violation(at_home.ref("cause_3")) is not None


def test_healthy_excludes_ill(at_home):
    ref = "/data/members/member[1]/health_page/health"
    at_home.answer(ref, "healthy chronic")
    assert at_home.violation(ref) is not None
    at_home.answer(ref, "chronic disabled")
    assert at_home.violation(ref) is None


def test_a_guardian_signs_for_a_child(at_home):
    at_home.answer(at_home.ref("consent_given"), "yes")
    assert "guardian_name" not in asked(at_home)
    at_home.answer(at_home.ref("signer_under_14"), "yes")
    assert "guardian_name" in asked(at_home)


def test_who_does_not_agree_is_not_surveyed(at_home):
    at_home.answer(at_home.ref("consent_given"), "no")
    assert at_home.violation(at_home.ref("consent_given")) is not None


def test_a_house_of_grade_c_is_a_problem_said_in_both_languages(at_home):
    at_home.answer(at_home.ref("housing_tenure"), "own")
    at_home.answer(at_home.ref("housing_grade"), "C")
    ref = "/data/guarantees/guarantee_page/guarantee_problem"
    assert "住房安全" in at_home.label(ref)
    at_home.set_language("English (en)")
    assert "housing" in at_home.label(ref)


@pytest.mark.parametrize(("area", "fits"), [("0.29", True), ("4.50", True), ("4.505", False), ("-1", False)])
def test_land_has_two_decimals(at_home, area, fits):
    at_home.answer(at_home.ref("land_kinds"), "farmland")
    at_home.answer(at_home.ref("farmland_mu"), area)
    assert (at_home.violation(at_home.ref("farmland_mu")) is None) is fits
