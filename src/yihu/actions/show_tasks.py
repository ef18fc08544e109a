"""The task book: all tasks as they stand today, with the names of who has them and where."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from yihu.actions.divisions import divisions_of
from yihu.actions.fund_errors import TaskUnknown
from yihu.actions.workspace import Workspace
from yihu.planning.tasks import (
    DONE,
    DONE_LATE,
    HELPER,
    LATE,
    SOON,
    TASK,
    TODAY,
    Day,
    Standing,
    Task,
    Totals,
    month_of,
    owner_of,
    read_task,
    standing_of,
    standings_of,
    totals_of,
)
from yihu.register.masking import mask_value
from yihu.register.subjects import division_prefix

if TYPE_CHECKING:
    from yihu.storage.rows import ListedRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskFilter:
    """Which tasks; empty leaves a part open.

    Attributes:
        village: a division code: tasks about a village within it. owner: a helper's id, or a unit or name as written.
        unit: as written. state: `due` (late, today and soon), `late`, `open`, `done`, or all.
    """

    village: str = ""
    owner: str = ""
    unit: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TasksReport:
    """Tasks, late ones first.

    Attributes:
        today: ISO date. owners: id of a helper -> name. villages: code -> name.
        units: all units that any task names.
    """

    today: str
    tasks: tuple[Standing, ...]
    totals: Totals
    owners: Mapping[str, str]
    villages: Mapping[str, str]
    units: tuple[str, ...] = ()


def list_tasks(workspace: Workspace, which: TaskFilter | None = None) -> TasksReport:
    """All tasks that are on this laptop, or those of a filter."""
    today, wanted = workspace.clock.now().date(), which or TaskFilter()
    all_of_them = standings_of((_task(record) for record in workspace.store.listed(TASK)), today)
    chosen = tuple(each for each in all_of_them if _is_wanted(each, wanted))
    return TasksReport(
        today=today.isoformat(),
        tasks=chosen,
        totals=totals_of(chosen),
        owners=_helpers(workspace),
        villages=village_names(workspace, {each.task.village for each in chosen if each.task.village}),
        units=tuple(sorted({each.task.unit for each in all_of_them if each.task.unit})),
    )


def show_task(workspace: Workspace, task: str) -> Standing:
    """One task as it stands today. Raises TaskUnknown."""
    try:
        found = workspace.store.listed(TASK, subject=task)
    except ValueError:
        raise TaskUnknown from None
    if not found:
        raise TaskUnknown
    return standing_of(_task(found[0]), workspace.clock.now().date())


def show_month(report: TasksReport, year: int, month: int) -> tuple[Day, ...]:
    """A month's timetable of these tasks. ValueError for a month that isn't."""
    return month_of(report.tasks, year, month)


def owner_words(task: Task, owners: Mapping[str, str]) -> str:
    """Who has a task, in words; empty where nobody has, or a helper isn't on this laptop."""
    kind, named = owner_of(task)
    return owners.get(named, task.unit) if kind == HELPER else named


_STATES = {
    "due": (LATE, TODAY, SOON),
    "late": (LATE,),
    "done": (DONE, DONE_LATE),
}
_OVER = (DONE, DONE_LATE, "dropped")


def _is_wanted(standing: Standing, which: TaskFilter) -> bool:
    task = standing.task
    if which.village and not task.village.startswith(division_prefix(which.village)):
        return False
    if which.owner and owner_of(task)[1] != which.owner:
        return False
    if which.unit and task.unit != which.unit:
        return False
    if which.state == "open":
        return standing.state not in _OVER
    return not which.state or standing.state in _STATES.get(which.state, (which.state,))


def task_of(record: ListedRecord) -> Task:
    """A task as it was written down, numbers in it too."""
    return read_task(record.subject, record.village_code, record.properties)


def _task(record: ListedRecord) -> Task:
    """A task as it may be shown."""
    task = task_of(record)
    hidden: dict[str, Any] = {name: mask_value(f"task_{name}", getattr(task, name)) for name in _WRITTEN}
    return replace(task, **hidden)


_WRITTEN = ("title", "unit", "person", "drop_reason", "note")
"""Texts of people: numbers in them are hidden."""


def _helpers(workspace: Workspace) -> dict[str, str]:
    return {each.subject: mask_value("", each.head_name) for each in workspace.store.listed("helper")}


def village_names(workspace: Workspace, codes: Collection[str]) -> dict[str, str]:
    """Code of a village -> its name, as far as this laptop knows."""
    known = divisions_of(workspace.store)
    here = {row.code: row.name for row in workspace.store.villages()}
    found = {code: here.get(code) or (village.name if (village := known.get(code)) else "") for code in codes}
    return {code: name for code, name in found.items() if name}
