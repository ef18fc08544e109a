"""One plan to read, with what speaks for its causes, what the rules ask, and what is doubtful in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yihu.actions.compare_plans import PlanLine, compare_plans
from yihu.actions.errors import PlanUnknown
from yihu.actions.reading import find_row, household_of
from yihu.actions.workspace import Workspace
from yihu.planning import doubts_of_plan, required_of, suggest_measures, weigh_causes
from yihu.register.masking import mask_record

if TYPE_CHECKING:
    from yihu.planning import CausesWeighed, Plan, PlanDoubt, Requirement, Suggestion
    from yihu.register.household import Household
    from yihu.register.profile import Profile


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanView:
    """A plan as it stands.

    Attributes:
        causes: named and shown by the answers. required: by the rules the plan was made under (`rules`).
        suggestions: not in the plan yet; none for a plan that is agreed or signed.
        undecided: two laptops say that different plans hold.
    """

    household_id: str
    head_name: str
    household: Household
    line: PlanLine
    causes: CausesWeighed
    required: tuple[Requirement, ...]
    doubts: tuple[PlanDoubt, ...]
    suggestions: tuple[Suggestion, ...]
    rules: str
    undecided: bool


def show_plan(workspace: Workspace, household_id: str, name: str | None = None) -> PlanView:
    """The plan in force, or the one of a number or record (`PlanComparison.line`).

    Raises:
        HouseholdUnknown, PlanUnknown.
    """
    row = find_row(workspace, household_id)
    comparison = compare_plans(workspace, row.id)
    line = comparison.line(name) if name else comparison.in_force()
    if line is None:
        raise PlanUnknown
    household = mask_record(household_of(workspace, workspace.store.document(row.id)))
    rules = rules_of(workspace, household, line.plan)
    weighed = weigh_causes(household)
    today = workspace.clock.now().date().isoformat()
    return PlanView(
        household_id=row.id,
        head_name=household.head_name or "",
        household=household,
        line=line,
        causes=weighed,
        required=required_of((cause.code for cause in weighed.named), line.plan.measures, rules),
        doubts=doubts_of_plan(line.plan, line.expectation, rules, today),
        suggestions=suggest_measures(household, line.plan) if line.plan.state == "draft" else (),
        rules=rules.ref,
        undecided=comparison.undecided,
    )


def rules_of(workspace: Workspace, household: Household, plan: Plan) -> Profile:
    """The rules that a plan was made under: one of a former period is never judged by the new ones."""
    named = workspace.library.profiles().get(plan.profile) if plan.profile else None
    return named or household.rules
