"""Work packages: who is to survey which households."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from yihu.actions.permission import guarded
from yihu.actions.reading import find_row
from yihu.actions.workspace import Workspace
from yihu.actions.write_file import explained
from yihu.base.progress import Progress, Silent
from yihu.storage.rows import HouseholdQuery

ASSIGN, FORM = "assign", "assignment@1"


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignReport:
    """How many households were given, and how many were the team's already."""

    assigned: int
    unchanged: int


@guarded
def assign_households(
    workspace: Workspace,
    households: Collection[str],
    *,
    team: str = "",
    fingerprint: str = "",
    progress: Progress | None = None,
) -> AssignReport:
    """Give households to a team, or to one of its laptops; with neither they are nobody's again.

    Args:
        team: its name, as on its laptops' cards. fingerprint: of one laptop's card.

    Raises:
        HouseholdUnknown, DiskFull, Cancelled; then nothing is assigned.
    """
    progress, assigned = progress or Silent(), 0
    wanted = dict.fromkeys(households)
    with explained(workspace.folder), workspace.store.together():
        for done, household_id in enumerate(wanted):
            progress.step(done, len(wanted))
            row = find_row(workspace, household_id)
            changes = {
                f"{FORM.partition('@')[0]}/{name}": text or None
                for name, text, known in (
                    ("team", team, row.assigned_team),
                    ("fingerprint", fingerprint, row.assigned_to),
                )
                if text != known
            }
            if changes:
                workspace.store.write(row.id, changes, FORM, ASSIGN)
                assigned += 1
    return AssignReport(assigned=assigned, unchanged=len(wanted) - assigned)


def assigned_to_us(workspace: Workspace) -> HouseholdQuery:
    """The query of what this laptop is to survey: assigned to it, or to its team and no other laptop."""
    return assigned_to(workspace.store.my_card().fingerprint, workspace.team)


def assigned_to(*names: str) -> HouseholdQuery:
    """The query of what is assigned to a laptop (fingerprint) or a team (name)."""
    return HouseholdQuery(assigned=names)
