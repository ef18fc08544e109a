"""One household's plan: suggestions, measures written in place, the way to the signature."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication

from yihu.actions.list_households import list_households
from yihu.actions.open_plan import open_plan
from yihu.actions.show_household import show_household
from yihu.storage.rows import HouseholdQuery
from yihu.ui.look.fonts import font
from yihu.ui.look.tokens import BODY, HINT, look
from yihu.ui.plan.measure_cells import AMOUNT, CATEGORY, CONTENT, DEADLINE, FUNDS, GAIN, RESPONSIBLE
from yihu.ui.plan.page import PlanPage
from yihu.ui.routes import PlanRoute


@pytest.fixture
def household(workspace):
    """The household whose plan is a draft with four measures."""
    rows = list_households(workspace, HouseholdQuery(plan_state="draft"))
    return next(row.id for row in rows if row.head_name == "𠮷田秀英")


@pytest.fixture
def page(window, household):
    """Its plan on the screen."""
    window.go(PlanRoute(household_id=household))
    return window.findChild(PlanPage)


def write(page, person, row, column, text):
    """Enter, the text, Enter."""
    person.sees("措施")
    page.table.setFocus()
    page.table.setCurrentIndex(page.table.model().index(row, column))
    person.key(Qt.Key.Key_Return).types(text).key(Qt.Key.Key_Return)
    for _ in range(3):
        QApplication.processEvents()


POPUPS_OFFSCREEN = pytest.mark.qt_log_ignore("This plugin does not support")


def cells(page, row):
    return page.presenter.rows()[row]


def test_the_page_shows_causes_income_and_measures(person, page):
    person.sees(
        "一户一策",
        "主要：因病",
        "缺劳力",
        "监测线 7,300 元",
        "第 1 版（草稿）",
        "稻虾套养",
        "7,860–12,900",
        "采用",
    )


def test_one_key_takes_a_suggestion_over(person, page, workspace, household):
    first = page.presenter.suggestions()[0]
    person.key(Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert len(page.presenter.rows()) == 5
    assert first.title in cells(page, 4)
    assert first not in page.presenter.suggestions()
    assert len(open_plan(workspace, household).plan.measures) == 5


def test_a_button_takes_a_suggestion_over_too(person, page):
    person.presses("采用")
    assert len(page.presenter.rows()) == 5


@pytest.mark.parametrize(
    ("column", "typed", "shown"),
    [
        (CONTENT, "办理慢病卡", "办理慢病卡"),
        (AMOUNT, "5.5亩", "5.50 亩"),
        (RESPONSIBLE, "镇政府 / 李主任", "镇政府 / 李主任"),
        (FUNDS, "12000 社会捐赠", "12,000 社会捐赠"),
        (DEADLINE, "202702", "2027-02"),
        (GAIN, "1200-2400", "1,200–2,400"),
        (GAIN, "减支 900", "减支 900"),
        (GAIN, "无", "—"),
    ],
)
def test_a_cell_is_written_in_place_and_on_the_disk_at_once(
    person, page, workspace, household, column, typed, shown
):
    write(page, person, 1, column, typed)
    assert cells(page, 1)[column].replace("5.50", "5.5") == shown.replace("5.50", "5.5")
    again = open_plan(workspace, household)
    assert again.plan.measures[1] == page.presenter.desk.plan.measures[1]


def test_what_a_cell_can_not_be_is_explained_and_stays_to_be_mended(person, page):
    before = cells(page, 1)[GAIN]
    write(page, person, 1, GAIN, "很多")
    person.sees("请写每年多少元")
    assert QApplication.focusWidget().text() == "很多"
    assert cells(page, 1)[GAIN] == before


@POPUPS_OFFSCREEN
def test_insert_adds_and_delete_removes(person, page):
    person.sees("措施")
    page.table.setFocus()
    person.key(Qt.Key.Key_Insert)
    assert len(page.presenter.rows()) == 5
    person.key(Qt.Key.Key_Escape)
    page.table.setFocus()
    page.table.setCurrentIndex(page.table.model().index(4, CATEGORY))
    person.key(Qt.Key.Key_Delete).sees("历史里仍会保留")
    assert len(page.presenter.rows()) == 4


def test_a_measure_changes_the_bar_of_income(person, page):
    before = page.presenter.income()
    write(page, person, 1, GAIN, "9000-9000")
    after = page.presenter.income()
    assert after.low > before.low
    person.sees(f"{after.low:,.0f}")


def test_the_household_agrees_prints_and_signs(person, page, workspace, household):
    person.presses("请户主签字").sees("读给户主听").presses("户主同意").sees("已议定")
    assert show_household(workspace, household).plan.state == "agreed"
    person.sees("打印三份").presses("已经签字").sees("已签字", "再做一版")
    assert show_household(workspace, household).plan.state == "signed"


def test_the_wife_signed_for_him_and_the_plan_says_so(person, page, workspace, household):
    person.presses("请户主签字").presses("户主同意").writes("签字人", "周小兰").key(Qt.Key.Key_Return)
    person.sees("2026-11-23", "周小兰")
    assert workspace.store.document(household).values["plan/plan_signer"] == "周小兰"


@pytest.mark.parametrize(("day", "told"), [("20261124", "在拟定日期与今天之间"), ("昨天", "请写日期")])
def test_a_day_on_which_it_cannot_have_been_signed_is_told_and_stays(
    person, page, workspace, household, day, told
):
    person.presses("请户主签字").presses("户主同意").writes("签字人", "周小兰").writes("签字的日子", day)
    person.presses("已经签字").sees(told)
    assert page._steps.day.text() == day
    assert page._steps.signer.text() == "周小兰"
    assert show_household(workspace, household).plan.state == "agreed"


@POPUPS_OFFSCREEN
def test_a_plan_that_lacks_something_says_what_instead_of_being_agreed(person, page, workspace, household):
    person.sees("措施")
    page.table.setFocus()
    person.key(Qt.Key.Key_Insert).key(Qt.Key.Key_Escape)
    person.presses("请户主签字").presses("户主同意").sees("计划里缺了内容", "第 5 条措施")
    assert show_household(workspace, household).plan.state == "draft"


def test_an_agreed_plan_stands_fast_until_a_new_version_is_made(person, page):
    person.presses("请户主签字").presses("户主同意").sees("这一版已经定下")
    before = page.presenter.rows()
    person.sees("措施")
    page.table.setFocus()
    person.key(Qt.Key.Key_Insert).key(Qt.Key.Key_Delete)
    assert page.presenter.rows() == before
    person.presses("再做一版").sees("第 2 版（草稿）", "原来的版本留在历史里")
    assert page.presenter.rows() == before


def test_the_goal_and_its_date_are_written_in_place(person, page, workspace, household):
    person.writes("目标", "到明年底人均收入过线").key(Qt.Key.Key_Return).types("20280630").key(
        Qt.Key.Key_Return
    )
    plan = open_plan(workspace, household).plan
    assert plan.goal == "到明年底人均收入过线"


def test_without_a_survey_the_page_says_what_to_do_first(person, window, workspace):
    nobody = list_households(workspace, HouseholdQuery(state="not_visited"))[0].id
    window.go(PlanRoute(household_id=nobody))
    person.sees("还没有").presses("开始走访").sees("走访日期")


@POPUPS_OFFSCREEN
def test_no_word_of_a_measure_or_a_heading_is_cut(person, page):
    long = "稻虾套养四亩，合作社统一供苗、统一收购，农闲时到镇上参加养殖技术培训"
    write(page, person, 1, CONTENT, long)
    write(page, person, 2, CATEGORY, "生产生活条件改善")
    while popup := QApplication.activePopupWidget():
        popup.close()
    table, metrics = page.table, QFontMetrics(font(BODY))
    room = QRect(0, 0, table.columnWidth(CONTENT) - look().px(24), 10_000)
    lines = metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), long)
    assert lines.height() > metrics.height()
    assert table.rowHeight(1) >= lines.height()
    head = table.horizontalHeader()
    headings = [str(table.model().headerData(at, Qt.Orientation.Horizontal)) for at in range(head.count())]
    assert all(
        head.sectionSize(at) > QFontMetrics(head.font()).horizontalAdvance(words)
        for at, words in enumerate(headings)
    )
    assert table.columnWidth(CATEGORY) > QFontMetrics(font(HINT)).horizontalAdvance(
        "生产生活条件改善"
    ) + look().px(40)
