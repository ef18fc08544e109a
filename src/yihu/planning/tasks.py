"""The task book: what has to be done until when, by whom; what is late, on the Chinese working calendar."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta
from typing import Any

from yihu.register.read import typed
from yihu.register.working_days import is_known, is_working_day, working_days_between

TASK = "task"
OPEN, DONE, DROPPED = "open", "done", "dropped"
HELPER, UNIT, PERSON = "helper", "unit", "person"
_MONTHS = {"monthly": 1, "quarterly": 3}
SOON_WORKING_DAYS = 5
_TEXTS = (
    *("title", "kind", "repeat", "after", "owner_kind", "helper", "unit"),
    *("person", "village", "state", "proof", "drop_reason", "note"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One task. Dates are ISO, empty while unknown.

    Attributes:
        subject: its id. division_code: where it belongs.
        kind: code of `task_kind`. points: its weight; 1 where nobody said.
        owner_kind: code of `task_owner_kind`; helper: a helper's id; unit, person: as written.
        village: 12-digit code; empty where it isn't about one village.
        repeat: code of `task_repeat`. first_on: the first deadline of those that repeat. after: id of the one before.
        state: code of `task_state`.
    """

    subject: str
    division_code: str = ""
    title: str = ""
    kind: str = ""
    due_on: str = ""
    repeat: str = "none"
    first_on: str = ""
    after: str = ""
    points: int = 1
    owner_kind: str = ""
    helper: str = ""
    unit: str = ""
    person: str = ""
    village: str = ""
    state: str = OPEN
    done_on: str = ""
    proof: str = ""
    drop_reason: str = ""
    note: str = ""

    @property
    def until(self) -> str:
        """The day by which it has to be done: a deadline on a day off lasts until the next working day."""
        return working_day_from(date.fromisoformat(self.due_on)).isoformat() if self.due_on else ""


def read_task(subject: str, division_code: str, properties: Mapping[str, str]) -> Task:
    """A task out of its record. Text that isn't what its property holds is unknown; nothing raises."""
    known: dict[str, Any] = {
        name: properties[f"task_{name}"] for name in _TEXTS if properties.get(f"task_{name}")
    }
    for name in ("due_on", "first_on", "done_on"):
        day = typed(f"task_{name}", properties.get(f"task_{name}", ""))
        known[name] = day if isinstance(day, str) else ""
    points = typed("task_points", properties.get("task_points", ""))
    if isinstance(points, int):
        known["points"] = points
    return Task(subject=subject, division_code=division_code, **known)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a task stands on a day.

    Attributes:
        state: `late`, `today`, `soon` (within five working days), `coming`, `done`, `done_late`, `dropped`, or
            `undated` for an open one whose deadline can't be read.
        working_days: left until its last day, or since then where it is late; 0 without meaning elsewhere.
        calendar_known: whether the holidays of that year are in the table; else only weekends are free.
    """

    task: Task
    state: str
    until: str = ""
    working_days: int = 0
    calendar_known: bool = True


LATE, TODAY, SOON, COMING, DONE_LATE, UNDATED = "late", "today", "soon", "coming", "done_late", "undated"
_ORDER = (LATE, TODAY, SOON, COMING, UNDATED, DONE, DONE_LATE, DROPPED)


def standing_of(task: Task, today: date) -> Standing:
    """How a task stands today. Pure: the same on every laptop of that day."""
    until = task.until
    known = is_known(date.fromisoformat(until)) if until else True
    if task.state == DROPPED:
        return Standing(task=task, state=DROPPED, until=until, calendar_known=known)
    if task.state == DONE:
        late = bool(until) and bool(task.done_on) and task.done_on > until
        return Standing(task=task, state=DONE_LATE if late else DONE, until=until, calendar_known=known)
    if not until:
        return Standing(task=task, state=UNDATED)
    last = date.fromisoformat(until)
    if last < today:
        days = working_days_between(last, today)
        return Standing(task=task, state=LATE, until=until, working_days=days, calendar_known=known)
    days = working_days_between(today, last)
    state = TODAY if last == today else SOON if days <= SOON_WORKING_DAYS else COMING
    return Standing(task=task, state=state, until=until, working_days=days, calendar_known=known)


def standings_of(tasks: Iterable[Task], today: date) -> tuple[Standing, ...]:
    """All, late ones first, then by their last day."""
    found = (standing_of(task, today) for task in tasks)
    return tuple(
        sorted(
            found, key=lambda each: (_ORDER.index(each.state), each.until, each.task.title, each.task.subject)
        )
    )


def working_day_from(day: date) -> date:
    """The day itself where people work on it, else the next one on which they do."""
    while not is_working_day(day) and day < date.max:
        day += timedelta(days=1)
    return day


def next_deadline(task: Task) -> str:
    """When a task that repeats is due again: the day of the month of its first deadline, or the month's last one.

    Empty for one that doesn't, whose deadline can't be read, or beyond the calendar.
    """
    months = _MONTHS.get(task.repeat)
    if not months or not task.due_on:
        return ""
    due = date.fromisoformat(task.due_on)
    first = date.fromisoformat(task.first_on or task.due_on)
    year, month = divmod(due.year * 12 + due.month - 1 + months, 12)
    return _in_month(year, month + 1, first.day).isoformat() if year <= MAXYEAR else ""


def _in_month(year: int, month: int, day: int) -> date:
    following = date(year, 12, 31) if month == 12 else date(year, month + 1, 1) - timedelta(days=1)
    return date(year, month, min(day, following.day))


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """What tasks come to. Points are of tasks that were not dropped."""

    open: int = 0
    late: int = 0
    done: int = 0
    done_late: int = 0
    dropped: int = 0
    points: int = 0
    points_done: int = 0

    @property
    def in_all(self) -> int:
        """Tasks that count: those no longer needed don't."""
        return self.open + self.done


def totals_of(standings: Iterable[Standing]) -> Totals:
    """How many are open (late ones among them), done (late ones among them) and dropped, and their points."""
    counted: Counter[str] = Counter()
    for each in standings:
        name = {DONE: "done", DONE_LATE: "done", DROPPED: "dropped"}.get(each.state, "open")
        counted[name] += 1
        counted[each.state] += each.state in (LATE, DONE_LATE)
        if name != "dropped":
            counted["points"] += each.task.points
            counted["points_done"] += each.task.points * (name == "done")
    names = ("open", "late", "done", "done_late", "dropped", "points", "points_done")
    return Totals(**{name: counted[name] for name in names})


def by_owner(standings: Iterable[Standing]) -> dict[tuple[str, str], tuple[Standing, ...]]:
    """Owner (kind, and id of a helper or name as written) -> tasks; ("", "") for those nobody has."""
    return _grouped(standings, owner_of)


def by_village(standings: Iterable[Standing]) -> dict[str, tuple[Standing, ...]]:
    """Village code -> tasks; empty for those about no single village."""
    return _grouped(standings, lambda task: task.village)


def by_unit(standings: Iterable[Standing]) -> dict[str, tuple[Standing, ...]]:
    """Unit as written -> tasks; empty for those without one."""
    return _grouped(standings, lambda task: task.unit)


def owner_of(task: Task) -> tuple[str, str]:
    """Who has to do it: kind and what names them."""
    named = {HELPER: task.helper, UNIT: task.unit, PERSON: task.person}.get(task.owner_kind, "")
    return (task.owner_kind, named) if named else ("", "")


def _grouped(standings: Iterable[Standing], key: Any) -> dict[Any, tuple[Standing, ...]]:
    found: dict[Any, list[Standing]] = {}
    for each in standings:
        found.setdefault(key(each.task), []).append(each)
    return {name: tuple(found[name]) for name in sorted(found)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day of a month's timetable, with the tasks whose last day it is."""

    on: date
    working: bool
    tasks: tuple[Standing, ...] = ()


def month_of(standings: Iterable[Standing], year: int, month: int) -> tuple[Day, ...]:
    """A month, day by day. ValueError for a month that isn't."""
    day, found = date(year, month, 1), []
    by_day: dict[str, list[Standing]] = {}
    for each in standings:
        if each.until and each.state != DROPPED:
            by_day.setdefault(each.until, []).append(each)
    while day.month == month:
        found.append(Day(on=day, working=is_working_day(day), tasks=tuple(by_day.get(day.isoformat(), ()))))
        if day == date.max:
            break
        day += timedelta(days=1)
    return tuple(found)
