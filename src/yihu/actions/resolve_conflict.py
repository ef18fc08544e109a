"""Choose between differing answers."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from yihu.actions.errors import ConflictChanged, ConflictGone
from yihu.actions.permission import guarded
from yihu.actions.workspace import Workspace
from yihu.actions.write_file import explained

EVERY_CONFLICT = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolveReport:
    """What is left to choose. Both values stay in the history; `changeset_id`: the choice, to be taken back."""

    household_id: str
    path: str
    left_in_household: int
    left_in_all: int
    changeset_id: str = ""


@guarded
def resolve_conflict(
    workspace: Workspace,
    household_id: str,
    path: str,
    value: str | int | bool | None,
    *,
    seen: Collection[str] | None = None,
) -> ResolveReport:
    """Set the answer to `value` (one of the conflict's, or another one) by a changeset on top of all heads.

    Args:
        seen: `ConflictValue.changeset_id` of the values that the person was shown; None: all there are.

    Raises:
        ConflictGone: the path has no conflict (any more).
        ConflictChanged: there is a value that the person was not shown.
    """
    store = workspace.store
    found = next((row for row in store.conflicts(household_id) if row.path == path), None)
    if found is None:
        raise ConflictGone
    if seen is not None and not {one.changeset for one in found.values} <= set(seen):
        raise ConflictChanged
    form = workspace.library.form(path.partition("/")[0].partition("~")[0])
    with explained(workspace.folder):
        written = store.write(
            household_id, {path: value}, f"{form.id}@{form.version}", "resolution", parents=found.heads
        )
    return ResolveReport(
        household_id=household_id,
        path=path,
        left_in_household=len(store.conflicts(household_id)),
        left_in_all=store.conflict_count(),
        changeset_id=written.id,
    )
