"""The villages and the households of the register, a page at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yihu.actions.workspace import Workspace

if TYPE_CHECKING:
    from yihu.storage import HouseholdQuery, HouseholdRow, VillageRow


def list_villages(workspace: Workspace) -> tuple[VillageRow, ...]:
    """All villages with the counts of their groups, by township and name."""
    raise NotImplementedError


def list_households(
    workspace: Workspace, query: HouseholdQuery, after: HouseholdRow | None = None, limit: int = 200
) -> tuple[HouseholdRow, ...]:
    """At most `limit` households of the query that come after `after`."""
    raise NotImplementedError


def count_households(workspace: Workspace, query: HouseholdQuery) -> int:
    """How many households the query finds."""
    raise NotImplementedError
