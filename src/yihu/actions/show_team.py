"""Team: the organisation that this laptop belongs to, and its laptops."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from yihu.actions.workspace import Workspace
from yihu.base.i18n import N_, translate

if TYPE_CHECKING:
    from yihu.storage.team_rows import MemberRow, OrganisationRow

DAY_MS = 86_400_000
TOLD_BEFORE_DAYS = 30
COORDINATOR, TEAM, VIEWER = "coordinator", "team", "viewer"
TEAM_ROLES = (COORDINATOR, TEAM, VIEWER)
ROLE_WORDS = {
    COORDINATOR: N_("coordinator: invites laptops and brings all work together"),
    TEAM: N_("team: surveys and hands over"),
    VIEWER: N_("viewer: receives only"),
}


class MemberState(StrEnum):
    """How a laptop of the team stands."""

    ACTIVE = "active"
    ENDING = "ending"
    ENDED = "ended"
    EARLY = "early"
    LOST = "lost"


SENTENCES = {
    MemberState.ACTIVE: N_("This laptop may hand over until {day}."),
    MemberState.ENDING: N_("This laptop may hand over until {day}, {days} days from now. Renew it before."),
    MemberState.ENDED: N_("The time of this laptop ended on {day}. Its files are still taken in; renew it."),
    MemberState.EARLY: N_("The time of this laptop has not begun by this computer's date. Check both dates."),
    MemberState.LOST: N_("This laptop was reported lost: what it gives from now on is laid aside."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberView:
    """One laptop of the team.

    Attributes:
        role: of `TEAM_ROLES`; role_words: the same for people. villages: beginnings of village codes, empty for all.
        by: team of the coordinator that invited it; "" where the organisation itself did.
        sentence: its state in words. may_change: whether this laptop may renew it and report it lost without the
            team's passphrase.
    """

    fingerprint: str
    team: str
    laptop: str
    role: str
    role_words: str
    villages: tuple[str, ...]
    by: str
    until_ms: int
    days_left: int
    state: MemberState
    sentence: str
    mine: bool
    may_change: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamView:
    """The organisation that this laptop belongs to.

    Attributes:
        digits: the same on all its laptops, to compare before joining. me: this laptop.
        may_invite: whether this laptop is a coordinator's. has_seal: the organisation's own file lies here: the team's
            passphrase prints the recovery sheet, changes keys, and speaks for the whole organisation.
        to_renew: laptops that end within `TOLD_BEFORE_DAYS` days, or have ended.
    """

    id: str
    name: str
    digits: str
    me: MemberView | None
    members: tuple[MemberView, ...]
    may_invite: bool
    has_seal: bool
    to_renew: int


def show_team(workspace: Workspace) -> TeamView | None:
    """The organisation and its laptops as far as they are known here; None for who made or joined none."""
    row = workspace.store.organisation()
    return None if row is None else _view(workspace, row)


def find_member(workspace: Workspace, name: str) -> tuple[MemberView, ...]:
    """The team's laptops that are called so: team, laptop, fingerprint, or eight digits."""
    team = show_team(workspace)
    digits = {row.fingerprint: row.code for row in workspace.store.contacts()}
    return tuple(member for member in (team.members if team else ()) if name in _names(member, digits))


def view_member(workspace: Workspace, row: MemberRow) -> MemberView:
    """A laptop as a person sees it."""
    now = workspace.clock.now_ms()
    state, days = _state(row, now), max(0, (row.until_ms - now) // DAY_MS)
    return MemberView(
        fingerprint=row.fingerprint,
        team=row.team,
        laptop="" if row.laptop == row.team else row.laptop,
        role=row.role.value,
        role_words=translate(ROLE_WORDS[row.role.value]),
        villages=row.villages,
        by=row.by,
        until_ms=row.until_ms,
        days_left=days,
        state=state,
        sentence=translate(SENTENCES[state]).format(day=local_day(row.until_ms), days=days),
        mine=row.mine,
        may_change=row.below,
    )


def local_day(at_ms: int) -> str:
    """The day in this computer's time zone, `2027-11-23`."""
    return f"{datetime.fromtimestamp(at_ms / 1000).astimezone():%Y-%m-%d}"


def _view(workspace: Workspace, row: OrganisationRow) -> TeamView:
    members = tuple(view_member(workspace, each) for each in workspace.store.members())
    me = next((member for member in members if member.mine), None)
    return TeamView(
        id=row.id,
        name=row.name,
        digits=row.digits,
        me=me,
        members=members,
        may_invite=me is not None and me.role == COORDINATOR and me.state is not MemberState.LOST,
        has_seal=row.root_here,
        to_renew=sum(member.state in (MemberState.ENDING, MemberState.ENDED) for member in members),
    )


def _names(member: MemberView, digits: dict[str, str]) -> tuple[str, ...]:
    code = digits.get(member.fingerprint, member.fingerprint)
    return (member.team, member.laptop or member.team, member.fingerprint, code, code.replace(" ", ""))


def _state(row: MemberRow, now_ms: int) -> MemberState:
    if row.trust == "revoked":
        return MemberState.LOST
    if row.reason == "permission-early":
        return MemberState.EARLY
    if row.until_ms <= now_ms:
        return MemberState.ENDED
    return MemberState.ENDING if row.until_ms - now_ms <= TOLD_BEFORE_DAYS * DAY_MS else MemberState.ACTIVE
