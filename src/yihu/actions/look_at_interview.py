"""An open interview of a household as the register would read it now: its income and what is in doubt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from yihu.actions.open_visit import Interview
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


def looks_at(workspace: Workspace, interview: Interview) -> Callable[[], LookedAt] | None:
    """What looks at this interview whenever it is called; None for questionnaires that aren't the survey.

    What other records hold (the plan) is read once: it doesn't change while the survey is asked.
    """
    if interview.record != HOUSEHOLD:
        return None
    document = workspace.store.document(interview.household_id)
    plan, maps = plan_of(workspace, document), workspace.library.property_maps()
    profiles = workspace.library.profiles()

    def look() -> LookedAt:
        answers = {**interview.remarks.values(), **_marks(interview), **interview.session.answers()}
        values = {f"{interview.record}/{key}": value for key, value in answers.items()}
        household = read_household(interview.household_id, values, maps, profiles)
        line = line_of(workspace, household)
        return LookedAt(
            household=household,
            income=explain_income(household),
            findings=all_doubts(household, plan, line.yuan if line else None),
        )

    return look


def _marks(interview: Interview) -> dict[str, str | int | bool | None]:
    """What stands beside the answers and no form asks for: the rules of a record."""
    return {key: value for key, value in interview.kept.items() if key == "_profile"}
