"""Every kind of question is answered with the keyboard alone, and kept."""

import io
import os
import shutil
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from tests.stories.conftest import NOW
from tests.stories.every_question import (
    FORM_ID,
    LONG,
    LONG_FORM_ID,
    photo_with_place,
    villages,
    write_workbook,
)

from yihu.actions.add_form import add_form
from yihu.actions.create_demo import open_demo
from yihu.actions.keep_file import LARGEST_FILE_MB
from yihu.actions.list_households import list_households
from yihu.actions.open_visit import open_visit
from yihu.base.clock import FixedClock
from yihu.storage.rows import HouseholdQuery
from yihu.ui.interview.page import InterviewPage
from yihu.ui.routes import InterviewRoute

CONFORMANCE = Path(__file__).parents[2].parent / "shared" / "conformance" / "forms"
Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier


TYPED = [
    ("plain", "陈锋", "陈锋"),
    ("phone", "013800000000", "013800000000"),
    ("secret", "blue7", "blue7"),
    ("page_address", "https://example.org/a", "https://example.org/a"),
    ("code", "6901234567892", "6901234567892"),
    ("elsewhere", "18", "18"),
    ("whole", "4", "4"),
    ("money", "1234567", "1234567"),
    ("area", "1234.5", "1234.5"),
    ("rooms", "5", "5"),
    ("heading", "270.5", "270.5"),
    ("level", "10", "10"),
    ("smooth", "35", "35"),
    ("stars", "4", "4"),
    ("cards", "3", "grape"),
    ("two", "2", "peach"),
    ("packed", "5", "loquat"),
    ("agrees", "4", "4"),
    ("mapped", "1", "pear"),
    ("basket", "13", "pear grape"),
    ("signs", "2", "go"),
    ("grid_road", "5", "5"),
    ("grid_any", "24", "2 4"),
    ("single", "2", "2"),
    ("day", "20260315", "2026-03-15"),
    ("typed_day", "2026-3-15", "2026-03-15"),
    ("month", "202603", "2026-03-01"),
    ("year", "2026", "2026-01-01"),
    ("hour", "0905", "09:05"),
    ("table_road", "5", "5"),
    ("table_bus", "2", "2"),
    ("moment", "20260315 9:05", "2026-03-15T09:05:00"),
    ("other_calendar", "2026.3.15", "2026-03-15"),
    ("read", "1", "OK"),
]

PRESSED = [
    ("smooth", [Key.Key_Right, Key.Key_Right, Key.Key_Right], "10"),
    ("smooth", [Key.Key_End, Key.Key_Left], "95"),
    ("height", [Key.Key_Up, Key.Key_Up], "2.0"),
    ("stars", [Key.Key_Right, Key.Key_Right], "2"),
    ("stars", [Key.Key_5, Key.Key_Delete], ""),
    ("picked", [Key.Key_Down, Key.Key_Down, Key.Key_Return], "2"),
    ("small", [Key.Key_Down, Key.Key_Down, Key.Key_Down, Key.Key_Return], "grape"),
    ("agrees", [Key.Key_Right, Key.Key_Right, Key.Key_Space], "3"),
    ("rooms", [Key.Key_Plus, Key.Key_Plus, Key.Key_Plus, Key.Key_Minus], "2"),
    (
        "searched",
        [Key.Key_Down, Key.Key_Return, Key.Key_Down, Key.Key_Down, Key.Key_Return],
        "pear peach",
    ),
    ("folded", [Key.Key_Down, Key.Key_Return], "pear"),
    ("ranked", [Key.Key_Space], "pear peach grape lychee loquat"),
    ("ranked", [Key.Key_Down, Key.Key_3], "pear grape peach lychee loquat"),
]


@pytest.fixture
def household(workspace):
    return list_households(workspace, HouseholdQuery(state="not_visited"))[0].id


@pytest.fixture(scope="session")
def demo_template(demo_template, tmp_path_factory):
    """The demo village with the questionnaire that has everything, made once."""
    folder = tmp_path_factory.mktemp("every-kind")
    shutil.copytree(demo_template, folder / "yihu-demo")
    workspace = open_demo(folder / "yihu-demo", clock=FixedClock(NOW), random=os.urandom)
    add_form(workspace, write_workbook(folder))
    workspace.close()
    return folder / "yihu-demo"


@pytest.fixture
def page(window, household):
    """An interview on that questionnaire."""
    window.go(InterviewRoute(household_id=household, form_id=FORM_ID))
    return window.findChild(InterviewPage)


@pytest.fixture
def at(page):
    """Go to a question by its name; its field."""

    def go(name):
        ref = page.presenter.session.ref(name)
        page.go_to(ref)
        return page.body.blocks[ref].field

    return go


@pytest.fixture
def kept(page, workspace, household):
    """What the register holds of an answer, read anew."""

    def read(name):
        page.answers.save_open()
        session = open_visit(workspace, household, FORM_ID, page.desk._interview.record).session
        return session.value(session.ref(name))

    return read


@pytest.mark.parametrize("part", range(3))
def test_what_is_typed_is_kept(person, at, kept, page, part):
    for name, typed, answer in TYPED[part::3]:
        at(name)
        person.types(typed)
        assert page.presenter.keeping.all_saved, name
        assert kept(name).removesuffix(":00.000+08:00").startswith(answer), name


def test_keys_alone_choose(person, at, kept, page):
    for name, keys, answer in PRESSED:
        page.presenter.answer(page.presenter.session.ref(name), "")
        page._show_page()
        at(name)
        for key in keys:
            person.key(key)
        assert kept(name) == answer, (name, keys)


def test_rows_of_a_ranking_move_with_shift_and_with_the_mouse(person, at, kept):
    field = at("ranked")
    person.key(Key.Key_Down, SHIFT)
    assert kept("ranked") == "peach pear grape lychee loquat"
    QTest.mousePress(field, Qt.MouseButton.LeftButton, pos=QPoint(60, 20))
    QTest.mouseMove(field, QPoint(60, 100))
    QTest.mouseRelease(field, Qt.MouseButton.LeftButton, pos=QPoint(60, 100))
    assert kept("ranked") == "pear grape peach lychee loquat"
    person.key(Key.Key_Delete)
    assert kept("ranked") == ""


def test_a_quick_choice_goes_on_by_itself(person, at, page):
    at("quick")
    person.types("2")
    assert page._focused_ref() == page.presenter.session.ref("small")
    assert page.presenter.session.value(page.presenter.session.ref("quick")) == "peach"


def test_enter_goes_through_a_table_of_questions(person, at, page):
    at("grid_road")
    person.types("1").key(Key.Key_Return).types("2").key(Key.Key_Return)
    session = page.presenter.session
    assert [session.value(session.ref(name)) for name in ("grid_road", "grid_water")] == ["1", "2"]
    assert page._focused_ref() == session.ref("grid_any")
    assert not page.body.blocks[session.ref("grid_head")].answerable
    person.sees("很不同意", "很同意")


def test_thousands_stand_apart_while_typing(person, at):
    field = at("money")
    person.types("1234567")
    assert field.box.text() == "1,234,567"
    person.key(Key.Key_Backspace)
    assert field.box.text() == "123,456"


def test_words_stand_in_a_telephone_number_only_with_a_sentence(person, at, page):
    at("phone")
    person.types("nine").key(Key.Key_Return).sees("请只写数字。")


def test_a_hidden_answer_is_not_on_the_screen(person, at):
    field = at("secret")
    person.types("blue7")
    assert field.box.echoMode() == QLineEdit.EchoMode.Password
    QTest.mouseClick(field.eye, Qt.MouseButton.LeftButton)
    assert field.box.echoMode() == QLineEdit.EchoMode.Normal


def test_what_cannot_be_drawn_is_said_and_answered_otherwise(person, at):
    at("elsewhere")
    person.sees("这道题本来要用别的程序，请直接输入答案。")
    at("mapped")
    person.sees("这里不能在图上选，请从列表中选。")
    at("other_calendar")
    person.sees("请写公历日期；别的历法还没有。")


def test_a_place_is_pasted_as_maps_write_it_and_its_accuracy_stays(person, at, kept):
    field = at("place")
    QApplication.clipboard().setText("29°21'00\"N 112°24'36\"E ±8 m")
    field.box.paste()
    assert kept("place") == "29.35 112.41 0.0 8.0"
    person.sees("误差 8 米")
    field.box.setFocus()
    person.key(Key.Key_End).key(Key.Key_Return)
    assert kept("place") == "29.35 112.41 0.0 8.0"


def test_a_place_comes_out_of_a_photo(person, at, kept, tmp_path):
    at("place").take_photo(str(photo_with_place(tmp_path / "well.jpg")))
    assert kept("place") == "29.35 112.41 35.0 8.0"
    person.sees("误差 8 米")


def test_a_photo_without_a_place_says_so(person, at, kept, tmp_path):
    Image.new("RGB", (20, 20)).save(tmp_path / "plain.jpg")
    at("place").take_photo(str(tmp_path / "plain.jpg"))
    person.sees("plain.jpg 里没有拍摄位置。")
    assert kept("place") == ""


def test_a_way_is_written_place_below_place(person, at, kept):
    field = at("way")
    field.box.setPlainText("29.35, 112.41\n29.36, 112.42")
    assert kept("way") == "29.35 112.41 0.0 0.0; 29.36 112.42 0.0 0.0"
    field.box.setPlainText("29.35, 112.41")
    field.next_wanted.emit()
    person.sees("请至少写 2 个位置，一行一个，如 29.35, 112.41。")


def test_an_area_is_written_corner_below_corner_and_closed(person, at, kept):
    field = at("field")
    field.box.setPlainText("29.35, 112.41\n29.36, 112.42\n29.35, 112.43")
    corners = kept("field").split("; ")
    assert len(corners) == 4
    assert corners[0] == corners[-1] == "29.35 112.41 0.0 0.0"


def test_what_is_calculated_follows_and_what_is_hidden_is_not_asked(person, at, page):
    at("whole")
    person.types("4").key(Key.Key_Return).sees("人口的两倍是 8")
    refs = {ref.rpartition("/")[2] for ref in page.body.blocks}
    assert not refs & {"doubled", "unseen"}


def test_a_table_of_questions_made_by_its_group_has_heads_and_rows(person, at, page):
    field = at("table_road")
    person.sees("看法", "很不同意", "路灯够亮", "班车够用")
    assert page._focused_ref() == page.presenter.session.ref("table_road")
    assert [len(field.cards), field.view.kind.value] == [5, "grid_row"]
    person.types("4").key(Key.Key_Return)
    assert page._focused_ref() == page.presenter.session.ref("table_bus")


def test_a_film_is_kept_and_a_drawing_comes_from_a_photo(person, at, kept, workspace, tmp_path):
    (tmp_path / "walk.mp4").write_bytes(b"a film")
    at("film").file_chosen.emit(str(tmp_path / "walk.mp4"))
    person.sees("录像已保存（mp4）。")
    assert workspace.store.attachment(kept("film")) == b"a film"
    Image.new("RGB", (300, 200), "white").save(tmp_path / "sketch.png")
    at("drawing").file_chosen.emit(str(tmp_path / "sketch.png"))
    assert kept("drawing").endswith(".jpg")


def test_labels_are_dressed_but_links_and_signs_stand_as_words(person, at, page):
    at("plain")
    head = page.body.blocks[page.presenter.session.ref("plain")]
    assert head.view.label == "姓名（见证件）"
    assert head.field.box.accessibleName() == "姓名（见证件）"
    person.sees("<b>姓名</b>")
    at("read")
    person.sees("https://example.org/a").sees_no("<a ", "](")


def test_pictures_of_labels_and_choices_come_from_the_questionnaire(person, at, page):
    field = at("signs")
    assert [card._picture is not None for card in field.cards] == [True, True, False]
    assert "missing.png" in field.cards[2].toolTip()
    at("mapped")
    picture = page.body.blocks[page.presenter.session.ref("mapped")]._picture
    assert not picture.pixmap().isNull()


def test_one_of_ten_thousand_villages_is_found_by_its_initials(
    person, window, workspace, household, tmp_path
):
    add_form(workspace, write_workbook(tmp_path, LONG_FORM_ID))
    window.go(InterviewRoute(household_id=household, form_id=LONG_FORM_ID))
    page = window.findChild(InterviewPage)
    session = page.presenter.session
    ref = session.ref("village")
    field = page.body.blocks[ref].field
    label = villages()[LONG - 1][1]
    assert field.list.choices.rowCount() <= 200
    person.types(label[:2]).types(label[2:]).key(Key.Key_Return)
    assert session.value(ref) == f"v{LONG - 1}"
    page.go_to(ref)
    QApplication.focusWidget().selectAll()
    person.types("dsnh").key(Key.Key_Return)
    chosen = dict(villages())[session.value(ref)]
    assert [
        signs
        for sign, signs in zip(chosen, ("东大", "山石", "南", "河湖"), strict=False)
        if sign not in signs
    ] == []


def test_a_signature_is_drawn_and_kept_as_a_picture(person, at, kept, workspace, page):
    field = at("signature")
    for start, end in ((QPoint(40, 90), QPoint(200, 60)), (QPoint(60, 40), QPoint(160, 120))):
        QTest.mousePress(field.sheet, Qt.MouseButton.LeftButton, pos=start)
        QTest.mouseMove(field.sheet, end)
        QTest.mouseRelease(field.sheet, Qt.MouseButton.LeftButton, pos=end)
    person.key(Key.Key_Return)
    name = kept("signature")
    assert name.endswith(".png")
    with Image.open(io.BytesIO(workspace.store.attachment(name))) as drawn:
        assert drawn.convert("L").getextrema()[0] < 80
    at("signature")
    person.sees("✓ 已保存").key(Key.Key_Delete)
    assert kept("signature") == ""


def test_a_sound_and_a_file_are_kept_as_they_are(person, at, kept, workspace, tmp_path):
    (tmp_path / "talk.mp3").write_bytes(b"ID3 some sound")
    at("sound").file_chosen.emit(str(tmp_path / "talk.mp3"))
    person.sees("录音已保存（mp3）。")
    assert workspace.store.attachment(kept("sound")) == b"ID3 some sound"
    (tmp_path / "list.pdf").write_bytes(b"%PDF-1.4")
    at("paper").file_chosen.emit(str(tmp_path / "list.pdf"))
    assert kept("paper").endswith(".pdf")
    at("paper").setFocus()
    person.key(Key.Key_Delete)
    assert kept("paper") == ""


def test_files_of_another_kind_or_too_large_are_told_under_the_question(person, at, kept, tmp_path):
    person.sees_no("超过")
    at("sound")
    person.sees(f"最大 {LARGEST_FILE_MB} MB")
    (tmp_path / "talk.docx").write_bytes(b"PK")
    at("sound").file_chosen.emit(str(tmp_path / "talk.docx"))
    person.sees("talk.docx 不是这道题要的文件。")
    with (tmp_path / "film.mp3").open("wb") as film:
        film.truncate((LARGEST_FILE_MB + 1) * 1024 * 1024)
    at("sound").file_chosen.emit(str(tmp_path / "film.mp3"))
    person.sees("film.mp3 超过 50 MB。")
    assert kept("sound") == ""


def test_every_field_has_a_name_for_who_cannot_see_it(at, page):
    session = page.presenter.session
    for ref in session.refs():
        if session.question(ref).shown and session.question(ref).kind != "note":
            field = at(session.key(ref))
            assert (field.focusProxy() or field).accessibleName(), ref


def test_all_question_types_of_odk_can_be_walked_through(window, workspace, household):
    found = sorted(CONFORMANCE.glob("getodk--all-question-types*.xlsx"))
    if not found:
        pytest.skip(f"no questionnaires at {CONFORMANCE}")
    report = add_form(workspace, found[0])
    window.go(InterviewRoute(household_id=household, form_id=report.form_id))
    page = window.findChild(InterviewPage)
    seen = set()
    while not (view := page.presenter.page()).last:
        assert view.ref not in seen
        seen.add(view.ref)
        page.next_page()
        QApplication.processEvents()
    assert len(seen) > 50
