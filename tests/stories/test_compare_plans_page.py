"""Drafts side by side, one chosen; two laptops' plans; causes and doubts beside the measures."""

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from yihu.actions.adopt_measure import adopt_measure, remove_measure
from yihu.actions.list_households import list_households
from yihu.actions.open_plan import begin_draft, leave_plan, open_plan
from yihu.actions.show_household import show_household
from yihu.planning.in_force import IN_FORCE
from yihu.storage.rows import HouseholdQuery
from yihu.ui.compare_plans.page import ComparePage
from yihu.ui.plan.page import PlanPage
from yihu.ui.routes import ComparePlansRoute, PlanRoute


@pytest.fixture
def household(workspace):
    """The household whose plan is a draft with four measures, with a second draft of five."""
    rows = list_households(workspace, HouseholdQuery(plan_state="draft"))
    return next(row.id for row in rows if row.head_name == "𠮷田秀英")


@pytest.fixture
def second(workspace, household):
    """Another draft: a copy with a measure more and one less."""
    desk = begin_draft(workspace, household, open_plan(workspace, household).plan.record)
    desk = adopt_measure(workspace, desk, desk.suggestions[0])
    desk = remove_measure(workspace, desk, desk.plan.measures[1].row)
    leave_plan(workspace, desk)
    return desk.plan


def page_of(window, route, kind):
    window.go(route)
    for _ in range(3):
        QApplication.processEvents()
    return window.findChild(kind)


def test_two_drafts_stand_side_by_side_and_one_is_chosen_by_a_key(
    window, person, workspace, household, second
):
    page = page_of(window, PlanRoute(household_id=household), PlanPage)
    person.presses("比较版本").sees(
        "计划 1", "计划 2", "现用", "7,860–12,900 元", "投入资金", "稻虾套养", "预计人均年收入"
    )
    page = window.findChild(ComparePage)
    assert [card.plan.in_force for card in page.cards] == [True, False]
    person.key(Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier).sees("现在用这份计划")
    assert [card.plan.in_force for card in page.cards] == [False, True]
    assert show_household(workspace, household).plan.record == second.record


def test_a_column_is_taken_away_and_comes_back_by_its_chip(window, person, household, second):
    page = page_of(window, ComparePlansRoute(household_id=household), ComparePage)
    person.presses("计划 2 · 第 1 版")
    assert len(page.cards) == 1
    person.presses("计划 2 · 第 1 版")
    assert len(page.cards) == 2


def test_a_copy_becomes_a_draft_of_its_own_that_opens(window, person, workspace, household):
    page = page_of(window, ComparePlansRoute(household_id=household), ComparePage)
    person.sees("只有一份计划")
    page.cards[0].copy_button.click()
    person.sees("不是现用的", "稻虾套养")
    assert len(open_plan(workspace, household).plans) == 2


def test_two_laptops_plans_are_chosen_before_anything_else(window, person, workspace, household, second):
    heads = workspace.store.document(household).heads
    for record in ("plan", second.record):
        workspace.store.write(household, {IN_FORCE: record}, "plan@1", "plan", parents=heads)
    page = page_of(window, PlanRoute(household_id=household), PlanPage)
    person.sees("这一户有两份计划：以哪份为准？", "请先选定用哪一份计划").sees_no("请户主签字", "采用")
    page.table.setFocus()
    person.key(Qt.Key.Key_Insert)
    assert len(page.presenter.rows()) == 4
    person.presses("选定计划").sees("两台电脑做了不同的计划")
    compare = window.findChild(ComparePage)
    assert all(card.choose_button for card in compare.cards)
    compare.cards[0].choose_button.click()
    person.sees("现在用这份计划")
    assert show_household(workspace, household).conflicts == ()


def test_evidence_requirements_and_doubts_stand_beside_the_plan(window, person, household):
    page = page_of(window, PlanRoute(household_id=household), PlanPage)
    person.sees(
        "第 1 人",
        "12,400",
        "因病要有健康或社会帮扶措施：已有",
        "缺劳力：入户的回答里没有能说明它的",
        "回答还说明因学",
    )
    assert page.presenter.doubts() == ()
    while page.presenter.rows():
        page.presenter.remove(0)
    page.show_desk()
    person.sees("因病要有健康或社会帮扶措施：还缺", "还没有措施")


def test_a_gain_that_comes_once_is_typed_and_not_counted(window, person, household):
    page = page_of(window, PlanRoute(household_id=household), PlanPage)
    before = page.presenter.income()
    assert page.presenter.set_cell(3, 6, "一次性 2000-3000") == ""
    page.show_desk()
    after = page.presenter.income()
    assert (after.low, after.high, after.once) == (before.low, before.high, "2,000–3,000")
    assert page.presenter.rows()[3][6] == "一次性 2,000–3,000"
    person.sees("另有全户一次性 2,000–3,000 元，不计入", "一次性 2,000–3,000")


def test_the_photo_of_the_signed_sheet_goes_with_the_signature(
    window, person, workspace, household, tmp_path, monkeypatch
):
    sheet = tmp_path / "sheet.jpg"
    Image.new("RGB", (30, 20), "white").save(sheet)
    page = page_of(window, PlanRoute(household_id=household), PlanPage)
    person.presses("请户主签字").presses("户主同意")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(sheet), ""))
    person.presses("签字页照片…").sees("照片已选").presses("已经签字").sees("签字页照片已存")
    assert page.presenter.has_sheet()
    assert workspace.store.has_attachment(show_household(workspace, household).plan.signed_sheet)


def test_a_file_that_is_no_photo_is_said_to_be_none_and_nothing_is_signed(
    window, person, workspace, household, tmp_path, monkeypatch
):
    (tmp_path / "sheet.jpg").write_text("no photo")
    page_of(window, PlanRoute(household_id=household), PlanPage)
    person.presses("请户主签字").presses("户主同意")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(tmp_path / "sheet.jpg"), ""))
    person.presses("签字页照片…").presses("已经签字").sees("photo-unreadable")
    assert show_household(workspace, household).row.plan_state == "agreed"
