"""Following a household up at the window: what is due, what became of the measures, quarters, the procedure."""

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QMenu

from yihu.actions import fill_visit, finish_visit, open_visit
from yihu.storage.rows import HouseholdQuery
from yihu.ui.due.page import DuePage
from yihu.ui.follow_up.page import FollowUpPage
from yihu.ui.household.page import HouseholdPage
from yihu.ui.routes import DueRoute, FollowUpRoute, HouseholdRoute, OverviewRoute


@pytest.fixture
def household(workspace):
    """周桂兰's: surveyed, with a signed plan."""
    rows = workspace.store.households(HouseholdQuery(plan_state="signed"), limit=100)
    return next(row.id for row in rows if row.head_name == "周桂兰")


def wrote(workspace, household, form_id, **answers):
    interview = open_visit(workspace, household, form_id)
    assert not fill_visit(workspace, interview, answers).refused
    assert finish_visit(workspace, interview).sealed


def test_a_household_is_followed_from_its_page(person, window, household, monkeypatch):
    shown = []
    monkeypatch.setattr(QMenu, "popup", lambda menu, *_: shown.append(menu))
    window.go(HouseholdRoute(household_id=household))
    page = window.findChild(HouseholdPage)
    page.forms_button.click()
    next(action for action in shown[-1].actions() if "帮扶进展" in action.text()).trigger()
    person.sees("帮扶进展", "下一步：", "还没有开始办理", "退出条件", "风险已经消除")


def test_a_household_met_today_is_told_so(person, window, clock, household):
    clock.at -= timedelta(days=6)  # the day of its survey
    window.go(FollowUpRoute(household_id=household))
    person.sees("今天").sees_no("0 天前", "0 days")


def test_a_quarter_that_was_written_down_stands_in_the_table(person, window, workspace, household):
    wrote(
        workspace,
        household,
        "quarter",
        quarter_year="2026",
        quarter_number="4",
        quarter_wages_yuan="6000",
        quarter_business_yuan="1500",
        quarter_property_yuan="0",
        quarter_transfers_yuan="600",
        quarter_costs_yuan="400",
    )
    window.go(FollowUpRoute(household_id=household))
    person.sees("2026 Q4", "7,700")


def test_a_notice_that_was_taken_down_too_early_is_pointed_out(person, window, workspace, household):
    wrote(
        workspace,
        household,
        "procedure",
        procedure_kind="exit",
        applied_on="2026-11-02",
        applicant="村委会",
        reviewed_on="2026-11-03",
        review_place="村部",
        review_chair="陈主任",
        review_recorder="文书",
        review_present="20",
        votes_for="18",
        votes_against="1",
        votes_abstained="1",
        review_result="passed",
        review_minutes="一致同意",
        notice_posted_on="2026-11-04",
        notice_place="村务公开栏",
        notice_days="5",
        notice_ended_on="2026-11-06",
        notice_objection="no",
    )
    window.go(FollowUpRoute(household_id=household))
    person.sees("脱贫退出", "民主评议", "陈主任", "只公示了 2 个工作日", "入户核实")


def test_what_is_late_is_listed_and_opens_its_household(person, window, clock, household):
    clock.at += timedelta(days=500)
    window.go(OverviewRoute())
    person.presses("到期事项").sees("已逾期", "很久没见", "完成措施：")
    page = window.findChild(DuePage)
    rows = [row.route.household_id for row in page.presenter.due_rows()]
    page.due_table.opened.emit(rows.index(household))
    person.sees("帮扶进展", "已逾期：")
    assert window.findChild(FollowUpPage).presenter.household_id == household


def test_the_list_is_copied_without_names(person, window, clock, workspace, household):
    clock.at += timedelta(days=500)
    window.go(DueRoute())
    person.sees("完成措施：").presses("复制清单").sees("不含姓名")
    head = workspace.store.household(household).head_name
    assert head not in window.findChild(DuePage).presenter.text()
    assert "措施" in window.findChild(DuePage).presenter.text()


def test_with_nothing_due_and_everybody_met_the_page_says_so(person, window, workspace, clock):
    clock.at -= timedelta(days=3000)
    window.go(DueRoute())
    person.presses("90 天内").sees("没有到期的事项")
