"""On the page of the causes stands what the answers speak for; the person decides."""

import pytest
from PySide6.QtWidgets import QApplication

from yihu.actions.list_households import list_households
from yihu.storage.rows import HouseholdQuery
from yihu.ui.interview.page import InterviewPage
from yihu.ui.routes import InterviewRoute


@pytest.fixture
def page(window, workspace):
    """The survey of a household with a member in the last year of middle school, to be corrected."""
    rows = list_households(workspace, HouseholdQuery(plan_state="draft"))
    household = next(row.id for row in rows if row.head_name == "𠮷田秀英")
    window.go(InterviewRoute(household_id=household))
    return window.findChild(InterviewPage)


def look(page, name):
    """Stand at a question, with the checks looked at."""
    session = page.presenter.session
    page.presenter.go_to(next(ref for ref in session.refs() if session.question(ref).save_to == name))
    page.presenter.look_again()
    page._show_page()
    for _ in range(3):
        QApplication.processEvents()


def test_evidence_without_a_cause_and_a_cause_without_evidence_are_told_where_causes_are_named(page, person):
    look(page, "main_cause")
    person.sees("从回答看，可能的原因", "因学：第 3 人 李雨桐在校", "缺劳力：入户的回答里没有能说明它的")


def test_elsewhere_nothing_is_said_of_causes(page, person):
    look(page, "address")
    person.sees_no("从回答看，可能的原因")
    assert page.presenter.causes() is None
