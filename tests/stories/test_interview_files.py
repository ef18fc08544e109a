"""What a questionnaire brings to look at and to listen to; what was kept is looked at and written out again."""

import stat
import wave
from pathlib import Path

import pytest
from openpyxl import Workbook
from PIL import Image
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCalendarWidget, QFileDialog, QLineEdit

from yihu.actions.add_form import add_form
from yihu.actions.list_households import list_households
from yihu.storage.rows import HouseholdQuery
from yihu.ui.interview.page import InterviewPage
from yihu.ui.interview.picture_view import PictureView
from yihu.ui.interview.views import FieldKind
from yihu.ui.routes import HouseholdRoute, InterviewRoute

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
Key = Qt.Key
SURVEY = [
    ("type", "name", "label", "hint", "appearance", "media::audio", "media::video", "media::image"),
    ("begin_group", "all", "听和看", "", "field-list", "", "", ""),
    ("select_one birds", "bird", "听到的是哪种鸟", "", "", "question.wav", "", ""),
    ("text", "seen", "看到了什么", "看一看", "", "", "walk.mp4", ""),
    ("text", "lost", "没有带来的录音", "", "", "lost.mp3", "", ""),
    ("image", "photo", "照片", "", "", "", "", ""),
    ("audio", "sound", "录音", "", "", "", "", ""),
    ("image", "signature", "签名", "", "signature", "", "", ""),
    ("date", "day", "日期", "", "", "", "", ""),
    ("end_group", "", "", "", "", "", "", ""),
]
BIRDS = [
    ("list_name", "name", "label", "media::audio"),
    ("birds", "cuckoo", "布谷鸟", "cuckoo.wav"),
    ("birds", "crane", "鹤", "crane.wav"),
    ("birds", "none", "没有听到", ""),
]


def write_form(folder):
    """A questionnaire with sounds and a film beside it; one of them was forgotten."""
    book = Workbook()
    for title, rows in (
        ("survey", SURVEY),
        ("choices", BIRDS),
        ("settings", [("form_id", "version"), ("birds", "1")]),
    ):
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.remove(book["Sheet"])
    book.save(folder / "birds.xlsx")
    for name in ("question.wav", "cuckoo.wav", "crane.wav"):
        with wave.open(str(folder / name), "wb") as sound:
            sound.setparams((1, 1, 8000, 0, "NONE", ""))
            sound.writeframes(name.encode() * 50)
    (folder / "walk.mp4").write_bytes(b"a film")
    return folder / "birds.xlsx"


@pytest.fixture
def played(monkeypatch):
    """Files that were handed to the system: (path, bytes, mode of their folder)."""
    handed = []

    def open_url(url):
        path = Path(url.toLocalFile())
        handed.append((path, path.read_bytes(), stat.S_IMODE(path.parent.stat().st_mode)))
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    return handed


@pytest.fixture
def household(workspace):
    return list_households(workspace, HouseholdQuery(state="not_visited"))[0].id


@pytest.fixture
def page(window, workspace, household, tmp_path):
    (tmp_path / "form").mkdir()
    add_form(workspace, write_form(tmp_path / "form"))
    window.go(InterviewRoute(household_id=household, form_id="birds"))
    return window.findChild(InterviewPage)


@pytest.fixture
def at(page):
    def go(name):
        ref = page.presenter.session.ref(name)
        page.window().activateWindow()  # as every system does when a dialog is closed
        page.go_to(ref)
        QApplication.processEvents()
        return page.body.blocks[ref].field

    return go


def value(page, name):
    page.answers.save_open()
    return page.presenter.session.value(page.presenter.session.ref(name))


def test_the_sound_of_a_question_is_played_from_a_folder_of_its_own_that_goes_away(
    person, page, at, played, window, household, tmp_path
):
    at("bird")
    person.sees("听一听").key(Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    path, data, mode = played[0]
    assert data == (tmp_path / "form" / "question.wav").read_bytes()
    assert mode == 0o700
    assert path.suffix == ".wav"
    assert "question" not in path.name
    window.go(HouseholdRoute(household_id=household))
    assert not path.parent.exists()


def test_the_film_of_a_question_is_played_with_its_button(person, at, played):
    at("seen")
    person.presses("看一看")
    assert [data for _, data, _ in played] == [b"a film"]


def test_the_sound_of_a_choice_is_played_with_p_and_with_the_mouse(person, page, at, played, tmp_path):
    field = at("bird")
    person.key(Key.Key_Right).key(Key.Key_P)
    assert played[-1][1] == (tmp_path / "form" / "crane.wav").read_bytes()
    card = field.cards[0]
    QTest.mouseClick(card, Qt.MouseButton.LeftButton, pos=card._play_area().center().toPoint())
    assert played[-1][1] == (tmp_path / "form" / "cuckoo.wav").read_bytes()
    assert value(page, "bird") == ""
    QTest.mouseClick(card, Qt.MouseButton.LeftButton, pos=QPoint(40, 20))
    assert value(page, "bird") == "cuckoo"
    before = len(played)
    person.key(Key.Key_Right).key(Key.Key_Right).key(Key.Key_P)
    assert len(played) == before


def test_a_sound_that_was_forgotten_or_has_no_player_is_told(person, page, at, monkeypatch):
    at("lost")
    person.key(Key.Key_P, Qt.KeyboardModifier.ControlModifier).sees("问卷没有带来 lost.mp3。")
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    at("bird")
    person.key(Key.Key_P, Qt.KeyboardModifier.ControlModifier).sees(
        "这台电脑没有能播放 question.wav 的程序。"
    )
    person.key(Key.Key_P).sees("这台电脑没有能播放 cuckoo.wav 的程序。")


def in_dialog(path):
    """Type a path into the file dialog that opens next, and press Enter."""

    def write():
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QFileDialog)
        line = dialog.findChild(QLineEdit, "fileNameEdit")
        line.selectAll()
        QTest.keyClicks(line, str(path))
        QTest.keyClick(line, Key.Key_Return)

    QTimer.singleShot(200, write)


def test_a_photo_is_chosen_seen_large_and_written_out_with_the_keyboard(
    person, page, at, workspace, tmp_path
):
    Image.new("RGB", (2000, 1500), "seagreen").save(tmp_path / "well.jpg")
    at("photo")
    in_dialog(tmp_path / "well.jpg")
    person.key(Key.Key_Space)
    kept = value(page, "photo")
    assert kept.endswith(".jpg")
    at("photo")
    person.key(Key.Key_V)
    view = page.findChild(PictureView)
    assert view.isVisible()
    assert not page._frame.scroll.isVisible()
    assert view.sheet.shown_size().width() > 600
    person.key(Key.Key_Escape)
    assert page._frame.scroll.isVisible()
    assert page._focused_ref() == page.presenter.session.ref("photo")
    in_dialog(tmp_path / "copy")
    person.key(Key.Key_S).sees("已另存，这一份没有加密，请妥善保管。")
    assert (tmp_path / "copy.jpg").read_bytes() == workspace.store.attachment(kept)


def test_a_sound_is_written_out_and_a_closed_folder_is_told(person, page, at, tmp_path):
    (tmp_path / "talk.mp3").write_bytes(b"ID3 some sound")
    at("sound").file_chosen.emit(str(tmp_path / "talk.mp3"))
    field = at("sound")
    assert field.kept_file.closer.isHidden()
    in_dialog(tmp_path / "again.mp3")
    person.key(Key.Key_S)
    assert (tmp_path / "again.mp3").read_bytes() == b"ID3 some sound"
    field.copy_wanted.emit(str(tmp_path / "talk.mp3" / "inside.mp3"))
    person.sees("talk.mp3")
    assert (tmp_path / "talk.mp3").read_bytes() == b"ID3 some sound"


def test_nothing_is_offered_where_nothing_is_kept(person, at, page):
    field = at("photo")
    assert field.kept_file.isHidden()
    person.key(Key.Key_V).key(Key.Key_S)
    assert page._frame.scroll.isVisible()


def test_a_signature_is_seen_large_too(person, at, page):
    field = at("signature")
    QTest.mousePress(field.sheet, Qt.MouseButton.LeftButton, pos=QPoint(40, 90))
    QTest.mouseMove(field.sheet, QPoint(200, 60))
    QTest.mouseRelease(field.sheet, Qt.MouseButton.LeftButton, pos=QPoint(200, 60))
    field.keep()
    assert value(page, "signature").endswith(".png")
    at("signature")
    person.key(Key.Key_V)
    assert page.findChild(PictureView).isVisible()


def test_the_calendar_opens_and_chooses_with_the_keyboard(person, at, page):
    at("day")
    person.types("20260315")
    person.key(Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    calendar = page.findChild(QCalendarWidget)
    assert calendar.isVisible()
    for key in (Key.Key_Right, Key.Key_Down, Key.Key_Return):
        QTest.keyClick(calendar.window().focusWidget(), key)
    QApplication.processEvents()
    assert value(page, "day") == "2026-03-23"
    assert page._focused_ref() == page.presenter.session.ref("day")


def test_the_calendar_is_left_with_escape_and_nothing_changes(person, at, page):
    at("day")
    person.types("20260315").key(Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    calendar = page.findChild(QCalendarWidget)
    QTest.keyClick(calendar.window().focusWidget(), Key.Key_Right)
    QTest.keyClick(calendar.window().focusWidget(), Key.Key_Escape)
    QApplication.processEvents()
    assert not [each for each in page.findChildren(QCalendarWidget) if each.isVisible()]
    assert value(page, "day") == "2026-03-15"


def test_choices_that_can_be_heard_stand_as_cards(at):
    assert at("bird").view.kind is FieldKind.CARDS
