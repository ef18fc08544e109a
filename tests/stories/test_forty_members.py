"""The largest household: forty members, names of sixty characters; every page of it stays a page that can be read."""

from uuid import UUID

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QScrollArea
from tests.laptops import family
from tests.stories.test_window_pages import cut

from yihu.actions.add_household import add_household
from yihu.ui.interview.rows_table import RowsTable
from yihu.ui.routes import (
    FollowUpRoute,
    HistoryRoute,
    HouseholdRoute,
    InterviewRoute,
    LifeMapRoute,
    PlanRoute,
    VisitsRoute,
)

MEMBERS = 40
LONG = ("阿卜杜热西提·买买提艾力·托合提如孜·图尔荪江·" * 3)[:60]
LATIN = ("Wolfeschlegelsteinhausenbergerdorff" * 2)[:60]
PAGES = {
    "list": lambda _: VisitsRoute(),
    "household": lambda one: HouseholdRoute(household_id=one),
    "interview": lambda one: InterviewRoute(household_id=one),
    "plan": lambda one: PlanRoute(household_id=one),
    "follow-up": lambda one: FollowUpRoute(household_id=one),
    "life map": lambda one: LifeMapRoute(household_id=one),
    "history": lambda one: HistoryRoute(household_id=one),
}


@pytest.fixture
def large(workspace):
    """The survey of a household of forty, as another laptop sealed it."""
    answers = family("周桂兰")
    members = answers.pop("member")
    one = add_household(
        workspace,
        head_name=LONG,
        village_code=answers["division_code"],
        village=answers["village"],
        township=answers["township"],
        group=answers["group"],
    )
    values = {f"household/{key}": value for key, value in answers.items()}
    values |= {"household/head_name": LONG, "household/member_count": str(MEMBERS)}
    for number in range(MEMBERS):
        row = f"household/member/{UUID(int=(0x7000 << 64 | 1 << 63) + number + 1)}"
        named = {0: LONG, 1: LATIN, 2: f"{LONG[:-1]}二"}.get(number, f"周小{number}")
        known = members[0] if number == 0 else members[1 + number % (len(members) - 1)]
        values |= {f"{row}/{key}": value for key, value in known.items()}
        values |= {f"{row}/person_name": named, f"{row}/_row": number + 1}
    values["household/_state"] = "finished"
    form = workspace.library.form("household")
    workspace.store.write(one, values, f"household@{form.version}", "finish")
    return one


def goes_sideways(window):
    """Pages that are wider than the window."""
    areas = [each for each in window.findChildren(QScrollArea) if each.isVisible()]
    return [each for each in areas if each.widget() and each.widget().width() > each.viewport().width() + 1]


def settle(window):
    """Until the page is laid out, however busy the computer is."""
    for _ in range(100):
        QTest.qWait(60)
        if not goes_sideways(window) and not cut(window):
            return


def test_every_page_of_the_largest_household_stays_within_the_window(window, large):
    for width, height in ((1366, 768), (911, 512)):
        window.resize(width, height)
        for name, route in PAGES.items():
            window.go(route(large))
            settle(window)
            assert (name, window.width(), goes_sideways(window), cut(window)) == (name, width, [], [])


def test_twelve_of_forty_members_stand_on_the_page_and_the_others_come_when_asked_for(person, window, large):
    window.go(HouseholdRoute(household_id=large))
    person.sees("周小11", "40 人").sees_no("周小12")
    person.presses("还有 28 位成员").sees("周小12", "周小39").sees_no("还有 28 位成员")
    names = [
        each.text().replace("\u200b", "") for each in window.page.findChildren(QLabel) if each.isVisible()
    ]
    assert {LONG, LATIN, f"{LONG[:-1]}二"} <= set(names)
    settle(window)
    assert (goes_sideways(window), cut(window)) == ([], [])
    window.go(InterviewRoute(household_id=large))
    session = window.page.presenter.session
    window.page.go_to(next(page.ref for page in session.pages() if page.kind == "repeat"))
    QTest.qWait(60)
    table = window.page.findChild(RowsTable).table
    assert table.model().rowCount() == MEMBERS
    assert 100 < table.columnWidth(0) <= table.viewport().width() // 2
    window.go(VisitsRoute())  # what is looked at beside the questions is no longer awaited
