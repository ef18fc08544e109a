"""A visit from the first question to the last, with the keyboard alone."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from yihu.actions.list_households import list_households
from yihu.actions.open_visit import open_visit
from yihu.actions.show_household import show_household
from yihu.base.errors import DiskFull
from yihu.storage.rows import HouseholdQuery
from yihu.ui.interview import visit_desk
from yihu.ui.interview.page import InterviewPage
from yihu.ui.routes import InterviewRoute, VisitsRoute


@pytest.fixture
def household(workspace):
    """A household nobody has visited yet."""
    return list_households(workspace, HouseholdQuery(state="not_visited"))[0].id


@pytest.fixture
def page(window, household):
    """Its interview on the screen."""
    window.go(InterviewRoute(household_id=household))
    return window.findChild(InterviewPage)


def compose(text):
    """An input method holds characters that are not written yet."""
    event = QInputMethodEvent(text, [])
    QApplication.sendEvent(QApplication.focusWidget(), event)


def saved(workspace, household, key):
    """The answer as another start of the program would find it."""
    session = open_visit(workspace, household).session
    ref = session.ref(key)
    return session.value(ref) if ref else None


def to_result(person):
    """From the date over the surveyor to the result of the visit."""
    return (
        person.sees("走访日期").key(Qt.Key.Key_Return).types("何立群").key(Qt.Key.Key_Return).sees("走访结果")
    )


def test_enter_goes_from_question_to_question_and_numbers_choose(person, page, workspace, household):
    to_result(person).types("1").sees("家庭成员", "收入")
    assert saved(workspace, household, "surveyor") == "何立群"
    assert saved(workspace, household, "visit_result") == "done"


def test_each_answer_is_on_the_disk_before_the_next_question_appears(
    person, page, workspace, household, monkeypatch
):
    order = []
    keep = visit_desk.save_answer
    monkeypatch.setattr(
        visit_desk,
        "save_answer",
        lambda *args: (keep(*args), order.append(page._focused_ref())),
    )
    to_result(person)
    assert [ref.rpartition("/")[2] for ref in order] == ["surveyor"]


def test_a_question_far_down_its_page_is_brought_into_sight(person, page):
    to_result(person).types("1")
    ref = page.presenter.session.ref("phone")
    page.go_to(ref)
    person.types("1380000").key(Qt.Key.Key_Return)
    page.go_to(ref)
    QApplication.processEvents()
    sight = page._frame.scroll.viewport()
    assert sight.rect().contains(page.body.blocks[ref].mapTo(sight, QPoint(0, 0)))


def test_nobody_home_needs_no_more(person, page, workspace, household):
    to_result(person).types("2").key(Qt.Key.Key_PageDown).key(Qt.Key.Key_PageDown)
    person.sees("都答好了").key(Qt.Key.Key_Return)
    person.sees("家中无人")
    assert show_household(workspace, household).row.visit_state == "nobody_home"


def test_a_required_question_says_so_once_and_can_be_passed(person, page):
    to_result(person).key(Qt.Key.Key_Return).sees("请回答这一题。")
    assert page._focused_ref().endswith("visit_result")
    person.key(Qt.Key.Key_Return)
    assert not page._focused_ref().endswith("visit_result")


@pytest.mark.parametrize("typed", ["20261102", "2026-11-2", "2026年11月2日"])
def test_a_date_is_typed_in_any_usual_way(person, page, workspace, household, typed):
    person.sees("走访日期").types(typed).key(Qt.Key.Key_Return)
    assert saved(workspace, household, "visit_date") == "2026-11-02"


def test_a_text_that_is_no_date_is_explained_under_the_question_and_kept_in_the_box(
    person, page, workspace, household
):
    person.sees("走访日期").types("20269999").key(Qt.Key.Key_Return).sees(
        "请写日期，如 20260315 或 2026-3-15。", "20269999"
    )
    assert saved(workspace, household, "visit_date") == "2026-11-23"


def test_the_input_method_keeps_its_keys_while_it_composes(person, page, workspace, household):
    person.sees("走访日期").key(Qt.Key.Key_Return)
    compose("zhang")
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Up, Qt.Key.Key_Down):
        person.key(key)
    assert page._focused_ref().endswith("surveyor")
    person.types("何立群").key(Qt.Key.Key_Return)
    assert page._focused_ref().endswith("visit_result")
    assert saved(workspace, household, "surveyor") == "何立群"


def test_what_is_typed_is_saved_after_a_short_pause_without_any_key(
    person, page, workspace, household, qtbot
):
    person.sees("走访日期").key(Qt.Key.Key_Return).types("何立群")
    qtbot.waitUntil(lambda: saved(workspace, household, "surveyor") == "何立群", timeout=10_000)


def test_arrow_keys_move_between_questions_and_among_choices(person, page):
    person.sees("走访日期").key(Qt.Key.Key_Down)
    assert page._focused_ref().endswith("surveyor")
    person.key(Qt.Key.Key_Down).key(Qt.Key.Key_Right).key(Qt.Key.Key_Space)
    assert page.presenter.session.value(page._focused_ref()) == "nobody_home"
    person.key(Qt.Key.Key_Up)
    assert page._focused_ref().endswith("surveyor")


def test_leaving_and_coming_back_leads_to_the_same_question(person, page, window, household):
    to_result(person).key(Qt.Key.Key_Escape).sees("继续调查")
    window.go(InterviewRoute(household_id=household))
    assert page.presenter.at_ref.endswith("visit_result")
    person.sees("何立群")


def test_after_a_crash_the_person_is_at_the_same_question_again(person, page, window, workspace, household):
    to_result(person)
    again = open_visit(workspace, household)
    assert again.resumed
    assert again.resume_ref.endswith("visit_result")
    assert again.session.value(again.session.ref("surveyor")) == "何立群"


def test_a_full_disk_while_answering_loses_nothing(person, page, workspace, household, monkeypatch):
    keep = visit_desk.save_answer

    def full(*_):
        raise DiskFull

    monkeypatch.setattr(visit_desk, "save_answer", full)
    person.sees("走访日期").key(Qt.Key.Key_Return).types("何立群").key(Qt.Key.Key_Return)
    person.sees("磁盘", "还没有存好", "何立群")
    assert page._focused_ref().endswith("surveyor")
    person.key(Qt.Key.Key_PageDown).sees("走访日期")
    monkeypatch.setattr(visit_desk, "save_answer", keep)
    person.presses("再存一次").sees("每个答案已保存").sees_no("磁盘")
    assert saved(workspace, household, "surveyor") == "何立群"


def test_the_page_cannot_be_left_while_an_answer_waits_for_the_disk(person, page, window, monkeypatch):
    def full(*_):
        raise DiskFull

    with monkeypatch.context() as patch:
        patch.setattr(visit_desk, "save_answer", full)
        person.sees("走访日期").key(Qt.Key.Key_Return).types("何立群")
        window.go(VisitsRoute())
        person.sees("磁盘", "何立群")
    window.go(VisitsRoute())
    assert not page.isVisible()


def test_the_questions_change_their_language_at_once(person, page):
    person.sees("走访日期").key(Qt.Key.Key_F6).sees("Date of the visit", "每个答案已保存")
    person.presses("中文 / English").sees("走访日期")


def test_the_end_lists_what_is_missing_and_leads_there(person, page):
    to_result(person).types("1")
    page.go_to("review")
    person.sees("检查并完成", "还缺的或不对的").key(Qt.Key.Key_Return)
    missing = page.presenter.session.problems()[0]
    assert page._focused_ref() == missing.ref


def test_digits_in_a_text_box_are_text_and_not_choices(person, page, workspace, household):
    person.sees("走访日期").key(Qt.Key.Key_Return).types("123").key(Qt.Key.Key_Return)
    assert saved(workspace, household, "surveyor") == "123"
    QTest.qWait(1)


def test_a_year_later_last_answers_stand_beside_and_f4_takes_one_over(person, window, workspace):
    done = next(
        row for row in list_households(workspace, HouseholdQuery(state="done")) if row.head_name == "𠮷田秀英"
    )
    window.go(InterviewRoute(household_id=done.id))
    person.presses("重新调查").sees("其余重新问一遍").presses("再按一次，重新调查")
    page = window.findChild(InterviewPage)
    interview = page.presenter
    ref = interview.session.ref("visit_result")
    page.go_to(ref)
    old = interview.question(ref).previous
    assert old is not None
    assert interview.session.value(ref) == ""
    person.sees(old.text, "F4 与上次相同").key(Qt.Key.Key_F4)
    assert interview.session.value(ref) == old.value
    assert saved(workspace, done.id, interview.session.key(ref)) == old.value
