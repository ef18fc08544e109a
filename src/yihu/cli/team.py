"""`yihu team ...`: make our team, invite laptops, join, renew, lost laptops, new keys, bring it back."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click

from yihu.actions import (
    CardView,
    MemberState,
    MemberView,
    TeamSecret,
    TeamView,
    Workspace,
    accept_again,
    change_keys,
    code_picture,
    copy_organisation,
    create_organisation,
    find_member,
    invite_laptop,
    join_organisation,
    my_card,
    open_recovery_sheet,
    print_recovery_sheet,
    read_invitation,
    read_request,
    recover_from_copy,
    recover_organisation,
    renew_permission,
    repeat_invitation,
    report_lost,
    save_card,
    save_invitation,
    show_request,
    show_team,
)
from yihu.base.errors import UserError
from yihu.base.i18n import N_, translate
from yihu.cli.handover import DigitsDiffer
from yihu.cli.opening import Command, Group, PassphraseMissing, Wiring
from yihu.cli.telling import DECIDE, OK, tell, tell_json, tell_table

TEAM_PASSPHRASE_VARIABLE = "YIHU_TEAM_PASSPHRASE"
TEAM_WORDS_VARIABLE = "YIHU_TEAM_WORDS"
SAME_DIGITS = N_("Does the other screen show the same eight digits?")
AS_JSON = N_("Tell it as JSON.")
SPEAK = N_("Speak for the whole organisation: asks for the team's passphrase (or YIHU_TEAM_PASSPHRASE).")


class MemberUnknown(UserError):
    """A name that no laptop of the team has, or several."""

    code = "team-member-unknown"
    message = N_("Laptops of the team that are called “{name}”: {count}.")
    advice = N_(
        "See: yihu team list. Use the name, the eight digits or the whole number. Nothing was changed."
    )


def commands(wiring: Wiring) -> Iterator[click.Command]:
    """The group `team`."""
    group = Group(
        "team",
        help=translate(
            N_(
                "Our team organisation: make it, invite laptops, join, renew, report a lost laptop, bring it back."
            )
        ),
    )
    for make in (
        _create,
        _show,
        _list,
        _sheet,
        _copy,
        _join,
        _invite,
        _accept,
        _renew,
        _revoke,
        _rotate,
        _recover,
    ):
        group.add_command(make(wiring))
    yield group


def _command(name: str, help: str) -> Callable[[Callable[..., int]], click.Command]:
    return click.command(name, cls=Command, help=translate(help))


def _json() -> Callable[[Any], Any]:
    return click.option("--json", "as_json", is_flag=True, help=translate(AS_JSON))


def _speaking() -> Callable[[Any], Any]:
    return click.option("--as-organisation", "speak", is_flag=True, help=translate(SPEAK))


def _folder_option() -> Callable[[Any], Any]:
    return click.option(
        "-o",
        "--output",
        "folder",
        type=click.Path(file_okay=False, path_type=Path),
        help=translate(N_("Folder to write into.")),
    )


def _code_option() -> Callable[[Any], Any]:
    return click.option(
        "--code", "draw", is_flag=True, help=translate(N_("Also draw the square code and write its text."))
    )


def _create(wiring: Wiring) -> click.Command:
    @_command(
        "create", N_("Make the organisation: this laptop becomes its coordinator. Writes the recovery sheet.")
    )
    @click.argument("name")
    @click.option(
        "-o",
        "--sheet",
        "sheet",
        required=True,
        type=click.Path(path_type=Path),
        help=translate(N_("The recovery sheet: a PDF file, or a folder. Print it and delete the file.")),
    )
    @click.option(
        "--copy",
        "copies",
        multiple=True,
        type=click.Path(file_okay=False, path_type=Path),
        help=translate(N_("Folder or stick for a sealed copy of the organisation's own file; give two.")),
    )
    @_json()
    def create(name: str, sheet: Path, copies: tuple[Path, ...], as_json: bool) -> int:
        with wiring.workspace() as workspace:
            made = create_organisation(workspace, name, _new_passphrase())
            paper = print_recovery_sheet(made.sheet, sheet)
            sealed = copy_organisation(workspace, copies)
        if as_json:
            tell_json({"team": made.team, "sheet": paper, "copies": sealed})
            return OK
        tell(
            translate(N_("Your team “{name}” is made. Its digits: {digits}")).format(
                name=made.team.name, digits=made.team.digits
            )
        )
        for path in (paper, *sealed):
            tell(str(path))
        return OK

    return create


def _show(wiring: Wiring) -> click.Command:
    @_command("show", N_("Which organisation this laptop belongs to, and until when it may hand over."))
    @_json()
    def show(as_json: bool) -> int:
        with wiring.workspace() as workspace:
            team = show_team(workspace)
        if as_json:
            tell_json({"team": team})
            return OK
        if team is None:
            tell(
                translate(
                    N_(
                        "This laptop belongs to no team organisation. Hand-over by compared digits works without."
                    )
                )
            )
            return OK
        _tell_team(team)
        return OK

    return show


def _tell_team(team: TeamView) -> None:
    tell(f"{team.name}  {team.digits}")
    if team.me:
        tell(team.me.role_words)
        tell(team.me.sentence)
    if team.to_renew:
        tell(translate(N_("Laptops to renew: {count}. See: yihu team list")).format(count=team.to_renew))


def _list(wiring: Wiring) -> click.Command:
    @_command(
        "list",
        N_("The team's laptops, and until when each may hand over. Ends with 3 if one is to be renewed."),
    )
    @_json()
    def show(as_json: bool) -> int:
        with wiring.workspace() as workspace:
            team = show_team(workspace)
        members = team.members if team else ()
        if as_json:
            tell_json(members)
        else:
            tell_table([_line(member) for member in members])
        return DECIDE if team and team.to_renew else OK

    return show


def _line(member: MemberView) -> tuple[str, ...]:
    villages = " ".join(member.villages) or translate(N_("all villages"))
    return (member.fingerprint[:8], member.team, member.laptop, villages, member.sentence)


def _sheet(wiring: Wiring) -> click.Command:
    @_command("sheet", N_("Write the recovery sheet once more."))
    @click.option(
        "-o",
        "--output",
        "target",
        required=True,
        type=click.Path(path_type=Path),
        help=translate(N_("A PDF file, or a folder.")),
    )
    def sheet(target: Path) -> int:
        with wiring.workspace() as workspace:
            path = print_recovery_sheet(open_recovery_sheet(workspace, _secret()), target)
        tell(str(path))
        return OK

    return sheet


def _copy(wiring: Wiring) -> click.Command:
    @_command(
        "copy", N_("Write the organisation's own sealed file to a folder or stick; keep two, in two places.")
    )
    @click.argument(
        "folders", nargs=-1, required=True, type=click.Path(file_okay=False, path_type=Path), metavar="DIR..."
    )
    def copy(folders: tuple[Path, ...]) -> int:
        with wiring.workspace() as workspace:
            paths = copy_organisation(workspace, folders)
        for path in paths:
            tell(str(path))
        return OK

    return copy


def _join(wiring: Wiring) -> click.Command:
    @_command(
        "join",
        N_("Ask to be invited: write this laptop's card for the coordinator, and show its eight digits."),
    )
    @_folder_option()
    @_code_option()
    @_json()
    def join(folder: Path | None, draw: bool, as_json: bool) -> int:
        with wiring.workspace() as workspace:
            mine, code = my_card(workspace), show_request(workspace)
            written = save_card(workspace, folder) if folder else None
        if as_json:
            tell_json({"mine": mine, "code": code, "file": written})
            return OK
        tell(f"{mine.digits}  {mine.team}  {mine.laptop}".rstrip())
        _tell_code(code, draw or not folder)
        if written:
            tell(str(written))
        return OK

    return join


def _invite(wiring: Wiring) -> click.Command:
    @_command(
        "invite",
        N_(
            "Invite a laptop for a year. CARD: its file, a picture of its square code, the code's text, or - to read the "
            "text from a scanner."
        ),
    )
    @click.argument("card")
    @click.option("--role", default="team", help=translate(N_("coordinator, team (without it) or viewer.")))
    @click.option(
        "--villages",
        multiple=True,
        help=translate(N_("Beginning of its villages' codes; several times for several. Without it: all.")),
    )
    @click.option("--digits", help=translate(N_("The laptop's eight digits, when nobody can be asked.")))
    @_folder_option()
    @_code_option()
    @_speaking()
    @_json()
    def invite(
        card: str,
        role: str,
        villages: tuple[str, ...],
        digits: str | None,
        folder: Path | None,
        draw: bool,
        speak: bool,
        as_json: bool,
    ) -> int:
        with wiring.workspace() as workspace:
            asked = read_request(workspace, _source(card))
            _compare(_card_line(asked), asked.digits, digits)
            answer = invite_laptop(workspace, asked, role, villages, secret=_secret() if speak else None)
            written = save_invitation(answer, folder) if folder else None
        if as_json:
            tell_json({"member": answer.member, "code": answer.code, "file": written})
            return OK
        tell(f"{answer.member.team}: {answer.member.sentence}")
        _tell_code(answer.code, draw or not folder)
        if written:
            tell(str(written))
        return OK

    return invite


def _accept(wiring: Wiring) -> click.Command:
    @_command(
        "accept",
        N_(
            "Join by the coordinator's answer: its file, a picture of its square code, the code's text, or -."
        ),
    )
    @click.argument("answer")
    @click.option(
        "--digits", help=translate(N_("The organisation's eight digits, when nobody can be asked."))
    )
    @_json()
    def accept(answer: str, digits: str | None, as_json: bool) -> int:
        with wiring.workspace() as workspace:
            invitation = read_invitation(workspace, _source(answer))
            if not invitation.renewal:
                _compare(f"{invitation.digits}  {invitation.name}", invitation.digits, digits)
            team = join_organisation(workspace, invitation)
        if as_json:
            tell_json({"team": team})
        else:
            _tell_team(team)
        return OK

    return accept


def _renew(wiring: Wiring) -> click.Command:
    @_command(
        "renew",
        N_(
            "Give laptops another year. It travels with what they are given next; with -o also as files of their own."
        ),
    )
    @click.argument("names", nargs=-1)
    @click.option("--due", is_flag=True, help=translate(N_("All that end within 30 days or have ended.")))
    @_folder_option()
    @_speaking()
    @_json()
    def renew(names: tuple[str, ...], due: bool, folder: Path | None, speak: bool, as_json: bool) -> int:
        with wiring.workspace() as workspace:
            secret = _secret() if speak else None
            chosen = {member.fingerprint for name in names for member in [_member(workspace, name)]}
            if due:
                chosen |= _due(workspace, everybody=speak)
            renewed = [renew_permission(workspace, each, secret=secret) for each in sorted(chosen)]
            others = [member.fingerprint for member in renewed if not member.mine]
            files = (
                [save_invitation(repeat_invitation(workspace, each), folder) for each in others]
                if folder
                else []
            )
        if as_json:
            tell_json({"renewed": renewed, "files": files})
            return OK
        for member in renewed:
            tell(f"{member.team}: {member.sentence}")
        return OK

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
    @_command(
        "revoke",
        N_("Report a lost laptop: what comes from it from now on is laid aside. Nothing is thrown away."),
    )
    @click.argument("name")
    @click.option("--undo", is_flag=True, help=translate(N_("It was found: accept it again.")))
    @_speaking()
    @_json()
    def revoke(name: str, undo: bool, speak: bool, as_json: bool) -> int:
        with wiring.workspace() as workspace:
            change = accept_again if undo else report_lost
            member = change(workspace, _anybody(workspace, name), secret=_secret() if speak else None)
        if as_json:
            tell_json({"member": member})
        else:
            tell(f"{member.team}: {member.sentence}" if member else translate(N_("Done.")))
        return OK

    return revoke


def _rotate(wiring: Wiring) -> click.Command:
    @_command(
        "rotate",
        N_(
            "Give this laptop new digits, as when somebody may have copied its data. Files made for it before still open."
        ),
    )
    @_speaking()
    @_json()
    def rotate(speak: bool, as_json: bool) -> int:
        with wiring.workspace() as workspace:
            card = change_keys(workspace, secret=_secret() if speak else None)
        if as_json:
            tell_json({"mine": card})
        else:
            tell(translate(N_("Done. This laptop's digits are now {digits}.")).format(digits=card.digits))
        return OK

    return rotate


def _recover(wiring: Wiring) -> click.Command:
    @_command("recover", N_("Bring the organisation NAME back on this computer by its recovery sheet."))
    @click.argument("name", default="")
    @click.option(
        "--copy",
        "copy",
        type=click.Path(dir_okay=False, path_type=Path),
        help=translate(
            N_("A sealed copy instead of the sheet: asks for the team's passphrase; NAME isn't needed.")
        ),
    )
    @_json()
    def recover(name: str, copy: Path | None, as_json: bool) -> int:
        with wiring.workspace() as workspace:
            if copy:
                team = recover_from_copy(workspace, copy, _secret().passphrase)
            else:
                team = recover_organisation(workspace, name, _words(), _new_passphrase())
        if as_json:
            tell_json({"team": team})
        else:
            _tell_team(team)
        return OK

    return recover


def _source(given: str) -> Path | str:
    if given == "-":
        return sys.stdin.read()
    return given if given.upper().startswith("YIHU:") else Path(given)


def _compare(line: str, digits: str, said: str | None) -> None:
    """Raises `DigitsDiffer`; asks where nothing was said."""
    if said is None:
        tell(line)
        click.confirm(translate(SAME_DIGITS), abort=True, err=True)
    elif "".join(said.split()) != digits.replace(" ", ""):
        raise DigitsDiffer


def _card_line(card: CardView) -> str:
    return f"{card.digits}  {card.team}  {card.laptop}".rstrip()


def _member(workspace: Workspace, name: str) -> MemberView:
    found = find_member(workspace, name)
    if len(found) != 1:
        raise MemberUnknown(name=name, count=len(found))
    return found[0]


def _anybody(workspace: Workspace, name: str) -> str:
    """Also a laptop that was only confirmed by its digits."""
    known = {row.fingerprint for row in workspace.store.contacts()}
    return name if name in known else _member(workspace, name).fingerprint


def _secret() -> TeamSecret:
    given = os.environ.get(TEAM_PASSPHRASE_VARIABLE)
    return TeamSecret(
        passphrase=given if given is not None else _asked(N_("Passphrase of the team"), twice=False)
    )


def _new_passphrase() -> str:
    given = os.environ.get(TEAM_PASSPHRASE_VARIABLE)
    return given if given is not None else _asked(N_("New passphrase of the team"), twice=True)


def _words() -> str:
    given = os.environ.get(TEAM_WORDS_VARIABLE)
    return given if given is not None else _asked(N_("The 24 words of the recovery sheet"), twice=False)


def _asked(question: str, *, twice: bool) -> str:
    if not sys.stdin.isatty():
        raise PassphraseMissing
    return str(click.prompt(translate(question), hide_input=True, confirmation_prompt=twice, err=True))


def _tell_code(code: str, draw: bool) -> None:
    """The square code out of half blocks, dark on light, then its text."""
    if not draw:
        return
    rows = [
        {column for first, count in row for column in range(first, first + count)}
        for row in code_picture(code)
    ]
    size, margin = len(rows), 2
    padded = [set[int]()] * margin + rows + [set[int]()] * (margin + (size % 2))
    for upper, lower in zip(padded[::2], padded[1::2], strict=True):
        cells = ((column in upper, column in lower) for column in range(-margin, size + margin))
        tell("".join(BLOCKS[pair] for pair in cells))
    tell(code)


BLOCKS = {(False, False): "█", (True, True): " ", (True, False): "▄", (False, True): "▀"}
