"""Cards: how two laptops come to know each other."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from yihu.actions.file_names import safe_name
from yihu.actions.permission import guarded
from yihu.actions.workspace import Workspace
from yihu.actions.write_file import write_whole
from yihu.base.errors import FileUnreadable

if TYPE_CHECKING:
    from yihu.storage.handover_rows import ContactRow
    from yihu.sync.keys import Card

SUFFIX = ".yihukey"
LARGEST_CARD_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class CardView:
    """A laptop's card as a person sees it.

    Attributes:
        laptop: its name; "" where it is called like its team.
        digits: eight digits to compare with those on the other laptop's screen, `1234 5678`.
        fingerprint: stable id of the laptop's keys.
        raw: the card's bytes, as in a `.yihukey` file; empty in a list of contacts.
        last_given_ms, last_received_ms: last hand-over with it, None never.
    """

    team: str
    laptop: str
    digits: str
    fingerprint: str
    raw: bytes = b""
    trusted: bool = False
    mine: bool = False
    last_given_ms: int | None = None
    last_received_ms: int | None = None


def my_card(workspace: Workspace) -> CardView:
    """This laptop's own card."""
    return view_card(workspace, workspace.store.my_card())


def save_card(workspace: Workspace, folder: Path) -> Path:
    """Write this laptop's card into a folder as `<team>.yihukey`. Raises FolderNotWritable, DiskFull."""
    card = my_card(workspace)
    target = folder / f"{safe_name(card.team)}-{card.fingerprint[:6]}{SUFFIX}"
    write_whole(target, card.raw)
    return target


def read_card(workspace: Workspace, path: Path) -> CardView:
    """Read a card, without trusting it yet. Raises FileUnreadable, CardInvalid."""
    from yihu.sync import keys

    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST_CARD_BYTES)
    except OSError as problem:
        raise FileUnreadable(name=path.name) from problem
    return view_card(workspace, keys.read_card(raw, path.name))


@guarded
def trust_card(workspace: Workspace, card: CardView) -> CardView:
    """From now on files may be given to, and taken from, this laptop: the person compared the digits."""
    from yihu.sync import keys

    known = keys.read_card(card.raw)
    workspace.store.trust(known)
    return view_card(workspace, known)


def list_contacts(workspace: Workspace) -> tuple[CardView, ...]:
    """The cards trusted so far, by team."""
    rows = (row for row in workspace.store.contacts() if row.trusted)
    return tuple(sorted((_contact(row) for row in rows), key=lambda card: (card.team, card.laptop)))


def view_card(workspace: Workspace, card: Card) -> CardView:
    """A card as a person sees it, with whether it is known here."""
    known = {row.fingerprint: row for row in workspace.store.contacts()}
    row = known.get(card.fingerprint)
    mine = card.fingerprint == workspace.store.my_card().fingerprint
    return CardView(
        team=card.team,
        laptop=_beside(card.team, card.laptop),
        digits=card.code(),
        fingerprint=card.fingerprint,
        raw=card.to_bytes(),
        trusted=mine or bool(row and row.trusted),
        mine=mine,
    )


def _beside(team: str, laptop: str) -> str:
    """A laptop without a name of its own is called like its team: that need not be said twice."""
    return "" if laptop == team else laptop


def _contact(row: ContactRow) -> CardView:
    return CardView(
        team=row.team,
        laptop=_beside(row.team, row.laptop),
        digits=row.code,
        fingerprint=row.fingerprint,
        trusted=row.trusted,
        last_given_ms=row.last_given_ms,
        last_received_ms=row.last_received_ms,
    )
