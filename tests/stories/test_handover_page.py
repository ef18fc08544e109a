"""Two laptops and a stick: give, receive, compare digits, choose between answers."""

import shutil

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QCheckBox
from tests.laptops import answer, family, introduce, register, survey, wait

from yihu.actions.create_organisation import create_organisation
from yihu.actions.exchange_cards import my_card, save_card, trust_card
from yihu.actions.export_package import export_package
from yihu.actions.invite_laptop import invite_laptop, save_invitation
from yihu.actions.leave_visit import leave_visit
from yihu.actions.list_conflicts import list_conflicts
from yihu.actions.list_households import list_households
from yihu.actions.open_visit import open_visit
from yihu.actions.receive_packages import receive_packages
from yihu.actions.save_answer import save_answer
from yihu.storage.rows import HouseholdQuery
from yihu.ui.handover.conflicts_page import ConflictsPage
from yihu.ui.handover.page import HandoverPage
from yihu.ui.look.square_code import SquareCode
from yihu.ui.routes import ConflictsRoute, HandoverRoute


@pytest.fixture
def page(window):
    window.go(HandoverRoute())
    return window.findChild(HandoverPage)


def drop(widget, *paths):
    """Drop files as a file manager does."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    action, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    widget.dropEvent(QDropEvent(QPointF(QPoint(5, 5)), action, data, Qt.MouseButton.LeftButton, none))


def test_an_answer_taken_for_a_card_is_said_to_be_one(person, page, other, stick, workspace):
    create_organisation(other, "清溪县", "four words of our team")
    answer = save_invitation(invite_laptop(other, my_card(workspace), "team"), stick)
    drop(page.receive.zone, answer)
    person.sees("是给新进队伍的电脑的答复", "我们的队伍").sees_no("是，一样")


def change(laptop, household, key, value):
    """Correct one answer of a finished survey."""
    interview = open_visit(laptop, household)
    ref = interview.session.ref(key)
    save_answer(laptop, interview, interview.session.answer(ref, value), ref)
    leave_visit(laptop, interview)


def two_answers(here, there, stick, key, mine, theirs):
    """Both laptops hold a household, and each writes another answer; the other's file is on the stick."""
    household = next(row.id for row in list_households(here, HouseholdQuery()) if row.head_name == "𠮷田秀英")
    introduce(here, there)
    first = export_package(here, stick, [my_card(there).fingerprint])
    receive_packages(there, [first.path])
    change(here, household, key, mine)
    wait(there, 30)
    change(there, household, key, theirs)
    return household, export_package(there, stick, [my_card(here).fingerprint]).path


def test_the_page_says_what_to_choose_first(person, page):
    person.sees(
        "交出", "收下", "请选交给谁。", "还不认识别的电脑", "我的名片", "还没有。交出和收下的都会记在这里。"
    )


def test_my_card_goes_onto_the_stick(person, page, stick, workspace):
    person.sees(my_card(workspace).digits)
    page.mine.save_into(stick)
    person.sees("已存：")
    assert len(list(stick.glob("*.yihukey"))) == 1


def test_a_card_is_known_only_after_its_digits_were_compared(person, page, stick, other):
    drop(page.receive.zone, save_card(other, stick))
    person.sees("真的是", my_card(other).digits).presses("是，一样").sees("已认识 清溪镇汇总")
    person.sees_no("还不认识别的电脑").sees("请选 U 盘或文件夹。")
    assert QApplication.focusWidget() is page.receive.zone.button


def test_other_digits_leave_everything_as_it_was(person, page, stick, other):
    drop(page.receive.zone, save_card(other, stick))
    person.presses("不是，不一样").sees("什么都没有收下").sees("还不认识别的电脑")


def test_giving_ends_with_the_words_that_the_stick_may_go(person, page, stick, other, workspace):
    trust_card(workspace, my_card(other))
    page.enter(HandoverRoute())
    page.give.choose_target(stick)
    person.sees("清溪镇汇总").presses("交出").sees("写入、读回、核对完成，可以拔出 U 盘", "41 户")
    trust_card(other, my_card(workspace))
    report = receive_packages(other, list(stick.glob("*.yihu")))
    assert report.new_households == 41
    person.sees("交接记录")
    assert [line.way for line in page.presenter.history()] == ["交出"]


def test_a_stick_that_was_pulled_out_is_told(person, page, stick, other, workspace):
    trust_card(workspace, my_card(other))
    page.enter(HandoverRoute())
    page.give.choose_target(stick / "gone")
    person.presses("交出").sees("代码：folder-not-writable")


def test_a_file_from_an_unknown_laptop_asks_for_the_digits_and_then_comes_in(
    person, page, stick, other, workspace
):
    survey(other, _new_household(other))
    trust_card(other, my_card(workspace))
    path = export_package(other, stick, [my_card(workspace).fingerprint]).path
    drop(page.receive.zone, path)
    person.sees("还没有确认过这台电脑", my_card(other).digits).presses("是，一样")
    person.sees("已收下：新增 1 户").sees("清溪镇汇总")


def test_a_damaged_file_is_refused_in_words_and_the_good_one_comes_in(person, page, stick, other, workspace):
    introduce(workspace, other)
    survey(other, _new_household(other))
    good = export_package(other, stick, [my_card(workspace).fingerprint]).path
    bad = stick / "damaged.yihu"
    raw = bytearray(good.read_bytes())
    raw[len(raw) // 2] ^= 1
    bad.write_bytes(bytes(raw))
    foreign = stick / "holiday.yihu"
    foreign.write_bytes(b"not one of ours")
    drop(page.receive.zone, bad, foreign, good)
    person.sees("已收下：新增 1 户", "damaged.yihu", "holiday.yihu")
    assert [view.tone for view in page.receive.arrivals] == ["red", "red", "green"]


def test_the_same_file_twice_does_no_harm(person, page, stick, other, workspace):
    introduce(workspace, other)
    survey(other, _new_household(other))
    path = export_package(other, stick, [my_card(workspace).fingerprint]).path
    drop(page.receive.zone, path)
    person.sees("已收下：新增 1 户")
    drop(page.receive.zone, path)
    person.sees("没有新的内容：这些都已经有了。")


def test_differing_answers_stand_side_by_side_and_the_choice_holds_on_both_laptops(
    person, window, page, stick, other, workspace
):
    household, path = two_answers(workspace, other, stick, "phone", "13800000001", "13800000002")
    drop(page.receive.zone, path)
    person.sees("1 处不一致").presses("核对不一致（1 处）")
    person.sees(
        "核对不一致", "𠮷田秀英", "138******01", "138******02", "李建军", "清溪镇汇总", "两个值都会留在历史里"
    )
    conflicts = window.findChild(ConflictsPage)
    values = [card.value.shown for card in conflicts.cards]
    person.key(Qt.Key(Qt.Key.Key_1 + values.index("138******02"))).sees("已选这个").key(Qt.Key.Key_Return)
    person.sees("没有不一致")
    assert list_conflicts(workspace) == ()
    assert workspace.store.document(household).values["household/phone"] == "13800000002"
    wait(workspace, 60)
    back = export_package(workspace, stick, [my_card(other).fingerprint])
    receive_packages(other, [back.path])
    assert list_conflicts(other) == ()
    assert other.store.document(household).values["household/phone"] == "13800000002"


def test_when_none_is_right_another_answer_is_written_there(person, window, page, stick, other, workspace):
    household, path = two_answers(workspace, other, stick, "phone", "13800000001", "13800000002")
    receive_packages(workspace, [path])
    window.go(ConflictsRoute(household_id=household))
    person.presses("都不对，另填…").types("1380").key(Qt.Key.Key_Return)
    assert list_conflicts(workspace), "a phone number of four digits is no answer"
    QApplication.focusWidget().selectAll()
    person.types("13800000003").key(Qt.Key.Key_Return).sees("没有不一致")
    assert workspace.store.document(household).values["household/phone"] == "13800000003"


def test_nothing_is_written_before_a_value_is_chosen(person, window, page, stick, other, workspace):
    _, path = two_answers(workspace, other, stick, "phone", "13800000001", "13800000002")
    receive_packages(workspace, [path])
    window.go(ConflictsRoute())
    conflicts = window.findChild(ConflictsPage)
    conflicts.settle()
    person.sees("请先选一个答案。")
    assert len(list_conflicts(workspace)) == 1


def _new_household(laptop):
    return register(laptop, family("解春香"))


def test_only_some_villages_are_given_and_none_chosen_is_told(person, page, stick, other, workspace):
    trust_card(workspace, my_card(other))
    page.enter(HandoverRoute())
    page.give.choose_target(stick)
    page.give.what.choose("villages")
    person.sees("请至少选一个村。")
    village = next(one for one in page.presenter.giving.all_villages() if one.households)
    page.give.what.tick(village.code)
    person.presses("交出").sees("可以拔出 U 盘", f"{village.households} 户")


def test_how_it_is_given_stands_in_one_line_and_opens(person, page, stick, other, workspace):
    trust_card(workspace, my_card(other))
    page.enter(HandoverRoute())
    page.give.choose_target(stick)
    person.sees("只给对方没有的 · 文件不超过 95 MB · 照片单独成文件").sees_no("对方电脑重装过时用")
    person.presses("只给对方没有的").sees("对方电脑重装过时用", "照片和录音也给")
    for box in page.give.what.how.findChildren(QCheckBox)[::2]:
        box.click()
    person.sees("全部，对方已有的也给 · 文件不超过 95 MB · 不带照片")
    giving = page.presenter.giving
    assert (giving.everything, giving.in_parts, giving.photos) == (True, True, False)
    person.presses("交出").sees("可以拔出 U 盘")


def test_a_file_in_parts_is_named_whole_and_comes_in_as_one_sender(
    person, page, stick, other, workspace, monkeypatch
):
    from yihu.ui.handover import giving

    monkeypatch.setattr(giving, "PART_BYTES", 60_000)
    introduce(workspace, other)
    workspace.store.put_attachment(b"a photo" * 9, "jpg")
    page.enter(HandoverRoute())
    page.give.choose_target(stick)
    person.presses("交出").sees("可以拔出 U 盘")
    files = sorted(stick.glob("*.yihu"))
    assert len(files) > 1
    for file in files:
        person.sees(file.name)
    assert receive_packages(other, files).new_households == 41


def test_a_list_of_households_is_assigned_and_given(person, page, stick, other, workspace):
    trust_card(workspace, my_card(other))
    page.enter(HandoverRoute())
    page.give.choose_target(stick)
    page.give.what.choose("assigned")
    person.sees("还没有户分给对方。")
    page.give.what.choose("new_list")
    village = next(one for one in page.presenter.giving.all_villages() if one.households)
    page.give.what.tick(village.code)
    person.presses("交出").sees("可以拔出 U 盘")
    rows = list_households(workspace, HouseholdQuery(village=village.code))
    assert {row.assigned_to for row in rows} == {my_card(other).fingerprint}
    trust_card(other, my_card(workspace))
    report = receive_packages(other, list(stick.glob("*.yihu")))
    assert report.new_households == len(rows)


def test_what_came_is_told_by_village_and_the_receipt_goes_back_by_stick(
    person, page, stick, other, workspace
):
    introduce(workspace, other)
    survey(other, _new_household(other))
    path = export_package(other, stick, [my_card(workspace).fingerprint]).path
    drop(page.receive.zone, path)
    person.sees("清溪镇汇总", "青竹村", "新增 1 户").presses("把回执写到 U 盘").sees("回执已写好")
    (receipt,) = stick.glob("*receipt*.yihu")
    assert receive_packages(other, [receipt]).packages[0].confirmed
    assert [row.state for row in other.store.given()] == ["confirmed"]


def test_the_receipt_is_shown_as_a_code_and_typed_on_the_other_laptop(person, page, stick, other, workspace):
    introduce(workspace, other)
    page.enter(HandoverRoute())
    page.give.choose_target(stick)
    person.presses("交出").sees("可以拔出 U 盘", "已交出，未确认")
    (package,) = receive_packages(other, list(stick.glob("*.yihu"))).packages
    person.presses("收到回执码…").writes("回执码", "YIHU:R:nonsense").presses("确认").sees(
        "代码：receipt-invalid"
    )
    person.writes("回执码", package.receipt).presses("确认").sees("清溪镇汇总 已确认收到", "对方已确认收到")
    survey(other, _new_household(other))
    drop(page.receive.zone, export_package(other, stick, [my_card(workspace).fingerprint]).path)
    person.presses("在屏幕上显示回执码")
    shown = next(one for one in page.receive.findChildren(SquareCode) if one.isVisible())
    assert shown.width() > 100
    assert _read(shown.grab(), stick) == page.receive.arrivals[-1].receipts[0]


def test_files_of_a_folder_come_in_together(person, page, stick, other, workspace):
    introduce(workspace, other)
    survey(other, _new_household(other))
    export_package(other, stick, [my_card(workspace).fingerprint])
    drop(page.receive.zone, stick)
    person.sees("已收下：新增 1 户")
    empty = stick / "empty"
    empty.mkdir()
    drop(page.receive.zone, empty)
    person.sees("那个文件夹里没有本程序的文件。")


def test_a_watched_folder_is_looked_through_once_its_files_stopped_growing(
    person, page, stick, other, workspace
):
    introduce(workspace, other)
    survey(other, _new_household(other))
    watch = page.receive.watch
    watch.watch(stick)
    person.sees("自动查看新文件", str(stick))
    path = export_package(other, stick, [my_card(workspace).fingerprint]).path
    half = stick / "half.yihu"
    half.write_bytes(path.read_bytes()[:300])
    watch.look_through()
    half.write_bytes(path.read_bytes()[:400])
    watch.look_through()
    person.sees("已收下：新增 1 户").sees_no("half.yihu")
    watch.look_through()
    watch.look_through()
    person.sees("half.yihu")
    watch.watch(None)
    person.sees_no(str(stick))


def test_a_missing_earlier_file_is_named_and_gone_on_without(person, page, stick, other, workspace, folders):
    introduce(workspace, other)
    household = _new_household(other)
    survey(other, household)
    shutil.copytree(workspace.folder, stick / "before")
    twin = folders.open_demo(stick / "before")
    receive_packages(twin, export_package(other, stick, [my_card(workspace).fingerprint]).files)
    receive_packages(other, export_package(twin, stick, [my_card(other).fingerprint]).files)
    twin.close()
    wait(other)
    answer(other, household, phone="13800000007")
    later = export_package(other, stick, [my_card(workspace).fingerprint])
    drop(page.receive.zone, *later.files)
    person.sees("前面的文件还没有来").presses("不会再来了：不等它们…").sees("照样生效")
    person.presses("留着空缺，继续").sees("1 处改动已生效").sees_no("前面的文件还没有来")


def test_a_list_of_households_leaves_other_work_out_without_alarm(person, page, stick, other, workspace):
    introduce(workspace, other)
    survey(other, _new_household(other))
    second = register(other, family("周桂兰"))
    later = export_package(other, stick, [my_card(workspace).fingerprint], households=[second]).path
    drop(page.receive.zone, later)
    person.sees("已收下：新增 1 户", "没有内容在等它").sees_no("不会再来了")


def test_a_clock_that_is_wrong_is_told(person, page, stick, other, workspace):
    introduce(workspace, other)
    wait(other, 60 * 24 * 9)
    survey(other, _new_household(other))
    drop(page.receive.zone, export_package(other, stick, [my_card(workspace).fingerprint]).path)
    person.sees("小时。请核对两台电脑的日期和时间。")


def test_older_work_is_no_sign_of_a_wrong_clock(person, page, stick, other, workspace):
    introduce(workspace, other)
    survey(other, _new_household(other))
    wait(workspace, 60 * 24 * 9)
    drop(page.receive.zone, export_package(other, stick, [my_card(workspace).fingerprint]).path)
    person.sees("已收下：新增 1 户").sees_no("请核对两台电脑的日期和时间")


def test_the_desks_of_handing_over_are_one_click_apart_and_tell_what_waits(
    person, window, page, stick, other, workspace
):
    _, path = two_answers(workspace, other, stick, "phone", "13800000001", "13800000002")
    drop(page.receive.zone, path)
    person.presses("核对不一致 1").sees("田秀英").presses("我们的队伍").sees("建立我们的队伍")
    person.presses("可能重复").presses("交出和收下").sees("交给谁")
    assert window.page is page


def _read(picture, folder):
    from yihu.exchange.code_picture import read_code_picture

    picture.save(str(folder / "code.png"))
    return read_code_picture(folder / "code.png")
