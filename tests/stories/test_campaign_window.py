"""The campaign clicked through at the window, on the demo village: from the selection to the bulletin."""

import openpyxl
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from yihu.actions import list_pairs, list_selections, show_village_plan
from yihu.ui.bulletin.page import BulletinPage
from yihu.ui.funds.page import FundsPage
from yihu.ui.helpers.page import HelpersPage
from yihu.ui.look.background import busy
from yihu.ui.progress.page import ProgressPage
from yihu.ui.routes import (
    FundsRoute,
    HelpersRoute,
    OverviewRoute,
    SelectionsRoute,
    TasksRoute,
    VillagePlansRoute,
)
from yihu.ui.selections.page import SelectionsPage
from yihu.ui.village_plan.page import VillagePlansPage

VILLAGE = "430999101201"


def test_from_the_selection_to_the_bulletin(person, window, workspace, tmp_path):
    chosen = _select_the_ill(person, window, workspace)
    _take_in_helpers(person, window, tmp_path)
    _pair_all(person, window, workspace, chosen)
    _gather_the_village_plan(person, window, workspace)
    _pay_a_grant(person, window)
    _write_down_a_task(person, window)
    _see_the_progress_of_the_units(person, window, chosen)
    _write_the_bulletin(person, window, chosen)


def _select_the_ill(person, window, workspace):
    window.go(SelectionsRoute())
    person.sees("全部农户，共 41 户")
    page = window.findChild(SelectionsPage)
    page.filters.open_section("causes")
    QTest.mouseClick(page.filters.controls["main_cause"].chips["illness"], Qt.MouseButton.LeftButton)
    person.sees("主要因病致贫")
    person.presses("存为名单").writes("名单名称", "因病户").presses("保存").sees("给这些户结对")
    return list_selections(workspace)[0].households


def _take_in_helpers(person, window, tmp_path):
    book = openpyxl.Workbook()
    for row in (("姓名", "单位", "结对户数"), ("周文彬", "县水利局", 20), ("李立", "县人民医院", 20)):
        book.active.append(row)
    book.save(tmp_path / "helpers.xlsx")
    window.go(HelpersRoute())
    window.findChild(HelpersPage).take_list(tmp_path / "helpers.xlsx")
    person.sees("新增帮扶人 2 位")


def _pair_all(person, window, workspace, chosen):
    window.go(SelectionsRoute(selection=list_selections(workspace)[0].id))
    person.presses("给这些户结对").sees(f"{chosen} 户中的 0 户")
    person.presses("建议结对").presses(f"全部结对（{chosen} 对）").sees("100.0 %")
    assert len(list_pairs(workspace)) == chosen


def _gather_the_village_plan(person, window, workspace):
    window.go(VillagePlansRoute(village=VILLAGE))
    page = window.findChild(VillagePlansPage)
    person.waits(lambda: not busy())
    page.banner.button.click()
    person.waits(page.gather.isVisible)
    page.gather.go_button.click()
    person.waits(lambda: not page.gather.isVisible() and not busy())
    assert show_village_plan(workspace, VILLAGE).plan.items


def _pay_a_grant(person, window):
    window.go(FundsRoute())
    person.presses("新资金").writes("资金名称", "十年助困金").writes("捐赠人", "益民公司")
    person.presses("保存这笔资金").presses("登记到账").writes("金额", "2,000").presses("保存到账")
    page = window.findChild(FundsPage)
    person.presses("发放一笔")
    page.give.search.setText("周桂兰")
    person.waits(lambda: page.give.found.count() >= 1)
    page.give.found.itemActivated.emit(page.give.found.item(0))
    person.writes("金额", "500").writes("用途", "过冬").presses("保存这笔发放").sees("-500.00")


def _write_down_a_task(person, window):
    window.go(TasksRoute())
    person.presses("新任务").writes("任务", "报送动态").writes("完成时限", "2026-11-25").writes(
        "单位", "县水利局"
    )
    person.presses("保存任务").sees("已保存")


def _see_the_progress_of_the_units(person, window, chosen):
    window.go(OverviewRoute())
    person.presses("工作进度")
    page = window.findChild(ProgressPage)
    page.way.setCurrentIndex(page.way.findData("unit"))
    page.way.activated.emit(page.way.currentIndex())
    person.waits(lambda: page.presenter.report is not None and page.presenter.report.by == "unit")
    assert page.presenter.report.whole.progress.households == chosen
    person.presses("年度考核").sees("县水利局", "县人民医院")


def _write_the_bulletin(person, window, chosen):
    window.go(OverviewRoute())
    person.presses("动态信息")
    page = window.findChild(BulletinPage)
    person.waits(lambda: f"已结对 {chosen} 户" in page.text.toPlainText())
    assert "资金支出 500 元" in page.text.toPlainText()
    person.presses("存为一期").sees("第 1 期动态已存下")
