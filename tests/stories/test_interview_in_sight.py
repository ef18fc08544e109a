"""The question that is asked can be seen: its list too, and after coming back as well."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QWidget

from yihu.actions.list_households import list_households
from yihu.storage.rows import HouseholdQuery
from yihu.ui.interview.page import InterviewPage
from yihu.ui.routes import HouseholdRoute, InterviewRoute


@pytest.fixture
def household(workspace):
    """A household nobody has visited yet."""
    return list_households(workspace, HouseholdQuery(state="not_visited"))[0].id


@pytest.fixture
def page(window, household):
    """Its interview, at the last question of the first member's first page."""
    window.go(InterviewRoute(household_id=household))
    page = window.findChild(InterviewPage)
    presenter = page.presenter
    presenter.answer(presenter.session.ref("visit_result"), "done")
    page.go_to("/data/members/member")
    page.rows.add()
    page.go_to(_ethnicity(page))
    return page


def _ethnicity(page):
    return next(ref for ref in page.presenter.session.refs() if ref.endswith("/ethnicity"))


def whole_in_sight(page, part: QWidget) -> bool:
    """Whether nothing of this part is below or above what can be seen."""
    for _ in range(5):
        QApplication.processEvents()
    sight = page._frame.scroll.viewport()
    return sight.rect().contains(QRect(part.mapTo(sight, QPoint(0, 0)), part.size()))


def test_a_list_that_opens_at_the_foot_of_the_page_is_scrolled_into_sight(person, page):
    person.types("z")
    field = page.body.blocks[_ethnicity(page)].field
    assert field.list.isVisible()
    assert whole_in_sight(page, field.list)


def test_coming_back_into_the_middle_of_a_page_shows_the_question(person, page, window, household):
    ref = _ethnicity(page)
    person.types("hz")
    chosen = page.body.blocks[ref].field.list
    chosen.clicked.emit(chosen.model().index(1, 0))
    window.go(HouseholdRoute(household_id=household))
    window.go(InterviewRoute(household_id=household))
    page = window.findChildren(InterviewPage)[-1]
    assert page.presenter.at_ref == ref
    assert whole_in_sight(page, page.body.blocks[ref].field.box)


def test_the_next_member_is_added_from_any_page_of_one(person, page):
    person.sees("Insert 新增")
    before = len(page.presenter.session.rows("/data/members/member"))
    person.key(Qt.Key.Key_Insert)
    assert len(page.presenter.session.rows("/data/members/member")) == before + 1
    assert page._focused_ref() == f"/data/members/member[{before + 1}]/who/person_name"


def test_an_emptied_box_takes_a_choice_back(person, page):
    ref = page.presenter.session.ref("cause_2")
    page.go_to(ref)
    person.types("13").key(Qt.Key.Key_Return)
    assert page.presenter.session.value(ref) == "other"
    page.go_to(ref)
    QApplication.focusWidget().selectAll()
    person.key(Qt.Key.Key_Backspace).key(Qt.Key.Key_Return)
    assert page.presenter.session.value(ref) == ""


def test_an_open_list_does_not_hold_back_who_turns_the_page(person, page):
    page.go_to(page.presenter.session.ref("cause_2"))
    here = page.presenter.page().ref
    person.key(Qt.Key.Key_PageDown)
    assert page.presenter.page().ref != here
