"""The task book (no Qt)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from yihu.actions.keep_tasks import add_task, drop_task, finish_task, reopen_task, save_calendar
from yihu.actions.show_tasks import TaskFilter, TasksReport, list_tasks, owner_words, show_month
from yihu.base.i18n import N_, translate, translate_count
from yihu.planning.tasks import (
    COMING,
    DONE,
    DONE_LATE,
    DROPPED,
    HELPER,
    LATE,
    PERSON,
    SOON,
    TODAY,
    UNDATED,
    UNIT,
    Day,
    Standing,
)
from yihu.register.codes import code_list, label
from yihu.ui.campaign.places import places_to_belong
from yihu.ui.tone import Tone

if TYPE_CHECKING:
    from yihu.actions.keep_tasks import CalendarReport, TaskReport
    from yihu.actions.save_list import ListOnScreen
    from yihu.actions.workspace import Workspace

SHOWN = (
    ("due", N_("Due and late")),
    ("late", N_("Late")),
    ("open", N_("All open")),
    ("done", N_("Done")),
    ("", N_("All")),
)
"""Which tasks the list shows: `TaskFilter.state`, words."""

TONES: dict[str, Tone] = {
    LATE: "red",
    TODAY: "amber",
    SOON: "amber",
    COMING: "blue",
    DONE: "green",
    DONE_LATE: "green",
    DROPPED: "grey",
    UNDATED: "red",
}
_STATE_WORDS = {
    TODAY: N_("today"),
    DONE: N_("done"),
    DONE_LATE: N_("done late"),
    DROPPED: N_("no longer needed"),
    UNDATED: N_("no deadline"),
}
_MONTHS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRow:
    """One line of the list."""

    id: str
    until: str
    state: str
    tone: Tone
    title: str
    kind: str
    owner: str
    village: str
    points: str


class TasksPresenter:
    """State of the page: which tasks, which month."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.shown = "due"
        self.unit = ""
        self.report: TasksReport | None = None
        today = workspace.clock.now().date()
        self.month = (today.year, today.month)

    def find(self) -> TasksReport:
        """Read all tasks; may be called off the window's thread."""
        return list_tasks(self.workspace, TaskFilter(unit=self.unit))

    def take(self, report: TasksReport) -> None:
        """Show this from now on."""
        self.report = report

    @property
    def is_empty(self) -> bool:
        """Whether there is no task at all."""
        return self.report is None or (not self.report.tasks and not self.unit)

    def figures(self) -> tuple[tuple[str, str, str, Tone], ...]:
        """Late, open, done, points."""
        totals = self.report.totals if self.report else None
        if totals is None:
            return ()
        done_late = translate(N_("of them late: {count}")).format(count=totals.done_late)
        share = f"{totals.points_done:,} / {totals.points:,}"
        return (
            (translate(N_("Late")), f"{totals.late:,}", " ", "red" if totals.late else "grey"),
            (translate(N_("Still to do")), f"{totals.open:,}", " ", "grey"),
            (translate(N_("Done")), f"{totals.done:,}", done_late if totals.done_late else " ", "grey"),
            (translate(N_("Points of the tasks")), share, translate(N_("done / in all")), "grey"),
        )

    def counts(self) -> dict[str, int]:
        """How many tasks each choice of the list has."""
        return {state: len(self._chosen(state)) for state, _ in SHOWN}

    def rows(self) -> tuple[TaskRow, ...]:
        """The list's lines."""
        return tuple(self._row(each) for each in self._chosen(self.shown))

    def _chosen(self, state: str) -> tuple[Standing, ...]:
        wanted = {
            "due": (LATE, TODAY, SOON, UNDATED),
            "late": (LATE,),
            "open": (LATE, TODAY, SOON, COMING, UNDATED),
            "done": (DONE, DONE_LATE),
        }
        tasks = self.report.tasks if self.report else ()
        return tuple(each for each in tasks if not state or each.state in wanted[state])

    def _row(self, standing: Standing) -> TaskRow:
        task = standing.task
        assert self.report is not None
        return TaskRow(
            id=task.subject,
            until=standing.until or "—",
            state=state_words(standing),
            tone=TONES[standing.state],
            title=task.title,
            kind=label("task_kind", task.kind) if task.kind else "",
            owner=owner_words(task, self.report.owners),
            village=self.report.villages.get(task.village, ""),
            points=str(task.points),
        )

    def standing(self, task: str) -> Standing:
        """A task of the list."""
        assert self.report is not None
        return next(each for each in self.report.tasks if each.task.subject == task)

    def units(self) -> tuple[tuple[str, str], ...]:
        """Units to filter by: value, words."""
        units = self.report.units if self.report else ()
        return (("", translate(N_("All units"))), *((unit, unit) for unit in units))

    # the month

    def days(self) -> tuple[Day, ...]:
        """The month in view with its tasks."""
        return show_month(self.report, *self.month) if self.report else ()

    def turn_month(self, months: int) -> None:
        """So many months on, or back."""
        year, month = divmod(self.month[0] * _MONTHS + self.month[1] - 1 + months, _MONTHS)
        if date.min.year <= year <= date.max.year:
            self.month = (year, month + 1)

    def month_words(self) -> str:
        """`2026-11`, as the language writes it."""
        return translate(N_("{month}/{year}")).format(year=self.month[0], month=self.month[1])

    def today(self) -> str:
        """ISO date."""
        return self.workspace.clock.now().date().isoformat()

    # what a person does

    def kinds(self) -> tuple[tuple[str, str], ...]:
        """Directions of tasks."""
        return tuple((code.value, code.label()) for code in code_list("task_kind"))

    def repeats(self) -> tuple[tuple[str, str], ...]:
        """How a task may repeat."""
        return tuple((code.value, code.label()) for code in code_list("task_repeat"))

    def places(self) -> tuple[tuple[str, str], ...]:
        """Where a new task may belong."""
        return places_to_belong(self.workspace)

    def helpers(self) -> tuple[tuple[str, str], ...]:
        """Helpers who can be given a task: id, name."""
        return tuple((each.subject, each.head_name) for each in self.workspace.store.listed("helper"))

    def make(
        self, *, title: str, kind: str, due_on: str, repeat: str, place: str, helper: str, owner: str, unit: str,
        points: int,
    ) -> TaskReport:  # fmt: skip
        """Write a new task down. Raises UserError."""
        owner_kind = HELPER if helper else PERSON if owner else UNIT if unit else ""
        about = place if not place.endswith("000") else ""
        answers = {
            "task_title": title,
            "task_kind": kind,
            "task_due_on": due_on,
            "task_repeat": repeat,
            "task_points": str(points),
            "task_owner_kind": owner_kind,
            "task_helper": helper,
            "task_unit": unit if owner_kind != PERSON else "",
            "task_person": owner if owner_kind == PERSON else "",
            "task_village": about,
        }
        return add_task(self.workspace, place, answers)

    def finish(self, task: str, on: str, proof: Path | None, note: str) -> TaskReport:
        """Write down that it is done. Raises UserError."""
        return finish_task(self.workspace, task, on, proof, note)

    def drop(self, task: str, reason: str) -> TaskReport:
        """Write down that it is no longer needed. Raises UserError."""
        return drop_task(self.workspace, task, reason)

    def reopen(self, task: str) -> TaskReport:
        """Write down that it isn't done after all. Raises UserError."""
        return reopen_task(self.workspace, task)

    def save_calendar(self, path: Path) -> CalendarReport:
        """Write the open and done tasks into an .ics file. Raises UserError."""
        return save_calendar(self.workspace, path, TaskFilter(unit=self.unit))

    def list_to_save(self) -> ListOnScreen:
        """The list in view as a table."""
        from yihu.actions import ListColumn, ListOnScreen

        chosen = self._chosen(self.shown)

        def rows() -> Iterator[tuple[str | int | Decimal | None, ...]]:
            for each in chosen:
                task, row = each.task, self._row(each)
                yield (task.title, task.kind, row.owner, task.unit, row.village, each.until or None, row.state,
                       task.done_on or None, task.points)  # fmt: skip

        return ListOnScreen(
            name="tasks",
            title=translate(N_("Tasks")),
            filter=" · ".join(part for part in (translate(dict(SHOWN)[self.shown]), self.unit) if part),
            columns=(
                ListColumn(name="task_title", title=translate(N_("Task")), kind="text"),
                ListColumn(
                    name="task_kind", title=translate(N_("Direction")), kind="code", code_list="task_kind"
                ),
                ListColumn(name="owner", title=translate(N_("Who")), kind="text"),
                ListColumn(name="task_unit", title=translate(N_("Unit")), kind="text"),
                ListColumn(name="village", title=translate(N_("Village")), kind="text"),
                ListColumn(name="until", title=translate(N_("Last day")), kind="date"),
                ListColumn(name="state", title=translate(N_("State")), kind="text"),
                ListColumn(name="task_done_on", title=translate(N_("Done on")), kind="date"),
                ListColumn(name="task_points", title=translate(N_("Weight (points)")), kind="integer"),
            ),
            rows=rows,
            total=len(chosen),
        )


def state_words(standing: Standing) -> str:
    """How a task stands, in words; days are working days."""
    days = standing.working_days
    if standing.state == LATE:
        words = translate_count("late by {count} working day", "late by {count} working days", days)
        return words.format(count=days)
    if standing.state in (SOON, COMING):
        words = translate_count("{count} working day left", "{count} working days left", days)
        return words.format(count=days)
    return translate(_STATE_WORDS[standing.state])
