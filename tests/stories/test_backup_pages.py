"""The second copy: made by itself after each finished household, by hand, missing sticks told, and put back."""

import shutil
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from tests.laptops import family, register
from tests.stories.person import PASSPHRASE, Person

from yihu.actions import backup_now, backup_state, choose_backup_place, fill_visit, list_backups
from yihu.actions.add_household import add_household
from yihu.base.i18n import ENGLISH
from yihu.storage.backup_errors import BackupDamaged
from yihu.ui.interview.presenter import REVIEW
from yihu.ui.look.background import busy, wait_for_all
from yihu.ui.routes import HouseholdRoute, InterviewRoute, SettingsRoute, VisitsRoute


@pytest.fixture
def at_work(own_folder, newcomer):
    newcomer.writes("口令", PASSPHRASE).key(Qt.Key.Key_Return).sees("周桂兰").presses("暂不")
    return newcomer


def settled(window):
    for _ in range(400):
        QTest.qWait(10)
        if not busy():
            return
    raise AssertionError("still busy")


def finishes_a_survey(person, window):
    """Answer everything of a new household and finish it on the page."""
    space = window.shell.workspace
    household = register(space)
    window.go(InterviewRoute(household_id=household))
    fill_visit(space, window.page.desk._interview, family())
    window.page.presenter.forget()
    window.page.go_to(REVIEW)
    window.page._finish()
    person.sees("家庭成员")
    assert window.route == HouseholdRoute(household_id=household)
    settled(window)


def test_the_place_is_chosen_once_and_a_copy_made_by_hand(at_work, closed_window, stick, monkeypatch):
    closed_window.go(SettingsRoute(part="backup"))
    at_work.sees("还没有第二份资料。", "还没有。").sees_no("现在备份")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(stick))
    at_work.presses("选文件夹或 U 盘…").sees("地方已选好。", str(stick), "所选的地方还没有备份。")
    at_work.presses("现在备份").sees("备份完整：写好后又读回核对过。", "最近备份：11月23日 10:00", "1 户")
    assert len(list_backups(stick)) == 1
    monkeypatch.setattr(
        QFileDialog, "getExistingDirectory", lambda *_: str(closed_window.shell.workspace.folder)
    )
    at_work.presses("换个地方…").sees("backup-inside", str(stick))
    at_work.presses("不再备份").sees("还没有第二份资料。")


def test_each_finished_household_is_copied_by_itself(at_work, closed_window, stick):
    choose_backup_place(closed_window.shell.workspace, stick)
    finishes_a_survey(at_work, closed_window)
    assert [row.households for row in list_backups(stick)] == [2]
    at_work.sees_no("备份用的")


def test_a_missing_stick_is_told_in_a_strip_and_made_up_for_when_it_is_back(
    at_work, closed_window, stick, clock
):
    space = closed_window.shell.workspace
    choose_backup_place(space, stick)
    stick.rename(stick.with_name("pulled"))
    finishes_a_survey(at_work, closed_window)
    at_work.sees("备份用的 U 盘或文件夹不在。", "会自动补上备份").presses("再试一次")
    settled(closed_window)
    at_work.sees("备份用的 U 盘或文件夹不在。").presses("暂不").sees_no("备份用的")
    closed_window.second_copy.catch_up()
    assert not busy()
    stick.with_name("pulled").rename(stick)
    clock.at += timedelta(minutes=1)
    closed_window.second_copy.catch_up()
    settled(closed_window)
    at_work.sees_no("备份用的")
    assert [row.households for row in list_backups(stick)] == [2]
    assert backup_state(space).error == ""


def test_what_failed_is_tried_at_the_next_start_and_another_place_is_one_press_away(
    at_work, closed_window, stick, clock, monkeypatch
):
    choose_backup_place(closed_window.shell.workspace, stick)
    stick.rename(stick.with_name("pulled"))
    finishes_a_survey(at_work, closed_window)
    at_work.presses("换个地方…").sees("已有的备份", "备份用的 U 盘或文件夹不在。").presses("锁定").sees(
        "解锁"
    )
    stick.with_name("pulled").rename(stick)
    clock.at += timedelta(minutes=1)
    at_work.writes("口令", PASSPHRASE).key(Qt.Key.Key_Return).sees("已有的备份")
    closed_window.second_copy.catch_up()
    settled(closed_window)
    assert len(list_backups(stick)) == 1


def test_a_copy_that_can_not_be_read_back_is_told_too(at_work, closed_window, stick, monkeypatch):
    space = closed_window.shell.workspace
    choose_backup_place(space, stick)

    def worn_out(*_args):
        raise BackupDamaged

    monkeypatch.setattr(type(space.store), "backup", worn_out)
    finishes_a_survey(at_work, closed_window)
    at_work.sees("上次备份写好后读回来不一样。", "请换一个 U 盘")
    closed_window.go(SettingsRoute(part="backup"))
    at_work.presses("现在备份").sees("backup-damaged")


def test_locking_in_the_midst_of_a_copy_loses_nothing(at_work, closed_window, stick, clock):
    choose_backup_place(closed_window.shell.workspace, stick)
    closed_window.second_copy.finished()
    closed_window.lock("idle")
    at_work.sees("解锁")
    wait_for_all()
    clock.at += timedelta(minutes=1)
    at_work.writes("口令", PASSPHRASE).key(Qt.Key.Key_Return).sees("周桂兰")
    backup_now(closed_window.shell.workspace)
    assert list_backups(stick)[0].households == 1


# putting it back


@pytest.fixture
def backed_up(own_folder, folders, stick):
    space = folders.open(own_folder, PASSPHRASE)
    choose_backup_place(space, stick)
    backup_now(space)
    add_household(space, head_name="李后来", village_code="999901101201", village="青竹村", township="清溪镇")
    space.close()
    return own_folder


def puts_it_back(person, monkeypatch, stick, *, kept):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(stick))
    person.sees("选哪一份", "请插上存有备份的 U 盘").presses("到文件夹里找…").sees("一般用最新的一份", "1 户")
    person.presses("下一步：会怎样").sees("会保留", "以前的全部资料：1 户", "别处没有就会丢失")
    person.sees("现在的资料文件夹另外放好" if kept else "那以后交出去的", "又没有交给任何人的答案。")
    person.presses("用这份备份恢复").sees("请输入口令。").writes("做这份备份时的口令", "wrong passphrase")
    person.presses("用这份备份恢复").sees("passphrase-wrong").writes("做这份备份时的口令", PASSPHRASE)
    person.presses("用这份备份恢复").sees("已恢复到 11月23日 10:00 的样子。", "周桂兰")


def test_after_a_damaged_database_a_copy_is_put_back_in_three_steps(
    backed_up, newcomer, closed_window, stick, monkeypatch
):
    database = backed_up / "yihu.db"
    database.write_bytes(b"\0" * database.stat().st_size)
    newcomer.writes("口令", PASSPHRASE).key(Qt.Key.Key_Return).sees("database-damaged").presses("用备份恢复…")
    puts_it_back(newcomer, monkeypatch, stick, kept=True)
    newcomer.sees("原来的资料文件夹还在", "那以后与别人交接过的，下次交接时会回来。").sees_no("李后来")
    newcomer.presses("暂不").sees_no("已恢复到")
    assert list(backed_up.parent.glob("yihu-before-*"))


def test_a_new_laptop_begins_with_a_copy(backed_up, folders, stick, closed_window, monkeypatch):
    shutil.rmtree(backed_up)
    closed_window.rebuild()
    newcomer = Person(closed_window)
    newcomer.sees("开始工作").presses("我有别的电脑上的备份：用它恢复…")
    puts_it_back(newcomer, monkeypatch, stick, kept=False)
    assert closed_window.shell.workspace.folder == folders.default


def test_from_the_settings_the_window_is_locked_and_the_copies_are_found_at_once(
    backed_up, newcomer, closed_window, stick
):
    newcomer.writes("口令", PASSPHRASE).key(Qt.Key.Key_Return).sees("李后来")
    closed_window.go(SettingsRoute(part="backup"))
    newcomer.presses("用备份恢复…").sees("选哪一份", "1 户", str(stick)).presses("暂不").sees("解锁")
    newcomer.writes("口令", PASSPHRASE).key(Qt.Key.Key_Return).sees("已有的备份")
    closed_window.go(VisitsRoute())
    newcomer.sees("李后来")


def test_a_folder_without_copies_says_so_and_goes_no_further(own_folder, newcomer, tmp_path, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "data"))
    newcomer.presses("用备份恢复…").presses("到文件夹里找…").sees("那个文件夹里没有本程序的备份。")
    assert not any(b.text() == "下一步：会怎样" and b.isEnabled() for b in _buttons(newcomer))
    newcomer.presses("暂不").sees("解锁")


def _buttons(person):
    from PySide6.QtWidgets import QAbstractButton

    return [each for each in person.window.findChildren(QAbstractButton) if each.isVisible()]


def test_the_guide_speaks_english_and_keeps_its_step_when_the_language_changes(
    backed_up, newcomer, stick, monkeypatch, closed_window
):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(stick))
    newcomer.presses("用备份恢复…").presses("到文件夹里找…").presses("下一步：会怎样").sees("会保留")
    newcomer.presses("English").sees("Kept", "Lost, if it lies nowhere else", "Put this copy back")
    assert closed_window.shell.preferences.language == ENGLISH
