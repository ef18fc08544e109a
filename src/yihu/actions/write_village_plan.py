"""Work on a village's plan: gather it from the household plans, write items and projects."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from yihu.actions.paper_contents import village_rows
from yihu.actions.permission import guarded
from yihu.actions.reading import household_of, plan_of
from yihu.actions.show_village_plan import (
    ItemUnknown,
    ProjectUnknown,
    list_projects,
    names_of_village,
    show_village_plan,
    shown_item,
    subject_of,
)
from yihu.actions.subjects import RecordAnswers, fill_records
from yihu.actions.workspace import Workspace
from yihu.base.i18n import language
from yihu.base.ids import new_id
from yihu.base.progress import Progress, Silent
from yihu.planning.gathering import AT_LEAST, NEW, Gathering, answers_of, gather, needs_of
from yihu.planning.projects import PROJECT
from yihu.planning.village_plan import DROPPED, ITEM, PLANNED, VILLAGE_PLAN

if TYPE_CHECKING:
    from yihu.planning.gathering import Need

_WITH_PLAN = ("draft", "agreed", "signed")


def preview_gathering(
    workspace: Workspace, village_code: str, at_least: int = AT_LEAST, progress: Progress | None = None
) -> Gathering:
    """What the household plans would make of the village's plan; nothing is changed.

    `at_least`: households that must need something before it becomes an item. Raises VillageCodeWrong, Cancelled.
    """
    return _shown(_look(workspace, village_code, at_least, progress))


@guarded
def gather_village_plan(
    workspace: Workspace,
    village_code: str,
    at_least: int = AT_LEAST,
    *,
    only: Collection[str] | None = None,
    progress: Progress | None = None,
) -> Gathering:
    """Bring what the household plans need into the village's plan; what was done.

    `only`: rows of the items that are to come or change; None: all. Raises VillageCodeWrong, RoleForbids, Cancelled.
    """
    gathering = _look(workspace, village_code, at_least, progress)
    wanted = [one for one in gathering.writes() if only is None or one.item.row in only]
    answers = {
        f"{ITEM}/{one.item.row}/{name}": text
        for one in wanted
        for name, text in answers_of(one.item, new=one.kind == NEW).items()
    }
    if wanted:
        _write(workspace, village_code, answers, [one.item.row for one in wanted])
    return Gathering(items=tuple(wanted), few=gathering.few, plans=gathering.plans, drafts=gathering.drafts)


@guarded
def write_village_plan(workspace: Workspace, village_code: str, answers: Mapping[str, Any]) -> str:
    """Answer questions of the plan itself (`vplan_background`, `vplan_goal` ...); the village's document.

    Raises VillageCodeWrong, RecordRefused, RoleForbids.
    """
    return _write(workspace, village_code, answers)


@guarded
def add_item(workspace: Workspace, village_code: str, answers: Mapping[str, Any]) -> str:
    """Write a new item; its row. `answers`: `item_direction`, `item_title` ... Raises as `write_village_plan`."""
    row = new_id(workspace.clock, workspace.random)
    _write(workspace, village_code, _of_row(row, answers), [row])
    return row


@guarded
def change_item(workspace: Workspace, village_code: str, row: str, answers: Mapping[str, Any]) -> None:
    """Change what is given of an item. Raises ItemUnknown, and as `write_village_plan`."""
    if show_village_plan(workspace, village_code).item(row) is None:
        raise ItemUnknown
    _write(workspace, village_code, _of_row(row, answers))


@guarded
def drop_item(workspace: Workspace, village_code: str, row: str, *, back: bool = False) -> None:
    """Take an item out of the plan, or bring it `back`. Gathering leaves out what was taken out.

    Raises ItemUnknown, and as `write_village_plan`.
    """
    change_item(workspace, village_code, row, {"item_state": PLANNED if back else DROPPED})


@guarded
def write_project(
    workspace: Workspace, village_code: str, answers: Mapping[str, Any], record: str | None = None
) -> str:
    """Write a project, a new one without `record`; its record.

    `answers`: `project_name`, `project_direction` ..., `milestone`: list of such. Raises ProjectUnknown,
    ItemUnknown, and as `write_village_plan`.
    """
    subject = subject_of(village_code)
    if not show_village_plan(workspace, village_code).begun:
        _write(workspace, village_code, {})  # a village is called by what its plan says
    if record is not None and record not in {each.record for each in list_projects(workspace, village_code)}:
        raise ProjectUnknown
    item = answers.get("project_item")
    if item and show_village_plan(workspace, village_code).item(str(item)) is None:
        raise ItemUnknown
    written = RecordAnswers(
        subject=subject, form_id=PROJECT, answers=answers, record=record, division_code=village_code
    )
    return fill_records(workspace, [written])[0]


def _of_row(row: str, answers: Mapping[str, Any]) -> dict[str, Any]:
    return {f"{ITEM}/{row}/{name}": value for name, value in answers.items()}


def _write(
    workspace: Workspace, village_code: str, answers: Mapping[str, Any], rows: Collection[str] = ()
) -> str:
    subject, (village, _) = subject_of(village_code), names_of_village(workspace, village_code)
    written = RecordAnswers(
        subject=subject,
        form_id=VILLAGE_PLAN,
        answers={"vplan_village": village, **answers},
        division_code=village_code,
        rows={ITEM: tuple(rows)},
    )
    fill_records(workspace, [written])
    return subject


def _look(workspace: Workspace, village_code: str, at_least: int, progress: Progress | None) -> Gathering:
    plan = show_village_plan(workspace, village_code).plan
    needs = _needs(workspace, village_code, progress or Silent())
    return gather(needs, plan, village=village_code, at_least=max(at_least, 1), language=language())


def _shown(gathering: Gathering) -> Gathering:
    """With numbers that people wrote into their measures hidden."""
    return replace(
        gathering,
        items=tuple(replace(one, item=shown_item(one.item)) for one in gathering.items),
        few=tuple(map(shown_item, gathering.few)),
    )


def _needs(workspace: Workspace, village_code: str, progress: Progress) -> list[Need]:
    """The measures of all plans in force in the village."""
    rows = [row for row in village_rows(workspace, village_code) if row.plan_state in _WITH_PLAN]
    found: list[Need] = []
    progress.step(0, len(rows))
    for done, row in enumerate(rows, 1):
        document = workspace.store.document(row.id)
        plan = plan_of(workspace, document)
        if plan is not None:
            household = household_of(workspace, document)
            persons = len(household.persons) or household.member_count or row.persons
            found += needs_of(row.id, persons, plan)
        progress.step(done, len(rows))
    return found
