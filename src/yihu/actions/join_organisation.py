"""Join the team: take in the coordinator's answer after comparing the organisation's eight digits."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from yihu.actions.invite_laptop import read_source
from yihu.actions.permission import guarded
from yihu.actions.show_team import ROLE_WORDS, TeamView, local_day, show_team
from yihu.actions.workspace import Workspace
from yihu.base.errors import UserError
from yihu.base.i18n import translate


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationView:
    """A coordinator's answer, not yet taken in.

    Attributes:
        digits: must be those on the coordinator's screen. coordinator: its team.
        for_me: whether it was made for this laptop. until: the last day, "" if it isn't for this laptop.
        renewal: this laptop is in this organisation already.
    """

    name: str
    digits: str
    coordinator: str
    for_me: bool
    role: str
    role_words: str
    villages: tuple[str, ...]
    until: str
    renewal: bool
    raw: bytes = field(repr=False)


def read_invitation(workspace: Workspace, source: Path | str) -> InvitationView:
    """Read an answer: a `.yihukey` file, a picture of its code, or the code's text.

    Raises FileUnreadable, CodeNotFound, PaperInvalid, AnswerIsCard.
    """
    from yihu.sync import organisation_texts
    from yihu.sync.organisation_trust import Book

    data, name = read_source(source)
    invitation = organisation_texts.read_invitation(data, name)
    chain = Book(invitation.of, invitation.papers).chain(workspace.store.my_card().fingerprint)
    own = chain[0] if chain else None
    present = workspace.store.organisation()
    return InvitationView(
        name=invitation.of.name,
        digits=invitation.of.code(),
        coordinator=invitation.card.team,
        for_me=own is not None,
        role=own.role.value if own else "",
        role_words=translate(ROLE_WORDS[own.role.value]) if own else "",
        villages=own.villages if own else (),
        until=local_day(min(each.until_ms for each in chain)) if chain else "",
        renewal=present is not None and present.id == invitation.of.id,
        raw=invitation.to_bytes(),
    )


def is_answer(workspace: Workspace, path: Path) -> bool:
    """Whether a `.yihukey` file is a coordinator's answer, to whichever laptop, and no card."""
    try:
        read_invitation(workspace, path)
    except UserError:
        return False
    return True


@guarded
def join_organisation(workspace: Workspace, invitation: InvitationView) -> TeamView:
    """Take the answer in: from then on this laptop and its coordinators know each other.

    Raises OrganisationElsewhere, InvitationForOther, RoleForbids: nothing was changed.
    """
    from yihu.sync import organisation_texts

    workspace.store.join(organisation_texts.read_invitation(invitation.raw))
    team = show_team(workspace)
    assert team is not None
    return team
