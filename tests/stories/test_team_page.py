"""A newcomer makes a team, invites a laptop, renews, reports one lost; a laptop joins; all in the window."""

import re

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from tests.laptops import new_laptop, wait
from tests.stories.person import Person
from tests.stories.test_window_pages import cut

from yihu.actions import (
    MemberState,
    create_organisation,
    export_package,
    invite_laptop,
    is_sheet_away,
    join_organisation,
    list_contacts,
    my_card,
    read_invitation,
    read_request,
    receive_packages,
    save_card,
    save_invitation,
    show_request,
    show_team,
)
from yihu.base.i18n import CHINESE, ENGLISH
from yihu.ui.handover.page import HandoverPage
from yihu.ui.routes import HandoverRoute, TeamRoute, VisitsRoute
from yihu.ui.team.inviting import AnswerStep, RequestStep, RightsStep
from yihu.ui.team.joining import CompareStep, JoinStep
from yihu.ui.team.making import RecoverStep, SheetStep
from yihu.ui.team.members import MemberStep
from yihu.ui.team.page import TeamPage

NAME, SECRET = "清溪县巩固办", "four words of our team"
FORBIDDEN = ("密钥", "证书", "吊销", "key", "certificate", "revoke")


@pytest.fixture
def other(tmp_path):
    """A laptop of a survey team."""
    laptop = new_laptop(tmp_path / "other", team="青竹二队", person="张小芳")
    yield laptop
    laptop.close()


@pytest.fixture
def page(window):
    window.go(TeamRoute())
    return window.findChild(TeamPage)


@pytest.fixture
def team(page, workspace):
    """This laptop's own team, its sheet put away."""
    made = create_organisation(workspace, NAME, SECRET)
    page.presenter.take_sheet(made.sheet)
    page.presenter.put_away([made.sheet.english[number - 1] for number in page.presenter.asked])
    page.show_home()
    return made


def shown(window, kind):
    """Wait until this page is in front."""
    for _ in range(500):
        QApplication.processEvents()
        found = window.findChild(kind)
        if found is not None and found.isVisible():
            return found
        QTest.qWait(10)
    raise AssertionError(kind)


def until(page, kind):
    """Wait until this step is shown."""
    for _ in range(500):
        if page.step is None if kind is None else isinstance(page.step, kind):
            return page.step
        QTest.qWait(20)
    raise AssertionError(f"{page.step} instead of {kind}")


def test_who_is_in_no_team_is_told_what_each_way_is_for(person, page):
    person.sees("建立我们的队伍", "加入队伍", "只有您一个人、两台电脑？不用建队伍", "找回我们的队伍"[:2])
    assert QApplication.focusWidget().text().strip() == "建立队伍…"


def test_a_newcomer_makes_the_team_prints_the_sheet_and_proves_it(person, page, stick, workspace):
    person.presses("建立队伍…").writes("队伍名称", NAME)
    person.writes("给队伍定一个口令", SECRET).writes("再写一遍", "another one entirely").presses(
        "建立我们的队伍"
    )
    person.sees("两次写的口令不一样"[:2])
    assert show_team(workspace) is None
    person.writes("再写一遍", SECRET).presses("建立我们的队伍")
    step = until(page, SheetStep)
    sheet = page.presenter.sheet
    QTest.qWait(50)  # the keyboard comes once the step stands there
    assert QApplication.focusWidget() is step.print_button
    step.save(stick)
    step.copy_to(stick)
    person.sees("已存：organisation.bin")
    assert len(list(stick.glob("*.pdf"))) == 1
    step.words[0].field.setText("no")
    person.presses("恢复单已收好").sees("代码：sheet-words-wrong")
    assert not is_sheet_away(workspace, sheet.digits)
    for field, number in zip(step.words, page.presenter.asked, strict=True):
        field.field.setText(sheet.chinese[number - 1])
    person.presses("恢复单已收好").sees("恢复单已收好。现在可以邀请第一台电脑了。", NAME, sheet.digits)
    assert is_sheet_away(workspace, sheet.digits)
    assert page.presenter.sheet is None


def test_a_sheet_that_was_put_off_stays_asked_for(person, page, workspace):
    create_organisation(workspace, NAME, SECRET)
    page.show_home()
    person.sees("队伍恢复单还没有收好").presses("打印恢复单…").writes("队伍口令", "wrong entirely here")
    person.presses("打开恢复单").sees("代码：team-seal-wrong")
    person.writes("队伍口令", SECRET).presses("打开恢复单")
    until(page, SheetStep)
    person.presses("以后再说").sees("队伍恢复单还没有收好")


def test_a_laptop_is_invited_by_its_card_and_joins_by_the_answer(person, page, team, other, stick, workspace):
    person.presses("邀请电脑…")
    until(page, RequestStep).take(save_card(other, stick))
    step = until(page, RightsStep)
    person.sees(my_card(other).digits)
    assert not step.next.isEnabled(), "not before the digits were compared"
    step.differ.setChecked(True)
    person.sees("路上被人换过")
    assert not step.next.isEnabled()
    step.same.setChecked(True)
    village = workspace.store.villages()[0].code
    step.tick(village)
    person.presses("邀请，为期一年")
    answer = until(page, AnswerStep)
    person.sees("青竹二队 已在队伍里", team.team.digits)
    answer.shown.save_into(stick)
    invitation = read_invitation(other, next(stick.glob("*-invited.yihukey")))
    assert (invitation.digits, invitation.villages) == (team.team.digits, (village,))
    join_organisation(other, invitation)
    person.presses("好了").sees("青竹二队", "入户队", "还没有交接过", "可以交接")
    assert [card.team for card in list_contacts(workspace)] == ["青竹二队"]
    page.window().go(HandoverRoute())
    person.sees("我们队伍的电脑", "青竹二队")


def test_a_card_comes_by_scanned_code_and_anything_else_is_told(person, page, team, other):
    person.presses("邀请电脑…")
    until(page, RequestStep)
    person.presses("下一步").sees("请先选名片，或者扫方块码。")
    person.writes("或方块码", "YIHU:X:nonsense").presses("下一步").sees("代码：")
    person.writes("或方块码", show_request(other)).presses("下一步")
    until(page, RightsStep)


def test_ones_own_card_is_not_invited(person, page, team, stick, workspace):
    person.presses("邀请电脑…")
    until(page, RequestStep).take(save_card(workspace, stick))
    person.sees("这是本机自己的名片")


def test_this_laptop_joins_a_team(person, page, other, stick, workspace):
    made = create_organisation(other, NAME, SECRET)
    person.presses("加入队伍…").sees(my_card(workspace).digits, "把名片交给汇总员")
    step = until(page, JoinStep)
    step.save_into(stick)
    invited = invite_laptop(other, read_request(other, next(stick.glob("*.yihukey"))), "team")
    stranger = new_laptop(stick / "stranger", team="别的队")
    for_other = invite_laptop(other, my_card(stranger), "team")
    step.take(for_other.code)
    person.sees("这份回复是给别的电脑的")
    stranger.close()
    step.take(save_invitation(invited, stick))
    until(page, CompareStep)
    person.sees(made.team.digits)
    assert QApplication.focusWidget().text() == "不是，不一样，不加入"
    person.presses("是，一样，加入").sees(f"本机已加入“{NAME}”")
    assert show_team(workspace).me.role == "team"
    person.sees_no("邀请电脑…")
    assert QApplication.focusWidget().text().strip() == "去交接"
    person.key(Qt.Key.Key_Return).sees("交给谁", "汇总员的电脑")
    assert isinstance(page.window().page, HandoverPage)


def test_what_is_said_below_the_edge_of_the_window_comes_into_sight(person, page, window):
    window.resize(1100, 640)
    person.presses("加入队伍…")
    step = until(page, JoinStep)
    step.take("YIHU:X:nonsense")
    QTest.qWait(200)  # it is laid out first
    notice = step.notice
    frame = QRect(window.mapToGlobal(QPoint()), window.size())
    assert frame.contains(QRect(notice.mapToGlobal(QPoint()), notice.size()))


def test_the_keyboard_stands_at_the_desk_that_is_shown(page, window):
    button = page.tabs.buttons["give"]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    giving = shown(window, HandoverPage)
    assert QApplication.focusWidget() is giving.tabs.buttons["give"]
    QTest.mouseClick(giving.tabs.buttons["team"], Qt.MouseButton.LeftButton)
    shown(window, TeamPage)
    assert QApplication.focusWidget().text() == "我们的队伍"


def test_other_digits_and_the_laptop_stays_outside(person, page, other, workspace):
    create_organisation(other, NAME, SECRET)
    page.begin("join")
    page.step.take(invite_laptop(other, my_card(workspace), "team").code)
    until(page, CompareStep)
    person.presses("不是，不一样，不加入").sees("建立我们的队伍")
    assert show_team(workspace) is None


def test_a_laptop_is_reported_lost_only_with_the_word_and_its_files_are_laid_aside(
    person, page, team, other, stick, workspace
):
    answer = invite_laptop(workspace, read_request(workspace, show_request(other)), "team")
    join_organisation(other, read_invitation(other, answer.code))
    page.show_home()
    person.presses("更改 青竹二队")
    until(page, MemberStep)
    person.presses("丢了或被偷了…").writes("为了确认，请写：丢失", "不")
    assert not page.step.next.isEnabled()
    person.writes("为了确认，请写：丢失", "丢失").presses("确定").sees("青竹二队 已报丢失")
    assert [one.state for one in show_team(workspace).members if not one.mine] == [MemberState.LOST]
    wait(other, 5)
    path = export_package(other, stick, [my_card(workspace).fingerprint]).path
    window = page.window()
    window.go(HandoverRoute())
    window.page.receive.take([path])
    person.sees("放在一边的文件", "来自已报丢失的电脑")
    window.go(TeamRoute())
    person.presses("更改 青竹二队")
    until(page, MemberStep)
    person.presses("找到了：重新接纳…").writes("为了确认，请写：找到", "找到").presses("确定")
    person.sees("青竹二队 已重新接纳", "可以交接")
    window.go(HandoverRoute())
    person.presses("还是要收下…").sees("只有问过对方本人").presses("已问过，收下")
    person.sees("没有新的内容：这些都已经有了。").sees_no("放在一边的文件")
    assert receive_packages(workspace, [path]).packages[0].error is None


def test_renewal_is_told_a_month_before_and_done_by_one_press(person, page, team, other, workspace, window):
    invite_laptop(workspace, read_request(workspace, show_request(other)), "team")
    window.go(VisitsRoute())
    person.sees_no("快到期")
    wait(workspace, 340 * 24 * 60)
    window.go(VisitsRoute())
    person.sees("队伍里有电脑快到期了。").presses("去我们的队伍").sees("先凭队伍口令给本机续期")
    person.presses("续期一年")
    until(page, MemberStep)
    person.writes("队伍口令", SECRET).presses("续期一年").sees(
        "已续期。下次交给它文件时", "有 1 台电脑要续期"
    )
    assert show_team(workspace).me.days_left == 365
    person.presses("续期一年").sees("已续期 1 台")
    assert [one.days_left for one in show_team(workspace).members] == [365, 365]
    person.sees_no("快到期")


def test_this_laptop_gets_a_new_card(person, page, team, workspace):
    before = my_card(workspace).digits
    person.presses("更改 演示队")
    until(page, MemberStep)
    person.presses("给本机换一张新名片…").writes("为了确认，请写：换名片", "换名片").presses("确定")
    person.sees("已换新名片")
    assert my_card(workspace).digits != before
    assert show_team(workspace).may_invite


def test_the_team_comes_back_by_the_words_or_by_a_copy(person, page, other, stick, workspace):
    made = create_organisation(other, NAME, SECRET)
    person.presses("找回队伍…")
    until(page, RecoverStep)
    person.writes("队伍名称", NAME).writes("恢复单上的 24 个字", "".join(made.sheet.chinese[:23]))
    person.writes("队伍的新口令", SECRET).presses("找回队伍").sees("代码：")
    assert show_team(workspace) is None
    person.writes("恢复单上的 24 个字", "".join(made.sheet.chinese)).presses("找回队伍").sees("队伍找回来了")
    assert show_team(workspace).digits == made.team.digits


def test_the_team_comes_back_by_a_copy_of_its_file(person, page, other, stick, workspace):
    from yihu.actions import copy_organisation

    made = create_organisation(other, NAME, SECRET)
    (copy,) = copy_organisation(other, [stick])
    page.begin("recover")
    page.step.choose_copy(copy)
    person.sees_no("恢复单上的 24 个字")
    person.writes("队伍口令", SECRET).presses("找回队伍").sees("队伍找回来了")
    assert show_team(workspace).digits == made.team.digits


STEPS = {
    "home": lambda page, other: page.show_home(),
    "make": lambda page, other: page.begin("make"),
    "join": lambda page, other: page.begin("join"),
    "recover": lambda page, other: page.begin("recover"),
    "sheet asked": lambda page, other: page.begin("sheet"),
    "request": lambda page, other: page.begin_inviting(),
    "rights": lambda page, other: page._ask_rights(my_card(other)),
    "member": lambda page, other: page._open_member(page.presenter.lines(page.presenter.team())[0]),
}


@pytest.mark.parametrize("language", [CHINESE, ENGLISH])
@pytest.mark.parametrize("step", list(STEPS))
def test_no_step_is_cut_or_speaks_of_technical_things(window, page, team, other, step, language):
    window.shell.choose_language(language)
    for width, height, scale in ((1366, 768, 100), (911, 512, 100), (1366, 768, 150)):
        window.resize(width, height)
        window.shell.choose_scale(scale)
        window.rebuild()
        page = window.page
        STEPS[step](page, other)
        QTest.qWait(80)
        assert cut(window) == []
    shown = Person(window).words().lower()
    said = {
        *re.findall("[a-z]+", shown),
        *(word for word in FORBIDDEN if not word.isascii() and word in shown),
    }
    assert said.isdisjoint(FORBIDDEN)


def test_each_step_is_left_and_done_by_keys(person, page, team):
    person.key(Qt.Key.Key_Return)
    until(page, RequestStep)
    page.step.back.setFocus()
    person.key(Qt.Key.Key_Return)
    until(page, None)
    assert QApplication.focusWidget() is page.invite_button
