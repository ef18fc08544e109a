"""`yihu team ...`: make our team, look at it, keep its sheet and copies, bring it back; its laptops beside."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from yihu.actions import (
    MemberView,
    Workspace,
    copy_organisation,
    create_organisation,
    open_recovery_sheet,
    print_recovery_sheet,
    recover_from_copy,
    recover_organisation,
    show_team,
)
from yihu.base.i18n import N_, translate
from yihu.cli import team_laptops
from yihu.cli.opening import Group, Wiring
from yihu.cli.shape import Told, argument, command, option
from yihu.cli.team_asking import new_passphrase, sheet_words, team_lines, team_secret
from yihu.cli.telling import DECIDE, OK, table

FILE, FOLDER = click.Path(path_type=Path), click.Path(file_okay=False, path_type=Path)


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
    for make in (_create, _show, _list, _sheet, _copy, _recover):
        group.add_command(make(wiring))
    for each in team_laptops.commands(wiring):
        group.add_command(each)
    yield group


def _create(wiring: Wiring) -> click.Command:
    @command(
        wiring,
        "create",
        N_("Make the organisation: this laptop becomes its coordinator. Writes the recovery sheet."),
        argument("name"),
        option(
            "-o",
            "--sheet",
            "sheet",
            required=True,
            type=FILE,
            help=N_("The recovery sheet: a PDF file, or a folder. Print it and delete the file."),
        ),
        option(
            "--copy",
            "copies",
            multiple=True,
            type=FOLDER,
            help=N_("Folder or stick for a sealed copy of the organisation's own file; give two."),
        ),
    )
    def create(workspace: Workspace, name: str, sheet: Path, copies: tuple[Path, ...]) -> Told:
        made = create_organisation(workspace, name, new_passphrase())
        paper = print_recovery_sheet(made.sheet, sheet)
        sealed = copy_organisation(workspace, copies)
        words = translate(N_("Your team “{name}” is made. Its digits: {digits}"))
        lines = [words.format(name=made.team.name, digits=made.team.digits), *map(str, (paper, *sealed))]
        return Told({"team": made.team, "sheet": paper, "copies": sealed}, lines)

    return create


def _show(wiring: Wiring) -> click.Command:
    help = N_("Which organisation this laptop belongs to, and until when it may hand over.")
    alone = N_("This laptop belongs to no team organisation. Hand-over by compared digits works without.")

    @command(wiring, "show", help)
    def show(workspace: Workspace) -> Told:
        team = show_team(workspace)
        return Told({"team": team}, team_lines(team) if team else [translate(alone)])

    return show


def _list(wiring: Wiring) -> click.Command:
    help = N_("The team's laptops, and until when each may hand over. Ends with 3 if one is to be renewed.")

    @command(wiring, "list", help)
    def show(workspace: Workspace) -> Told:
        team = show_team(workspace)
        members = team.members if team else ()
        return Told(
            members, table([_line(each) for each in members]), DECIDE if team and team.to_renew else OK
        )

    return show


def _line(member: MemberView) -> tuple[str, ...]:
    villages = " ".join(member.villages) or translate(N_("all villages"))
    return (member.fingerprint[:8], member.team, member.laptop, villages, member.sentence)


def _sheet(wiring: Wiring) -> click.Command:
    where = option("-o", "--output", "target", required=True, type=FILE, help=N_("A PDF file, or a folder."))

    @command(wiring, "sheet", N_("Write the recovery sheet once more."), where)
    def sheet(workspace: Workspace, target: Path) -> Told:
        path = print_recovery_sheet(open_recovery_sheet(workspace, team_secret()), target)
        return Told({"sheet": path}, [str(path)])

    return sheet


def _copy(wiring: Wiring) -> click.Command:
    help = N_("Write the organisation's own sealed file to a folder or stick; keep two, in two places.")

    @command(
        wiring, "copy", help, argument("folders", nargs=-1, required=True, type=FOLDER, metavar="DIR...")
    )
    def copy(workspace: Workspace, folders: tuple[Path, ...]) -> Told:
        paths = copy_organisation(workspace, folders)
        return Told({"copies": paths}, map(str, paths))

    return copy


def _recover(wiring: Wiring) -> click.Command:
    @command(
        wiring,
        "recover",
        N_("Bring the organisation NAME back on this computer by its recovery sheet."),
        argument("name", default=""),
        option(
            "--copy",
            "copy",
            type=click.Path(dir_okay=False, path_type=Path),
            help=N_("A sealed copy instead of the sheet: asks for the team's passphrase; NAME isn't needed."),
        ),
    )
    def recover(workspace: Workspace, name: str, copy: Path | None) -> Told:
        if copy:
            team = recover_from_copy(workspace, copy, team_secret().passphrase)
        else:
            team = recover_organisation(workspace, name, sheet_words(), new_passphrase())
        return Told({"team": team}, team_lines(team))

    return recover
