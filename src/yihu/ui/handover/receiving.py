"""What came and what is to be done about it, without widgets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from yihu.actions.exchange_cards import CardView, read_card, trust_card
from yihu.actions.handed_over import (
    accept_gap,
    count_blocked,
    give_receipts,
    list_quarantine,
    list_waiting,
    release_package,
)
from yihu.actions.join_organisation import is_answer
from yihu.actions.receive_packages import (
    Arrival,
    FileIsAnswer,
    PackageReport,
    ReceiveReport,
    receive_packages,
)
from yihu.actions.shared_rules import rule_words
from yihu.actions.watch_folder import list_new_files, settle_files, watch_folder, watched_folder
from yihu.actions.workspace import Workspace
from yihu.base.i18n import N_, translate, translate_count
from yihu.base.progress import Progress
from yihu.ui.moments import short_moment

if TYPE_CHECKING:
    from yihu.storage.handover_rows import QuarantineRow, VillageBrought

WHY_ASIDE = {
    "sender-lost": N_("from a laptop that was reported lost"),
    "sender-viewer": N_("from a laptop that may only receive"),
    "origin-unproved": N_("holds work under another laptop's name that this laptop did not confirm"),
    "erasure-refused": N_("erases a household without the coordinator's word"),
    "package-from-newer-version": N_(
        "written by a newer version: bring this program up to date, then take it in"
    ),
}
OF_SENDER = {
    "permission-ended": N_("This laptop's time in the team has ended. Renew it under Our team."),
    "permission-early": N_(
        "This laptop's time in the team has not begun by this computer's date. Check both dates."
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class VillageLine:
    """What came for one village."""

    village: str
    words: str
    conflicts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrivalView:
    """What one sender's files brought, or one file that was not taken in, as a person reads it.

    Attributes:
        name: of the (first) file. card: of an unknown sender: its digits are compared first.
        warnings: what should be looked at. receipts: texts of square codes that confirm the files.
        fingerprint: of the sender, for a receipt file; "" where none can be written.
    """

    name: str
    title: str
    words: str
    tone: str
    card: CardView | None = None
    villages: tuple[VillageLine, ...] = ()
    warnings: tuple[str, ...] = ()
    receipts: tuple[str, ...] = ()
    fingerprint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AsideView:
    """A file that was laid aside."""

    number: int
    name: str
    words: str


class ReceivePresenter:
    """Files that came, files laid aside, files that are missing."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.received: ReceiveReport | None = None
        self._paths: dict[str, Path] = {}

    def receive(self, paths: Sequence[Path], trust: Sequence[str], progress: Progress) -> ReceiveReport:
        """Merge these files, or all in a folder."""
        self._paths |= {file.name: file for path in paths for file in _files(path)}
        report = receive_packages(self.workspace, paths, progress, trust)
        settle_files(self.workspace, tuple(file for path in paths for file in _files(path)))
        return report

    def receive_again(self, name: str) -> Path | None:
        """The path of a file whose sender was unknown."""
        return self._paths.get(name)

    def folder_of(self, name: str) -> Path | None:
        """Where a file came from: its receipt goes there."""
        path = self._paths.get(name)
        return path.parent if path is not None and path.parent.is_dir() else None

    def read_card(self, path: Path) -> CardView:
        """A laptop's card from a stick, not trusted yet. Raises FileUnreadable, CardInvalid, FileIsAnswer."""
        if is_answer(self.workspace, path):
            raise FileIsAnswer(name=path.name)
        return read_card(self.workspace, path)

    def trust(self, card: CardView) -> None:
        """The digits were compared and are equal."""
        trust_card(self.workspace, card)

    # the report

    def view(self, report: ReceiveReport) -> tuple[ArrivalView, ...]:
        """What each sender brought, and what was not taken in."""
        by_sender: dict[str, list[PackageReport]] = {}
        views: list[ArrivalView] = []
        for one in report.packages:
            if one.arrival is Arrival.SENDER_UNKNOWN:
                views.append(_view_unknown(one))
            elif one.arrival is Arrival.REFUSED:
                views.append(_view_refused(one))
            else:
                by_sender.setdefault(one.fingerprint or one.sender, []).append(one)
        return (*views, *(_view_sender(some) for some in by_sender.values()))

    @staticmethod
    def say_received(report: ReceiveReport) -> tuple[str, str]:
        """The sum of all files, and what needs a person now."""
        merged = sum(one.arrival in (Arrival.MERGED, Arrival.WAITING) for one in report.packages)
        confirmed = sum(len(one.confirmed) for one in report.packages)
        thanks = (
            translate_count(
                N_("{count} file that you gave is confirmed now."),
                N_("{count} files that you gave are confirmed now."),
                confirmed,
            ).format(count=confirmed)
            if confirmed
            else ""
        )
        if not merged:
            known = any(one.arrival is Arrival.NOTHING_NEW for one in report.packages)
            if not known:
                return "", ""
            return (thanks, "") if thanks else (translate(N_("Nothing new: all of it is here already.")), "")
        told = translate(N_("Received: {new} new households, {updated} updated")).format(
            new=report.new_households, updated=report.updated_households
        )
        needs = say_conflicts(report.conflicts, report.conflict_households)
        return told, " ".join(each for each in (needs, thanks) if each)

    # receipts

    def write_receipt(self, fingerprint: str, folder: Path) -> Path:
        """Confirm to a sender all that came from it, by a small file."""
        return give_receipts(self.workspace, folder, fingerprint)

    # what is missing, what was laid aside

    def waiting(self) -> tuple[str, ...]:
        """Which earlier files have not come, in words."""
        return list_waiting(self.workspace)

    def blocked(self) -> int:
        """Households with changes that wait for them."""
        return count_blocked(self.workspace)

    def accept_gap(self) -> int:
        """Go on without what has not come."""
        return accept_gap(self.workspace)

    def aside(self) -> tuple[AsideView, ...]:
        """Files that were laid aside and can still be taken in."""
        return tuple(
            self._aside(row) for row in list_quarantine(self.workspace) if row.kept and not row.released_ms
        )

    def release(self, number: int, progress: Progress) -> ReceiveReport:
        """Take in a file that was laid aside."""
        one = release_package(self.workspace, number, progress)
        return ReceiveReport(
            packages=(one,),
            new_households=one.new_households,
            updated_households=one.updated_households,
            conflicts=0,
            conflict_households=0,
        )

    # the watched folder

    def watched(self) -> Path | None:
        """The folder being looked through."""
        return watched_folder(self.workspace)

    def watch(self, folder: Path | None) -> None:
        """Look through this folder from now on; None: no longer."""
        watch_folder(self.workspace, folder)

    def new_files(self) -> tuple[Path, ...]:
        """What came into it since."""
        return list_new_files(self.workspace)

    def _aside(self, row: QuarantineRow) -> AsideView:
        when = short_moment(row.at_ms, self.workspace.clock.now())
        why = say_why(row.reason)
        return AsideView(
            number=row.id, name=row.file, words=" · ".join(part for part in (when, row.sender, why) if part)
        )


def say_why(code: str) -> str:
    """Why a file was not taken in, shortly."""
    return translate(WHY_ASIDE.get(code, N_("could not be taken in")))


def say_conflicts(answers: int, households: int) -> str:
    """How many answers differ; empty when none does."""
    if not answers:
        return ""
    told = translate_count(
        N_("{count} answer differs and needs you (households: {households})."),
        N_("{count} answers differ and need you (households: {households})."),
        answers,
    )
    return told.format(count=answers, households=households)


def _files(path: Path) -> tuple[Path, ...]:
    return tuple(sorted(path.glob("*.yihu"))) if path.is_dir() else (path,)


def _view_unknown(one: PackageReport) -> ArrivalView:
    words = translate(N_("From {sender}, a laptop not confirmed here yet.")).format(sender=one.sender)
    return ArrivalView(name=one.name, title=one.name, words=words, tone="amber", card=one.card)


def _view_refused(one: PackageReport) -> ArrivalView:
    error = one.error
    words = f"{error.explain()} {error.advise()} [{error.code}]" if error else ""
    if error is not None and error.code in WHY_ASIDE:
        laid = translate(N_("Laid aside, see below: {why}. [{code}]"))
        words = laid.format(why=say_why(error.code), code=error.code)
    return ArrivalView(name=one.name, title=one.name, words=words, tone="red")


def _view_sender(some: Sequence[PackageReport]) -> ArrivalView:
    """All files of one sender together."""
    warnings = tuple(dict.fromkeys(_warnings(some)))
    return ArrivalView(
        name=some[0].name,
        title=some[0].sender or some[0].name,
        words=_brought(some),
        tone="amber" if warnings else "green",
        villages=tuple(_village_lines(some)),
        warnings=warnings,
        receipts=tuple(one.receipt for one in some if one.receipt),
        fingerprint=some[0].fingerprint,
    )


def _brought(some: Sequence[PackageReport]) -> str:
    if all(one.arrival is Arrival.NOTHING_NEW and not one.receipt for one in some):
        return translate(N_("A receipt: it confirms what you gave."))
    in_use = list(dict.fromkeys(rule_words(rule) for one in some for rule in one.rules if rule.holds))
    if in_use and all(one.arrival is Arrival.NOTHING_NEW for one in some):
        return " ".join(in_use)
    if all(one.arrival is Arrival.NOTHING_NEW for one in some):
        return translate(N_("Nothing new: all of it is here already."))
    parts = [
        translate(N_("{count} new")).format(count=sum(one.new_households for one in some)),
        translate(N_("{count} updated")).format(count=sum(one.updated_households for one in some)),
    ]
    if others := sum(one.others for one in some):
        parts.append(translate(N_("of the campaign: {count}")).format(count=others))
    if photos := sum(one.photos for one in some):
        parts.append(translate(N_("photos: {count}")).format(count=photos))
    if len(some) > 1:
        parts.append(translate(N_("files: {count}")).format(count=len(some)))
    return " · ".join([*parts, *in_use])


def _village_lines(some: Sequence[PackageReport]) -> Iterable[VillageLine]:
    grouped: dict[str, list[VillageBrought]] = {}
    for one in some:
        for village in one.villages:
            grouped.setdefault(village.village_code, []).append(village)
    for code, brought in sorted(grouped.items()):
        words = [
            translate(N_("{count} new")).format(count=sum(each.new for each in brought)),
            translate(N_("{count} updated")).format(count=sum(each.changed for each in brought)),
        ]
        conflicts = sum(each.conflicts for each in brought)
        if conflicts:
            words.append(translate(N_("{count} to choose")).format(count=conflicts))
        yield VillageLine(village=brought[0].village or code, words=" · ".join(words), conflicts=conflicts)


def _warnings(some: Sequence[PackageReport]) -> Iterable[str]:
    for one in some:
        yield from one.waiting_for
        if one.waiting and not one.waiting_for:
            yield translate(N_("{count} wait for an earlier file")).format(count=one.waiting)
        if one.differing:
            words = N_(
                "What is here of {villages} is not what the sender has. Ask for a file with everything."
            )
            yield translate(words).format(villages="、".join(one.differing))
        if one.not_erased:
            words = N_(
                "{count} erasures were not carried out: only who wrote something or the coordinator may erase it."
            )
            yield translate(words).format(count=one.not_erased)
        yield from (rule_words(rule) for rule in one.rules if not rule.holds)
        if one.clock_hours > 0:  # older work is no sign of a wrong clock
            words = N_(
                "The sender's clock and this one differ by {hours} hours. Check the date of both computers."
            )
            yield translate(words).format(hours=one.clock_hours)
        if one.copies:
            yield translate(N_("Two computers wrote as if they were one: one of them is a copy."))
        if one.warning in OF_SENDER:
            yield translate(OF_SENDER[one.warning])
