"""All that a household's page shows, with the one next step of its work."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from yihu.actions.list_conflicts import Conflict
from yihu.actions.workspace import Workspace

if TYPE_CHECKING:
    from yihu.planning.plan import Plan
    from yihu.register.checks import Finding
    from yihu.register.household import Household
    from yihu.storage import Event, HouseholdRow


class StepKind(StrEnum):
    """The steps of the work on one household, in the order in which they come first."""

    RESOLVE = "resolve"
    CONTINUE = "continue"
    BEGIN = "begin"
    CHECK = "check"
    PLAN = "plan"
    SIGN = "sign"
    VISIT_AGAIN = "visit_again"


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """The one next thing to do.

    Attributes:
        sentence: msgid, what is to be done ("Two answers differ: please choose").
        reason: msgid, why and what is safe.
        button: msgid of the verb on the button.
        parameters: fill `{places}` of all three (`count`, `percent`).
    """

    kind: StepKind
    sentence: str
    reason: str
    button: str
    parameters: dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdView:
    """One household with everything around it.

    Attributes:
        plan: None while no plan was begun.
        line_yuan: monitoring line (yuan per head and year) in force; None when the table has none.
        line_source: where the line is from, as the table says.
        events: the newest first.
        findings: of `register.checks`, without those waived.
        has_draft: an interview was begun and not finished.
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


def show_household(workspace: Workspace, household_id: str) -> HouseholdView:
    """Everything the page of one household shows.

    Raises:
        HouseholdUnknown: no such household here.
    """
    raise NotImplementedError
