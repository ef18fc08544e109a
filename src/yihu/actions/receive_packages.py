"""Receive: merge sync files of other laptops."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from yihu.actions.exchange_cards import CardView, view_card
from yihu.actions.resolve_conflict import EVERY_CONFLICT
from yihu.actions.workspace import Workspace
from yihu.base.errors import Cancelled, DiskFull, UserError
from yihu.base.progress import Progress, Silent

if TYPE_CHECKING:
    from yihu.storage.rows import PackageReceived


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
        card: of an unknown sender: compare its digits, then receive again with its fingerprint in `trust`.
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
    watched = progress or Silent()
    packages = tuple(_receive(workspace, path, watched, trust) for path in paths)
    workspace.library.forget()
    workspace.store.refold_dirty(progress=watched)
    conflicts = workspace.store.conflicts(limit=EVERY_CONFLICT)
    return ReceiveReport(
        packages=packages,
        new_households=sum(package.new_households for package in packages),
        updated_households=sum(package.updated_households for package in packages),
        conflicts=len(conflicts),
        conflict_households=len({row.household_id for row in conflicts}),
    )


def _receive(workspace: Workspace, path: Path, progress: Progress, trust: Collection[str]) -> PackageReport:
    from yihu.storage.errors import SenderUnknown

    try:
        return _report(workspace.store.receive(path, progress=progress))
    except SenderUnknown as unknown:
        card = view_card(workspace, unknown.card)
        if not _confirmed(card, trust):
            return PackageReport(
                name=path.name, arrival=Arrival.SENDER_UNKNOWN, sender=_sender(card), card=card, error=unknown
            )
        return _receive_trusting(workspace, path, progress, card.fingerprint)
    except (DiskFull, Cancelled):
        raise
    except UserError as refused:
        return PackageReport(name=path.name, arrival=Arrival.REFUSED, error=refused)


def _receive_trusting(
    workspace: Workspace, path: Path, progress: Progress, fingerprint: str
) -> PackageReport:
    try:
        return _report(workspace.store.receive(path, trust=fingerprint, progress=progress))
    except (DiskFull, Cancelled):
        raise
    except UserError as refused:
        return PackageReport(name=path.name, arrival=Arrival.REFUSED, error=refused)


def _confirmed(card: CardView, trust: Collection[str]) -> bool:
    said = {"".join(word.split()) for word in trust}
    return card.fingerprint in said or "".join(card.digits.split()) in said


def _sender(card: CardView) -> str:
    return _named(card.team, card.laptop)


def _named(team: str, laptop: str) -> str:
    """Team and laptop; once where the laptop has the team's name."""
    return " · ".join(dict.fromkeys(part for part in (team, laptop) if part))


def _report(received: PackageReceived) -> PackageReport:
    union = received.union
    arrival = Arrival.NOTHING_NEW if received.repeated or not union.new else Arrival.MERGED
    return PackageReport(
        name=received.file,
        arrival=Arrival.WAITING if union.waiting else arrival,
        sender=_named(received.team, received.sender),
        new_households=union.new_households,
        updated_households=union.households - union.new_households,
        changesets=union.new,
        waiting=union.waiting,
        photos=received.attachments,
    )
