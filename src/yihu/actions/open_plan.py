"""The plan's desk: the one plan of a household with all that helps to make it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from yihu.actions.open_visit import Interview
from yihu.actions.workspace import Workspace

if TYPE_CHECKING:
    from yihu.planning import Suggestion
    from yihu.planning.plan import Plan
    from yihu.register.household import Household


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDesk:
    """A plan being made. Each action on it returns a new desk around the same interview.

    All figures are yuan per head and year; None is unknown.

    Attributes:
        interview: on form `plan`, record `plan`; edit measures through `interview.session` + `save_answer`,
            then `refresh_plan`.
        plan: as it stands now, drafts included.
        suggestions: not yet adopted ones first come first.
        now_yuan: net income per head, last year.
        expected_low_yuan, expected_high_yuan: after the measures.
        line_yuan: monitoring line.
        read_only: agreed and signed plans; `revise_plan` begins the next version.
    """

    interview: Interview
    household: Household
    plan: Plan
    suggestions: tuple[Suggestion, ...]
    now_yuan: Decimal | None
    expected_low_yuan: Decimal | None
    expected_high_yuan: Decimal | None
    line_yuan: Decimal | None
    read_only: bool


def open_plan(workspace: Workspace, household_id: str) -> PlanDesk:
    """Open the household's one plan; begins version 1 when there is none.

    Raises:
        HouseholdUnknown, SurveyMissing (nothing to base a plan on yet).
    """
    raise NotImplementedError


def refresh_plan(workspace: Workspace, desk: PlanDesk) -> PlanDesk:
    """The desk after its interview was answered: plan, figures and suggestions anew."""
    raise NotImplementedError


def revise_plan(workspace: Workspace, household_id: str) -> PlanDesk:
    """Make the plan again: the next version of the same plan, begun with the measures of the last."""
    raise NotImplementedError


def leave_plan(workspace: Workspace, desk: PlanDesk) -> bool:
    """Seal what was changed, to go on later; False when nothing was."""
    raise NotImplementedError
