"""Funds at the window: a fund is made, money comes, grants are given and refused, spent twice, and settled."""

import pytest
from tests.laptops import introduce

from yihu.actions import (
    DEMO_PASSPHRASE,
    GrantWish,
    add_fund,
    add_tranche,
    export_package,
    give_grants,
    my_card,
    receive_packages,
    set_role,
    show_fund,
)
from yihu.storage.rows import HouseholdQuery
from yihu.ui.funds.page import FundsPage
from yihu.ui.handover.conflicts_page import ConflictsPage
from yihu.ui.household.page import HouseholdPage
from yihu.ui.routes import ConflictsRoute, FundsRoute, HouseholdRoute

COUNTY = "430999000000"


@pytest.fixture
def household(workspace):
    rows = workspace.store.households(HouseholdQuery(text="周桂兰"), limit=1)
    return rows[0].id


@pytest.fixture
def fund(workspace):
    id = add_fund(workspace, COUNTY, "十年助困金", "益民公司", kind="hardship", promised_fen=200_000_000).fund
    add_tranche(workspace, id, received_on="2026-01-05", received_fen=100_000)
    return id


def pay(laptop, fund, household, yuan, purpose="过冬"):
    wish = GrantWish(amount_fen=yuan * 100, purpose=purpose, household=household, on="2026-11-20")
    return give_grants(laptop, fund, [wish]).records[0]


def test_a_fund_is_made_gets_money_and_gives_it(person, window, workspace):
    window.go(FundsRoute())
    person.sees("还没有登记资金。").presses("新资金").sees("登记一笔承诺的资金")
    person.writes("资金名称", "金秋助学金").writes("捐赠人", "校友会").writes("承诺总额", "35万")
    person.presses("保存这笔资金").sees("已保存", "金秋助学金", "350,000.00")
    person.presses("登记到账").writes("金额", "1,000.50").presses("保存到账").sees("1,000.50")
    page = window.findChild(FundsPage)
    person.presses("发放一笔")
    page.give.search.setText("周桂兰")
    person.waits(lambda: page.give.found.count() >= 1)
    page.give.search.went_down.emit()
    if not page.give.chosen:
        page.give.found.itemActivated.emit(page.give.found.item(0))
    person.sees("周桂兰 家 ·")
    person.writes("金额", "1000.51").writes("用途", "秋季学期").presses("保存这笔发放")
    person.sees("可用的有 1,000.50 元", "还差 0.01 元", "fund-short")
    person.writes("金额", "1000.50").presses("保存这笔发放").sees("-1,000.50", "周桂兰 家", "已发放")
    (ledger,) = page.presenter.find().funds
    assert (ledger.balance_fen, ledger.paid_fen) == (0, 100_050)


def test_an_amount_that_is_none_is_said_to_be_none(person, window, fund):
    window.go(FundsRoute(fund=fund))
    person.presses("登记到账").writes("金额", "一千").presses("保存到账").sees("“一千”不是金额")
    person.presses("不保存").sees_no("不是金额")


def test_several_households_share_an_amount_to_the_fen(person, window, workspace, fund):
    window.go(FundsRoute(fund=fund))
    page = window.findChild(FundsPage)
    person.presses("发放一笔")
    for row in workspace.store.households(HouseholdQuery(), limit=3):
        page.give.search.setText(row.number)
        page.give.search.went_down.emit()
    person.sees("3 户")
    page.give.share.field.setCurrentIndex(1)
    person.writes("金额", "100").writes("用途", "过冬").presses("保存这笔发放").sees("已保存")
    amounts = sorted(grant.amount_fen for grant in show_fund(workspace, fund).ledger.grants)
    assert amounts == [3333, 3333, 3334]


def test_a_grant_comes_back_and_stands_on_the_households_page(person, window, workspace, fund, household):
    pay(workspace, fund, household, 300)
    window.go(HouseholdRoute(household_id=household))
    person.sees("得到的资金", "共 300.00 元", "十年助困金")
    person.presses("十年助困金").sees("收支流水", "-300.00")
    page = window.findChild(FundsPage)
    page.lines.opened.emit(0)
    person.presses("退回").writes("金额", "100").writes("原因", "搬走了")
    page.grant.go()
    person.sees("+100.00", "800.00", "已退回")
    window.go(HouseholdRoute(household_id=household))
    assert window.findChild(HouseholdPage).grants.isVisible()
    person.sees("共 200.00 元")


def test_the_statement_is_written_as_pdf(person, window, workspace, fund, household, tmp_path):
    pay(workspace, fund, household, 300)
    window.go(FundsRoute(fund=fund))
    page = window.findChild(FundsPage)
    person.sees("收支明细 PDF")
    page.statement.write(tmp_path / "out")
    person.sees("没有学生姓名")
    (file,) = (tmp_path / "out").iterdir()
    assert file.read_bytes().startswith(b"%PDF")
    assert "周桂兰" not in file.name


def test_the_same_money_spent_twice_is_settled_at_the_desk_and_taken_back(
    person, window, workspace, other, fund, household, tmp_path
):
    introduce(workspace, other)
    receive_packages(other, [export_package(workspace, tmp_path, [my_card(other).fingerprint]).path])
    pay(workspace, fund, household, 700)
    pay(other, fund, household, 800, "修房")
    receive_packages(workspace, [export_package(other, tmp_path, [my_card(workspace).fingerprint]).path])
    window.go(FundsRoute())
    person.sees("有 1 笔支出钱不够。").presses("去处理…")
    person.sees("钱不够的支出 1 笔", "几台电脑互不知情", "现有 ", "登记人 ", "清溪镇汇总")
    page = window.findChild(ConflictsPage)
    held = show_fund(workspace, fund).ledger.held[0].record
    person.presses(f"去处理… {held}").sees("更正金额或日期").presses("取消").writes("原因", "重复发放")
    page.held.grant.go()
    person.sees("已保存", "撤回刚才的处理").sees_no("现有 ")
    assert not show_fund(workspace, fund).ledger.held
    person.presses("撤回刚才的处理").sees("已撤回", "钱不够的支出 1 笔")
    assert [grant.record for grant in show_fund(workspace, fund).ledger.held] == [held]
    window.go(ConflictsRoute())
    person.presses("又到账了…").writes("金额", "5,000").presses("保存到账").sees("已保存")
    assert not show_fund(workspace, fund).ledger.held


def test_who_only_looks_writes_no_money_down(person, window, workspace, fund):
    set_role(workspace, "viewer", DEMO_PASSPHRASE)
    window.go(FundsRoute(fund=fund))
    person.sees("收支流水", "1,000.00")
    page = window.findChild(FundsPage)
    assert not page.give_button.isEnabled()
    assert not page.tranche_button.isEnabled()
    assert page.give_button.toolTip()
