"""Projects of a village: what carries out an item of its plan, planned against actual.

Amounts of money are whole fen; dates ISO, empty while unknown.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from yihu.planning.money import fen_of
from yihu.register.answers import Row
from yihu.register.read import typed

PROJECT, MILESTONE = "project", "milestone"
PLANNED, RUNNING, DONE, STOPPED = "planned", "running", "done", "stopped"
INDUSTRY = "industry"


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """A step of a project (节点)."""

    row: str
    what: str = ""
    due_on: str = ""
    done_on: str = ""

    def is_late(self, today: str) -> bool:
        """Whether its day has passed and it wasn't reached."""
        return bool(self.due_on) and self.due_on < today and not self.done_on


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """One project.

    Attributes:
        subject, record: where it stands. item: row of the village's item that it carries out; empty for none.
        target, actual: quantities in `unit`. budget_fen, spent_fen: None while unknown.
        gain_low_fen, gain_high_fen, gain_real_fen: gain a head and year, expected as a range, and real (industry).
        before, after: photos.
    """

    subject: str
    record: str
    direction: str = ""
    name: str = ""
    item: str = ""
    target: Decimal | None = None
    actual: Decimal | None = None
    unit: str = ""
    budget_fen: int | None = None
    spent_fen: int | None = None
    responsible: str = ""
    state: str = PLANNED
    begun_on: str = ""
    due_on: str = ""
    done_on: str = ""
    stop_reason: str = ""
    gain_low_fen: int | None = None
    gain_high_fen: int | None = None
    gain_real_fen: int | None = None
    jobs: int | None = None
    households: int | None = None
    persons: int | None = None
    before: str = ""
    after: str = ""
    remarks: str = ""
    milestones: tuple[Milestone, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done."""
        return self.state in (PLANNED, RUNNING)

    def part_done(self) -> Decimal | None:
        """Actual over target; more than 1 where more was done; None where it can't be said."""
        if not self.target or self.actual is None:
            return None
        return self.actual / self.target

    def late_milestones(self, today: str) -> tuple[Milestone, ...]:
        """Steps that should have been reached, of a project that goes on."""
        return tuple(step for step in self.milestones if step.is_late(today)) if self.is_open else ()

    def is_late(self, today: str) -> bool:
        """Whether it, or a step of it, should be done by today and isn't."""
        passed = bool(self.due_on) and self.due_on < today
        return self.is_open and (passed or bool(self.late_milestones(today)))

    def is_over_budget(self) -> bool:
        """Whether more was spent than was set aside."""
        return self.budget_fen is not None and (self.spent_fen or 0) > self.budget_fen

    def gain_standing(self) -> str:
        """The real gain a head against what was expected: `below`, `within`, `above`, or "" while unknown."""
        real, low = self.gain_real_fen, self.gain_low_fen
        high = self.gain_high_fen if self.gain_high_fen is not None else low
        if real is None or low is None or high is None:
            return ""
        return "below" if real < low else "above" if real > high else "within"

    def next_step(self) -> Milestone | None:
        """The first step that is still to be reached."""
        waiting = [step for step in self.milestones if not step.done_on]
        return min(waiting, key=lambda step: step.due_on or "9", default=None)


_FIELDS = (
    "direction",
    "name",
    "item",
    "target",
    "actual",
    "unit",
    "responsible",
    "state",
    "begun_on",
    "due_on",
    "done_on",
    "stop_reason",
    "jobs",
    "households",
    "persons",
    "before",
    "after",
    "remarks",
)
_MONEY = (
    "budget",
    "spent",
    "gain_low",
    "gain_high",
    "gain_real",
)


def read_project(
    subject: str, record: str, properties: Mapping[str, str], rows: Mapping[str, Sequence[Row]]
) -> Project:
    """A record of the form, as `register.records.Entry` has it. Gain stands only in projects of industry."""
    fields: dict[str, Any] = {}
    for name in _FIELDS:
        value = typed(f"project_{name}", properties.get(f"project_{name}", ""))
        if value is not None:
            fields[name] = value
    for name in _MONEY:
        if not name.startswith("gain") or fields.get("direction") == INDUSTRY:
            fields[f"{name}_fen"] = fen_of(properties.get(f"project_{name}_yuan"))
    steps = tuple(_milestone(row) for row in rows.get(MILESTONE, ()))
    return Project(subject=subject, record=record, milestones=steps, **fields)


def _milestone(row: Row) -> Milestone:
    read = {
        name: typed(f"milestone_{name}", row.properties.get(f"milestone_{name}", ""))
        for name in ("what", "due_on", "done_on")
    }
    return Milestone(row=row.id, **{name: str(value) for name, value in read.items() if value is not None})


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """What projects make of an item or a direction.

    Attributes:
        actual: sum in one unit. projects, done, late: how many.
    """

    projects: int = 0
    done: int = 0
    late: int = 0
    target: Decimal = Decimal(0)
    actual: Decimal = Decimal(0)
    budget_fen: int = 0
    spent_fen: int = 0


def carried_out(projects: Iterable[Project], today: str, unit: str | None = None) -> Carried:
    """Sums over projects; quantities only of those that are counted in `unit` (None: none can be added)."""
    listed = tuple(projects)
    same = [project for project in listed if unit is not None and project.unit.strip() == unit.strip()]
    return Carried(
        projects=len(listed),
        done=sum(project.state == DONE for project in listed),
        late=sum(project.is_late(today) for project in listed),
        target=sum((project.target or Decimal(0) for project in same), Decimal(0)),
        actual=sum((project.actual or Decimal(0) for project in same), Decimal(0)),
        budget_fen=sum(project.budget_fen or 0 for project in listed),
        spent_fen=sum(project.spent_fen or 0 for project in listed),
    )
