"""Pairing in the window: a list of helpers, proposals, all at once, taken back; steps and signed cards."""

import openpyxl
import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from tests.laptops import fill_helper

from yihu.actions import list_helpers, list_pairs, make_pairs, preview_paper
from yihu.ui.helpers.page import HelpersPage
from yihu.ui.household.page import HouseholdPage
from yihu.ui.pairing.page import PairsPage
from yihu.ui.printing.page import PrintPage
from yihu.ui.routes import HelpersRoute, HouseholdRoute, InterviewRoute, PairsRoute


def opened(window, route, kind):
    window.go(route)
    page = window.findChild(kind)
    assert page is not None
    return page


@pytest.fixture
def helped(workspace):
    """Two helpers with room for all, one household paired."""
    one = fill_helper(workspace, "刘春生", "县水利局", capacity=30)
    fill_helper(workspace, "江河竹业", "江河竹业有限公司", capacity=30)
    household = workspace.store.households(limit=1)[0].id
    make_pairs(workspace, [(household, one, "main")])
    return workspace


def test_without_helpers_the_page_says_where_to_begin_and_a_list_brings_them(
    person, window, workspace, tmp_path
):
    opened(window, PairsRoute(), PairsPage)
    person.sees("还没有登记帮扶人。").presses("去登记帮扶人")
    page = window.findChild(HelpersPage)
    person.sees("可以收入名单")
    book = openpyxl.Workbook()
    for row in (("姓名", "单位", "结对户数"), ("周文彬", "县政协", 3), ("李立", "县工会", "很多")):
        book.active.append(row)
    book.save(tmp_path / "helpers.xlsx")
    page.take_list(tmp_path / "helpers.xlsx")
    person.sees("新增帮扶人 1 位", "1 行没有收入", "第 3 行，结对户数“很多”", "周文彬", "0 / 3")
    assert [each.name for each in list_helpers(workspace)] == ["周文彬"]


def test_proposals_are_made_in_one_action_and_taken_back(person, window, helped):
    page = opened(window, PairsRoute(), PairsPage)
    person.sees("41 户中的 1 户", "没有帮扶人的户 40", "2.4 %")
    person.presses("建议结对").sees("建议结对 40 对", "全部结对（40 对）")
    person.presses("只结这一对").sees("已结对 1 对。", "全部结对（39 对）", "41 户中的 2 户")
    person.presses("全部结对（39 对）").sees("已结对 39 对。", "100.0 %")
    assert len(list_pairs(helped)) == 41
    person.presses("撤回这 39 对").sees("已撤回 39 户的改动", "41 户中的 2 户")
    person.waits(lambda: len(list_pairs(helped)) == 2)
    assert page.presenter.shown == "without"


def test_each_list_opens_what_it_is_about(person, window, helped):
    page = opened(window, PairsRoute(), PairsPage)
    person.sees("没有帮扶人的户 40")
    person.presses("没有结对户的帮扶人 1").sees("江河竹业有限公司")
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    person.waits(lambda: window.route == HelpersRoute(helper=list_helpers(helped, text="江河")[0].id))
    person.sees("0 / 30", "按回车看这一户")
    window.go(PairsRoute())
    person.presses("全部结对 1").sees("刘春生")
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    person.waits(lambda: isinstance(window.route, HouseholdRoute))


def test_a_household_shows_its_helper_and_a_step_is_recorded_in_the_interview(person, window, helped):
    (pair,) = list_pairs(helped)
    opened(window, HouseholdRoute(household_id=pair.household_id), HouseholdPage)
    person.sees("刘春生", "县水利局", "主要帮扶").presses("记录进展 刘春生")
    step = InterviewRoute(household_id=pair.household_id, form_id="pairing", record=pair.record)
    person.waits(lambda: window.route == step)
    person.sees("帮扶人姓名（结对时）")


def test_a_helpers_page_shows_its_households_and_ends_a_pair(person, window, helped):
    (pair,) = list_pairs(helped)
    opened(window, HelpersRoute(helper=pair.helper), HelpersPage)
    person.sees("刘春生", "1 / 30", pair.village, "资助1名学生").presses("结束所选结对")
    person.sees("结对已结束", "0 / 30")
    assert list_pairs(helped) == ()


def test_signed_cards_are_laid_in_and_what_could_not_be_is_listed(person, window, helped, tmp_path):
    (pair,) = list_pairs(helped)
    document = pypdfium2.PdfDocument(preview_paper(helped, "intention_card", pair.household_id))
    document[0].render(scale=1.6).to_pil().save(tmp_path / "card.png")
    document.close()
    (tmp_path / "other.png").write_bytes((tmp_path / "card.png").read_bytes()[:200])
    page = opened(window, PairsRoute(), PairsPage)
    person.sees("41 户中的 1 户").presses("打印意向卡").sees("结对帮扶意向卡")
    printing = window.findChild(PrintPage)
    person.waits(lambda: printing.preview.pages == 1)
    printing.apart_action.setChecked(True)
    person.waits(lambda: printing.preview.pages == 3)
    window.go(PairsRoute())
    person.sees("41 户中的 1 户")
    page.take_scans((tmp_path / "card.png", tmp_path / "other.png"))
    person.sees("1 张卡已归到结对下", "扫描的意向卡 2", "没有归入", "已归入", "other.png")
    assert list_pairs(helped)[0].card_photo
    window.go(HouseholdRoute(household_id=pair.household_id))
    person.sees("意向卡已签")
