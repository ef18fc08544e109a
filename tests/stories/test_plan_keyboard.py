"""The keyboard of a plan that is being made never falls back to the rail."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from yihu.actions.list_households import list_households
from yihu.storage.rows import HouseholdQuery
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
