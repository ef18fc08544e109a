"""Invite a laptop: its card comes as a file, as a picture of a code or as a code's text; the answer goes back so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from yihu.actions.create_organisation import TeamSecret, open_seal
from yihu.actions.exchange_cards import LARGEST_CARD_BYTES, SUFFIX, CardView, view_card
from yihu.actions.file_names import safe_name
from yihu.actions.permission import guarded
from yihu.actions.show_team import TEAM_ROLES, MemberView, view_member
from yihu.actions.workspace import Workspace
from yihu.actions.write_file import write_whole
from yihu.base.errors import FileUnreadable, FolderNotWritable, UserError
from yihu.base.i18n import N_

if TYPE_CHECKING:
    from yihu.sync.organisation_texts import Invitation

CODE_BEGINS = "YIHU:"


class VillageCodeWrong(UserError):
    """Something that no village code begins with."""

    code = "village-code-wrong"
    message = N_("“{given}” is not the beginning of a village code: 1 to 12 digits are.")
    advice = N_("Type 6 digits for a county, 9 for a township, 12 for a village. Nothing was changed.")


class RoleUnknown(UserError):
    """A role that isn't one."""

    code = "team-role-unknown"
    message = N_("There is no such role in a team.")
    advice = N_("Choose coordinator, team or viewer. Nothing was changed.")


@dataclass(frozen=True, slots=True, kw_only=True)
class LaptopInvited:
    """The answer for the invited laptop.

    Attributes:
        code: text of the square code to show; the laptop scans it instead of taking the file.
    """

    member: MemberView
    code: str
    raw: bytes = field(repr=False)


def show_request(workspace: Workspace) -> str:
    """The text of the square code by which this laptop asks to be invited; the same as its card file."""
    from yihu.sync.organisation_texts import card_code

    return card_code(workspace.store.my_card())


def read_request(workspace: Workspace, source: Path | str) -> CardView:
    """The card of a laptop that asks to be invited: a `.yihukey` file, a picture of its code, or the code's text.

    Compare its eight digits with the person beside it before inviting.

    Raises FileUnreadable, CardInvalid, CodeNotFound.
    """
    from yihu.sync.keys import read_card
    from yihu.sync.organisation_texts import file_from_code

    data, name = read_source(source)
    return view_card(workspace, read_card(file_from_code(data, name), name))


@guarded
def invite_laptop(
    workspace: Workspace,
    card: CardView,
    role: str,
    villages: Sequence[str] = (),
    *,
    secret: TeamSecret | None = None,
) -> LaptopInvited:
    """Give a laptop a place in the team for a year; its digits were compared.

    Args:
        role: of `TEAM_ROLES`. villages: beginnings of village codes; none: all that this laptop has.
        secret: to sign for the whole organisation, where this laptop itself may not.

    Raises RoleUnknown, VillageCodeWrong, OrganisationMissing, PaperRoleWrong, LaptopLost, SealWrong.
    """
    from yihu.sync.keys import read_card
    from yihu.sync.organisation import Role

    if role not in TEAM_ROLES:
        raise RoleUnknown
    for given in villages:
        if not (given.isascii() and given.isdecimal() and len(given) <= 12):
            raise VillageCodeWrong(given=given[:20])
    root = open_seal(workspace, secret) if secret else None
    known = read_card(card.raw)
    invitation = workspace.store.invite(known, Role(role), tuple(villages) or None, root=root)
    return _answer(workspace, known.fingerprint, invitation)


@guarded
def repeat_invitation(workspace: Workspace, fingerprint: str) -> LaptopInvited:
    """The answer for a laptop once more, as after a renewal. Raises OrganisationMissing, PermissionMissing."""
    return _answer(workspace, fingerprint, workspace.store.invitation(fingerprint))


def save_invitation(answer: LaptopInvited, folder: Path) -> Path:
    """Write the answer as `<team>-<short id>-invited.yihukey`. Raises FolderNotWritable, DiskFull."""
    if not folder.is_dir():
        raise FolderNotWritable(name=folder.name)
    path = folder / f"{safe_name(answer.member.team)}-{answer.member.fingerprint[:6]}-invited{SUFFIX}"
    write_whole(path, answer.raw)
    return path


def code_picture(text: str) -> tuple[tuple[tuple[int, int], ...], ...]:
    """The rows of a square code, each as runs (first column, how many) of black squares."""
    from yihu.printing.qr import screen_squares

    return screen_squares(text)


def read_source(source: Path | str) -> tuple[bytes, str]:
    """Bytes and name of a file, of the code on a picture, or of a code's text. Raises FileUnreadable, CodeNotFound."""
    if isinstance(source, str):
        return source.strip().encode(), ""
    from yihu.exchange.code_picture import PICTURE_SUFFIXES, read_code_picture

    if source.suffix.lower() in PICTURE_SUFFIXES:
        return read_code_picture(source).encode(), source.name
    try:
        with source.open("rb") as file:
            return file.read(LARGEST_CARD_BYTES), source.name
    except OSError as problem:
        raise FileUnreadable(name=source.name) from problem


def _answer(workspace: Workspace, fingerprint: str, invitation: Invitation) -> LaptopInvited:
    from yihu.sync.organisation_texts import invitation_code

    row = next(row for row in workspace.store.members() if row.fingerprint == fingerprint)
    return LaptopInvited(
        member=view_member(workspace, row), code=invitation_code(invitation), raw=invitation.to_bytes()
    )
