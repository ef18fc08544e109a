"""Our team without widgets: who is in it, until when, and each step of making, inviting, joining."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from yihu.actions.change_team import accept_again, change_keys, renew_permission, report_lost
from yihu.actions.create_organisation import (
    RecoverySheet,
    TeamMade,
    TeamSecret,
    copy_organisation,
    create_organisation,
    draw_recovery_sheet,
    open_recovery_sheet,
    print_recovery_sheet,
    recover_from_copy,
    recover_organisation,
)
from yihu.actions.exchange_cards import CardView, list_contacts, my_card, save_card
from yihu.actions.invite_laptop import (
    LaptopInvited,
    invite_laptop,
    read_request,
    repeat_invitation,
    save_invitation,
    show_request,
)
from yihu.actions.join_organisation import InvitationView, join_organisation, read_invitation
from yihu.actions.list_households import list_villages
from yihu.actions.put_sheet_away import ask_for_words, is_sheet_away, put_sheet_away
from yihu.actions.show_team import (
    COORDINATOR,
    TEAM,
    VIEWER,
    MemberState,
    MemberView,
    TeamView,
    local_day,
    show_team,
)
from yihu.actions.workspace import Workspace
from yihu.base.i18n import N_, translate, translate_count
from yihu.sync.recovery_words import is_word, split_words
from yihu.ui.moments import short_moment
from yihu.ui.tone import Tone

ROLE_NAMES = {COORDINATOR: N_("coordinator"), TEAM: N_("survey team"), VIEWER: N_("looks only")}
STATE_NAMES: dict[MemberState, tuple[str, Tone]] = {
    MemberState.ACTIVE: (N_("may hand over"), "green"),
    MemberState.ENDING: (N_("renew soon"), "amber"),
    MemberState.ENDED: (N_("renew now"), "red"),
    MemberState.EARLY: (N_("check the date"), "amber"),
    MemberState.LOST: (N_("lost"), "red"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberLine:
    """One laptop of the list.

    Attributes:
        last: when something was last given to it or came from it, in words.
        needs_secret: what is done to it asks for the team's passphrase.
    """

    member: MemberView
    name: str
    role: str
    villages: str
    until: str
    last: str
    state: str
    tone: Tone
    needs_secret: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A township or a village to choose: the beginning of its code."""

    code: str
    name: str
    whole: bool


def as_secret(typed: str) -> TeamSecret | None:
    """The team's passphrase, or the words or the code of its sheet; None where nothing was typed."""
    if not typed.strip():
        return None
    words = split_words(typed)
    of_sheet = typed.strip().upper().startswith("YIHU:") or (len(words) == 24 and all(map(is_word, words)))
    return TeamSecret(words=typed) if of_sheet else TeamSecret(passphrase=typed)


class TeamPresenter:
    """The organisation that this laptop belongs to, and what is being done to it."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.sheet: RecoverySheet | None = None
        self.asked: tuple[int, ...] = ()

    def team(self) -> TeamView | None:
        """As it stands now; None for who made or joined none."""
        return show_team(self.workspace)

    def lines(self, team: TeamView) -> tuple[MemberLine, ...]:
        """The laptops: this one, those to renew, the others."""
        last = {
            card.fingerprint: max(card.last_given_ms or 0, card.last_received_ms or 0)
            for card in list_contacts(self.workspace)
        }
        order = [
            MemberState.ENDED,
            MemberState.ENDING,
            MemberState.EARLY,
            MemberState.ACTIVE,
            MemberState.LOST,
        ]
        members = sorted(team.members, key=lambda each: (not each.mine, order.index(each.state), each.team))
        return tuple(self._line(team, member, last.get(member.fingerprint, 0)) for member in members)

    def _line(self, team: TeamView, member: MemberView, last_ms: int) -> MemberLine:
        state, tone = STATE_NAMES[member.state]
        handed = translate(N_("last hand-over {when}")).format(
            when=short_moment(last_ms, self.workspace.clock.now())
        )
        return MemberLine(
            member=member,
            name=" · ".join(dict.fromkeys(part for part in (member.team, member.laptop) if part))
            or member.fingerprint[:8],
            role=translate(ROLE_NAMES[member.role]),
            villages=self.say_villages(member.villages),
            until=translate(N_("until {day}")).format(day=local_day(member.until_ms)),
            last="" if member.mine else handed if last_ms else translate(N_("no hand-over yet")),
            state=translate(state),
            tone=tone,
            needs_secret=not member.may_change,
        )

    def say_villages(self, codes: Sequence[str]) -> str:
        """Names where they are known, else the beginnings of the codes."""
        if not codes:
            return translate(N_("all villages"))
        names = {area.code: area.name for area in self.areas()}
        return "、".join(names.get(code, code) for code in codes)

    def areas(self) -> tuple[Area, ...]:
        """Townships, each with its villages."""
        found: dict[str, list[Area]] = {}
        for village in list_villages(self.workspace):
            township = village.code[:9]
            if township not in found:
                whole = translate(N_("{township} (whole)")).format(township=village.township)
                found[township] = [Area(code=township, name=whole, whole=True)]
            found[township].append(Area(code=village.code, name=village.name, whole=False))
        return tuple(area for areas in found.values() for area in areas)

    def say_renewals(self, team: TeamView) -> tuple[str, str]:
        """What to renew, and what that means; empty where nothing is due."""
        if team.me is not None and self.must_renew_itself(team):
            advice = (
                N_("Renew this computer first, with the team's passphrase: the others follow its time.")
                if team.has_seal
                else N_("Ask your coordinator: the next file from there renews this laptop by itself.")
            )
            return team.me.sentence, translate(advice)
        due = self.due(team)
        if not due:
            return "", ""
        words = translate_count(
            N_("{count} laptop must be renewed"), N_("{count} laptops must be renewed"), len(due)
        )
        return words.format(count=len(due)), translate(
            N_("One press renews them for a year. They learn it from the next file that you give them.")
        )

    @staticmethod
    def must_renew_itself(team: TeamView) -> bool:
        """Whether this laptop's own time ends, and another, or the team's passphrase, must renew it."""
        me = team.me
        return me is not None and me.state in (MemberState.ENDING, MemberState.ENDED) and not me.may_change

    def renew_all(self) -> int:
        """Another year for all that are due and that this laptop may renew; how many."""
        team = self.team()
        due = self.due(team) if team else ()
        for member in due:
            renew_permission(self.workspace, member.fingerprint)
        return len(due)

    @staticmethod
    def due(team: TeamView) -> tuple[MemberView, ...]:
        """The laptops to renew that this one may renew."""
        states = (MemberState.ENDING, MemberState.ENDED)
        return tuple(each for each in team.members if each.state in states and each.may_change)

    # making

    def make(self, name: str, passphrase: str) -> TeamMade:
        """Takes seconds. Raises what `create_organisation` does."""
        return create_organisation(self.workspace, name, passphrase)

    def open_sheet(self, secret: TeamSecret) -> RecoverySheet:
        """The sheet once more. Takes seconds."""
        return open_recovery_sheet(self.workspace, secret)

    def take_sheet(self, sheet: RecoverySheet) -> None:
        """Show it from now on, and choose the words to ask for."""
        self.sheet, self.asked = sheet, ask_for_words(self.workspace, sheet)

    def forget_sheet(self) -> None:
        """It is never kept longer than it is looked at."""
        self.sheet, self.asked = None, ()

    def print_sheet(self, target: Path) -> Path:
        """Write the sheet as PDF."""
        assert self.sheet is not None
        return print_recovery_sheet(self.sheet, target)

    def pdf(self) -> bytes:
        """The sheet for a printer: never through a file."""
        assert self.sheet is not None
        return draw_recovery_sheet(self.sheet)

    def copy(self, folder: Path) -> Path:
        """One more sealed copy of the team's own file."""
        return copy_organisation(self.workspace, [folder])[0]

    def is_sheet_away(self, team: TeamView) -> bool:
        """Whether somebody proved that the sheet was printed; only whose laptop made the team is asked."""
        return not team.has_seal or is_sheet_away(self.workspace, team.digits)

    def put_away(self, typed: Sequence[str]) -> None:
        """Two words of the printed sheet. Raises SheetWordsWrong."""
        assert self.sheet is not None
        put_sheet_away(self.workspace, self.sheet, self.asked, typed)

    def recover(self, name: str, words: str, passphrase: str) -> TeamView:
        """The team once more, by its sheet. Takes seconds."""
        return recover_organisation(self.workspace, name, words, passphrase)

    def recover_from_copy(self, copy: Path, passphrase: str) -> TeamView:
        """The team once more, by a sealed copy. Takes seconds."""
        return recover_from_copy(self.workspace, copy, passphrase)

    # inviting

    def read_request(self, source: Path | str) -> CardView:
        """The card of a laptop that asks to be invited."""
        return read_request(self.workspace, source)

    def invite(
        self, card: CardView, role: str, villages: Sequence[str], secret: TeamSecret | None
    ) -> LaptopInvited:
        """A year in the team."""
        return invite_laptop(self.workspace, card, role, villages, secret=secret)

    def repeat(self, fingerprint: str) -> LaptopInvited:
        """The answer once more."""
        return repeat_invitation(self.workspace, fingerprint)

    @staticmethod
    def save_answer(answer: LaptopInvited, folder: Path) -> Path:
        """The answer as a file."""
        return save_invitation(answer, folder)

    # joining

    def my_card(self) -> CardView:
        """This laptop's card."""
        return my_card(self.workspace)

    def save_card(self, folder: Path) -> Path:
        """Onto a stick."""
        return save_card(self.workspace, folder)

    def request_code(self) -> str:
        """The text of the code by which this laptop asks."""
        return show_request(self.workspace)

    def read_invitation(self, source: Path | str) -> InvitationView:
        """The coordinator's answer, not taken in yet."""
        return read_invitation(self.workspace, source)

    def join(self, invitation: InvitationView) -> TeamView:
        """Its digits were compared."""
        return join_organisation(self.workspace, invitation)

    # one laptop

    def renew(self, fingerprint: str, secret: TeamSecret | None) -> MemberView:
        """Another year from today."""
        return renew_permission(self.workspace, fingerprint, secret=secret)

    def report_lost(self, fingerprint: str, secret: TeamSecret | None) -> None:
        """What it gives from now on is laid aside."""
        report_lost(self.workspace, fingerprint, secret=secret)

    def accept_again(self, fingerprint: str, secret: TeamSecret | None) -> None:
        """It was found."""
        accept_again(self.workspace, fingerprint, secret=secret)

    def change_card(self, secret: TeamSecret | None) -> CardView:
        """A new card for this laptop."""
        return change_keys(self.workspace, secret=secret)
