"""`yihu task list|add|done|drop|reopen|late|calendar|ics`: the task book."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from yihu.actions import (
    TaskFilter,
    TasksReport,
    TaskUnknown,
    add_task,
    drop_task,
    finish_task,
    list_tasks,
    owner_words,
    reopen_task,
    save_calendar,
    show_month,
)
from yihu.base.i18n import N_, translate, translate_count
from yihu.cli.opening import Command, Group, Wiring
from yihu.cli.telling import OK, tell, tell_json, tell_table
from yihu.register.codes import code_list

if TYPE_CHECKING:
    from yihu.actions import TaskReport, Workspace
    from yihu.planning.tasks import Standing

STATES = ("due", "late", "open", "done")
_WORDS = {
    "late": N_("late"),
    "today": N_("today"),
    "soon": N_("soon"),
    "coming": N_("coming"),
    "done": N_("done"),
    "done_late": N_("done late"),
    "dropped": N_("no longer needed"),
    "undated": N_("no deadline"),
}


def commands(wiring: Wiring) -> Iterator[click.Command]:
    """The group `task`."""
    group = Group("task", help=translate(N_("Tasks: who has to do what until when.")))
    made = (_list, _add, _done, _drop, _reopen, _late, _calendar, _ics)
    for make in made:
        group.add_command(make(wiring))
    yield group


def find_task(workspace: Workspace, text: str) -> str:
    """A task's id by its id or the end of it. Raises TaskUnknown."""
    tasks = list_tasks(workspace).tasks
    found = [each.task.subject for each in tasks if len(text) >= 4 and each.task.subject.endswith(text)]
    if len(found) != 1:
        raise TaskUnknown
    return found[0]


def _json() -> click.Option:
    return click.Option(["--json", "as_json"], is_flag=True, help=translate(N_("Tell it as JSON.")))


def _option(name: str, words: str, **more: Any) -> click.Option:
    return click.Option([name], help=translate(words), **more)


def _filters() -> list[click.Parameter]:
    return [
        _option("--village", N_("12-digit code of a village, township or county."), default=""),
        _option("--owner", N_("Id of a helper, or a name or unit as written."), default=""),
        _option("--unit", N_("A unit as written."), default=""),
    ]


def _task() -> click.Argument:
    return click.Argument(["task"])


def _list(wiring: Wiring) -> click.Command:
    def show(village: str, owner: str, unit: str, state: str, as_json: bool) -> int:
        which = TaskFilter(village=village, owner=owner, unit=unit, state=state or "")
        return _show(wiring, which, as_json)

    state = _option("--state", N_("Only these."), type=click.Choice(STATES))
    words = N_("List the tasks, late ones first.")
    return Command("list", params=[*_filters(), state, _json()], callback=show, help=translate(words))


def _late(wiring: Wiring) -> click.Command:
    def show(village: str, owner: str, unit: str, as_json: bool) -> int:
        return _show(wiring, TaskFilter(village=village, owner=owner, unit=unit, state="late"), as_json)

    words = N_("What is late, by how many working days.")
    return Command("late", params=[*_filters(), _json()], callback=show, help=translate(words))


def _show(wiring: Wiring, which: TaskFilter, as_json: bool) -> int:
    with wiring.workspace() as workspace:
        report = list_tasks(workspace, which)
    if as_json:
        tell_json(
            {
                "today": report.today,
                "totals": report.totals,
                "tasks": [_told(each, report) for each in report.tasks],
            }
        )
    else:
        tell_table([_cells(each, report) for each in report.tasks])
        if not report.tasks:
            tell(translate(N_("No task.")))
    return OK


def _told(standing: Standing, report: TasksReport) -> dict[str, Any]:
    return {
        **asdict(standing.task),
        "standing": standing.state,
        "until": standing.until,
        "working_days": standing.working_days,
        "calendar_known": standing.calendar_known,
        "owner": owner_words(standing.task, report.owners),
        "village_name": report.villages.get(standing.task.village, ""),
    }


def _cells(standing: Standing, report: TasksReport) -> list[str]:
    days = str(standing.working_days) if standing.state in ("late", "soon", "coming") else ""
    village = report.villages.get(standing.task.village, "")
    owner = owner_words(standing.task, report.owners)
    state = translate(_WORDS[standing.state])
    return [
        standing.until or "-",
        state,
        days,
        standing.task.title,
        owner,
        village,
        standing.task.subject[-8:],
    ]


def _add(wiring: Wiring) -> click.Command:
    def add(
        title: str, due: str, division: str, kind: str, village: str, helper: str, unit: str, person: str, points: int,
        repeat: str, as_json: bool,
    ) -> int:  # fmt: skip
        owner_kind = "helper" if helper else "person" if person else "unit" if unit else ""
        answers = {
            "task_title": title,
            "task_due_on": due,
            "task_kind": kind,
            "task_village": village,
            "task_owner_kind": owner_kind,
            "task_helper": helper,
            "task_unit": unit if owner_kind != "person" else "",
            "task_person": person if owner_kind == "person" else "",
            "task_points": str(points),
            "task_repeat": repeat,
        }
        with wiring.workspace() as workspace:
            report = add_task(workspace, division or village, answers)
        return _tell(report, as_json)

    return Command(
        "add",
        params=[
            click.Argument(["title"]),
            _option("--due", N_("Deadline, for example 2026-12-31."), required=True),
            _option("--division", N_("12-digit code of whose task book it stands in."), default=""),
            _option("--kind", N_("Direction."), type=_codes("task_kind"), default="other"),
            _option("--village", N_("12-digit code of the village it is about."), default=""),
            _option("--helper", N_("Id of the helper who has it."), default=""),
            _option("--unit", N_("Unit that has it."), default=""),
            _option("--person", N_("Somebody else who has it."), default=""),
            _option("--points", N_("Its weight."), type=click.IntRange(0, 100), default=1),
            _option("--repeat", N_("Comes again."), type=_codes("task_repeat"), default="none"),
            _json(),
        ],
        callback=add,
        help=translate(N_("Write a task down.")),
    )


def _codes(name: str) -> click.Choice[str]:
    return click.Choice([code.value for code in code_list(name)])


def _done(wiring: Wiring) -> click.Command:
    def done(task: str, on: str, proof: Path | None, note: str, as_json: bool) -> int:
        with wiring.workspace() as workspace:
            report = finish_task(workspace, find_task(workspace, task), on, proof, note)
        return _tell(report, as_json)

    params = [
        _task(),
        _option("--on", N_("Day, for example 2026-11-24; today by default."), default=""),
        _option("--proof", N_("Photo as proof."), type=click.Path(path_type=Path, dir_okay=False)),
        _option("--note", N_("A remark."), default=""),
        _json(),
    ]
    words = N_("Write down that TASK is done; one that repeats comes again.")
    return Command("done", params=params, callback=done, help=translate(words))


def _drop(wiring: Wiring) -> click.Command:
    def drop(task: str, reason: str, as_json: bool) -> int:
        with wiring.workspace() as workspace:
            report = drop_task(workspace, find_task(workspace, task), reason)
        return _tell(report, as_json)

    reason = _option("--reason", N_("Why."), required=True)
    words = N_("Write down that TASK is no longer needed.")
    return Command("drop", params=[_task(), reason, _json()], callback=drop, help=translate(words))


def _reopen(wiring: Wiring) -> click.Command:
    def reopen(task: str, as_json: bool) -> int:
        with wiring.workspace() as workspace:
            report = reopen_task(workspace, find_task(workspace, task))
        return _tell(report, as_json)

    words = N_("Write down that TASK isn't done after all.")
    return Command("reopen", params=[_task(), _json()], callback=reopen, help=translate(words))


def _calendar(wiring: Wiring) -> click.Command:
    def calendar(month: str, village: str, owner: str, unit: str, as_json: bool) -> int:
        with wiring.workspace() as workspace:
            report = list_tasks(workspace, TaskFilter(village=village, owner=owner, unit=unit))
        year, number = _month(month or report.today[:7])
        days = show_month(report, year, number)
        if as_json:
            told = [
                {
                    "on": day.on.isoformat(),
                    "working": day.working,
                    "tasks": [_told(each, report) for each in day.tasks],
                }
                for day in days
            ]
            tell_json(told)
            return OK
        for day in days:
            for each in day.tasks:
                tell("  ".join(_cells(each, report)))
        return OK

    chosen = _option("--month", N_("For example 2026-11; this month by default."), default="")
    words = N_("The timetable of a month: each task on its last day.")
    return Command(
        "calendar", params=[chosen, *_filters(), _json()], callback=calendar, help=translate(words)
    )


def _month(text: str) -> tuple[int, int]:
    year, _, month = text.partition("-")
    if not (year.isdecimal() and month.isdecimal() and 1 <= int(year) <= 9999 and 1 <= int(month) <= 12):
        raise click.UsageError(translate(N_("A month is written as 2026-11.")))
    return int(year), int(month)


def _ics(wiring: Wiring) -> click.Command:
    def ics(file: Path, village: str, owner: str, unit: str, as_json: bool) -> int:
        with wiring.workspace() as workspace:
            report = save_calendar(workspace, file, TaskFilter(village=village, owner=owner, unit=unit))
        if as_json:
            tell_json(report)
        else:
            words = translate_count(
                "{count} task is in {file}; nobody's name.",
                "{count} tasks are in {file}; nobody's name.",
                report.tasks,
            )
            tell(words.format(count=report.tasks, file=str(report.path)))
        return OK

    file = click.Argument(["file"], type=click.Path(path_type=Path, dir_okay=False), metavar="FILE")
    words = N_("Write the tasks into FILE (.ics) for a telephone or a calendar program; nobody's name.")
    return Command("ics", params=[file, *_filters(), _json()], callback=ics, help=translate(words))


def _tell(report: TaskReport, as_json: bool) -> int:
    if as_json:
        tell_json(report)
        return OK
    tell(report.task)
    if report.following:
        words = translate(N_("It comes again: {id}, until {day}."))
        tell(words.format(id=report.following, day=report.due_on))
    return OK
