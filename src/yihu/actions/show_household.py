"""All that a household's page shows, with the one next step of its work."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from yihu.actions.list_checks import shared_with
from yihu.actions.list_conflicts import Conflict, list_conflicts
from yihu.actions.list_records import RecordView, list_records, with_drafts
from yihu.actions.next_step import NextStep, next_step
from yihu.actions.reading import HOUSEHOLD, find_row, household_of, line_of, plans_of
from yihu.actions.remarks import count_to_check
from yihu.actions.reveal import mask_event
from yihu.actions.workspace import Workspace
from yihu.base.i18n import N_
from yihu.planning.doubts import all_doubts
from yihu.planning.in_force import lies_in
from yihu.planning.standing import plan_at_hand, without_steps
from yihu.register.checks import Finding
from yihu.register.masking import mask_record, mask_value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yihu.planning.plan import Plan
    from yihu.register.household import Household
    from yihu.storage.rows import Event, HouseholdRow

AGREEING = frozenset(("plan_agreed", "plan_signed"))
ADDED_SINCE = N_(
    "The plan has measures that came from another laptop and were not in it when it was agreed: {count}. "
    "Make the plan again and have it signed."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdView:
    """One household with everything around it.

    Attributes:
        household, plan, events: ID, telephone and account numbers in them are masked; `reveal` shows them.
        plan: the one in force; None while no plan was begun. plans: how many drafts and versions there are.
        line_yuan: monitoring line (yuan per head and year) in force; None when the table has none.
        line_source: where the line is from, as the table says.
        events: the newest first.
        findings: of `register.checks`, also what it shares with other households and must not.
        waived: findings that a person said are right as they are (`Finding.waived`: why); they don't count.
        has_draft: an interview was begun and not finished.
        to_check: how many answers of all its questionnaires are marked as to be checked.
        records: its questionnaires beside survey and plan, the newest first.
    """

    household: Household
    plan: Plan | None
    row: HouseholdRow
    events: tuple[Event, ...]
    next_step: NextStep
    conflicts: tuple[Conflict, ...]
    findings: tuple[Finding, ...]
    line_yuan: Decimal | None
    line_source: str | None
    has_draft: bool
    to_check: int = 0
    records: tuple[RecordView, ...] = ()
    waived: tuple[Finding, ...] = ()
    plans: int = 0


def show_household(workspace: Workspace, household_id: str) -> HouseholdView:
    """Everything the page of one household shows.

    Raises:
        HouseholdUnknown: no such household here.
    """
    row = find_row(workspace, household_id)
    document = workspace.store.document(household_id)
    household, plans = household_of(workspace, document), plans_of(workspace, document)
    plan = next((plan for plan in plans if plan.in_force), None)
    line = line_of(workspace, household)
    drafts, events = workspace.store.drafts(household_id), workspace.store.history(household_id)
    doubts = (*all_doubts(household, plan, line.yuan if line else None), *shared_with(workspace, household))
    findings = (*(each for each in doubts if not each.waived), *measures_not_agreed(plan, events))
    surveying = any(draft.record == HOUSEHOLD for draft in drafts)
    step = next_step(
        row,
        conflicts=len(document.conflicts),
        contradictions=sum(finding.severity == "error" for finding in findings),
        has_draft=surveying,
        plan=plan_at_hand(plans),
    )
    return HouseholdView(
        household=mask_record(household),
        plan=mask_record(plan) if plan else None,
        plans=len(without_steps(plans)),
        row=row,
        events=tuple(mask_event(workspace, event) for event in reversed(events)),
        next_step=step,
        conflicts=list_conflicts(workspace, household_id) if document.conflicts else (),
        findings=findings,
        line_yuan=line.yuan if line else None,
        line_source=line.source if line else None,
        has_draft=surveying or row.visit_state == "in_progress",
        to_check=count_to_check(with_drafts(document.values, drafts)),
        records=list_records(workspace, document, events, drafts),
        waived=tuple(replace(each, waived=mask_value("", each.waived)) for each in doubts if each.waived),
    )


def measures_not_agreed(plan: Plan | None, events: Sequence[Event]) -> tuple[Finding, ...]:
    """Measures that another laptop added while the plan was agreed or signed here. `events`: oldest first.

    A changed measure shows as two differing answers; a new one differs from nothing.
    """
    if plan is None or plan.state == "draft":
        return ()
    sealed = next(
        (
            event
            for event in reversed(events)
            if event.kind in AGREEING and any(lies_in(change.path, plan.record) for change in event.changes)
        ),
        None,
    )
    if sealed is None:
        return ()
    agreed = {change.path.rpartition("/")[0].rpartition("/")[2] for change in sealed.changes}
    added = sum(measure.row not in agreed for measure in plan.measures)
    if not added:
        return ()
    return (Finding(rule="Y90", severity="warning", message=ADDED_SINCE, parameters={"count": added}),)
