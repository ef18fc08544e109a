"""Cards: how two laptops come to know each other."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from yihu.actions.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class CardView:
    """A laptop's card as a person sees it.

    Attributes:
        digits: eight digits to compare with those on the other laptop's screen, `1234 5678`.
        fingerprint: stable id of the laptop's keys.
        raw: the card's bytes, as in a `.yihukey` file.
    """

    team: str
    laptop: str
    digits: str
    fingerprint: str
    raw: bytes
    trusted: bool = False
    mine: bool = False


def my_card(workspace: Workspace) -> CardView:
    """This laptop's own card."""
    raise NotImplementedError


def save_card(workspace: Workspace, folder: Path) -> Path:
    """Write this laptop's card into a folder as `<team code>.yihukey`. Raises FolderNotWritable, DiskFull."""
    raise NotImplementedError


def read_card(workspace: Workspace, path: Path) -> CardView:
    """Read a card, without trusting it yet. Raises FileUnreadable, CardDamaged."""
    raise NotImplementedError


def trust_card(workspace: Workspace, card: CardView) -> CardView:
    """From now on files may be given to, and taken from, this laptop: the person compared the digits."""
    raise NotImplementedError


def list_contacts(workspace: Workspace) -> tuple[CardView, ...]:
    """The cards trusted so far, by team."""
    raise NotImplementedError
