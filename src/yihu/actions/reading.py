"""A household out of its answers, drafts of open records included where wanted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING
from uuid import UUID

from yihu.actions.errors import HouseholdUnknown
from yihu.actions.workspace import Workspace
from yihu.planning import read_plan, read_plans
from yihu.register.profile import IncomeLine
from yihu.register.read import read_household

if TYPE_CHECKING:
    from yihu.planning.plan import Plan
    from yihu.register.household import Household
    from yihu.storage.rows import Document, HouseholdRow
    from yihu.sync.changeset import Value

HOUSEHOLD = "household"
PLAN = "plan"


def find_row(workspace: Workspace, household_id: str) -> HouseholdRow:
    """The household's line in the register. Raises HouseholdUnknown."""
    row = workspace.store.household(household_id) if _is_id(household_id) else None
    if row is None:
        raise HouseholdUnknown
    return row


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def household_of(workspace: Workspace, document: Document) -> Household:
    """The household that a document describes."""
    library = workspace.library
    return read_household(document.household_id, document.values, library.property_maps(), library.profiles())


def plan_of(workspace: Workspace, document: Document, record: str | None = None) -> Plan | None:
    """The household's plan in force as last sealed, or the one of a record."""
    return read_plan(document.household_id, document.values, workspace.library.property_maps(), record)


def plans_of(workspace: Workspace, document: Document) -> tuple[Plan, ...]:
    """All its plans as last sealed, the oldest first; one is in force."""
    return read_plans(document.household_id, document.values, workspace.library.property_maps())


def with_record(values: Mapping[str, Value], record: str, answers: Mapping[str, Value]) -> dict[str, Value]:
    """A document's values with one record as it stands in an open interview."""
    others = {path: value for path, value in values.items() if not path.startswith(f"{record}/")}
    return others | {f"{record}/{key}": value for key, value in answers.items()}


def line_of(workspace: Workspace, household: Household) -> IncomeLine | None:
    """The monitoring line of the household's place, for the year its income is of, by the household's own profile."""
    year = household.income_year or workspace.clock.now().year - 1
    return household.rules.line_for(household.division_code, year)
