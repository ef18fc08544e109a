"""The keyboard of a plan that is being made never falls back to the rail."""

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from yihu.actions.list_households import list_households
from yihu.storage.rows import HouseholdQuery
from yihu.ui.plan.measure_cells import DEADLINE, RESPONSIBLE
from yihu.ui.plan.page import PlanPage
from yihu.ui.routes import PlanRoute


@pytest.fixture
def page(window, workspace):
    """The plan of a surveyed household, with nothing in it yet."""
    window.go(PlanRoute(household_id=list_households(workspace, HouseholdQuery(plan_state="to_make"))[0].id))
    return window.findChild(PlanPage)


def test_enter_takes_all_suggestions_over_and_then_stands_in_the_measures(person, page):
    offered = len(page.presenter.suggestions())
    assert offered
    for taken in range(1, offered + 1):
        assert page.isAncestorOf(QApplication.focusWidget()), taken
        assert QApplication.focusWidget() in page._suggestions.buttons
        person.key(Qt.Key.Key_Space)
        assert len(page.presenter.rows()) == taken
    assert QApplication.focusWidget() is page.table


def write_into(page, person, row, column, words):
    page.table.setFocus()
    page.table.edit_cell(row, column)
    editor = page.table.findChild(QLineEdit)
    editor.setText(words)
    person.key(Qt.Key.Key_Return)
    QApplication.processEvents()


def test_a_refused_plan_leaves_the_keyboard_in_its_measures(person, page):
    page._adopt(0)
    write_into(page, person, 0, DEADLINE, "2020-01-01")
    person.sees("时限不能早于拟定日期")
    person.key(Qt.Key.Key_Escape).presses("请户主签字").presses("户主同意").sees("还不行")
    assert page.isAncestorOf(QApplication.focusWidget())


def test_a_plan_without_measures_is_not_agreed_and_the_keyboard_stays(person, page):
    person.presses("请户主签字").presses("户主同意").sees("还不行")
    assert page.isAncestorOf(QApplication.focusWidget())
    assert page.presenter.state() == "draft"


def test_what_was_wrong_in_a_cell_is_forgotten_with_it(person, page):
    page._adopt(0)
    write_into(page, person, 0, DEADLINE, "sometime")
    person.sees("请写年月")
    person.key(Qt.Key.Key_Escape).sees_no("请写年月")
    assert "sometime" not in page.presenter.rows()[0]


def test_the_last_measure_taken_out_leaves_the_keyboard_on_the_page(person, page):
    page._adopt(0)
    page.table.setFocus()
    page.table.selectRow(0)
    person.key(Qt.Key.Key_Delete).sees("还没有措施")
    assert page.isAncestorOf(QApplication.focusWidget())


def test_a_refused_signature_keeps_the_photo_that_was_chosen(person, page, tmp_path):
    page._adopt(0)
    person.presses("请户主签字").presses("户主同意").sees("打印三份")
    page._steps.put_photo(tmp_path / "sheet.jpg")
    Image.new("RGB", (40, 30)).save(tmp_path / "sheet.jpg")
    page._steps.day.setText("2036-01-01")
    page._steps._sign()
    QApplication.processEvents()
    assert page.presenter.state() == "agreed"
    assert page._steps.photo == tmp_path / "sheet.jpg"
    assert page._steps.day.text() == "2036-01-01"


def test_no_measure_is_cut_in_half_where_the_page_can_scroll(person, page, window, workspace):
    household = list_households(workspace, HouseholdQuery(text="谭国富"))[0]
    window.go(PlanRoute(household_id=household.id))
    while page._suggestions.buttons:
        page._adopt(0)
    for row in range(len(page.presenter.rows())):
        write_into(page, person, row, RESPONSIBLE, "青竹村村民委员会、清溪镇人民政府")
    write_into(page, person, 0, DEADLINE, "2020-01-01")
    person.key(Qt.Key.Key_Escape).presses("请户主签字").sees("计划里要看一看的")
    table = page.table
    rows = min(len(page.presenter.rows()), 6)
    shown = sum(table.rowHeight(row) for row in range(rows))
    assert table.viewport().height() >= shown
