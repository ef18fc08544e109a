"""What the commands of the team ask for and show: passphrases, digits, names of laptops, square codes."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from yihu.actions import CardView, MemberView, TeamSecret, TeamView, Workspace, code_picture, find_member
from yihu.base.errors import UserError
from yihu.base.i18n import N_, translate
from yihu.cli.handover import DigitsDiffer
from yihu.cli.opening import PassphraseMissing
from yihu.cli.shape import option
from yihu.cli.telling import tell

TEAM_PASSPHRASE_VARIABLE = "YIHU_TEAM_PASSPHRASE"
TEAM_WORDS_VARIABLE = "YIHU_TEAM_WORDS"
SAME_DIGITS = N_("Does the other screen show the same eight digits?")
SPEAK = N_("Speak for the whole organisation: asks for the team's passphrase (or YIHU_TEAM_PASSPHRASE).")
MARGIN = 2
BLOCKS = {(False, False): "█", (True, True): " ", (True, False): "▄", (False, True): "▀"}


class MemberUnknown(UserError):
    """A name that no laptop of the team has, or several."""

    code = "team-member-unknown"
    message = N_("Laptops of the team that are called “{name}”: {count}.")
    advice = N_(
        "See: yihu team list. Use the name, the eight digits or the whole number. Nothing was changed."
    )


def folder_option() -> click.Option:
    """Where files go."""
    where = click.Path(file_okay=False, path_type=Path)
    return option("-o", "--output", "folder", type=where, help=N_("Folder to write into."))


def code_option() -> click.Option:
    """Draw the square code."""
    return option("--code", "draw", is_flag=True, help=N_("Also draw the square code and write its text."))


def speaking_option() -> click.Option:
    """Sign as the organisation."""
    return option("--as-organisation", "speak", is_flag=True, help=SPEAK)


def secret_if(speak: bool) -> TeamSecret | None:
    """The team's passphrase where the whole organisation is spoken for."""
    return team_secret() if speak else None


def team_secret() -> TeamSecret:
    """The team's passphrase, from the environment or the person. Raises PassphraseMissing."""
    return TeamSecret(passphrase=_asked(TEAM_PASSPHRASE_VARIABLE, N_("Passphrase of the team")))


def new_passphrase() -> str:
    """A passphrase for the team, asked for twice. Raises PassphraseMissing."""
    return _asked(TEAM_PASSPHRASE_VARIABLE, N_("New passphrase of the team"), twice=True)


def sheet_words() -> str:
    """The words of the recovery sheet. Raises PassphraseMissing."""
    return _asked(TEAM_WORDS_VARIABLE, N_("The 24 words of the recovery sheet"))


def _asked(variable: str, question: str, *, twice: bool = False) -> str:
    given = os.environ.get(variable)
    if given is not None:
        return given
    if not sys.stdin.isatty():
        raise PassphraseMissing
    return str(click.prompt(translate(question), hide_input=True, confirmation_prompt=twice, err=True))


def source(given: str) -> Path | str:
    """What an argument names: `-` standard input, a code's text, else a file."""
    if given == "-":
        return sys.stdin.read()
    return given if given.upper().startswith("YIHU:") else Path(given)


def compare_digits(line: str, digits: str, said: str | None) -> None:
    """Hold digits against those that were said; asks where nothing was. Raises `DigitsDiffer`, Abort."""
    if said is None:
        tell(line)
        click.confirm(translate(SAME_DIGITS), abort=True, err=True)
    elif "".join(said.split()) != digits.replace(" ", ""):
        raise DigitsDiffer


def card_line(card: CardView) -> str:
    """A laptop's digits and names."""
    return f"{card.digits}  {card.team}  {card.laptop}".rstrip()


def member_named(workspace: Workspace, name: str) -> MemberView:
    """One laptop of the team. Raises MemberUnknown."""
    found = find_member(workspace, name)
    if len(found) != 1:
        raise MemberUnknown(name=name, count=len(found))
    return found[0]


def fingerprint_named(workspace: Workspace, name: str) -> str:
    """One laptop, also one that was only confirmed by its digits. Raises MemberUnknown."""
    known = {row.fingerprint for row in workspace.store.contacts()}
    return name if name in known else member_named(workspace, name).fingerprint


def team_lines(team: TeamView) -> list[str]:
    """A team in a few lines."""
    lines = [f"{team.name}  {team.digits}"]
    if team.me:
        lines += [team.me.role_words, team.me.sentence]
    if team.to_renew:
        lines.append(
            translate(N_("Laptops to renew: {count}. See: yihu team list")).format(count=team.to_renew)
        )
    return lines


def code_lines(code: str) -> list[str]:
    """The square code out of half blocks, dark on light, then its text."""
    rows = [
        {column for first, count in row for column in range(first, first + count)}
        for row in code_picture(code)
    ]
    size = len(rows)
    padded = [set[int]()] * MARGIN + rows + [set[int]()] * (MARGIN + (size % 2))
    drawn = [
        "".join(BLOCKS[column in upper, column in lower] for column in range(-MARGIN, size + MARGIN))
        for upper, lower in zip(padded[::2], padded[1::2], strict=True)
    ]
    return [*drawn, code]
