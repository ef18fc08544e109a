"""Beside the answers, with the keyboard alone: doubts, comments, "doesn't know", the list of all questions."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from yihu.actions.list_households import list_households
from yihu.actions.open_visit import open_visit
from yihu.actions.show_household import show_household
from yihu.base.errors import DiskFull
from yihu.storage.rows import HouseholdQuery
from yihu.ui.interview import visit_desk
from yihu.ui.interview.page import InterviewPage
from yihu.ui.interview.views import Mark
from yihu.ui.routes import HouseholdRoute, InterviewRoute

SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
ENTER = Qt.Key.Key_Return


@pytest.fixture
def household(workspace):
    """A household that was surveyed last year."""
    return next(
        row
        for row in list_households(workspace, HouseholdQuery(state="done"), limit=50)
        if row.persons >= 3 and not row.conflicts
    ).id


@pytest.fixture
def page(window, household):
    """Its survey on the screen, finished."""
    window.go(InterviewRoute(household_id=household))
    return window.findChild(InterviewPage)


@pytest.fixture
def anew(page):
    """The same survey, begun anew."""
    for _ in range(2):
        QTest.mouseClick(page._tools.again, Qt.MouseButton.LeftButton)
    page.presenter.answer(page.presenter.session.ref("visit_result"), "done")
    return page


def ref_of(page, name, member=2):
    """A question by its name, within a member where it is one of theirs."""
    refs = [ref for ref in page.presenter.session.refs() if ref.rpartition("/")[2] == name]
    return refs[member - 1] if len(refs) > 1 else refs[0]


def remarks(workspace, household):
    """The remarks as another start of the program would find them."""
    return open_visit(workspace, household).remarks


def high_costs(person, page):
    """A healthy member with high costs, typed."""
    ref = ref_of(page, "self_paid_medical_yuan")
    page.presenter.answer(ref_of(page, "health"), "healthy")
    page.go_to(ref)
    person.types("12400").key(ENTER)
    return page.presenter.session.key(ref)


def test_a_doubt_asks_for_its_reason_and_enter_goes_on(person, anew, workspace, household):
    key = high_costs(person, anew)
    person.sees("健康的人自付超过 1 万元，请核对；属实请写明原因。", "写原因")
    person.types("住院手术").key(ENTER)
    assert remarks(workspace, household).reason(key) == "住院手术"
    anew.go_to(anew.presenter.session.ref(key))
    person.sees("原因：住院手术")


def test_a_doubt_may_be_passed_now_and_is_asked_about_at_the_end(person, anew):
    key = high_costs(person, anew)
    person.key(ENTER)
    assert anew._focused_ref() != anew.presenter.session.ref(key)
    anew.go_to("review")
    person.sees("健康的人自付超过 1 万元，请核对；属实请写明原因。")


def test_a_doubt_opens_no_box_by_itself_when_the_reason_is_written(person, anew):
    key = high_costs(person, anew)
    person.types("住院手术").key(ENTER)
    anew.go_to(anew.presenter.session.ref(key))
    person.key(ENTER)
    assert anew._focused_ref() != anew.presenter.session.ref(key)


def test_a_comment_is_written_with_f7_and_flagged_with_shift_f7(person, page, workspace, household, window):
    ref = ref_of(page, "farmland_mu")
    page.go_to(ref)
    person.key(Qt.Key.Key_F7).types("地界有争议").key(ENTER).sees("备注：地界有争议")
    assert page._focused_ref() == ref
    person.key(Qt.Key.Key_F7, SHIFT).sees("待核对")
    key = page.presenter.session.key(ref)
    assert remarks(workspace, household).note(key) == "地界有争议"
    assert remarks(workspace, household).to_check(key)
    page.go_to("review")
    person.sees("地界有争议")
    page._finish()
    assert show_household(workspace, household).to_check == 1
    window.go(HouseholdRoute(household_id=household))
    person.sees("待核对的答案：1")


def test_a_comment_is_kept_when_somebody_turns_the_page_while_writing(person, page, workspace, household):
    ref = ref_of(page, "farmland_mu")
    page.go_to(ref)
    person.key(Qt.Key.Key_F7).types("地界").key(Qt.Key.Key_PageDown)
    assert remarks(workspace, household).note(page.presenter.session.key(ref)) == "地界"


def test_a_comment_is_kept_after_a_pause_without_any_key(person, page, workspace, household, qtbot):
    ref = ref_of(page, "farmland_mu")
    page.go_to(ref)
    person.key(Qt.Key.Key_F7).types("abc")
    key = page.presenter.session.key(ref)
    qtbot.waitUntil(lambda: remarks(workspace, household).note(key) == "abc", timeout=10_000)
    assert QApplication.focusWidget() is page.body.blocks[ref].remarks.box


def test_a_comment_that_the_disk_refuses_is_told_and_kept(person, page, workspace, household, monkeypatch):
    ref = ref_of(page, "farmland_mu")
    page.go_to(ref)
    keep = visit_desk.save_answer

    def full(*_):
        raise DiskFull

    monkeypatch.setattr(visit_desk, "save_answer", full)
    person.key(Qt.Key.Key_F7).types("地界").key(ENTER).sees("还没有存好", "备注：地界")
    monkeypatch.setattr(visit_desk, "save_answer", keep)
    person.presses("再存一次").sees("每个答案已保存")
    assert remarks(workspace, household).note(page.presenter.session.key(ref)) == "地界"


def test_f8_says_that_nobody_knows_and_an_answer_takes_it_back(person, anew, workspace, household):
    ref = ref_of(anew, "insurance_claims_yuan")
    key = anew.presenter.session.key(ref)
    anew.go_to(ref)
    person.key(Qt.Key.Key_F8)
    assert remarks(workspace, household).lack(key) == "dont_know"
    assert anew.body.blocks[ref].remarks.lacks["dont_know"].isChecked()
    person.key(ENTER)
    assert anew._focused_ref() != ref
    anew.go_to(ref)
    person.types("300").key(ENTER)
    assert remarks(workspace, household).lack(key) == ""


def test_f9_does_nothing_where_the_form_does_not_allow_it(person, anew, workspace, household):
    ref = ref_of(anew, "insurance_claims_yuan")
    anew.go_to(ref)
    person.key(Qt.Key.Key_F9)
    assert remarks(workspace, household).lack(anew.presenter.session.key(ref)) == ""


def test_f4_confirms_one_answer_and_ctrl_f4_a_blank_page(person, anew, workspace, household):
    ref = ref_of(anew, "water_source")
    anew.go_to(ref)
    person.sees("本页与上次相同").key(Qt.Key.Key_F4, CTRL)
    asked = [block for block in anew.body.blocks.values() if block.answerable]
    assert all(block.view.value == block.view.previous.value for block in asked if block.view.previous)
    assert anew.presenter.session.value(ref)
    person.sees_no("本页与上次相同")


def test_the_list_of_all_questions_leads_to_one_by_its_initials(person, page):
    person.key(Qt.Key.Key_F3).sees("整份问卷", "已答").types("rkgd").key(Qt.Key.Key_Escape)
    person.types("rhllx").key(ENTER)
    assert page._focused_ref().endswith("/road")
    person.sees_no("整份问卷")


def test_the_list_finds_answers_too_and_escape_leads_back(person, page):
    before = page._focused_ref()
    head = page.presenter.session.value(page.presenter.session.ref("head_name"))
    person.key(Qt.Key.Key_J, CTRL).types(head)
    assert any(line.answer == head for line in page.jump_list.model.lines)
    person.types("没有这样的题").sees("没有符合的题目")
    person.key(Qt.Key.Key_Escape).key(Qt.Key.Key_Escape)
    assert page._focused_ref() == before


def test_the_list_shows_what_is_missing_and_the_arrow_keys_choose(person, anew):
    person.key(Qt.Key.Key_F3).sees("未答")
    person.presses("未答 ")
    first = anew.jump_list.model.lines[1].ref
    anew.jump_list.take_focus()
    person.key(Qt.Key.Key_Down).key(ENTER)
    assert anew._focused_ref() == first


def test_a_finished_survey_reads_as_finished(person, page):
    standing = page.presenter.standing()
    assert standing.answered == standing.asked
    assert {view.mark for view in page.presenter.sections()[:-1]} <= {Mark.DONE, Mark.HERE}


def test_correcting_a_finished_survey_keeps_what_was_there(person, page, workspace, household):
    values = workspace.store.open_record(household, "household").values
    ref = ref_of(page, "farmland_mu")
    page.go_to(ref)
    person.types("7").key(ENTER)
    page._finish()
    after = workspace.store.open_record(household, "household").values
    changed = {
        key for key in values if values[key] != after.get(key) and not key.rpartition("/")[2].startswith("=")
    }
    assert changed == {page_key for page_key in changed if page_key == "farmland_mu"}
