"""Giving and receiving without widgets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from yihu.actions.exchange_cards import CardView, list_contacts, my_card, read_card, save_card, trust_card
from yihu.actions.export_package import ExportReport, export_package
from yihu.actions.list_handovers import list_handovers
from yihu.actions.list_households import list_villages
from yihu.actions.receive_packages import Arrival, PackageReport, ReceiveReport, receive_packages
from yihu.actions.workspace import Workspace
from yihu.base.errors import FolderNotWritable
from yihu.base.i18n import N_, translate, translate_count
from yihu.base.progress import Progress
from yihu.ui.moments import short_moment

if TYPE_CHECKING:
    from yihu.storage.rows import PackageRow, VillageRow

CARD_SUFFIX = ".yihukey"


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverLine:
    """One line of the history: when, which way, with whom, what; `tone` of its word."""

    when: str
    way: str
    tone: str
    partner: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrivalView:
    """One received file as a person reads it. `card` asks to compare digits first."""

    name: str
    title: str
    words: str
    tone: str
    card: CardView | None = None


class HandoverPresenter:
    """What is chosen for giving, what waits for receiving."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.recipients: set[str] = set()
        self.villages: set[str] = set()
        self.target: Path | None = None
        self.given: ExportReport | None = None
        self.received: ReceiveReport | None = None
        self._paths: dict[str, Path] = {}
        self._chosen_by_hand = False

    # giving

    def my_card(self) -> CardView:
        """This laptop's card."""
        return my_card(self.workspace)

    def save_card(self, folder: Path) -> Path:
        """Write this laptop's card onto a stick."""
        return save_card(self.workspace, folder)

    def contacts(self) -> tuple[CardView, ...]:
        """The laptops known so far; the only one is chosen by itself."""
        contacts = tuple(card for card in list_contacts(self.workspace) if not card.mine)
        known = {card.fingerprint for card in contacts}
        self.recipients &= known
        if len(known) == 1 and not self._chosen_by_hand:
            self.recipients = set(known)
        return contacts

    def choose_recipient(self, fingerprint: str, chosen: bool) -> None:
        """Give to this laptop, or not."""
        self._chosen_by_hand = True
        (self.recipients.add if chosen else self.recipients.discard)(fingerprint)

    def all_villages(self) -> tuple[VillageRow, ...]:
        """The villages whose work can be given."""
        return list_villages(self.workspace)

    def say_last(self, card: CardView) -> str:
        """When this laptop was last given to."""
        if card.last_given_ms is None:
            return translate(N_("nothing given yet"))
        return translate(N_("last given {when}")).format(when=short_moment(card.last_given_ms, self._now()))

    def what_is_missing(self) -> str:
        """What must be chosen before giving; empty when nothing."""
        if not self.recipients:
            return translate(N_("Choose for whom."))
        if self.target is None:
            return translate(N_("Choose the stick or folder."))
        return ""

    def give(self, progress: Progress) -> ExportReport:
        """Write the file, read it back, verify it."""
        assert self.target is not None
        if not self.target.is_dir():
            # A stick that was pulled out leaves no folder: making one would write to this laptop's disk.
            raise FolderNotWritable(name=str(self.target))
        villages = sorted(self.villages) or None
        return export_package(self.workspace, self.target, sorted(self.recipients), villages, progress)

    @staticmethod
    def say_given(report: ExportReport) -> tuple[str, str]:
        """That the stick may be taken out, and what is on it."""
        counted = translate_count(N_("{count} household"), N_("{count} households"), report.households)
        size = f"{max(report.size_bytes / 1024, 1):,.0f} KB"
        details = translate(N_("{file} · {households} · {size} · for {names}")).format(
            file=report.path.name,
            households=counted.format(count=report.households),
            size=size,
            names="、".join(report.recipients),
        )
        return translate(N_("Written, read back, verified: you may take the stick out")), details

    # receiving

    def receive(self, paths: Sequence[Path], trust: Sequence[str], progress: Progress) -> ReceiveReport:
        """Merge these files."""
        self._paths |= {path.name: path for path in paths}
        return receive_packages(self.workspace, paths, progress, trust)

    def receive_again(self, name: str) -> Path | None:
        """The path of a file whose sender was unknown."""
        return self._paths.get(name)

    def read_card(self, path: Path) -> CardView:
        """A laptop's card from a stick, not trusted yet."""
        return read_card(self.workspace, path)

    def trust(self, card: CardView) -> None:
        """The digits were compared and are equal."""
        trust_card(self.workspace, card)
        self.recipients.add(card.fingerprint)

    def view_arrival(self, report: PackageReport) -> ArrivalView:
        """What one file brought, in words."""
        if report.arrival is Arrival.SENDER_UNKNOWN:
            words = translate(N_("From {sender}, a laptop not confirmed here yet.")).format(
                sender=report.sender
            )
            return ArrivalView(
                name=report.name, title=report.name, words=words, tone="amber", card=report.card
            )
        if report.arrival is Arrival.REFUSED:
            error = report.error
            words = f"{error.explain()} {error.advise()} [{error.code}]" if error else ""
            return ArrivalView(name=report.name, title=report.name, words=words, tone="red")
        return ArrivalView(
            name=report.name, title=report.sender or report.name, words=_brought(report), tone="green"
        )

    @staticmethod
    def say_received(report: ReceiveReport) -> tuple[str, str]:
        """The sum of all files, and what needs a person now."""
        merged = sum(one.arrival in (Arrival.MERGED, Arrival.WAITING) for one in report.packages)
        if not merged:
            known = any(one.arrival is Arrival.NOTHING_NEW for one in report.packages)
            return (translate(N_("Nothing new: all of it is here already.")), "") if known else ("", "")
        told = translate(N_("Received: {new} new households, {updated} updated")).format(
            new=report.new_households, updated=report.updated_households
        )
        return told, say_conflicts(report.conflicts, report.conflict_households)

    # history

    def history(self) -> tuple[HandoverLine, ...]:
        """The hand-overs, the newest first."""
        return tuple(self._line(row) for row in list_handovers(self.workspace))

    def _line(self, row: PackageRow) -> HandoverLine:
        ways = {
            "given": (N_("given"), "blue"),
            "received": (N_("received"), "green"),
            "refused": (N_("refused"), "red"),
        }
        way, tone = ways.get(row.direction, (row.direction, "grey"))
        counted = translate_count(N_("{count} household"), N_("{count} households"), row.households)
        words = counted.format(count=row.households) if not row.error else row.error
        return HandoverLine(
            when=short_moment(row.at_ms, self._now()),
            way=translate(way),
            tone=tone,
            partner=row.partner,
            words=words,
        )

    def _now(self) -> datetime:
        return self.workspace.clock.now()


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


def _brought(report: PackageReport) -> str:
    if report.arrival is Arrival.NOTHING_NEW:
        return translate(N_("Nothing new: all of it is here already."))
    parts = [
        translate(N_("{count} new")).format(count=report.new_households),
        translate(N_("{count} updated")).format(count=report.updated_households),
    ]
    if report.photos:
        parts.append(translate(N_("photos: {count}")).format(count=report.photos))
    if report.waiting:
        parts.append(translate(N_("{count} wait for an earlier file")).format(count=report.waiting))
    return " · ".join(parts)
