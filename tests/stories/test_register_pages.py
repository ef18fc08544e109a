"""Checks over the register, measures of poverty, a family's life map: at the window."""

import pytest
from PySide6.QtWidgets import QLabel

from yihu.actions.list_checks import list_checks
from yihu.ui.checks.page import ChecksPage
from yihu.ui.life_map.page import LifeMapPage
from yihu.ui.look import LinkButton
from yihu.ui.measures.page import MeasuresPage
from yihu.ui.routes import ChecksRoute, HouseholdRoute, LifeMapRoute, MeasuresRoute, OverviewRoute


@pytest.fixture
def checks(person, window):
    """The page of the findings, with the demo village's in it."""
    window.go(OverviewRoute())
    person.presses("核对").sees("改答案")
    return window.findChild(ChecksPage)


def shown(page):
    return [line.rule for line in page.presenter.lines()]


def test_every_finding_of_the_register_is_listed(person, workspace, checks):
    found = list_checks(workspace)
    person.sees(f"{len(found.lines)} 处", f"涉及 {found.households} 户", found.lines[0].message)
    assert shown(checks) == [line.rule for line in found.lines]


def test_warnings_are_picked_out(person, workspace, checks):
    warnings = list_checks(workspace, severity="warning").lines
    person.presses("要看一看").sees(f"{len(warnings)} 处")
    assert shown(checks) == [line.rule for line in warnings]


def test_one_check_is_picked_out(person, workspace, checks):
    rule, count = next(iter(list_checks(workspace).by_rule.items()))
    checks.rule.setCurrentIndex(checks.rule.findData(rule))
    checks.rule.activated.emit(checks.rule.currentIndex())
    person.sees(f"{count} 处")
    assert set(shown(checks)) == {rule}


def test_a_finding_that_is_right_is_waived_with_its_reason_and_restored(person, workspace, checks):
    before = len(shown(checks))
    person.presses("属实，不用改").sees("要写理由")
    checks.detail.reason.setText("户口簿和实际一致，已核实")
    person.presses("属实，不用改").sees("不再算作待核对")
    person.sees(f"{before - 1} 处")
    person.presses("已确认属实").sees("户口簿和实际一致，已核实").presses("重新核对").sees("重新算作待核对")
    assert len(list_checks(workspace).lines) == before


def test_a_finding_leads_to_its_answer(person, checks):
    person.presses("改答案").sees("走访日期")


def test_a_finding_opens_its_household(person, checks):
    line = checks.presenter.lines()[2]
    checks.table.opened.emit(2)
    person.sees(f"{line.head_name} 家")


def test_the_measures_say_over_whom_they_were_measured(person, window):
    window.go(MeasuresRoute())
    person.sees("多维贫困发生率 H", "基尼", "没有算进去的", "监测线 7,300 元")
    facts = window.findChild(MeasuresPage).presenter.income()
    assert facts[0][1].endswith("%")


def test_the_measures_of_a_village_without_surveys_are_empty(person, window, workspace):
    window.go(MeasuresRoute())
    person.sees("多维贫困发生率 H")
    page = window.findChild(MeasuresPage)
    page.presenter.village = "999999999999"
    page._find()
    person.sees("还没有可以计算的")


def test_a_familys_life_map_shows_lights_and_the_answers_behind_the_guarantees(person, window, workspace):
    row = next(row for row in workspace.store.households(limit=100) if row.head_name == "周桂兰")
    window.go(HouseholdRoute(household_id=row.id))
    window.go(LifeMapRoute(household_id=row.id))
    person.sees("生活图：周桂兰", "收入和劳动", "要留意", "两不愁三保障和饮水", "常态化帮扶")
    page = window.findChild(LifeMapPage)
    water = next(each for each in page.findChildren(LinkButton) if "饮水" in each.accessibleName())
    water.click()
    person.sees("没问题")
    assert [each for each in page.findChildren(QLabel) if "水" in each.text() and each.isVisible()]


def test_a_family_that_was_not_asked_has_grey_lights_only(person, window, workspace):
    row = next(row for row in workspace.store.households(limit=100) if row.visit_state == "not_visited")
    window.go(LifeMapRoute(household_id=row.id))
    person.sees("还没有问。").sees_no("没问题", "要留意")


def test_a_viewer_sees_findings_and_changes_none(person, window, workspace):
    workspace.store.set_role("viewer")
    window.go(ChecksRoute())
    person.sees("处", "矛盾").sees_no("属实，不用改", "改答案")
