"""Any questionnaire of the county can be begun at a household, is listed there and opened again."""

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from yihu.actions.add_form import add_form
from yihu.actions.list_households import list_households
from yihu.actions.open_visit import open_visit
from yihu.actions.save_answer import save_answer
from yihu.storage.rows import HouseholdQuery
from yihu.ui.routes import HouseholdRoute

ENTER = Qt.Key.Key_Return


@pytest.fixture
def well(workspace, tmp_path):
    """A questionnaire about wells."""
    book = openpyxl.Workbook()
    survey = book.active
    survey.title = "survey"
    for row in (
        ("type", "name", "label"),
        ("text", "place", "水井在哪里"),
        ("integer", "depth", "多深（米）"),
    ):
        survey.append(row)
    settings = book.create_sheet("settings")
    settings.append(("form_title", "form_id", "version"))
    settings.append(("水井调查", "well", "1"))
    book.save(tmp_path / "well.xlsx")
    return add_form(workspace, tmp_path / "well.xlsx").form_id


@pytest.fixture
def household(workspace):
    return list_households(workspace, HouseholdQuery(state="not_visited"))[0].id


@pytest.fixture
def page(window, well, household):
    """The household's page."""
    window.go(HouseholdRoute(household_id=household))
    return window.page


@pytest.fixture(autouse=True)
def menus(monkeypatch):
    """Menus as they pop up; offscreen they would keep the keyboard."""
    shown = []
    monkeypatch.setattr(QMenu, "popup", lambda menu, *_: shown.append(menu))
    return shown


@pytest.fixture
def choose(window, menus):
    """Take a questionnaire from the menu, by its title."""

    def take(title):
        window.page.forms_button.click()
        (action,) = [each for each in menus.pop().actions() if each.text() == title]
        action.trigger()

    return take


def test_a_questionnaire_is_begun_left_gone_on_with_and_opened_again(person, page, window, choose):
    assert page.records.isHidden()
    choose("水井调查")
    person.sees("水井在哪里").types("井在村口").key(ENTER).sees("多深").key(Qt.Key.Key_Escape)
    person.sees("问卷", "水井调查", "未完成").presses("继续 水井调查")
    person.sees("多深").types("12").key(ENTER).sees("都答好了").key(ENTER)
    person.sees("已完成").presses("打开 水井调查").sees("多深").sees_no("重新调查")
    interview = window.page.presenter
    assert interview.session.value("/data/depth") == "12"
    person.key(Qt.Key.Key_Escape)
    assert len(window.page.presenter.records()) == 1


def test_an_unfinished_questionnaire_is_gone_on_with_from_the_menu_too(person, page, window, choose):
    choose("水井调查")
    person.sees("水井在哪里").types("井在村口").key(ENTER).key(Qt.Key.Key_Escape)
    person.sees("未完成")
    choose("水井调查")
    person.sees("多深")
    interview = window.page.presenter
    assert interview.session.value("/data/place") == "井在村口"
    person.key(Qt.Key.Key_Escape).sees("未完成")
    assert len(window.page.presenter.records()) == 1


def test_one_that_was_begun_and_never_left_is_unfinished_without_a_percentage(
    person, window, workspace, well, household
):
    """The program was killed: how much is answered is reckoned on leaving."""
    interview = open_visit(workspace, household, well)
    outcome = interview.session.answer("/data/place", "井在村口")
    save_answer(workspace, interview, outcome, "/data/depth")
    window.go(HouseholdRoute(household_id=household))
    person.sees("水井调查", "未完成")
    assert [each.state for each in window.page.presenter.records()] == ["未完成"]


def test_after_a_finished_one_another_is_begun(person, page, window, choose):
    for _ in range(2):
        choose("水井调查")
        person.sees("水井在哪里").types("abc").key(ENTER).types("12").key(ENTER).sees("都答好了").key(ENTER)
        person.sees("已完成")
    assert [each.state for each in window.page.presenter.records()] == ["已完成", "已完成"]
