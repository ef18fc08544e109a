"""The pages of safety, backup, erasing and the gate: nothing is cut, all has a name, in both languages and sizes."""

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit
from tests.stories.person import Person
from tests.stories.test_window_pages import cut, visible

from yihu.actions import backup_now, choose_backup_place
from yihu.actions.create_demo import DEMO_PASSPHRASE
from yihu.base.i18n import CHINESE, ENGLISH
from yihu.ui.routes import EraseRoute, HouseholdRoute, RecoveryRoute, SettingsRoute, VisitsRoute

WRONG = "wrong passphrase"


@pytest.fixture
def surveyed(workspace):
    return next(row for row in workspace.store.households() if "周桂兰" in row.head_name).id


def in_full(window, household):
    window.go(HouseholdRoute(household_id=household))
    window.page.numbers.show_for("x")


def asking(window, household):
    window.go(HouseholdRoute(household_id=household))
    window.page.numbers.eye.click()


def role(window, household):
    window.go(SettingsRoute(part="safety"))
    window.page.safety.roles["viewer"].click()
    window.page.safety.check_button.click()
    window.page.safety.presenter.can_remember = True
    window.page.safety._show_remember()


def words(window, household):
    window.go(RecoveryRoute())
    window.page.presenter.take(window.page.presenter.make(DEMO_PASSPHRASE))
    window.page._show()


def two_words(window, household):
    words(window, household)
    window.page._begin_check()
    window.page._check()


def member(window, household):
    window.go(EraseRoute(household_id=household))
    window.page._choose(window.page.presenter.choices()[1][0])


def with_strip(window, household):
    window.shell.workspace.store.set_setting("_copy_suspected", True)
    window.go(VisitsRoute())


def with_two_buttons(window, household):
    window.shell.workspace.store.set_setting("backup_error", "disk-full")
    object.__setattr__(window.shell.workspace, "demo", False)
    window.go(VisitsRoute())
    object.__setattr__(window.shell.workspace, "demo", True)


PAGES = {
    "safety": role,
    "backup": lambda window, household: window.go(SettingsRoute(part="backup")),
    "sheet": lambda window, household: window.go(RecoveryRoute()),
    "words": words,
    "two words": two_words,
    "numbers asked": asking,
    "numbers shown": in_full,
    "erase": lambda window, household: window.go(EraseRoute(household_id=household)),
    "erase member": member,
    "copy": with_strip,
    "backup failed": with_two_buttons,
}


@pytest.fixture(params=list(PAGES))
def shown(request, window, workspace, surveyed, tmp_path):
    (tmp_path / "stick").mkdir()
    choose_backup_place(workspace, tmp_path / "stick")
    backup_now(workspace)

    def show():
        PAGES[request.param](window, surveyed)
        QTest.qWait(150)

    return show


@pytest.mark.parametrize(("language", "percent"), [(CHINESE, 100), (ENGLISH, 100), (ENGLISH, 150)])
def test_nothing_is_cut_and_all_has_a_name(window, shown, language, percent):
    window.shell.choose_language(language)
    window.shell.choose_scale(percent)
    window.rebuild()
    shown()
    assert (window.width(), window.height()) == (1366, 768)
    assert cut(window) == []
    all_named(window)


def all_named(window):
    for kind in (QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit):
        for control in visible(window, kind):
            inner = isinstance(control.parent(), QComboBox)
            named = control.accessibleName() or (isinstance(control, QAbstractButton) and control.text())
            assert inner or named, f"{control} {control.parent()}"


@pytest.fixture
def gate(folders, closed_window, tmp_path):
    space = folders.create(folders.default, "three hens by the well", "青竹村二队", "张小芳")
    (tmp_path / "stick").mkdir()
    choose_backup_place(space, tmp_path / "stick")
    backup_now(space)
    space.close()
    return closed_window


@pytest.mark.parametrize(("language", "percent"), [(CHINESE, 100), (ENGLISH, 100), (ENGLISH, 150)])
def test_nothing_is_cut_at_the_gate(gate, language, percent, tmp_path):
    gate.shell.choose_language(language)
    gate.shell.choose_scale(percent)
    gate.rebuild()
    person = Person(gate)

    def whole():
        QTest.qWait(150)
        assert cut(gate) == []
        all_named(gate)

    gate.centralWidget().body.passphrase.field.setText(WRONG)
    gate.centralWidget().body.unlock()
    person.sees("passphrase-wrong")
    whole()
    gate.centralWidget().body.forgotten.click()
    QTest.qWait(60)
    gate.centralWidget().body.passphrase.field.setText(WRONG)
    gate.centralWidget().body.again.field.setText(WRONG)
    gate.centralWidget().body.button.click()
    person.sees("recovery-words-incomplete")
    whole()
    gate.centralWidget()._leave_stage()
    QTest.qWait(60)
    gate.centralWidget().body.restore_button.click()
    QTest.qWait(60)
    gate.centralWidget().body.look_in(tmp_path / "stick")
    whole()
    page = gate.centralWidget().body
    page.next_button.click()
    whole()
    page.passphrase.field.setText(WRONG)
    page.restore()
    person.sees("passphrase-wrong")
    whole()
