"""Answers that can't be right are met with a clear word, in both languages; nothing that was said before is lost."""

from datetime import UTC, datetime

import pytest

from yihu.base.clock import FixedClock
from yihu.base.shipped import form_path
from yihu.engine import Session, Surroundings
from yihu.forms import read_workbook

MEMBER = "/data/members/member"
CHINESE, ENGLISH = "中文 (zh)", "English (en)"


@pytest.fixture(scope="module")
def form():
    return read_workbook(form_path("household.xlsx")).form


@pytest.fixture
def session(form):
    clock = FixedClock(datetime(2026, 11, 24, 9, tzinfo=UTC))
    opened = Session.open(form, around=Surroundings(clock=clock))
    opened.answer("/data/cover/visit_page/visit_result", "done")
    opened.answer("/data/previous_visit_on", "2025-11-20")
    return opened


def word(session, ref):
    """What is said about an answer, in Chinese and in English; None where nothing is wrong."""
    if session.violation(ref) is None:
        return None
    found = []
    for language in (CHINESE, ENGLISH):
        session.set_language(language)
        found.append(session.violation(ref).message)
    return tuple(found)


AMOUNT = ("金额是不小于0的数（元）。", "The amount is a number of yuan, 0 or more.")


@pytest.mark.parametrize(
    ("kinds", "kind", "amount"),
    [
        ("wage_kinds", "migrant", "wage_migrant"),
        ("business_kinds", "planting", "business_planting"),
        ("business_kinds", "planting", "cost_planting"),
        ("property_kinds", "land_transfer", "property_land_transfer"),
        ("transfer_kinds", "pension", "transfer_pension"),
        ("uncounted_kinds", "housing_subsidy", "housing_subsidy_yuan"),
    ],
)
def test_an_income_below_nought_is_none(session, kinds, kind, amount):
    session.answer(session.ref(kinds), kind)
    ref = session.ref(amount)
    session.answer(ref, "-1")
    assert word(session, ref) == AMOUNT
    session.answer(ref, "0")
    assert word(session, ref) is None


@pytest.mark.parametrize(
    ("name", "tomorrow", "today"),
    [("birth_date", "2026-11-25", "2026-11-24"), ("left_on", "2026-11-25", "2026-11-24")],
)
def test_a_day_to_come_is_no_birthday_and_no_day_of_death(session, name, tomorrow, today):
    session.add_repeat(MEMBER)
    session.answer(f"{MEMBER}[1]/known_as", "member")
    session.answer(f"{MEMBER}[1]/membership_page/membership", "died")
    ref = next(each for each in session.refs() if each.endswith(f"/{name}"))
    session.answer(ref, tomorrow)
    chinese, english = word(session, ref)
    assert "今天" in chinese
    assert "today" in english
    session.answer(ref, today)
    assert word(session, ref) is None


def test_forty_members_fit_and_the_forty_first_is_told(session):
    count = session.ref("member_count")
    session.answer(count, "41")
    assert word(session, count) == ("请填1至40。", "1 to 40.")
    session.answer(count, "40")
    while len(session.rows(MEMBER)) < 40:
        session.add_repeat(MEMBER)
    for at in range(1, 41):
        session.answer(f"{MEMBER}[{at}]/who/person_name", f"成员{at}")
    assert session.value("/data/members/persons") == "40"
    assert session.value(f"{MEMBER}[40]/who/person_name") == "成员40"
    session.answer(f"{MEMBER}[7]/known_as", "member")
    session.answer(f"{MEMBER}[7]/membership_page/membership", "moved_out")
    assert session.value("/data/members/persons") == "39"


@pytest.mark.parametrize(
    "name", ["欧阳" * 30, "𠮷" * 30, "Nurmuhammad · Abdurahman-Tursun Xinjiang Uyghur Autonomous Regi"[:60]]
)
def test_a_name_of_sixty_letters_is_one_and_of_sixty_one_is_too_long(session, name):
    session.add_repeat(MEMBER)
    ref = f"{MEMBER}[1]/who/person_name"
    session.answer(ref, name)
    assert word(session, ref) is None
    session.answer(ref, name + "名" * (61 - len(name)))
    assert word(session, ref) == ("姓名最多60个字。", "A name has 60 characters at most.")


def test_an_address_without_a_village_is_not_whole(session):
    page = "/data/cover/address_page"
    for name, answer in (
        ("head_name", "王秀英"),
        ("township", "清溪镇"),
        ("group", "三组"),
        ("address", "18号"),
    ):
        session.answer(f"{page}/{name}", answer)
    lacking = {
        problem.ref.rpartition("/")[2]: problem.message
        for problem in session.problems()
        if problem.ref.startswith(page)
    }
    assert lacking == {"village": "请回答这一题。", "division_code": "请回答这一题。"}
    session.answer(f"{page}/village", "   ")
    assert word(session, f"{page}/village") == (
        "请写名称，最多60个字。",
        "Write its name, 60 characters at most.",
    )


def test_a_risk_is_not_removed_before_it_was_found(session):
    for name, answer in (("category", "object"), ("identified_on", "2026-05-01"), ("risk_eliminated", "yes")):
        session.answer(session.ref(name), answer)
    ref = session.ref("risk_eliminated_on")
    session.answer(ref, "2026-04-30")
    assert word(session, ref) == (
        "在识别日期之后，不晚于今天。",
        "Not before it was recognised, not later than today.",
    )
    session.answer(ref, "2026-11-24")
    assert word(session, ref) is None
