"""The history page, moving, assigning and the progress of the villages, at the window."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrinter
from tests.laptops import introduce, new_laptop, wait

from yihu.actions.assign_households import assign_households
from yihu.actions.exchange_cards import my_card, trust_card
from yihu.actions.export_package import export_package
from yihu.actions.leave_visit import leave_visit
from yihu.actions.open_visit import open_visit
from yihu.actions.receive_packages import receive_packages
from yihu.actions.report_completeness import Completeness, TeamProgress, VillageProgress
from yihu.actions.save_answer import save_answer
from yihu.ui.completeness.page import CompletenessPage
from yihu.ui.completeness.presenter import CompletenessPresenter
from yihu.ui.history.page import HistoryPage
from yihu.ui.household.page import HouseholdPage
from yihu.ui.routes import CompletenessRoute, HistoryRoute, HouseholdRoute, OverviewRoute, VisitsRoute


@pytest.fixture
def find(workspace):
    """A household by its head's name."""
    rows = workspace.store.households(limit=100)
    return lambda name: next(row for row in rows if row.head_name == name)


def change(laptop, household, **answers):
    interview = open_visit(laptop, household)
    for key, value in answers.items():
        ref = interview.session.ref(key)
        save_answer(laptop, interview, interview.session.answer(ref, value), ref)
    leave_visit(laptop, interview)


def value(workspace, household, key):
    return workspace.store.document(household).values.get(f"household/{key}")


def test_one_answer_is_taken_back_after_its_words_were_read(person, window, find, workspace):
    household = find("周桂兰").id
    before = value(workspace, household, "address")
    wait(workspace, 5)
    change(workspace, household, address="新屋1号", phone="13800000001")
    window.go(HouseholdRoute(household_id=household))
    person.presses("历史").sees("周桂兰 家 · 历史", "个答案", "张小芳 · 本机")
    page = window.findChild(HistoryPage)
    row = next(iter(page.rows.values()))
    person.key(Qt.Key.Key_Return).sees("新屋1号", "138******01").sees_no("13800000001")
    row.ask("household/address")
    person.sees(f"从“新屋1号”改回“{before}”").presses("不，先放着")
    assert value(workspace, household, "address") == "新屋1号"
    row.ask("household/address")
    person.presses("是，改回去").sees("已改回 1 处")
    assert value(workspace, household, "address") == before
    assert value(workspace, household, "phone") == "13800000001"


def test_a_whole_step_is_taken_back_and_that_too(person, window, find, workspace):
    household = find("周桂兰").id
    before = [value(workspace, household, key) for key in ("address", "phone")]
    wait(workspace, 5)
    change(workspace, household, address="新屋1号", phone="13800000001")
    wait(workspace, 5)
    window.go(HistoryRoute(household_id=household))
    page = window.findChild(HistoryPage)
    next(iter(page.rows.values())).turn(True)
    person.presses("整步改回去…").sees("处答案会改回原来的值").presses("是，改回去").sees("已改回")
    assert [value(workspace, household, key) for key in ("address", "phone")] == before
    wait(workspace, 5)
    newest = next(iter(page.rows.values()))
    newest.turn(True)
    person.presses("整步改回去…").presses("是，改回去").sees("已改回")
    assert value(workspace, household, "address") == "新屋1号"


def test_what_two_did_at_once_is_marked_softly(person, window, find, workspace, tmp_path):
    other = new_laptop(tmp_path / "other", team="清溪镇汇总", person="李建军")
    introduce(workspace, other)
    (tmp_path / "stick").mkdir()
    household = find("周桂兰").id
    first = export_package(workspace, tmp_path / "stick", [my_card(other).fingerprint])
    receive_packages(other, [first.path])
    change(workspace, household, address="新屋1号")
    wait(other, 30)
    change(other, household, phone="13900000002")
    back = export_package(other, tmp_path / "stick", [my_card(workspace).fingerprint])
    receive_packages(workspace, [back.path])
    other.close()
    window.go(HistoryRoute(household_id=household))
    person.sees("两个人同时改过", "李建军 · 清溪镇汇总")


def test_a_member_moves_to_a_household_that_was_searched_for(person, window, find, workspace):
    source, target = find("𠮷田秀英"), find("周桂兰")
    window.go(HouseholdRoute(household_id=source.id))
    page = window.findChild(HouseholdPage)
    members = [member.name for member in page.presenter.members()]
    person.presses(f"迁移{members[1]}…").sees(f"把{members[1]}迁到别的户", "两户都会写明")
    page.moving.search.setText("周桂兰")
    person.sees("周桂兰 家 · 4309990018").presses("迁到这一户").sees(f"{members[1]}已迁到周桂兰 家。")
    assert members[1] not in [member.name for member in page.presenter.members()]
    window.go(HouseholdRoute(household_id=target.id))
    assert members[1] in [member.name for member in page.presenter.members()]


def test_a_household_moves_to_another_village(person, window, find, workspace):
    household = find("周桂兰")
    window.go(HouseholdRoute(household_id=household.id))
    page = window.findChild(HouseholdPage)
    page.moving.ask_village(household.id)
    person.writes("村的代码", "4309").writes("村名", "柳林村").presses("迁到这里").sees("12")
    assert workspace.store.household(household.id).village != "柳林村"
    person.writes("村的代码", "430999101207").presses("迁到这里").sees("这一户现在在柳林村。")
    assert workspace.store.household(household.id).village_code == "430999101207"


def test_several_households_are_given_to_a_team_and_ours_are_a_filter(person, window, workspace):
    window.go(VisitsRoute())
    page = window.page
    person.sees_no("我们的")
    page.table.selectAll()
    ids = page.chosen_ids()
    assert len(ids) == 41
    page.assign(ids[:5], workspace.team)
    person.sees("已分给演示队：5 户", "我们的 5").presses("我们的 5")
    assert len(page.presenter.rows) == 5
    page.assign(ids[:2], "")
    person.sees("我们的 3")
    assert [team for team, _ in page.presenter.teams()] == ["演示队", ""]


def test_the_progress_of_the_villages_stands_by_teams_and_says_whom_to_call(
    person, window, workspace, tmp_path
):
    other = new_laptop(tmp_path / "other", team="清溪镇汇总", person="李建军")
    trust_card(workspace, my_card(other))
    other.close()
    ids = [row.id for row in workspace.store.households(limit=100)]
    assign_households(workspace, ids[:9], team="清溪镇汇总")
    window.go(OverviewRoute())
    person.presses("各村进度").sees("青竹村 清溪镇汇总 9", "要联系谁", "清溪镇汇总", "从未交接过")
    page = window.findChild(CompletenessPage)
    person.presses("复制联系单").sees("联系单已复制")
    assert "□ 清溪镇汇总" in QGuiApplication.clipboard().text()
    printer = QPrinter()
    printer.setOutputFileName(str(tmp_path / "calls.pdf"))
    page.print_onto(printer)
    assert (tmp_path / "calls.pdf").read_bytes().startswith(b"%PDF")


def test_two_thousand_villages_are_sorted_by_any_column(window, workspace):
    villages = tuple(
        VillageProgress(
            code=f"{number:012d}",
            name=f"村{number}",
            township="",
            expected=60,
            visited=number % 61,
            finished=number % 50,
            finished_percent=0,
            conflicts=0,
            teams=tuple(
                TeamProgress(
                    team=f"队{team}", expected=30, visited=1, ended=1, finished=number % 31,
                    conflicts=0, waiting=0, newest_ms=number * 1000 or None,
                )
                for team in range(2)
            ),
            gaps=(),
        )
        for number in range(2000)
    )  # fmt: skip
    window.go(CompletenessRoute())
    page = window.findChild(CompletenessPage)
    page._show(Completeness(villages=villages, laptops=(), calls=(), gaps=()))
    model = page.model
    assert model.rowCount() == 4000
    for column in range(model.columnCount()):
        page.table.sortByColumn(column, Qt.SortOrder.DescendingOrder)
    page.table.sortByColumn(5, Qt.SortOrder.DescendingOrder)
    percents = [model.row(place).percent for place in range(4000)]
    assert percents == sorted(percents, reverse=True)
    page.table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    assert model.row(0).village == "村0"
    assert isinstance(page.presenter, CompletenessPresenter)
