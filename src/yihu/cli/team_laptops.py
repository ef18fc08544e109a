"""`yihu team join|invite|accept|renew|revoke|rotate`: which laptops belong to the team, and until when."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from yihu.actions import (
    MemberState,
    MemberView,
    Workspace,
    accept_again,
    change_keys,
    invite_laptop,
    join_organisation,
    my_card,
    read_invitation,
    read_request,
    renew_permission,
    repeat_invitation,
    report_lost,
    save_card,
    save_invitation,
    show_request,
    show_team,
)
from yihu.base.i18n import N_, translate
from yihu.cli.opening import Wiring
from yihu.cli.shape import Told, argument, command, option
from yihu.cli.team_asking import (
    card_line,
    code_lines,
    code_option,
    compare_digits,
    fingerprint_named,
    folder_option,
    member_named,
    secret_if,
    source,
    speaking_option,
    team_lines,
)


def commands(wiring: Wiring) -> Iterator[click.Command]:
    """Those of the group `team` that are about its laptops."""
    for make in (_join, _invite, _accept, _renew, _revoke, _rotate):
        yield make(wiring)


def _join(wiring: Wiring) -> click.Command:
    @command(
        wiring,
        "join",
        N_("Ask to be invited: write this laptop's card for the coordinator, and show its eight digits."),
        folder_option(),
        code_option(),
    )
    def join(workspace: Workspace, folder: Path | None, draw: bool) -> Told:
        mine, code = my_card(workspace), show_request(workspace)
        written = save_card(workspace, folder) if folder else None
        lines = [card_line(mine), *_shown(code, draw, written)]
        return Told({"mine": mine, "code": code, "file": written}, lines)

    return join


def _shown(code: str, draw: bool, written: Path | None) -> list[str]:
    """The code unless there is a file instead, and the file."""
    drawn = code_lines(code) if draw or not written else []
    return [*drawn, *([str(written)] if written else [])]


def _invite(wiring: Wiring) -> click.Command:
    @command(
        wiring,
        "invite",
        N_(
            "Invite a laptop for a year. CARD: its file, a picture of its square code, the code's text, or - to read the "
            "text from a scanner."
        ),
        argument("card"),
        option("--role", default="team", help=N_("coordinator, team (without it) or viewer.")),
        option(
            "--villages",
            multiple=True,
            help=N_("Beginning of its villages' codes; several times for several. Without it: all."),
        ),
        option("--digits", help=N_("The laptop's eight digits, when nobody can be asked.")),
        folder_option(),
        code_option(),
        speaking_option(),
    )
    def invite(
        workspace: Workspace,
        card: str,
        role: str,
        villages: tuple[str, ...],
        digits: str | None,
        folder: Path | None,
        draw: bool,
        speak: bool,
    ) -> Told:
        asked = read_request(workspace, source(card))
        compare_digits(card_line(asked), asked.digits, digits)
        answer = invite_laptop(workspace, asked, role, villages, secret=secret_if(speak))
        written = save_invitation(answer, folder) if folder else None
        lines = [_said(answer.member), *_shown(answer.code, draw, written)]
        return Told({"member": answer.member, "code": answer.code, "file": written}, lines)

    return invite


def _said(member: MemberView) -> str:
    return f"{member.team}: {member.sentence}"


def _accept(wiring: Wiring) -> click.Command:
    @command(
        wiring,
        "accept",
        N_(
            "Join by the coordinator's answer: its file, a picture of its square code, the code's text, or -."
        ),
        argument("answer"),
        option("--digits", help=N_("The organisation's eight digits, when nobody can be asked.")),
    )
    def accept(workspace: Workspace, answer: str, digits: str | None) -> Told:
        invitation = read_invitation(workspace, source(answer))
        if not invitation.renewal:
            compare_digits(f"{invitation.digits}  {invitation.name}", invitation.digits, digits)
        team = join_organisation(workspace, invitation)
        return Told({"team": team}, team_lines(team))

    return accept


def _renew(wiring: Wiring) -> click.Command:
    @command(
        wiring,
        "renew",
        N_(
            "Give laptops another year. It travels with what they are given next; with -o also as files of their own."
        ),
        argument("names", nargs=-1),
        option("--due", is_flag=True, help=N_("All that end within 30 days or have ended.")),
        folder_option(),
        speaking_option(),
    )
    def renew(
        workspace: Workspace, names: tuple[str, ...], due: bool, folder: Path | None, speak: bool
    ) -> Told:
        secret = secret_if(speak)
        chosen = {member_named(workspace, name).fingerprint for name in names}
        if due:
            chosen |= _due(workspace, everybody=speak)
        renewed = [renew_permission(workspace, each, secret=secret) for each in sorted(chosen)]
        others = [member.fingerprint for member in renewed if folder and not member.mine]
        files = [save_invitation(repeat_invitation(workspace, each), folder) for each in others if folder]
        return Told({"renewed": renewed, "files": files}, map(_said, renewed))

    return renew


def _due(workspace: Workspace, *, everybody: bool) -> set[str]:
    team = show_team(workspace)
    ending = (MemberState.ENDING, MemberState.ENDED)
    return {
        member.fingerprint
        for member in (team.members if team else ())
        if member.state in ending and (member.may_change or everybody)
    }


def _revoke(wiring: Wiring) -> click.Command:
    @command(
        wiring,
        "revoke",
        N_("Report a lost laptop: what comes from it from now on is laid aside. Nothing is thrown away."),
        argument("name"),
        option("--undo", is_flag=True, help=N_("It was found: accept it again.")),
        speaking_option(),
    )
    def revoke(workspace: Workspace, name: str, undo: bool, speak: bool) -> Told:
        change = accept_again if undo else report_lost
        member = change(workspace, fingerprint_named(workspace, name), secret=secret_if(speak))
        return Told({"member": member}, [_said(member) if member else translate(N_("Done."))])

    return revoke


def _rotate(wiring: Wiring) -> click.Command:
    @command(
        wiring,
        "rotate",
        N_(
            "Give this laptop new digits, as when somebody may have copied its data. Files made for it before still open."
        ),
        speaking_option(),
    )
    def rotate(workspace: Workspace, speak: bool) -> Told:
        card = change_keys(workspace, secret=secret_if(speak))
        words = translate(N_("Done. This laptop's digits are now {digits}."))
        return Told({"mine": card}, [words.format(digits=card.digits)])

    return rotate
