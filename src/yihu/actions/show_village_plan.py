"""A village's plan, its projects and what household plans make of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from yihu.actions.divisions import divisions_of
from yihu.actions.errors import VillageCodeWrong
from yihu.actions.reading import find_row, plan_of
from yihu.actions.workspace import Workspace
from yihu.base.errors import UserError
from yihu.base.i18n import N_
from yihu.planning.funds import GRANT, read_grant
from yihu.planning.projects import PROJECT, Carried, Project, carried_out, read_project
from yihu.planning.village_plan import (
    VILLAGE_PLAN,
    FiveYears,
    Item,
    VillagePlan,
    five_years,
    items_of_measures,
    read_village_plan,
)
from yihu.register.masking import mask_value
from yihu.register.subjects import village_subject_id
from yihu.storage.rows import HouseholdQuery

if TYPE_CHECKING:
    from yihu.storage.rows import ListedRecord

_CODE = re.compile("[0-9]{12}")
_WHOLE_DIVISION = "000"
"""The end of a township's, county's or city's code."""

_PAGE = 500
_PLAN_WORDS = ("background", "goal", "group", "leader", "secretary", "remarks")
_ITEM_WORDS = ("title", "unit", "fund", "responsible", "remarks")
_PROJECT_WORDS = ("name", "unit", "responsible", "stop_reason", "remarks")


class ItemUnknown(UserError):
    """An item that is not, or no longer, in the village's plan."""

    code = "item-unknown"
    message = N_("The village plan has no such item.")
    advice = N_("Look at the plan again. Nothing was changed.")


class ProjectUnknown(UserError):
    """A project that is not, or no longer, in the village."""

    code = "project-unknown"
    message = N_("The village has no such project.")
    advice = N_("Look at the list of projects again. Nothing was changed.")


@dataclass(frozen=True, slots=True, kw_only=True)
class VillagePlanView:
    """One village's plan with all that belongs to it.

    Attributes:
        code, village, township: which one. subject: its document.
        begun: whether anything of the plan was written yet. conflicts: answers with several values.
        projects: by the order of their making. carried: item row -> what its projects make of it.
        granted: project record -> fen that funds paid for it.
        today: ISO date that lateness is told by.
    """

    code: str
    village: str
    township: str
    subject: str
    today: str
    begun: bool = False
    conflicts: int = 0
    plan: VillagePlan = field(default_factory=VillagePlan)
    projects: tuple[Project, ...] = ()
    carried: Mapping[str, Carried] = field(default_factory=dict)
    granted: Mapping[str, int] = field(default_factory=dict)
    years: FiveYears = field(default_factory=lambda: FiveYears(years=(), cells={}))

    def late(self) -> tuple[Project, ...]:
        """Projects that should be further than they are."""
        return tuple(project for project in self.projects if project.is_late(self.today))

    def item(self, row: str) -> Item | None:
        """One of its items, also one that was taken out."""
        return next((item for item in (*self.plan.items, *self.plan.dropped) if item.row == row), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class VillagePlanLine:
    """One village in the list of plans.

    Attributes:
        households: in the register. planned: those with a plan of their own.
        items, fen: of the village's plan; state: of it, empty where none was begun.
        projects, late: how many.
    """

    code: str
    village: str
    township: str
    households: int = 0
    items: int = 0
    fen: int = 0
    state: str = ""
    projects: int = 0
    late: int = 0


def show_village_plan(workspace: Workspace, village_code: str) -> VillagePlanView:
    """The plan of a village; an empty one where none was begun. Raises VillageCodeWrong."""
    subject, (village, township) = subject_of(village_code), names_of_village(workspace, village_code)
    now = workspace.clock.now()
    today = now.date().isoformat()
    record = next(iter(workspace.store.listed(VILLAGE_PLAN, subject=subject)), None)
    plan = _plan(village_code, record)
    projects = list_projects(workspace, village_code)
    return VillagePlanView(
        code=village_code,
        village=village,
        township=township,
        subject=subject,
        today=today,
        begun=record is not None,
        conflicts=record.conflicts if record else 0,
        plan=plan,
        projects=projects,
        carried=_carried(plan, projects, today),
        granted=_granted(workspace, subject) if projects else {},
        years=five_years(plan, now.year),
    )


def list_village_plans(workspace: Workspace, within: str = "") -> tuple[VillagePlanLine, ...]:
    """All villages of the register and those with a plan, by code. `within`: what the code begins with."""
    today = workspace.clock.now().date().isoformat()
    store = workspace.store
    plans = {
        one.village_code: _plan(one.village_code, one) for one in store.listed(VILLAGE_PLAN, within=within)
    }
    projects: dict[str, list[Project]] = {}
    for record in store.listed(PROJECT, within=within):
        projects.setdefault(record.village_code, []).append(_project(record))
    rows = {row.code: row for row in store.villages() if row.code.startswith(within)}
    names = divisions_of(store) if plans.keys() - rows.keys() else None
    lines = []
    for code in sorted({*rows, *plans, *projects}):
        row, known = rows.get(code), names.get(code) if names else None
        plan, own = plans.get(code), projects.get(code, [])
        lines.append(
            VillagePlanLine(
                code=code,
                village=row.name if row else known.name if known else code,
                township=row.township if row else known.township if known else "",
                households=row.households if row else 0,
                items=len(plan.items) if plan else 0,
                fen=sum(item.now.fen or 0 for item in plan.items) if plan else 0,
                state=plan.state if plan else "",
                projects=len(own),
                late=sum(project.is_late(today) for project in own),
            )
        )
    return tuple(line for line in lines if line.code)


def list_projects(workspace: Workspace, village_code: str) -> tuple[Project, ...]:
    """A village's projects, the oldest first. Raises VillageCodeWrong."""
    records = workspace.store.listed(PROJECT, subject=subject_of(village_code))
    return tuple(_project(record) for record in sorted(records, key=lambda each: each.record))


def village_items_of(workspace: Workspace, household_id: str) -> dict[str, Item]:
    """Measure row of a household's plan in force -> the item of its village that it belongs to.

    Raises HouseholdUnknown.
    """
    row = find_row(workspace, household_id)
    plan = plan_of(workspace, workspace.store.document(row.id))
    if plan is None or not _CODE.fullmatch(row.village_code):
        return {}
    record = next(
        iter(workspace.store.listed(VILLAGE_PLAN, subject=village_subject_id(row.village_code))), None
    )
    rows = [measure.row for measure in plan.measures]
    return items_of_measures(_plan(row.village_code, record), row.id, rows)


def list_item_households(workspace: Workspace, village_code: str, row: str) -> tuple[tuple[str, str], ...]:
    """Id and head of the households whose plans an item was gathered from. Raises VillageCodeWrong, ItemUnknown."""
    item = show_village_plan(workspace, village_code).item(row)
    if item is None:
        raise ItemUnknown
    found, after = list[tuple[str, str]](), ""
    query = HouseholdQuery(village=village_code)
    while item.sources and (page := workspace.store.households(query, after, _PAGE)):
        found += [
            (each.id, mask_value("head_name", each.head_name)) for each in page if item.is_from(each.id)
        ]
        after = page[-1].id
    return tuple(found)


def subject_of(village_code: str) -> str:
    """The document of a village. Raises VillageCodeWrong."""
    if not _CODE.fullmatch(village_code) or village_code.endswith(_WHOLE_DIVISION):
        raise VillageCodeWrong
    return village_subject_id(village_code)


def names_of_village(workspace: Workspace, village_code: str) -> tuple[str, str]:
    """Village and township as the register writes them, else as the list of villages does; the code for an unknown one."""
    rows = workspace.store.households(HouseholdQuery(village=village_code), limit=1)
    if rows:
        return rows[0].village, rows[0].township
    known = divisions_of(workspace.store).get(village_code)
    return (known.name, known.township) if known else (village_code, "")


def shown_item(item: Item) -> Item:
    """An item with numbers that people wrote into its words hidden."""
    return replace(item, **_masked(item, _ITEM_WORDS))


def _plan(code: str, record: ListedRecord | None) -> VillagePlan:
    """A plan as it is shown: long numbers in its words are hidden, as everywhere."""
    if record is None:
        return VillagePlan(code=code)
    plan = read_village_plan(code, record.properties, record.rows)
    return replace(
        plan,
        **_masked(plan, _PLAN_WORDS),
        items=tuple(map(shown_item, plan.items)),
        dropped=tuple(map(shown_item, plan.dropped)),
    )


def _project(record: ListedRecord) -> Project:
    project = read_project(record.subject, record.record, record.properties, record.rows)
    steps = tuple(replace(step, **_masked(step, ("what",))) for step in project.milestones)
    return replace(project, **_masked(project, _PROJECT_WORDS), milestones=steps)


def _masked(record: Any, names: Iterable[str]) -> dict[str, Any]:
    return {name: mask_value(name, getattr(record, name)) for name in names}


def _carried(plan: VillagePlan, projects: Iterable[Project], today: str) -> dict[str, Carried]:
    own: dict[str, list[Project]] = {}
    for project in projects:
        own.setdefault(project.item, []).append(project)
    return {item.row: carried_out(own[item.row], today, item.unit) for item in plan.items if item.row in own}


def _granted(workspace: Workspace, subject: str) -> dict[str, int]:
    """What funds paid for this village's projects, less what came back."""
    paid: Counter[str] = Counter()
    for record in workspace.store.listed(GRANT):
        grant = read_grant(record.subject, record.record, record.properties)
        owner, _, project = grant.project.partition("/")
        if owner == subject and grant.was_paid:
            paid[project] += grant.spent_fen
    return dict(paid)
