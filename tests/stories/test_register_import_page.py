"""A coordinator takes a register in: chooses, sees what was recognised and what changes, takes it in, corrects the rest."""

import os
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from tests.stories.person import PASSPHRASE, _wait_for
from tests.stories.test_safety_in_sight import cut

from yihu.actions import list_households
from yihu.base.i18n import CHINESE, ENGLISH
from yihu.register.id_numbers import check_digit
from yihu.storage.rows import HouseholdQuery
from yihu.ui.register_import.page import RegisterImportPage
from yihu.ui.routes import RegisterImportRoute, VisitsRoute

VILLAGE = "430999101201"


def id_number(serial):
    first = f"43099919590302{serial:03}"
    return first + check_digit(first)


def book(path, *rows):
    made = openpyxl.Workbook()
    for row in (
        ("某县农户名册",),
        ("户编号", "户主姓名", "证件号码", "行政村", "行政区划代码", "村民组", "口粮田"),
        *rows,
    ):
        made.active.append(row)
    made.save(path)
    return path


def one(number, name, serial, village="红岩村", code="430999101203"):
    return (
        number,
        name,
        serial if isinstance(serial, str) else id_number(serial),
        village,
        code,
        "一组",
        "2",
    )


@pytest.fixture
def office(own_folder, newcomer, closed_window):
    newcomer.writes("口令", PASSPHRASE).key(Qt.Key.Key_Return).sees("周桂兰")
    closed_window.shell.workspace.store.set_role("coordinator")
    closed_window.go(VisitsRoute())
    return newcomer


def chosen_as(monkeypatch, path):
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))


def picture(window, name):
    """For whoever wants to look: YIHU_PICTURES names a folder."""
    if folder := os.environ.get("YIHU_PICTURES"):
        window.resize(1366, 768)
        window.grab().save(str(Path(folder) / f"{name}.png"))


def names(window):
    return {row.head_name for row in list_households(window.shell.workspace, HouseholdQuery())}


def test_a_register_is_looked_at_taken_in_corrected_and_compared_with_a_newer_one(
    office, closed_window, monkeypatch, tmp_path
):
    register = book(
        tmp_path / "register.xlsx",
        one("R1", "吴海燕", 21),
        one("R2", "徐　明", 22),
        one("R3", "孙文华", "4.30999E+17"),
        ("合计", 3),
        ("填表人：张小芳",),
    )
    chosen_as(monkeypatch, register)
    office.presses("收下名单").sees("哪一份名单？")
    picture(closed_window, "register-choose")
    office.presses("选择名单…").sees("register.xlsx", "表头在第2行", "3行", "认出7列中的6列")
    office.sees("430******", "430999101203").sees_no(id_number(21))
    picture(closed_window, "register-columns")
    office.presses("看看有什么变化").sees("1行待改正", "需要改正", "整行待改")
    picture(closed_window, "register-changes")
    assert not names(closed_window) & {"吴海燕", "徐明"}
    office.presses("收下").sees("名单已收下。")
    picture(closed_window, "register-done")
    assert names(closed_window) >= {"吴海燕", "徐明"}
    wrong = tmp_path / "correct.xlsx"
    chosen_as(monkeypatch, wrong)
    office.presses("另存需改正的行…").sees("已保存1行。")
    assert openpyxl.load_workbook(wrong).active["B2"].value == "孙文华"
    newer = book(
        tmp_path / "newer.xlsx", one("R1", "吴海燕", 21, "柳林村", "430999101204"), one("R4", "马德", 24)
    )
    chosen_as(monkeypatch, newer)
    closed_window.go(RegisterImportRoute())
    office.presses("选择名单…").sees("newer.xlsx").presses("看看有什么变化")
    office.sees("不在名单", "徐明", "原在红岩村", "马德")
    picture(closed_window, "register-newer")


def test_a_file_that_is_no_list_is_refused_on_the_page(office, closed_window, monkeypatch, tmp_path):
    (tmp_path / "photo.xlsx").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    chosen_as(monkeypatch, tmp_path / "photo.xlsx")
    office.presses("收下名单").presses("选择名单…").sees("photo.xlsx", "没有任何改动")


def test_a_team_is_not_offered_to_take_registers_in(office, closed_window):
    closed_window.shell.workspace.store.set_role("surveyor")
    closed_window.go(VisitsRoute())
    office.sees("新的一户").sees_no("收下名单")
    closed_window.go(RegisterImportRoute())
    office.sees("只有协调员才能收下名册。")


@pytest.mark.parametrize(("language", "percent"), [(CHINESE, 100), (ENGLISH, 100), (ENGLISH, 150)])
def test_nothing_is_cut(office, closed_window, monkeypatch, tmp_path, language, percent):
    path = book(tmp_path / "register.xlsx", one("R1", "吴海燕", 21), one("R2", "徐　明", "4.30999E+17"))
    chosen_as(monkeypatch, path)
    closed_window.resize(1366, 768)
    closed_window.shell.choose_language(language)
    closed_window.shell.choose_scale(percent)
    closed_window.rebuild()
    closed_window.go(VisitsRoute())
    QTest.qWait(100)
    assert cut(closed_window) == []
    picture(closed_window, f"visits-{language}-{percent}")
    closed_window.go(RegisterImportRoute())
    page = closed_window.findChild(RegisterImportPage)
    for step, press in enumerate((page.choose, page.look_at, page.apply, None)):
        assert _wait_for(lambda step=step: page.presenter.step() == step and page.inner.isEnabled())
        QTest.qWait(100)
        assert cut(closed_window) == []
        picture(closed_window, f"register-{language}-{percent}-{step}")
        if press:
            press()
