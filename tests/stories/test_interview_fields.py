"""Long lists, several choices, members and photos in the real window."""

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from yihu.actions.list_households import list_households
from yihu.actions.open_visit import open_visit
from yihu.actions.take_photo import read_photo
from yihu.storage.rows import HouseholdQuery
from yihu.ui.interview.fields.long_list import LongListField
from yihu.ui.interview.fields.photo import PhotoField
from yihu.ui.interview.page import InterviewPage
from yihu.ui.routes import InterviewRoute


@pytest.fixture
def household(workspace):
    """A finished survey that is corrected here."""
    rows = list_households(workspace, HouseholdQuery(state="done"))
    return next(row.id for row in rows if row.head_name == "𠮷田秀英")


@pytest.fixture
def page(window, household):
    window.go(InterviewRoute(household_id=household))
    return window.findChild(InterviewPage)


def ref_of(page, key_end):
    """The second member's question with this name."""
    session = page.presenter.session
    found = [ref for ref in session.refs() if session.key(ref).endswith(f"/{key_end}")]
    return found[1]


def saved(workspace, household, key):
    session = open_visit(workspace, household).session
    return session.value(session.ref(key))


@pytest.mark.parametrize("typed", ["zsn", "之孙女"])
def test_a_long_list_is_found_by_initials_or_characters(person, page, workspace, household, typed):
    ref = ref_of(page, "relation")
    page.go_to(ref)
    assert isinstance(page.body.blocks[ref].field, LongListField)
    QApplication.focusWidget().selectAll()
    person.types(typed).sees("之孙女").key(Qt.Key.Key_Return)
    session = page.presenter.session
    label = {choice.value: choice.label for choice in session.choices(ref)}[session.value(ref)]
    assert label == "之孙女"
    assert saved(workspace, household, session.key(ref)) == session.value(ref)


def test_what_is_in_no_list_is_not_taken(person, page):
    ref = ref_of(page, "relation")
    before = page.presenter.session.value(ref)
    page.go_to(ref)
    QApplication.focusWidget().selectAll()
    person.types("xyzq").sees("没有找到，请删掉几个字再找。").key(Qt.Key.Key_Escape)
    assert page.presenter.session.value(ref) == before
    assert page.isVisible()


def test_several_choices_come_and_go_with_their_numbers(person, page, workspace, household):
    ref = ref_of(page, "health")
    page.go_to(ref)
    person.types("1").types("2").types("4")
    session = page.presenter.session
    chosen = session.value(ref).split()
    offered = [choice.value for choice in session.choices(ref)]
    assert chosen == [offered[1], offered[3]]
    assert saved(workspace, household, session.key(ref)) == session.value(ref)


def test_members_stand_in_a_table_and_open_with_enter(person, page):
    page.go_to("/data/members/member")
    person.sees("李国强", "之子").key(Qt.Key.Key_Down).key(Qt.Key.Key_Return).sees("第 2 位，共 3 位")


def test_a_member_is_added_and_removed_with_a_question_on_the_page(person, page, workspace, household):
    page.go_to("/data/members/member")
    person.key(Qt.Key.Key_Insert).sees("第 4 位，共 4 位")
    person.types("李小宝").key(Qt.Key.Key_Return)
    page.go_to("/data/members/member")
    person.sees("李小宝")
    page.body.table.selectRow(3)
    person.key(Qt.Key.Key_Delete).sees("删除李小宝和全部答案吗？").presses("不删").sees("李小宝")
    page.body.table.selectRow(3)
    person.key(Qt.Key.Key_Delete).key(Qt.Key.Key_Return)
    person.sees_no("李小宝")
    assert len(open_visit(workspace, household).session.rows("/data/members/member")) == 3


def test_a_photo_comes_in_from_a_file_and_is_seen_small(person, page, workspace, household, tmp_path):
    Image.new("RGB", (2400, 1800), "green").save(tmp_path / "house.jpg")
    page.go_to("/data/wishes/photo_page")
    ref, block = next(
        (ref, block) for ref, block in page.body.blocks.items() if isinstance(block.field, PhotoField)
    )
    block.field.file_chosen.emit(str(tmp_path / "house.jpg"))
    name = page.presenter.session.value(ref)
    assert read_photo(workspace, name)
    assert not page.body.blocks[ref].field.picture.pixmap().isNull()
    assert saved(workspace, household, page.presenter.session.key(ref)) == name


def test_a_file_that_is_no_photo_is_told_under_the_question(person, page, tmp_path):
    (tmp_path / "letter.jpg").write_text("not a photo")
    page.go_to("/data/wishes/photo_page")
    ref, block = next(
        (ref, block) for ref, block in page.body.blocks.items() if isinstance(block.field, PhotoField)
    )
    block.field.file_chosen.emit(str(tmp_path / "letter.jpg"))
    person.sees("letter.jpg")
    assert page.presenter.session.value(ref) == ""
