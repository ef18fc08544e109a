"""The duplicates desk at the window: side by side, the same or not, later, and the other way round."""

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from tests.laptops import family, introduce, new_laptop, register, survey

from yihu.actions.exchange_cards import my_card
from yihu.actions.export_package import export_package
from yihu.actions.receive_packages import receive_packages
from yihu.ui.duplicates.page import DuplicatesPage
from yihu.ui.handover.conflicts_page import ConflictsPage
from yihu.ui.routes import DuplicatesRoute


@pytest.fixture
def twice(workspace, tmp_path):
    """Two families that another laptop wrote down too; its file is in."""
    other = new_laptop(tmp_path / "other", team="清溪镇汇总", person="李建军")
    introduce(workspace, other)
    for name in ("周桂兰", "胡茂林"):
        answers = dict(family(name)) | {"address": "老街9号"}
        survey(other, register(other, answers), answers)
    stick = tmp_path / "stick"
    stick.mkdir()
    receive_packages(workspace, [export_package(other, stick, [my_card(workspace).fingerprint]).path])
    other.close()
    return [row.id for row in workspace.store.households(limit=100) if row.head_name == "周桂兰"]


@pytest.fixture
def desk(window, twice):
    window.go(DuplicatesRoute(household_id=twice[0]))
    return window.findChild(DuplicatesPage)


def households(workspace):
    return len(workspace.store.households(limit=200))


def test_a_pair_stands_side_by_side_with_its_reasons_and_hidden_numbers(person, desk, workspace):
    person.sees("周桂兰 家 ↔ 周桂兰 家", "确定", "理由：身份证件号码相同", "家庭成员", "老街9号", "是同一户")
    numbers = [
        value
        for household in (desk.presenter.pair.one.id, desk.presenter.pair.other.id)
        for path, value in workspace.store.document(household).values.items()
        if path.endswith("/id_number")
    ]
    assert numbers
    person.sees_no(*numbers)


def test_the_same_household_is_shown_as_one_and_leads_on_to_what_differs(person, window, desk, workspace):
    before = households(workspace)
    person.presses("是同一户").sees("现在合成一户显示", "处答案不同：去选", "周桂兰 家 4309990018：是同一户")
    assert households(workspace) == before - 1
    person.presses("处答案不同：去选").sees("核对不一致", "老街9号")
    assert isinstance(window.page, ConflictsPage)


def test_joined_households_come_apart_again(person, desk, workspace):
    before = households(workspace)
    person.presses("是同一户").sees("现在合成一户显示")
    QTest.qWait(20)
    assert "处答案不同：去选" in QApplication.focusWidget().text()
    person.presses("再拆开").sees("又分成两户了")
    assert households(workspace) == before


def test_two_that_are_not_the_same_are_not_proposed_again(person, window, desk, workspace):
    before = households(workspace)
    person.presses("不是，是两户").sees("以后不再提示", "不是同一户", "胡茂林 家 ↔ 胡茂林 家")
    assert households(workspace) == before
    window.go(DuplicatesRoute())
    person.sees("胡茂林 家 ↔ 胡茂林 家").sees_no("周桂兰 家 ↔ 周桂兰 家")


def test_a_pair_kept_apart_can_be_decided_on_anew(person, desk, workspace):
    person.presses("不是，是两户").sees("以后不再提示").presses("重新考虑")
    person.sees("放回待核对的名单", "周桂兰 家 ↔ 周桂兰 家", "是同一户").sees_no("不是同一户")
    assert len(desk.presenter.lines()) == 2


def test_the_answer_s_buttons_stay_in_sight_however_long_the_comparison_is(person, window, desk):
    window.resize(1100, 560)
    person.sees("是同一户")
    button = desk._same
    assert button.visibleRegion().boundingRect().size() == button.size()


def test_the_keyboard_never_falls_to_the_rail(person, desk, workspace):
    person.sees("是同一户")
    while desk.presenter.pairs:
        person.presses("不是，是两户")
    QTest.qWait(20)
    assert QApplication.focusWidget().text() == "其实是同一户"
    person.presses("重新考虑")
    QTest.qWait(20)
    assert QApplication.focusWidget().text() == "是同一户"


def test_later_puts_the_pair_at_the_end(person, desk):
    person.sees("是同一户")
    first = desk.presenter.lines()[0].name
    person.presses("以后再说")
    assert [line.name for line in desk.presenter.lines()][-1] == first
    assert len(desk.presenter.lines()) == 2


def test_without_pairs_the_page_says_so(person, window, workspace):
    window.go(DuplicatesRoute())
    person.sees("没有看上去重复的户", "每次收下文件，都会自动再找一遍")
