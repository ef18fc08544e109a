"""A household surveyed again: who is still there, last answers confirmed, checks and income beside the questions."""

import os
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from yihu.actions.choose_profile import choose_profile
from yihu.actions.list_households import list_households
from yihu.actions.open_visit import open_visit
from yihu.storage.rows import HouseholdQuery
from yihu.ui.interview.page import InterviewPage
from yihu.ui.interview.rows_table import RowsTable
from yihu.ui.routes import InterviewRoute

MEMBERS = "/data/members/member"
ENTER, F2, F4, F5 = Qt.Key.Key_Return, Qt.Key.Key_F2, Qt.Key.Key_F4, Qt.Key.Key_F5
CTRL = Qt.KeyboardModifier.ControlModifier


def picture(window, name):
    """Where somebody wants to look at it: YIHU_PICTURES names a folder."""
    folder = os.environ.get("YIHU_PICTURES")
    if folder:
        QTest.qWait(400)
        window.grab().save(f"{folder}/{name}.png")


@pytest.fixture
def household(workspace):
    """周桂兰's: four persons, surveyed."""
    rows = list_households(workspace, HouseholdQuery(text="周桂兰"))
    return rows[0].id


@pytest.fixture
def anew(window, household):
    """Her survey begun anew, people at home."""
    window.go(InterviewRoute(household_id=household))
    page = window.findChild(InterviewPage)
    for _ in range(2):
        QTest.mouseClick(page._tools.again, Qt.MouseButton.LeftButton)
    page.presenter.answer(page.presenter.session.ref("visit_result"), "done")
    return page


def ref_of(page, name, row=""):
    return next(
        ref for ref in page.presenter.session.refs() if ref.startswith(row) and ref.rpartition("/")[2] == name
    )


def value(page, name, row=""):
    return page.presenter.session.value(ref_of(page, name, row))


def row_id(page, row):
    return page.presenter.session.row_id(row)


def members(page):
    return page.presenter.session.rows(MEMBERS)


def settled(page):
    """The checks have looked at the last answer."""
    page._looking.at_once()
    QApplication.processEvents()


def test_one_key_says_what_became_of_each_member(person, anew, window, workspace, household):
    anew.go_to(MEMBERS)
    person.sees("周建平", "还在吗？", "还在，各项同上次（F4）", "2 去世")
    picture(window, "members")
    person.key(F4).sees("还在家中")
    first, second, third, _ = members(anew)
    assert value(anew, "membership", first) == "member"
    assert value(anew, "health", first) == anew.presenter.last_time.answer(ref_of(anew, "health", first))
    assert value(anew, "labour_skill", first)
    person.types("1")
    assert value(anew, "membership", second) == "member"
    assert not value(anew, "health", second)
    person.types("2").sees("哪天去世或离开", "证明照片")
    assert value(anew, "membership", third) == "died"
    picture(window, "left")
    person.types("20260301").key(ENTER)
    kept = open_visit(workspace, household).session
    assert kept.value(f"{third}/membership_page/left_on") == "2026-03-01"
    anew.go_to(MEMBERS)
    person.sees("去世 2026-03-01")
    assert anew.presenter.session.value("/data/members/persons") == "3"


def test_who_was_a_member_is_never_removed_and_who_is_new_says_how(person, anew, window):
    anew.go_to(MEMBERS)
    person.sees_no("删除（Delete）").key(Qt.Key.Key_Delete)
    assert len(members(anew)) == 4
    person.key(Qt.Key.Key_Insert).sees("怎样成为家庭成员", "出生", "婚嫁进来", "迁入", "回来")
    picture(window, "joined")
    person.types("1")
    assert value(anew, "joined_by", members(anew)[4]) == "born"
    assert not anew.presenter.belonging.ref(members(anew)[4], "joined_on")


def test_all_of_last_time_is_confirmed_page_by_page_and_nothing_without_a_key(anew, person):
    session = anew.presenter.session
    anew.go_to(ref_of(anew, "housing_tenure"))
    assert value(anew, "housing_tenure") == ""
    person.sees("上次").key(F4, CTRL)
    assert value(anew, "housing_tenure") == "own"
    assert value(anew, "housing_area_m2")
    assert session.value(ref_of(anew, "water_source")) == ""


def test_the_income_is_worked_out_beside_its_questions(person, anew, window):
    for row in members(anew):
        anew.presenter.belongs(row, "member")
    anew.go_to(ref_of(anew, "wage_kinds"))
    person.key(F4, CTRL)
    settled(anew)
    person.sees("收入怎么算", "工资性收入", "纯收入", "人均（4", "7,300")
    picture(window, "income")
    looked = anew.presenter.doubting.looked
    wages = Decimal(value(anew, "wage_migrant"))
    assert looked.income.net_yuan == wages
    assert anew._frame.income_card.isVisible()
    anew.go_to(ref_of(anew, "housing_tenure"))
    assert not anew._frame.income_card.isVisible()


def test_sacks_times_price_becomes_the_answer_and_stays_for_the_next_surveyor(
    person, anew, window, workspace, household
):
    presenter = anew.presenter
    presenter.answer(ref_of(anew, "business_kinds"), "planting")
    ref = ref_of(anew, "business_planting")
    anew.go_to(ref)
    person.sees("算一算（F2）").key(F2).sees("数量 × 单价", "用这个数")
    for text in ("稻谷", "40", "袋", "120"):
        person.types(text).key(ENTER)
    person.sees("合计 4,800 元")
    picture(window, "working")
    person.key(ENTER, CTRL)
    assert Decimal(presenter.session.value(ref)) == 4800
    person.sees("算法：稻谷: 40 袋 × 120")
    assert open_visit(workspace, household).remarks.working("business_planting") == "稻谷: 40 袋 × 120"
    person.types("5000").key(ENTER)
    assert open_visit(workspace, household).remarks.working("business_planting") == ""


def test_a_working_that_is_open_is_still_there_after_a_page_was_turned(person, anew):
    presenter = anew.presenter
    presenter.answer(ref_of(anew, "business_kinds"), "planting")
    ref = ref_of(anew, "business_planting")
    anew.go_to(ref)
    person.key(F2)
    for text in ("稻谷", "40", "袋"):
        person.types(text).key(ENTER)
    person.types("12")
    anew.go_to(ref_of(anew, "housing_tenure"))
    person.sees_no("用这个数")
    anew.go_to(ref)
    person.sees("合计 480 元", "用这个数")
    assert presenter.session.value(ref) == ""
    panel = anew.questions.shown(ref).panel
    assert [box.text() for box in panel.rows[0].boxes] == ["稻谷", "40", "袋", "12"]
    panel.close_button.click()
    anew.go_to(ref_of(anew, "housing_tenure"))
    anew.go_to(ref)
    person.sees_no("用这个数")


def test_a_wage_is_worked_out_month_by_month(person, anew, window):
    presenter = anew.presenter
    presenter.answer(ref_of(anew, "wage_kinds"), "migrant")
    ref = ref_of(anew, "wage_migrant")
    anew.go_to(ref)
    person.key(F2).presses("按月")
    for month in ("1500", "1500", "", "800x"):
        person.types(month).key(ENTER)
    person.sees("请写数字，例如 40 或 12.5。")
    anew.questions.shown(ref).panel.months[3].setText("800")
    anew.questions.shown(ref).panel._show_total()
    picture(window, "months")
    person.sees("合计 3,800 元").presses("用这个数")
    assert Decimal(presenter.session.value(ref)) == 3800
    assert presenter.remarks.working("wage_migrant") == "1月: 1500\n2月: 1500\n4月: 800"


def test_a_check_stands_quietly_beside_its_question_and_is_known_to_be_right(
    person, anew, window, workspace, household
):
    row = members(anew)[1]
    anew.presenter.belongs(row, "member")
    anew.presenter.take_over_row(row)
    anew.go_to(ref_of(anew, "labour_skill", row))
    settled(anew)
    person.sees_no("healthy", "健康，却是")
    anew.presenter.answer(ref_of(anew, "health", row), "healthy")
    anew.presenter.answer(ref_of(anew, "labour_skill", row), "lost")
    anew.refresh()
    settled(anew)
    person.sees("健康，却是", "核实属实，写明原因")
    picture(window, "check")
    person.key(F5).types("常年照顾卧床老人").key(ENTER)
    anew.go_to(ref_of(anew, "labour_skill", row))
    settled(anew)
    person.sees("已核实属实：常年照顾卧床老人")
    assert (
        open_visit(workspace, household).remarks.waived(f"member/{row_id(anew, row)}/R22")
        == "常年照顾卧床老人"
    )
    waived = [each for each in anew.presenter.doubting.looked.findings if each.rule == "R22"]
    assert waived[0].waived == "常年照顾卧床老人"


def test_nothing_is_doubted_before_it_was_asked(anew, person):
    """A survey just begun lacks nearly everything: no check says a word about that."""
    settled(anew)
    shown = []
    for _ in range(60):
        shown += [view for views in anew.presenter.checks_here().values() for view in views]
        if not anew.presenter.next_page():
            break
    assert not shown


def test_a_table_that_waits_shows_rows(anew):
    anew.go_to(MEMBERS)
    assert isinstance(anew.body, RowsTable)
    assert [row.asked for row in anew.body.view.rows] == [True] * 4


def test_the_door_says_when_the_rules_changed_since(person, workspace, window, household):
    choose_profile(workspace, "monitoring-2021")
    window.go(InterviewRoute(household_id=household))
    page = window.findChild(InterviewPage)
    person.sees_no("上次按")
    for _ in range(2):
        QTest.mouseClick(page._tools.again, Qt.MouseButton.LeftButton)
    person.sees("这次按“防返贫监测", "上次按“常态化帮扶 2026–”")
    page.presenter.answer(page.presenter.session.ref("visit_result"), "done")
    offered = [each.value for each in page.presenter.session.choices(ref_of(page, "category"))]
    assert offered == ["none", "unstable", "marginal", "sudden"]
