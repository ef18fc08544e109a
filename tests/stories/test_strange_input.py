"""Pasted nonsense, a photo that is none, fonts that are gone: the window stays usable and nothing is lost."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from yihu.actions.list_households import list_households
from yihu.actions.open_visit import open_visit
from yihu.actions.print_plans import print_plans
from yihu.storage.rows import HouseholdQuery
from yihu.ui.interview.page import InterviewPage
from yihu.ui.look import fonts
from yihu.ui.routes import HouseholdRoute, InterviewRoute, VisitsRoute

NONSENSE = {
    "very long": "长" * 33_000,
    "control characters": "a\x00b\x07c\x1b[31md\x7fe",
    "emoji": "👨‍👩‍👧‍👦🏳️‍🌈 家",
    "right to left": "שלום \u202eabc\u202c عالم",
    "lone surrogates and noncharacters": "x\ud800y\ufffez",
    "lines and tabs": "一\n二\r\n三\t四",
    "markup": "<img src=x><b>粗</b>&nbsp;${name} {0} %s ' OR 1=1 --",
}


def paste(text):
    """Ctrl+V of this text where the keyboard is."""
    QGuiApplication.clipboard().setText(text)
    QApplication.focusWidget().paste()
    QApplication.processEvents()


@pytest.mark.parametrize("text", NONSENSE.values(), ids=NONSENSE)
def test_nonsense_pasted_into_an_answer_is_kept_shown_and_printed(person, window, workspace, tmp_path, text):
    row = next(
        one
        for one in list_households(workspace, HouseholdQuery(plan_state="draft"))
        if one.visit_state == "done"
    )
    window.go(InterviewRoute(household_id=row.id))
    page = window.findChild(InterviewPage)
    ref = page.presenter.session.ref("main_cause_evidence")
    page.go_to(ref)
    QApplication.focusWidget().selectAll()
    paste(text)
    page.answers.save_open()
    kept = page.presenter.session.value(ref)
    assert kept.strip()
    assert page.presenter.keeping.all_saved
    again = open_visit(workspace, row.id).session
    assert again.value(again.ref("main_cause_evidence")) == kept
    window.go(HouseholdRoute(household_id=row.id))
    person.sees(row.head_name).sees_no("程序自身出了故障")
    report = print_plans(workspace, [row.id], tmp_path)
    assert report.files


@pytest.mark.parametrize("text", NONSENSE.values(), ids=NONSENSE)
def test_nonsense_pasted_into_the_search_finds_nobody_and_is_taken_back(
    person, window, workspace, qtbot, text
):
    window.go(VisitsRoute())
    person.key(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    paste(text)
    qtbot.wait(400)
    person.sees_no("程序自身出了故障")
    assert window.isVisible()
    QApplication.focusWidget().clear()
    qtbot.waitUntil(lambda: len(person.rows()) > 10, timeout=5000)


def test_a_photo_that_is_none_is_told_under_its_question(person, window, workspace, tmp_path):
    row = list_households(workspace, HouseholdQuery(state="done"))[0]
    window.go(InterviewRoute(household_id=row.id))
    page = window.findChild(InterviewPage)
    ref = page.presenter.session.ref("photo_other")
    page.go_to(ref)
    before = page.presenter.session.value(ref)
    (tmp_path / "letter.jpg").write_bytes(b"no picture")
    page.answers.take_file(ref, str(tmp_path / "letter.jpg"))
    person.sees("照片")
    assert page.presenter.session.value(ref) == before


def test_without_the_bundled_fonts_the_window_opens_with_the_computers_own(
    monkeypatch, tmp_path, caplog, qapp
):
    monkeypatch.setattr(fonts, "_registered", set())
    monkeypatch.setattr(fonts, "resource_path", lambda *parts: tmp_path.joinpath(*parts))
    fonts.register_fonts()
    fonts.register_rare_font()
    assert caplog.text.count("font-missing") == 3
