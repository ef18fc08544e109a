"""What holds on every page: nothing is cut, everything has a name, the keyboard reaches it."""

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from yihu.base.i18n import CHINESE, ENGLISH
from yihu.storage.rows import HouseholdQuery
from yihu.ui.look.tables import CELL_ROLE
from yihu.ui.look.text import ElidedLabel
from yihu.ui.routes import (
    CompletenessRoute,
    ConflictsRoute,
    DuplicatesRoute,
    HandoverRoute,
    HistoryRoute,
    HouseholdRoute,
    InterviewRoute,
    ListFilter,
    NewHouseholdRoute,
    OverviewRoute,
    PlanRoute,
    PlansRoute,
    PrintRoute,
    SettingsRoute,
    TeamRoute,
    VisitsRoute,
)
from yihu.ui.visits.household_model import VISIT

PAGES = {
    "visits": lambda household: VisitsRoute(),
    "plans": lambda household: PlansRoute(),
    "household": lambda household: HouseholdRoute(household_id=household),
    "new household": lambda household: NewHouseholdRoute(),
    "overview": lambda household: OverviewRoute(),
    "interview": lambda household: InterviewRoute(household_id=household),
    "plan": lambda household: PlanRoute(household_id=household),
    "differences": lambda household: ConflictsRoute(),
    "duplicates": lambda household: DuplicatesRoute(),
    "history": lambda household: HistoryRoute(household_id=household),
    "progress": lambda household: CompletenessRoute(),
    "settings": lambda household: SettingsRoute(),
    "print": lambda household: PrintRoute(),
    "hand over": lambda household: HandoverRoute(),
    "team": lambda household: TeamRoute(),
}


@pytest.fixture(params=list(PAGES))
def route(request, workspace):
    rows = workspace.store.households()
    drafted = next(row for row in rows if row.plan_state == "draft")
    new = next(row for row in rows if row.visit_state == "not_visited")
    return PAGES[request.param](new.id if request.param == "interview" else drafted.id)


def visible(window, kind=QWidget):
    return [each for each in window.findChildren(kind) if each.isVisible() and each.width() > 0]


def cut(window):
    """Words that have no room: one-line labels and buttons narrower than they ask for."""
    labels = [
        each.text()
        for each in visible(window, QLabel)
        if not isinstance(each, ElidedLabel)
        and not each.wordWrap()
        and each.text()
        and each.width() < each.sizeHint().width()
    ]
    lines = [
        each.text()
        for each in visible(window, QLabel)
        if each.wordWrap() and each.text() and each.height() < each.heightForWidth(each.width()) - 1
    ]
    buttons = [
        each.text()
        for each in visible(window, QPushButton)
        if each.text().strip() and each.width() < each.fontMetrics().horizontalAdvance(each.text().strip())
    ]
    return labels + lines + buttons


@pytest.mark.parametrize("language", [CHINESE, ENGLISH])
def test_nothing_is_cut_on_a_small_laptop(window, route, language):
    window.shell.choose_language(language)
    window.rebuild()
    window.go(route)
    QTest.qWait(120)
    assert (window.width(), window.height()) == (1366, 768)
    assert cut(window) == []


def test_nothing_is_cut_in_half_the_window_or_with_large_letters(window, route):
    window.resize(911, 512)
    window.go(route)
    QTest.qWait(120)
    assert window.width() == 911
    assert cut(window) == []
    window.resize(1366, 768)
    window.shell.choose_scale(150)
    window.rebuild()
    QTest.qWait(120)
    assert window.width() == 1366
    assert cut(window) == []


@pytest.mark.parametrize("language", [CHINESE, ENGLISH])
def test_the_state_of_a_visit_is_never_cut_with_large_letters(window, workspace, language):
    """The longest: nobody was home, and the day of trying."""
    window.shell.choose_language(language)
    window.shell.choose_scale(150)
    window.rebuild()
    window.go(VisitsRoute(filter=ListFilter(query=HouseholdQuery(state="nobody_home"))))
    QTest.qWait(120)
    table = window.page.table
    column = [table.model().index(row, VISIT) for row in range(table.model().rowCount())]
    cells = [index.data(CELL_ROLE) for index in column]
    assert any(each.words[-1].isdigit() for each in cells)
    fits, room = table.itemDelegate().pill_width, table.columnWidth(VISIT)
    assert [each.short for each in cells if fits(each.short) > room] == []
    if language == CHINESE:
        assert [each.words for each in cells if fits(each.words) > room] == []


def test_every_control_has_a_name_for_screen_readers(window, route):
    window.go(route)
    QTest.qWait(120)
    for kind in (QAbstractButton, QLineEdit, QComboBox):
        for control in visible(window, kind):
            inner = isinstance(control.parent(), QComboBox)
            named = control.accessibleName() or (isinstance(control, QAbstractButton) and control.text())
            assert inner or named, f"{control} {control.parent()}"


def test_tab_goes_round_all_controls_and_comes_back(window, route):
    window.go(route)
    window.activateWindow()
    QTest.qWait(60)
    start = QApplication.focusWidget()
    seen = []
    for _ in range(200):
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
        if QApplication.focusWidget() in (start, None):
            break
        seen.append(QApplication.focusWidget())
    assert QApplication.focusWidget() is start
    reached = {id(each) for each in (*seen, start)}
    missed = [
        each.accessibleName() or each.text()
        for each in visible(window, QPushButton)
        if each.isEnabled() and each.focusPolicy() & Qt.FocusPolicy.TabFocus and id(each) not in reached
    ]
    assert missed == []


def test_qts_own_dialogs_speak_the_language_of_the_window(window):
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "取消"
    window.shell.choose_language(ENGLISH)
    window.rebuild()
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancel"
