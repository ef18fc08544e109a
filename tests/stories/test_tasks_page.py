"""Tasks at the window: written down, late, done, coming again, in the month, into a calendar."""

import pytest
from tests.unit.test_planning_tasks import read_strictly

from yihu.actions import add_task, list_tasks
from yihu.ui.routes import TasksRoute
from yihu.ui.tasks.page import TasksPage

COUNTY = "430999000000"


@pytest.fixture
def late(workspace):
    given = {
        "task_title": "修好二组水渠",
        "task_due_on": "2026-11-13",
        "task_kind": "infrastructure",
        "task_owner_kind": "unit",
        "task_unit": "县水利局",
        "task_repeat": "monthly",
    }
    return add_task(workspace, COUNTY, given).task


def test_a_task_is_written_down(person, window, workspace):
    window.go(TasksRoute())
    person.sees("还没有登记任务。").presses("新任务")
    person.writes("任务", "报送动态").writes("完成时限", "很快").presses("保存任务").sees("“很快”不是日期")
    person.writes("完成时限", "2026-11-25").writes("单位", "乡政府").presses("保存任务")
    person.sees("已保存", "到期和逾期 1")
    (each,) = list_tasks(workspace).tasks
    assert (each.task.unit, each.task.owner_kind, each.state) == ("乡政府", "unit", "soon")


def test_a_late_task_is_done_and_comes_again(person, window, workspace, late):
    window.go(TasksRoute())
    person.sees("到期和逾期 1")
    page = window.findChild(TasksPage)
    assert [row.state for row in page.presenter.rows()] == ["逾期 6 个工作日"]
    page.table.opened.emit(0)
    person.writes("备注", "验收过").presses("完成了").sees("已保存", "已完成 1", "所有未完成 1")
    person.presses("月历").sees("2026 年 11 月", "23 今天", "修好二组水渠")
    page.month.on_button.click()
    person.sees("2026 年 12 月")
    assert [each.until for each in list_tasks(workspace).tasks] == ["2026-12-14", "2026-11-13"]


def test_a_task_no_longer_needed_can_be_taken_up_again(person, window, workspace, late):
    window.go(TasksRoute())
    person.sees("到期和逾期 1")
    page = window.findChild(TasksPage)
    page.table.opened.emit(0)
    person.presses("不再需要").sees("请回答这一题")
    person.writes("备注", "县里统一修").presses("不再需要").sees("已保存", "这里没有任务。")
    person.presses("全部")
    page.table.opened.emit(0)
    person.presses("其实没完成").sees("到期和逾期 1")


def test_the_calendar_file_is_one(person, window, workspace, late, tmp_path):
    window.go(TasksRoute())
    person.sees("到期和逾期 1")
    page = window.findChild(TasksPage)
    page.save_calendar(tmp_path / "t.ics")
    person.sees("t.ics 里有 1 项任务")
    (event,) = read_strictly((tmp_path / "t.ics").read_bytes().decode())
    assert event["SUMMARY"][1] == "修好二组水渠"
