"""Locking by itself, the recovery sheet, the forgotten passphrase, roles, numbers shown on purpose, the log."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QFileDialog
from tests.stories.person import PASSPHRASE
from tests.unit.pdf_text import ReadPdf

from yihu.actions import list_audit, make_recovery_words, set_role, show_household
from yihu.base.i18n import ENGLISH
from yihu.storage import system_keys
from yihu.storage.keyring import RECOVERY, opens_by
from yihu.ui.routes import (
    EraseRoute,
    HouseholdRoute,
    InterviewRoute,
    NewHouseholdRoute,
    OverviewRoute,
    RecoveryRoute,
    SettingsRoute,
    VisitsRoute,
)

NEW = "seven geese on the pond"


@pytest.fixture
def at_work(own_folder, newcomer, closed_window, clock):
    """The own folder open in the window, whose watch reads the test's clock."""
    closed_window.watch._clock = clock
    newcomer.writes("口令", PASSPHRASE).key(Qt.Key.Key_Return).sees("周桂兰")
    return newcomer


def later(window, clock, **time):
    """Time passes in steps in which the watch asks, as its timer would."""
    end = clock.at + timedelta(**time)
    while clock.at < end:
        clock.at += timedelta(seconds=15)
        window.watch.ask()


# locking


def test_nobody_touching_it_locks_and_unlocking_comes_back_to_the_same_question(
    at_work, closed_window, clock
):
    row = closed_window.shell.workspace.store.households()[0]
    closed_window.go(InterviewRoute(household_id=row.id))
    at_work.sees("入户调查").writes("调查员", "李建军")
    ref = closed_window.page.presenter.at_ref
    later(closed_window, clock, minutes=14)
    assert closed_window.shell.workspace is not None
    later(closed_window, clock, minutes=2)
    at_work.sees("15 分钟没人操作，已自动锁定。问到一半的调查还在").sees_no("周桂兰", "李建军")
    assert closed_window.shell.workspace is None
    at_work.writes("口令", PASSPHRASE).key(Qt.Key.Key_Return).sees("入户调查", "李建军")
    assert closed_window.page.presenter.at_ref == ref
    assert closed_window.shell.workspace.store.drafts(row.id)


def test_unlocking_comes_back_to_the_part_of_the_settings_that_was_open(at_work, closed_window):
    closed_window.go(SettingsRoute())
    closed_window.page.tabs["safety"].click()
    closed_window.lock()
    at_work.sees("已锁定").writes("口令", PASSPHRASE).key(Qt.Key.Key_Return).sees("自动锁定")
    assert closed_window.page.presenter.part == "safety"


def test_keys_and_mouse_put_the_lock_off(at_work, closed_window, clock):
    handle = closed_window.windowHandle()
    for event in (
        QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Shift, Qt.KeyboardModifier.NoModifier),
        QMouseEvent(
            QEvent.Type.MouseMove,
            QPointF(5, 5),
            QPointF(5, 5),
            Qt.MouseButton.NoButton,
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
        ),
    ):
        later(closed_window, clock, minutes=10)
        QApplication.sendEvent(handle, event)
    later(closed_window, clock, minutes=10)
    assert closed_window.shell.workspace is not None
    later(closed_window, clock, minutes=6)
    assert closed_window.shell.workspace is None


def test_sleep_locks_at_once_and_never_means_only_after_sleep(at_work, closed_window, clock):
    closed_window.go(SettingsRoute(part="safety"))
    at_work.presses("从不").sees("路过的人都能看、能改。")
    later(closed_window, clock, hours=2)
    assert closed_window.shell.workspace is not None
    clock.at += timedelta(minutes=40)
    closed_window.watch.ask()
    at_work.sees("电脑休眠过，已自动锁定。都已保存，打开后回到刚才的地方。")
    at_work.writes("口令", PASSPHRASE).key(Qt.Key.Key_Return).sees("自动锁定")
    closed_window.watch.fall_asleep()
    at_work.sees("电脑休眠过")
    assert closed_window.shell.preferences.lock_minutes == 0


def test_a_clock_set_back_locks_nobody_out_and_the_demo_never_locks(at_work, closed_window, clock, folders):
    clock.at -= timedelta(days=1)
    closed_window.watch.ask()
    later(closed_window, clock, minutes=5)
    assert closed_window.shell.workspace is not None
    later(closed_window, clock, minutes=11)
    assert closed_window.shell.workspace is None


def test_the_demo_village_stays_open(window, clock):
    window.watch._clock = clock
    later(window, clock, hours=3)
    assert window.shell.workspace is not None


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_what_hangs_over_the_window_goes_too(at_work, closed_window):
    dialog = QFileDialog(closed_window, "周桂兰")
    dialog.show()
    closed_window.lock("idle")
    at_work.sees("解锁")
    assert not dialog.isVisible()


# first start and recovery sheet


def starts_work(newcomer):
    newcomer.writes("工作队名称", "青竹村二队").writes("您的姓名", "张小芳")
    newcomer.writes("口令", PASSPHRASE).writes("再输一次口令", PASSPHRASE).presses("开始工作")
    newcomer.sees("请抄下或打印这 24 个字", "只显示这一次")


def reads_two_words(newcomer, window, words):
    first, second = window.page.presenter.asked
    newcomer.writes(f"第 {first + 1} 个字", words[first]).writes(f"第 {second + 1} 个字", words[second])
    newcomer.presses("核对")


def test_the_first_start_makes_the_sheet_and_it_opens_a_folder_whose_passphrase_is_forgotten(
    newcomer, closed_window, tmp_path, monkeypatch
):
    starts_work(newcomer)
    words = closed_window.page.presenter.words()
    newcomer.sees(*words)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "sheet.pdf"), ""))
    newcomer.presses("存为 PDF…").sees("已保存为 sheet.pdf。", "打印后请删除它")
    paper = ReadPdf((tmp_path / "sheet.pdf").read_bytes()).text()
    assert all(word in paper for word in words)
    newcomer.presses("我已收好").sees("纸上的两个字").sees_no(words[0] + words[1])
    reads_two_words(newcomer, closed_window, ("错",) * 24)
    newcomer.sees("和显示过的不一样。").presses("再看一遍").sees("我已收好").presses("我已收好")
    reads_two_words(newcomer, closed_window, words)
    newcomer.sees("恢复单做好了。").presses("开始工作").sees("这里还没有农户。").sees_no("本机还没有恢复单。")
    newcomer.presses("锁定").presses("忘记口令").sees("请拿出恢复单")
    newcomer.writes("24 个字", "".join(words[:5]) + "A").sees("第 6 个字不是恢复单上会有的")
    closed_window.centralWidget().body.words.clear()
    newcomer.writes("24 个字", " ".join(words)).sees("24 / 24 个字")
    newcomer.writes("新口令", NEW).writes("再输一次新口令", "seven").presses("用新口令打开").sees(
        "两次口令不一样。"
    )
    newcomer.writes("再输一次新口令", NEW).presses("用新口令打开").sees("这里还没有农户。")
    newcomer.presses("锁定").writes("口令", NEW).key(Qt.Key.Key_Return).sees("这里还没有农户。")


def test_wrong_words_are_told_and_the_passphrase_is_one_step_back(own_folder, newcomer, folders):
    space = folders.open(own_folder, PASSPHRASE)
    other = make_recovery_words(space, PASSPHRASE)
    make_recovery_words(space, PASSPHRASE)
    space.close()
    newcomer.presses("忘记口令").sees("0 / 24 个字").writes("24 个字", " ".join(other.english))
    newcomer.writes("新口令", NEW).writes("再输一次新口令", NEW).presses("用新口令打开").sees(
        "recovery-wrong"
    )
    newcomer.presses("返回输入口令").sees("解锁").writes("口令", PASSPHRASE).key(Qt.Key.Key_Return).sees(
        "周桂兰"
    )


def test_the_sheet_may_wait_and_a_calm_strip_reminds(newcomer, closed_window):
    starts_work(newcomer)
    newcomer.presses("以后再做").sees("本机还没有恢复单。", "做恢复单").presses("暂不").sees_no(
        "本机还没有恢复单。"
    )
    closed_window.go(OverviewRoute())
    newcomer.sees_no("本机还没有恢复单。")
    newcomer.presses("锁定").writes("口令", PASSPHRASE).key(Qt.Key.Key_Return)
    newcomer.sees("本机还没有恢复单。").presses("做恢复单").sees("显示 24 个字")
    newcomer.writes("口令", "wrong passphrase").presses("显示 24 个字").sees("passphrase-wrong")
    newcomer.writes("口令", PASSPHRASE).presses("显示 24 个字").sees("我已收好")
    words = closed_window.page.presenter.words()
    closed_window.go(VisitsRoute())
    closed_window.go(RecoveryRoute())
    newcomer.sees("写在纸上的 24 个字").sees_no("".join(words[:2]), "我已收好")


def test_the_demo_needs_no_sheet(person, window):
    person.sees("青竹村").sees_no("本机还没有恢复单。")
    window.go(SettingsRoute(part="safety"))
    person.sees("示范村用不着。").sees_no("做恢复单")


def test_wrong_passphrases_wait_and_the_seconds_are_counted_down(own_folder, newcomer):
    for _ in range(2):
        newcomer.writes("口令", "wrong passphrase").key(Qt.Key.Key_Return).sees("passphrase-wrong")
    newcomer.writes("口令", "wrong passphrase").key(Qt.Key.Key_Return).sees("口令不对。1 秒后可以再输。")
    newcomer.sees("passphrase-wrong").writes("口令", PASSPHRASE).key(Qt.Key.Key_Return).sees("周桂兰")


# this computer's key store


class FakeBackend:
    def __init__(self):
        self.kept = {}

    def get_password(self, service, name):
        return self.kept.get((service, name))

    def set_password(self, service, name, secret):
        self.kept[service, name] = secret

    def delete_password(self, service, name):
        del self.kept[service, name]


def test_a_computer_of_ones_own_opens_without_the_passphrase_if_asked_to(at_work, closed_window, monkeypatch):
    keys = system_keys.LibraryKeys(FakeBackend())
    monkeypatch.setattr(system_keys, "find_system_keys", lambda: keys)
    closed_window.go(SettingsRoute(part="safety"))
    at_work.sees("在这台电脑上不用口令打开", "不用口令就能看到全部资料")
    at_work.writes("输入口令表示同意", "wrong passphrase").presses("以后不用口令打开").sees(
        "passphrase-wrong"
    )
    at_work.writes("输入口令表示同意", PASSPHRASE).presses("以后不用口令打开").sees("已打开。")
    at_work.presses("锁定").presses("不用口令打开").sees("自动锁定", "已打开。")
    at_work.presses("恢复为要口令").sees("输入口令表示同意")
    at_work.presses("锁定").sees("解锁").sees_no("不用口令打开")


# settings


def test_the_passphrase_is_changed_under_settings(at_work, closed_window):
    closed_window.go(SettingsRoute(part="safety"))
    at_work.presses("更换口令").sees("请输入口令。", "请设一个口令。")
    at_work.writes("现在的口令", "wrong passphrase").writes("新口令", NEW).writes("再输一次新口令", NEW)
    at_work.presses("更换口令").sees("passphrase-wrong")
    assert QApplication.focusWidget() is closed_window.page.safety.fields["old"].field
    at_work.writes("现在的口令", PASSPHRASE).presses("更换口令").sees("从现在起用新口令", "更换了口令")
    at_work.presses("锁定").writes("口令", NEW).key(Qt.Key.Key_Return).sees("更换口令")


def test_who_only_looks_is_told_why_nothing_can_be_changed(at_work, closed_window):
    row = closed_window.shell.workspace.store.households()[0]
    closed_window.go(SettingsRoute(part="safety"))
    at_work.presses("只看").presses("更换用途").sees("请输入口令。")
    at_work.writes("输入口令才能更换", "wrong passphrase").presses("更换用途").sees("passphrase-wrong")
    at_work.writes("输入口令才能更换", PASSPHRASE).presses("更换用途").sees("从现在起生效。", "协调员 → 只看")
    closed_window.go(HouseholdRoute(household_id=row.id))
    at_work.sees("本机只看不改；知道口令的人可在")
    assert not closed_window.page.survey_button.isEnabled()
    assert "本机只看" in closed_window.page.forms_button.toolTip()
    for route in (InterviewRoute(household_id=row.id), NewHouseholdRoute()):
        closed_window.go(route)
        at_work.sees("本机只看不改。", "去设置")
        assert closed_window.route == HouseholdRoute(household_id=row.id)
    at_work.presses("去设置").presses("调查员").writes("输入口令才能更换", PASSPHRASE).presses("更换用途")
    at_work.sees("从现在起生效。").sees_no("本机只看不改。")
    closed_window.go(InterviewRoute(household_id=row.id))
    at_work.sees("入户调查")


def test_team_and_person_are_renamed(at_work, closed_window):
    closed_window.go(SettingsRoute(part="basics"))
    at_work.writes("工作队名称", "青竹村三队").writes("您的姓名", "何立群")
    closed_window.go(VisitsRoute())
    space = closed_window.shell.workspace
    assert (space.team, space.person) == ("青竹村三队", "何立群")


# numbers


@pytest.fixture
def surveyed(workspace):
    return next(row for row in workspace.store.households() if "周桂兰" in row.head_name).id


def test_numbers_are_hidden_until_somebody_says_what_for_and_hide_again(person, window, workspace, surveyed):
    household = workspace.store.document(surveyed).values
    phone = str(household["household/phone"])
    window.go(HouseholdRoute(household_id=surveyed))
    person.sees("电话和证件号码", phone[:3] + "*" * 6 + phone[-2:]).sees_no(phone)
    person.presses("显示…").sees("会连同您的姓名写进查看记录").presses("显示").sees("reveal-reason-missing")
    person.sees_no(phone).presses("打电话联系").sees(phone, "已显示并写进记录")
    assert list_audit(workspace, 1)[0].details["reason"] == "to-call"
    person.presses("隐藏").sees_no(phone)
    person.presses("显示…").writes("别的用途", "换存折").key(Qt.Key.Key_Return).sees(phone)
    window.go(SettingsRoute(part="safety"))
    person.sees("周桂兰 家", "换存折", "打电话联系")
    person.presses("只看显示号码的").presses("核对有没有被改过").sees("记录完好")
    window.go(HouseholdRoute(household_id=surveyed))
    person.sees("已隐藏").sees_no(phone)


# erasing


def test_a_household_is_erased_on_request_after_its_name_was_typed(person, window, workspace, surveyed):
    window.go(HouseholdRoute(household_id=surveyed))
    window.go(EraseRoute(household_id=surveyed))
    person.sees("删除后谁也找不回来", "会写进记录", "整户", "保留：")
    button = window.page.button
    person.writes("输入", "周桂")
    window.page.reasons["request"].click()
    assert not button.isEnabled()
    person.writes("输入", "周桂兰").presses("永久删除").sees("本机上已经删除。", "下次交接时通知其他电脑")
    person.presses("回到名单").sees("40 户").sees_no("周桂兰")
    assert list_audit(workspace, 1)[0].kind == "erased"


def test_one_member_is_erased_and_the_household_stays(person, window, workspace, surveyed):
    persons = show_household(workspace, surveyed).household.persons
    member = next(one.name for one in persons if one.relation != "head")
    window.go(EraseRoute(household_id=surveyed))
    person.presses(member).sees("这位成员的全部答案").presses("登记错了人").writes("输入", member)
    person.presses("永久删除").sees("本机上已经删除。").presses("返回这一户").sees("周桂兰 家").sees_no(
        member
    )


def test_texts_that_name_the_member_are_listed_and_open(person, window, workspace, surveyed):
    persons = show_household(workspace, surveyed).household.persons
    member = next(one for one in persons if one.relation != "head")
    record = "visit~0190aaaa-0000-7000-8000-000000000001"
    answers = {f"{record}/follow_up_issue": f"{member.name}要去县医院", f"{record}/_state": "finished"}
    workspace.store.write(surveyed, answers, "visit@1", "visit")
    window.go(EraseRoute(household_id=surveyed))
    person.sees_no("写着名字").presses(member.name).sees("自由填写的文字会留下", "写着名字")
    from yihu.ui.look import LinkButton

    (link,) = [each for each in window.page.findChildren(LinkButton) if "写着名字" in each.text()]
    link.click()
    person.sees("走访记录").sees_no("永久删除")


def test_only_coordinators_erase(person, window, workspace, surveyed):
    from yihu.actions.create_demo import DEMO_PASSPHRASE

    set_role(workspace, "surveyor", DEMO_PASSPHRASE)
    window.go(HouseholdRoute(household_id=surveyed))
    assert window.page.presenter.erase_route() is None
    window.go(EraseRoute(household_id=surveyed))
    person.sees("只有协调员可以删除资料。").sees_no("永久删除")


# the copy


def test_a_computer_that_appears_to_be_a_copy_goes_on_by_one_press(person, window, workspace):
    before = workspace.store.replica
    workspace.store.set_setting("_copy_suspected", True)
    window.go(OverviewRoute())
    person.sees("这台电脑像是另一台的拷贝。", "资料没有丢").presses("作为单独的一台继续")
    person.sees_no("这台电脑像是另一台的拷贝。")
    assert workspace.store.replica != before
    assert not workspace.store.copy_suspected


def test_all_of_it_in_english(at_work, closed_window):
    closed_window.shell.choose_language(ENGLISH)
    closed_window.rebuild()
    at_work.sees("There is no recovery sheet of this laptop yet.").presses("Make the recovery sheet")
    at_work.writes("Passphrase", PASSPHRASE).presses("Show the 24 words").sees("I have put it away")
    words = closed_window.page.presenter.words()
    assert all(word.isascii() for word in words)
    at_work.sees(words[0], words[23])
    closed_window.lock("idle")
    at_work.sees("Locked, because nobody touched the computer for 15 minutes.", "I forgot the passphrase")
    assert opens_by(closed_window.shell.folder, RECOVERY)
