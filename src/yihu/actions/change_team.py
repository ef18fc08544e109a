"""Renew a laptop's year, report a lost laptop, accept it again, change a coordinator's keys."""

from __future__ import annotations

from yihu.actions.create_organisation import TeamSecret, open_seal
from yihu.actions.exchange_cards import CardView, my_card
from yihu.actions.permission import guarded
from yihu.actions.show_team import MemberView, view_member
from yihu.actions.workspace import Workspace


@guarded
def renew_permission(
    workspace: Workspace, fingerprint: str, *, secret: TeamSecret | None = None
) -> MemberView:
    """Another year from today, with the same role and villages. It travels in the next file for that laptop.

    Raises OrganisationMissing, PermissionMissing, PaperRoleWrong, LaptopLost, SealWrong.
    """
    workspace.store.renew(fingerprint, root=_root(workspace, secret))
    return _member(workspace, fingerprint)


@guarded
def report_lost(
    workspace: Workspace, fingerprint: str, *, secret: TeamSecret | None = None
) -> MemberView | None:
    """No longer accept a lost laptop: what comes from it after this is laid aside, nothing is thrown away.

    Every file given from now on tells the others. None for a laptop that was never in the team.

    Raises OrganisationMissing, PaperRoleWrong (another coordinator's laptop: the secret helps), SealWrong.
    """
    workspace.store.report_lost(fingerprint, root=_root(workspace, secret))
    return _member_or_none(workspace, fingerprint)


@guarded
def accept_again(
    workspace: Workspace, fingerprint: str, *, secret: TeamSecret | None = None
) -> MemberView | None:
    """A lost laptop was found. Raises OrganisationMissing, PermissionMissing (it wasn't reported), SealWrong."""
    workspace.store.accept_again(fingerprint, root=_root(workspace, secret))
    return _member_or_none(workspace, fingerprint)


@guarded
def change_keys(workspace: Workspace, *, secret: TeamSecret | None = None) -> CardView:
    """New keys for this laptop, as when somebody may have copied them; files for the former ones still open.

    With the secret the organisation itself vouches for the new ones, which also beats a thief's own change.

    Raises OrganisationMissing, PermissionMissing, SealWrong.
    """
    workspace.store.rotate(root=_root(workspace, secret))
    return my_card(workspace)


def _root(workspace: Workspace, secret: TeamSecret | None) -> bytes | None:
    return open_seal(workspace, secret) if secret else None


def _member(workspace: Workspace, fingerprint: str) -> MemberView:
    found = _member_or_none(workspace, fingerprint)
    assert found is not None
    return found


def _member_or_none(workspace: Workspace, fingerprint: str) -> MemberView | None:
    rows = (row for row in workspace.store.members() if row.fingerprint == fingerprint)
    return next((view_member(workspace, row) for row in rows), None)
