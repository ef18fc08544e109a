"""Choose between differing answers."""

from __future__ import annotations

from dataclasses import dataclass

from yihu.actions.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolveReport:
    """What is left to choose. Both values stay in the history."""

    household_id: str
    path: str
    left_in_household: int
    left_in_all: int


def resolve_conflict(
    workspace: Workspace, household_id: str, path: str, value: str | int | bool | None
) -> ResolveReport:
    """Set the answer to `value` (one of the conflict's, or another one) by a changeset on top of all heads.

    Raises:
        ConflictGone: the path has no conflict (any more).
    """
    raise NotImplementedError
