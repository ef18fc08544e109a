"""Receive: merge sync files of other laptops."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from yihu.actions.exchange_cards import SUFFIX, CardView, read_card, view_card
from yihu.actions.join_organisation import is_answer
from yihu.actions.permission import guarded
from yihu.actions.resolve_conflict import EVERY_CONFLICT
from yihu.actions.shared_rules import SharedRule, shared_rules
from yihu.actions.workspace import Workspace
from yihu.base.errors import Cancelled, DiskFull, UserError
from yihu.base.i18n import N_, translate
from yihu.base.progress import Progress, Silent

if TYPE_CHECKING:
    from yihu.storage.handover_rows import PackageReceived, VillageBrought, WaitingRow


class FileIsCard(UserError):
    """A laptop's card among the files to receive."""

    code = "file-is-card"
    message = N_("The file {name} is a laptop's card: it holds no households.")
    advice = N_(
        "To hand over with that laptop, take its card in (yihu trust); to invite it into your team, choose it "
        "under Our team (yihu team invite). Nothing was changed."
    )


class FileIsAnswer(UserError):
    """A coordinator's answer among the files to receive."""

    code = "file-is-answer"
    message = N_(
        "The file {name} is a coordinator's answer to a laptop that joins a team: it holds no households."
    )
    advice = N_("That laptop takes it in under Our team (yihu team accept). Nothing was changed.")


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
        others: helpers, plans of villages, funds, tasks and the like that came or changed.
        waiting: changesets that wait for an earlier file. waiting_for: which laptop's, by number, in words.
        villages: households new and changed, by village.
        part, parts: which of how many files. receipt: text of the square code that confirms it to the sender.
        confirmed: packages of ours that the sender confirmed with this file.
        differing: villages whose sum differs from the sender's though it should be the same.
        clock_hours: how far the newest change lies ahead of our clock (negative: behind), 0 if a day at most.
        copies: laptops found to be copies of one another.
        fingerprint: of the sender's card, for a receipt. warning: code of what the team says of the sender, "" mostly.
        not_erased: erasures asked for by who may not, or of what isn't so: nothing went, the rest came.
        rules: questionnaires, rules, templates and choices that came or were signed now; those that wait are not used.
        error: why it was refused, with code, message and advice; the register is unchanged by this file.
    """

    name: str
    arrival: Arrival
    sender: str = ""
    card: CardView | None = None
    new_households: int = 0
    updated_households: int = 0
    others: int = 0
    changesets: int = 0
    waiting: int = 0
    photos: int = 0
    error: UserError | None = None
    waiting_for: tuple[str, ...] = ()
    villages: tuple[VillageBrought, ...] = ()
    part: int = 1
    parts: int = 1
    receipt: str = ""
    confirmed: tuple[str, ...] = ()
    differing: tuple[str, ...] = ()
    clock_hours: int = 0
    copies: tuple[str, ...] = ()
    fingerprint: str = ""
    warning: str = ""
    not_erased: int = 0
    rules: tuple[SharedRule, ...] = ()


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
    copy_suspected: bool = False


@guarded
def receive_packages(
    workspace: Workspace,
    paths: Sequence[Path],
    progress: Progress | None = None,
    trust: Collection[str] = (),
) -> ReceiveReport:
    """Merge sync files, or all in a folder, each all or nothing; a refused file is told in the report and harms nothing.

    `trust`: fingerprints or compare digits that the person just confirmed; their cards are kept.

    Raises:
        DiskFull, Cancelled: files finished before stay merged.
    """
    watched = progress or Silent()
    packages = tuple(_receive(workspace, path, watched, trust) for path in package_files(paths))
    workspace.library.forget()
    workspace.store.refold_dirty(progress=watched)
    conflicts = workspace.store.conflicts(limit=EVERY_CONFLICT)
    return ReceiveReport(
        packages=packages,
        new_households=sum(package.new_households for package in packages),
        updated_households=sum(package.updated_households for package in packages),
        conflicts=len(conflicts),
        conflict_households=len({row.household_id for row in conflicts}),
        copy_suspected=workspace.store.copy_suspected,
    )


def _receive(workspace: Workspace, path: Path, progress: Progress, trust: Collection[str]) -> PackageReport:
    from yihu.storage.errors import SenderUnknown

    try:
        if path.suffix.lower() == SUFFIX:
            raise _key_file(workspace, path)
        return report_of(workspace, workspace.store.receive(path, progress=progress))
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


def _key_file(workspace: Workspace, path: Path) -> UserError:
    """What a `.yihukey` file is, and where it is of use. Raises FileUnreadable, CardInvalid."""
    read_card(workspace, path)
    return FileIsAnswer(name=path.name) if is_answer(workspace, path) else FileIsCard(name=path.name)


def _receive_trusting(
    workspace: Workspace, path: Path, progress: Progress, fingerprint: str
) -> PackageReport:
    try:
        return report_of(workspace, workspace.store.receive(path, trust=fingerprint, progress=progress))
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


def report_of(workspace: Workspace, received: PackageReceived) -> PackageReport:
    """What one file brought, for a page."""
    union = received.union
    arrival = Arrival.NOTHING_NEW if received.repeated or not union.new else Arrival.MERGED
    return PackageReport(
        name=received.file,
        arrival=Arrival.WAITING if union.waiting else arrival,
        sender=_named(received.team, received.sender),
        new_households=union.new_households,
        updated_households=union.households - union.new_households,
        others=union.others,
        changesets=union.new,
        waiting=union.waiting,
        photos=received.attachments,
        waiting_for=tuple(waiting_words(row) for row in received.waiting),
        villages=received.villages,
        part=received.part,
        parts=received.parts,
        receipt=received.receipt,
        confirmed=received.confirmed,
        differing=received.differing,
        clock_hours=round(union.clock_ms / 3_600_000),
        copies=union.forks,
        fingerprint=received.fingerprint,
        warning=received.warning,
        not_erased=received.not_erased,
        rules=shared_rules(workspace, received.rules),
    )


def package_files(paths: Sequence[Path]) -> tuple[Path, ...]:
    """The files themselves, and of each folder those ending in `.yihu`, by name."""
    return tuple(
        file for path in paths for file in (sorted(path.glob("*.yihu")) if path.is_dir() else (path,))
    )


def waiting_words(row: WaitingRow) -> str:
    """`laptop X, nos. 41-57`, as a person reads it."""
    words = N_("waiting for an earlier file from laptop {laptop}, nos. {first}–{last}")
    return translate(words).format(
        laptop=row.laptop or row.team or row.replica[:8], first=row.first, last=row.last
    )
