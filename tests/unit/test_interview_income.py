"""The card beside the questions of income: every line, what counts by whose rules and why, per head, against the line."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from yihu.base.clock import FixedClock
from yihu.base.i18n import CHINESE, ENGLISH, set_language
from yihu.base.shipped import form_path
from yihu.engine import Session, Surroundings
from yihu.forms import read_workbook
from yihu.register.income_explained import explain_income
from yihu.register.profiles import shipped
from yihu.register.read import read_household
from yihu.ui.interview.income import view_income

ANSWERS = {
    "visit_result": "done",
    "division_code": "430999101201",
    "income_year": "2025",
    "member_count": "2",
    "wage_kinds": "migrant",
    "wage_migrant": "9600",
    "business_kinds": "planting",
    "business_planting": "5000.50",
    "cost_planting": "2600",
    "property_kinds": "none",
    "transfer_kinds": "pension education",
    "transfer_pension": "1560",
    "transfer_education": "900",
}


@pytest.fixture(scope="module")
def form():
    return read_workbook(form_path("household.xlsx")).form


@pytest.fixture(autouse=True)
def chinese():
    set_language(CHINESE)
    yield
    set_language(CHINESE)


def view(form, profile="regular-2026@1", **answers):
    clock = FixedClock(datetime(2026, 11, 24, 9, tzinfo=UTC))
    session = Session.open(form, around=Surroundings(clock=clock))
    session.answer("/data/profile", profile)
    for name, value in {**ANSWERS, **answers}.items():
        session.answer(session.ref(name), value)
    for at in (1, 2):
        if len(session.rows("/data/members/member")) < at:
            session.add_repeat("/data/members/member")
        session.answer(f"/data/members/member[{at}]/who/person_name", f"成员{at}")
    values = {f"household/{key}": value for key, value in session.answers().items()}
    household = read_household("h", values, {"household": form.properties}, shipped())
    return view_income(session, explain_income(household), household.rules.name()), session


def test_each_line_stands_under_its_group_and_costs_are_taken_off(form):
    shown, _ = view(form)
    assert [(row.words, row.yuan) for row in shown.rows] == [
        ("工资性收入", "9,600"),
        ("务工收入", "9,600"),
        ("生产经营性收入", "5,000.5"),
        ("种植收入", "5,000.5"),
        ("转移性收入", "2,460"),
        ("养老金", "1,560"),
        ("教育补助", "900"),
        ("生产经营性支出", "−2,600"),
        ("种植支出", "2,600"),
        ("纯收入", "14,460.5"),
        ("人均（2 人）", "7,230.25"),
    ]
    assert (shown.below, shown.verdict) == (True, "低于 7,300 元的监测线")


def test_the_sum_is_that_of_the_questionnaire_itself(form):
    _, session = view(form)
    assert Decimal(session.value("/data/income/net_income")) == Decimal("14460.5")


def test_what_the_rules_leave_out_says_why_and_is_not_added(form):
    shown, _ = view(form, profile="registration-2014@1")
    apart = next(row for row in shown.rows if row.words == "教育补助")
    assert apart.kind == "apart"
    assert apart.why
    assert [row.yuan for row in shown.rows if row.kind == "sum"] == ["13,560.5", "6,780.25"]
    assert "2014" in shown.rules


def test_before_anything_is_said_there_are_no_figures(form):
    clock = FixedClock(datetime(2026, 11, 24, 9, tzinfo=UTC))
    session = Session.open(form, around=Surroundings(clock=clock))
    household = read_household("h", {}, {"household": form.properties}, shipped())
    shown = view_income(session, explain_income(household), "")
    assert shown.rows == ()
    assert shown.below is None
    assert shown.short == "还没有填收入。"


def test_in_english_too(form):
    set_language(ENGLISH)
    clock = FixedClock(datetime(2026, 11, 24, 9, tzinfo=UTC))
    session = Session.open(form, around=Surroundings(clock=clock), language="English (en)")
    values = {
        "household/wage_migrant": "12000",
        "household/wage_kinds": "migrant",
        "household/division_code": "430999101201",
        "household/income_year": "2025",
        "household/member/a/_row": 1,
        "household/member/a/person_name": "A",
    }
    household = read_household("h", values, {"household": form.properties}, shipped())
    shown = view_income(session, explain_income(household), household.rules.name())
    assert shown.short == "Net income 12,000 yuan, 1 person, 12,000 yuan a head"
    assert shown.rows[1].words == "Work for others"
    assert shown.verdict == "not below the line of 7,300 yuan"
