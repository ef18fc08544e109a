"""The villages and the households of the register, a page at a time."""

from yihu.actions.workspace import Workspace
from yihu.storage.rows import HouseholdQuery, HouseholdRow, VillageRow


def list_villages(workspace: Workspace) -> tuple[VillageRow, ...]:
    """All villages with the counts of their groups, by township and name."""
    return workspace.store.villages()


def list_households(
    workspace: Workspace, query: HouseholdQuery, after: HouseholdRow | None = None, limit: int = 200
) -> tuple[HouseholdRow, ...]:
    """At most `limit` households of the query that come after `after`."""
    return workspace.store.households(query, after.id if after else "", limit)


def count_households(workspace: Workspace, query: HouseholdQuery) -> int:
    """How many households the query finds."""
    return workspace.store.count(query)
