"""Receive: merge sync files of other laptops."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from yihu.actions.exchange_cards import CardView
from yihu.actions.workspace import Workspace
from yihu.base.errors import UserError
from yihu.base.progress import Progress


class Arrival(StrEnum):
    """What became of one file."""

    MERGED = "merged"
    NOTHING_NEW = "nothing_new"
    WAITING = "waiting"
    SENDER_UNKNOWN = "sender_unknown"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageReport:
    """What one file brought.

    Attributes:
        name: file name.
        sender: team and laptop, as signed; empty when the file could not be read so far.
        card: of an unknown sender: compare its digits, `trust_card`, receive again.
        waiting: changesets that wait for an earlier file.
        error: why it was refused, with code, message and advice; the register is unchanged by this file.
    """

    name: str
    arrival: Arrival
    sender: str = ""
    card: CardView | None = None
    new_households: int = 0
    updated_households: int = 0
    changesets: int = 0
    waiting: int = 0
    photos: int = 0
    error: UserError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiveReport:
    """What all files brought together.

    Attributes:
        conflicts: answers that need a person, in the whole register now.
        conflict_households: households with such answers.
    """

    packages: tuple[PackageReport, ...]
    new_households: int
    updated_households: int
    conflicts: int
    conflict_households: int


def receive_packages(
    workspace: Workspace,
    paths: Sequence[Path],
    progress: Progress | None = None,
    trust: Collection[str] = (),
) -> ReceiveReport:
    """Merge sync files, each all or nothing; a refused file is told in the report and harms nothing.

    `trust`: fingerprints or compare digits that the person just confirmed; their cards are kept.

    Raises:
        DiskFull, Cancelled: files finished before stay merged.
    """
    raise NotImplementedError
