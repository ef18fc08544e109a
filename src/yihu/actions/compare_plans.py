"""A household's drafts and versions beside each other, and the choice between them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from yihu.actions.errors import ConflictChanged, PlanNotAgreed, PlanUnknown
from yihu.actions.list_records import with_drafts
from yihu.actions.permission import guarded
from yihu.actions.reading import PLAN, find_row, household_of
from yihu.actions.workspace import Workspace
from yihu.actions.write_file import explained
from yihu.planning import Plan, expected_income, read_plans
from yihu.planning.in_force import IN_FORCE, lies_in
from yihu.planning.standing import standing_of, without_steps
from yihu.register.masking import mask_record

if TYPE_CHECKING:
    from yihu.planning import Expectation
    from yihu.register.household import Household
    from yihu.storage.rows import Event

CHOSEN = "plan_chosen"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanLine:
    """One plan beside the others; numbers in its words are masked.

    Attributes:
        number: 1 for the oldest.
        standing: `in_force`, `draft` (may still be chosen), `former` (an earlier version), `aside` (not chosen).
        person, laptop, at_ms: who wrote in it last, where, when; "" and 0 before it was sealed.
        cost_yuan: money put in.
    """

    number: int
    plan: Plan
    standing: str
    expectation: Expectation
    cost_yuan: Decimal
    person: str = ""
    laptop: str = ""
    at_ms: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanComparison:
    """All plans of a household, the oldest first.

    Attributes:
        undecided: two laptops say that different plans hold. heads: what was known, for `choose_plan`.
    """

    household: Household
    lines: tuple[PlanLine, ...]
    undecided: bool
    heads: tuple[str, ...]

    def in_force(self) -> PlanLine | None:
        """The one that holds; None without any plan."""
        return next((one for one in self.lines if one.standing == "in_force"), None)

    def line(self, name: str) -> PlanLine:
        """By number or by record. Raises PlanUnknown."""
        found = (one for one in self.lines if name in (str(one.number), one.plan.record))
        line = next(found, None)
        if line is None:
            raise PlanUnknown
        return line


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceReport:
    """The plan that holds now; the others stay readable. `changeset_id`: the choice, to be taken back."""

    household_id: str
    record: str
    former: str
    changeset_id: str


def compare_plans(workspace: Workspace, household_id: str) -> PlanComparison:
    """The drafts and versions of a household's plan with what each costs and brings.

    Those that another one contains, less far on its way, are left out. Raises HouseholdUnknown.
    """
    find_row(workspace, household_id)
    store = workspace.store
    document, events = store.document(household_id), store.history(household_id)
    values = with_drafts(document.values, store.drafts(household_id))
    household = household_of(workspace, document)
    plans = without_steps(read_plans(household_id, values, workspace.library.property_maps()))
    chosen = next((plan for plan in plans if plan.in_force), None)
    lines = [
        _line(workspace, number, plan, chosen or plan, household, events)
        for number, plan in enumerate(plans, 1)
    ]
    return PlanComparison(
        household=mask_record(household),
        lines=tuple(lines),
        undecided=any(conflict.path == IN_FORCE for conflict in document.conflicts),
        heads=document.heads,
    )


@guarded
def choose_plan(
    workspace: Workspace, household_id: str, record: str, heads: Collection[str] | None = None
) -> ChoiceReport:
    """Say which plan is the household's one plan, whole; the others stay as they are, to be read.

    Args:
        heads: `PlanComparison.heads`, what the person had seen; None: all there is.

    Raises:
        HouseholdUnknown, PlanUnknown.
        PlanNotAgreed: a draft can't take the place of an agreed or signed plan before it is agreed itself,
            unless two laptops disagree on which one holds.
        ConflictChanged: something came in that the person was not shown.
    """
    find_row(workspace, household_id)
    store = workspace.store
    if heads is not None and tuple(heads) != tuple(store.document(household_id).heads):
        raise ConflictChanged
    store.seal(household_id, "plan")
    document = store.document(household_id)
    plans = read_plans(household_id, document.values, workspace.library.property_maps())
    wanted = next((plan for plan in plans if plan.record == record), None)
    former = next((plan for plan in plans if plan.in_force), None)
    if wanted is None or former is None:
        raise PlanUnknown
    undecided = any(conflict.path == IN_FORCE for conflict in document.conflicts)
    if wanted.state == "draft" and former.state != "draft" and not undecided:
        raise PlanNotAgreed
    form = workspace.library.form(PLAN)
    with explained(workspace.folder):
        written = store.write(household_id, {IN_FORCE: record}, f"{form.id}@{form.version}", CHOSEN)
    return ChoiceReport(
        household_id=household_id, record=record, former=former.record, changeset_id=written.id
    )


def _line(
    workspace: Workspace,
    number: int,
    plan: Plan,
    chosen: Plan,
    household: Household,
    events: Collection[Event],
) -> PlanLine:
    touching = [
        event for event in events if any(lies_in(change.path, plan.record) for change in event.changes)
    ]
    last = touching[-1] if touching else None
    return PlanLine(
        number=number,
        plan=mask_record(plan),
        standing=standing_of(plan, chosen),
        expectation=expected_income(household, plan),
        cost_yuan=plan.cost_yuan(),
        person=last.person if last else workspace.person,
        laptop=last.laptop if last else "",
        at_ms=last.at_ms if last else 0,
    )
