"""Erasing a member leaves what was written freely: the records to be read are told, before and afterwards."""

import pytest
from tests.laptops import new_laptop, register, survey

from yihu.actions import erase_person, show_household, texts_about

VISIT, MINUTES = (
    "visit~0190aaaa-0000-7000-8000-000000000001",
    "procedure~0190aaaa-0000-7000-8000-000000000002",
)


@pytest.fixture
def laptop(tmp_path):
    workspace = new_laptop(tmp_path / "data")
    yield workspace
    workspace.close()


@pytest.fixture
def told(laptop):
    """A household, one of its members, and texts about both."""
    household = register(laptop)
    survey(laptop, household)
    member = next(
        each for each in show_household(laptop, household).household.persons if each.relation != "head"
    )
    texts = {
        f"{VISIT}/follow_up_date": "2026-11-20",
        f"{VISIT}/follow_up_issue": f"{member.name}上月去了县医院。",
        f"{VISIT}/follow_up_remarks": "家里的羊长得好，明年再养四只。",
        f"{MINUTES}/review_minutes": "有人问起他家大儿子的打工收入。",
        f"{MINUTES}/reviewed_on": "2026-11-21",
    }
    laptop.store.write(household, texts, "visit@1", "visit")
    return household, member


def test_records_that_name_the_member_come_first_then_those_that_may_be_about_them(laptop, told):
    household, member = told
    naming, other = texts_about(laptop, household, member.row)
    assert (naming.record, naming.names, naming.on) == (VISIT, True, "2026-11-20")
    assert len(naming.questions) == 1
    assert (other.record, other.names, other.on) == (MINUTES, False, "2026-11-21")
    assert member.name not in naming.words()
    assert "2026-11-20" in naming.words()


def test_the_member_s_own_answers_are_not_told_since_they_go(laptop, told):
    household, _ = told
    other = next(
        each for each in show_household(laptop, household).household.persons if each.relation == "head"
    )
    assert all(each.record != "household" or each.names for each in texts_about(laptop, household, other.row))
    head = [each for each in texts_about(laptop, household, other.row) if each.names]
    assert [each.record for each in head] == ["household"]  # its name is the household's own answer too


def test_erasing_tells_them_and_they_can_still_be_opened_and_corrected(laptop, told):
    household, member = told
    report = erase_person(laptop, household, member.row, "request")
    assert [(each.record, each.names) for each in report.texts] == [(VISIT, True), (MINUTES, False)]
    values = laptop.store.document(household).values
    assert member.name in str(values[f"{VISIT}/follow_up_issue"])
    assert texts_about(laptop, household, member.row) == ()
