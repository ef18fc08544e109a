"""An open interview of a household as the register would read it now: its income and what is in doubt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yihu.actions.open_visit import Interview
from yihu.actions.permission import guarded
from yihu.actions.reading import HOUSEHOLD, line_of, plan_of
from yihu.actions.workspace import Workspace
from yihu.planning.doubts import all_doubts
from yihu.register.income_explained import IncomeExplained, explain_income
from yihu.register.read import read_household

if TYPE_CHECKING:
    from yihu.register.checks import Finding
    from yihu.register.household import Household


@dataclass(frozen=True, slots=True, kw_only=True)
class LookedAt:
    """One look at an open interview.

    Attributes:
        household: with the answers as they stand now.
        income: the calculation step by step.
        findings: all doubts, those that were waived too.
    """

    household: Household
    income: IncomeExplained
    findings: tuple[Finding, ...]


@guarded
def look_at_interview(workspace: Workspace, interview: Interview) -> LookedAt | None:
    """How the register would read the survey now; None for questionnaires that aren't the survey."""
    if interview.record != HOUSEHOLD:
        return None
    answers = {**interview.remarks.values(), **_marks(interview), **interview.session.answers()}
    values = {f"{interview.record}/{key}": value for key, value in answers.items()}
    library = workspace.library
    household = read_household(interview.household_id, values, library.property_maps(), library.profiles())
    plan, line = plan_of(workspace, workspace.store.document(household.id)), line_of(workspace, household)
    return LookedAt(
        household=household,
        income=explain_income(household),
        findings=all_doubts(household, plan, line.yuan if line else None),
    )


def _marks(interview: Interview) -> dict[str, str | int | bool | None]:
    """What stands beside the answers and no form asks for: the rules of a record."""
    return {key: value for key, value in interview.kept.items() if key == "_profile"}
