"""Write tasks down, done ones with their proof; give them to a calendar program."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from yihu.actions.keep_funds import day_of
from yihu.actions.permission import guarded
from yihu.actions.show_tasks import TaskFilter, TasksReport, list_tasks, show_task, task_of
from yihu.actions.subjects import fill_record
from yihu.actions.take_photo import shrink_photo
from yihu.actions.workspace import Workspace
from yihu.actions.write_file import write_whole
from yihu.base.i18n import N_, translate
from yihu.planning.calendar_file import Appointment, calendar_text
from yihu.planning.tasks import DONE, DROPPED, HELPER, OPEN, TASK, UNDATED, Standing, next_deadline
from yihu.register.codes import label
from yihu.register.subjects import named_subject_id, new_subject_id


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskReport:
    """What became of a task. `following`: the one that comes next of those that repeat; `due_on`: its deadline."""

    task: str
    following: str = ""
    due_on: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarReport:
    """A calendar file that was written."""

    path: Path
    tasks: int


@guarded
def add_task(workspace: Workspace, division_code: str, answers: Mapping[str, Any]) -> TaskReport:
    """Write a task down.

    Args:
        division_code: 12 digits, of the village, township, county or city whose task book it stands in.
        answers: of the form `task`, by question; a helper's unit is filled in.

    Raises:
        RecordRefused, DayUnclear, RoleForbids.
    """
    given = {"task_repeat": "none", "task_state": OPEN, **answers}
    given["task_due_on"] = day_of(str(given.get("task_due_on", "")))
    if given["task_repeat"] != "none":
        given["task_first_on"] = given["task_due_on"]
    if given.get("task_owner_kind") == HELPER and not given.get("task_unit"):
        given["task_unit"] = _unit_of(workspace, str(given.get("task_helper", "")))
    id = new_subject_id(workspace.clock, workspace.random)
    fill_record(workspace, id, TASK, _said(given), division_code=division_code)
    return TaskReport(task=id, due_on=str(given["task_due_on"]))


@guarded
def finish_task(
    workspace: Workspace, task: str, on: str = "", proof: Path | None = None, note: str = ""
) -> TaskReport:
    """Write down that a task is done; of one that repeats the next one is made, by any laptop the same.

    Raises:
        TaskUnknown, DayUnclear, RecordRefused, RoleForbids, PhotoUnreadable.
    """
    show_task(workspace, task)
    done_on = day_of(on) if on else workspace.clock.now().date().isoformat()
    photo = workspace.store.put_attachment(shrink_photo(proof), "jpg") if proof else ""
    given = {"task_state": DONE, "task_done_on": done_on, "task_proof": photo, "task_note": note}
    with workspace.store.together():
        fill_record(workspace, task, TASK, _said(given), record=TASK)
        following, due_on = _following(workspace, task)
    return TaskReport(task=task, following=following, due_on=due_on)


@guarded
def drop_task(workspace: Workspace, task: str, reason: str) -> TaskReport:
    """Write down that a task is no longer needed. Raises TaskUnknown, RecordRefused, RoleForbids."""
    show_task(workspace, task)
    fill_record(workspace, task, TASK, {"task_state": DROPPED, "task_drop_reason": reason}, record=TASK)
    return TaskReport(task=task)


@guarded
def reopen_task(workspace: Workspace, task: str) -> TaskReport:
    """Write down that a task isn't done after all. Raises TaskUnknown, RecordRefused, RoleForbids."""
    show_task(workspace, task)
    fill_record(workspace, task, TASK, {"task_state": OPEN}, record=TASK)
    return TaskReport(task=task)


def _following(workspace: Workspace, id: str) -> tuple[str, str]:
    """The next of a task that repeats. Its id comes from this one's: two laptops that finish it make one."""
    task = task_of(workspace.store.listed(TASK, subject=id)[0])
    due_on = next_deadline(task)
    if not due_on:
        return "", ""
    id = named_subject_id(TASK, f"{task.subject}\n{due_on}")
    if workspace.store.listed(TASK, subject=id):
        return id, due_on
    names = "title kind repeat owner_kind helper unit person village"
    answers = {f"task_{name}": getattr(task, name) for name in names.split()}
    answers |= {
        "task_due_on": due_on,
        "task_first_on": task.first_on or task.due_on,
        "task_after": task.subject,
        "task_points": str(task.points),
    }
    fill_record(workspace, id, TASK, _said(answers), division_code=task.division_code)
    return id, due_on


def save_calendar(workspace: Workspace, path: Path, which: TaskFilter | None = None) -> CalendarReport:
    """Write tasks into an .ics file: what, until when, in which village; nobody's name. Raises FolderNotWritable, DiskFull."""
    report = list_tasks(workspace, which)
    entries = [_entry(each, report) for each in report.tasks if each.state not in (UNDATED, DROPPED)]
    text = calendar_text(entries, translate(_NAME), workspace.clock.now())
    write_whole(path, text.encode())
    return CalendarReport(path=path, tasks=len(entries))


_NAME = N_("Task book")


def _entry(standing: Standing, report: TasksReport) -> Appointment:
    task = standing.task
    return Appointment(
        id=str(UUID(task.subject)),
        on=standing.until,
        title=task.title,
        place=report.villages.get(task.village, ""),
        category=label("task_kind", task.kind) if task.kind else "",
        done=task.state == DONE,
    )


def _unit_of(workspace: Workspace, helper: str) -> str:
    known = next((each for each in workspace.store.listed("helper") if each.subject == helper), None)
    return known.properties.get("helper_of_unit", "") if known else ""


def _said(answers: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in answers.items() if value not in ("", None)}
