"""What is chosen for giving, without widgets."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from yihu.actions.assign_households import assign_households, assigned_to
from yihu.actions.exchange_cards import CardView, list_contacts
from yihu.actions.export_package import PART_BYTES, ExportReport, export_package
from yihu.actions.list_households import count_households, list_households, list_villages
from yihu.actions.show_team import COORDINATOR, MemberState, show_team
from yihu.actions.workspace import Workspace
from yihu.base.errors import FolderNotWritable
from yihu.base.i18n import N_, translate, translate_count
from yihu.base.progress import Progress
from yihu.storage.rows import HouseholdQuery
from yihu.ui.moments import short_moment

if TYPE_CHECKING:
    from yihu.storage.rows import VillageRow

ALL, VILLAGES, ASSIGNED, NEW_LIST = "all", "villages", "assigned", "new_list"
WHAT = {
    ALL: N_("The work of all villages"),
    VILLAGES: N_("The work of some villages…"),
    ASSIGNED: N_("The households assigned to them ({count})"),
    NEW_LIST: N_("A new list: assign villages to them…"),
}
ONE_FILE_BYTES = 3_900_000_000
"""The largest file that a FAT32 stick takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecipientView:
    """A laptop that can be given to."""

    fingerprint: str
    name: str
    last: str
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RecipientGroup:
    """Laptops that belong together; `title` is empty where all do."""

    title: str
    recipients: tuple[RecipientView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenView:
    """What lies on the stick now: the sentence, the sum, each file with its size."""

    sentence: str
    details: str
    files: tuple[str, ...]


class GivePresenter:
    """For whom, what, how, where to."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.recipients: set[str] = set()
        self.what = ALL
        self.villages: set[str] = set()
        self.everything, self.in_parts, self.photos = False, True, True
        self.target: Path | None = None
        self.given: ExportReport | None = None
        self._chosen_by_hand = False

    # for whom

    def groups(self) -> tuple[RecipientGroup, ...]:
        """The laptops known so far: coordinators, our team, others. The only one is chosen by itself."""
        cards = tuple(card for card in list_contacts(self.workspace) if not card.mine)
        known = {card.fingerprint for card in cards}
        self.recipients &= known
        if len(known) == 1 and not self._chosen_by_hand:
            self.recipients = set(known)
        team = show_team(self.workspace)
        roles = {
            member.fingerprint: member.role
            for member in (team.members if team else ())
            if member.state is not MemberState.LOST
        }
        grouped: dict[str, list[RecipientView]] = {"above": [], "team": [], "other": []}
        for card in cards:
            role = roles.get(card.fingerprint)
            place = "above" if role == COORDINATOR else "team" if role else "other"
            grouped[place].append(self._recipient(card))
        titles = {
            "above": N_("Coordinators"),
            "team": N_("Laptops of our team"),
            "other": N_("Other laptops"),
        }
        return tuple(
            RecipientGroup(title=translate(titles[place]) if team else "", recipients=tuple(some))
            for place, some in grouped.items()
            if some
        )

    def choose_recipient(self, fingerprint: str, chosen: bool) -> None:
        """Give to this laptop, or not."""
        self._chosen_by_hand = True
        (self.recipients.add if chosen else self.recipients.discard)(fingerprint)

    def _recipient(self, card: CardView) -> RecipientView:
        return RecipientView(
            fingerprint=card.fingerprint,
            name=f"{card.team} · {card.laptop}" if card.laptop else card.team,
            last=self._last(card),
            chosen=card.fingerprint in self.recipients,
        )

    def _last(self, card: CardView) -> str:
        if card.last_given_ms is None:
            return translate(N_("nothing given yet"))
        moment = short_moment(card.last_given_ms, self.workspace.clock.now())
        return translate(N_("last given {when}")).format(when=moment)

    # what

    def whats(self) -> tuple[tuple[str, str], ...]:
        """What can be given, as (name, words)."""
        count = self._count_assigned()
        return tuple((name, translate(words).format(count=count)) for name, words in WHAT.items())

    def asks_villages(self) -> bool:
        """Whether villages must be ticked."""
        return self.what in (VILLAGES, NEW_LIST)

    def all_villages(self) -> tuple[VillageRow, ...]:
        """The villages whose work can be given."""
        return list_villages(self.workspace)

    def choose_village(self, code: str, chosen: bool) -> None:
        """This village too, or not."""
        (self.villages.add if chosen else self.villages.discard)(code)

    def how(self) -> str:
        """The choices of how, in one line."""
        words = (
            N_("everything, also what they have") if self.everything else N_("only what they lack"),
            N_("files of at most 95 MB") if self.in_parts else N_("one file"),
            N_("photos in files of their own") if self.photos else N_("without photos"),
        )
        return " · ".join(translate(each) for each in words)

    def what_is_missing(self) -> str:
        """What must be chosen before giving; empty when nothing."""
        if not self.recipients:
            return translate(N_("Choose for whom."))
        if self.asks_villages() and not self.villages:
            return translate(N_("Choose at least one village."))
        if self.what == NEW_LIST and len(self.recipients) != 1:
            return translate(N_("A new list is for one laptop: choose only one."))
        if self.what == ASSIGNED and not self._count_assigned():
            return translate(N_("Nothing is assigned to them yet."))
        if self.target is None:
            return translate(N_("Choose the stick or folder."))
        return ""

    # giving

    def give(self, progress: Progress) -> ExportReport:
        """Write the files, read them back, verify them."""
        assert self.target is not None
        if not self.target.is_dir():
            # A stick that was pulled out leaves no folder: making one would write to this laptop's disk.
            raise FolderNotWritable(name=str(self.target))
        if self.what == NEW_LIST:
            households = self._ids([HouseholdQuery(village=code) for code in sorted(self.villages)])
            card = next(card for card in self._chosen())
            assign_households(
                self.workspace, households, team=card.team, fingerprint=card.fingerprint, progress=progress
            )
        return export_package(
            self.workspace,
            self.target,
            sorted(self.recipients),
            sorted(self.villages) if self.what == VILLAGES else None,
            progress,
            everything=self.everything,
            households=self._household_ids(),
            part_bytes=PART_BYTES if self.in_parts else ONE_FILE_BYTES,
            photos=self.photos,
        )

    @staticmethod
    def view_given(report: ExportReport) -> GivenView:
        """That the stick may be taken out, and what is on it."""
        counted = translate_count(N_("{count} household"), N_("{count} households"), report.households)
        sizes = [path.stat().st_size if path.exists() else 0 for path in report.files]
        names = "、".join(report.recipients)
        details = translate(N_("{households} · {size} · for {names}")).format(
            households=counted.format(count=report.households), size=say_size(sum(sizes)), names=names
        )
        return GivenView(
            sentence=translate(N_("Written, read back, verified: you may take the stick out")),
            details=details,
            files=tuple(
                f"{path.name} · {say_size(size)}" for path, size in zip(report.files, sizes, strict=True)
            ),
        )

    def _chosen(self) -> tuple[CardView, ...]:
        return tuple(card for card in list_contacts(self.workspace) if card.fingerprint in self.recipients)

    def _query_assigned(self) -> HouseholdQuery:
        cards = self._chosen()
        return assigned_to(*(card.fingerprint for card in cards), *(card.team for card in cards))

    def _count_assigned(self) -> int:
        return count_households(self.workspace, self._query_assigned()) if self.recipients else 0

    def _household_ids(self) -> tuple[str, ...] | None:
        if self.what == ASSIGNED:
            return self._ids([self._query_assigned()])
        if self.what == NEW_LIST:
            return self._ids([HouseholdQuery(village=code) for code in sorted(self.villages)])
        return None

    def _ids(self, queries: list[HouseholdQuery]) -> tuple[str, ...]:
        found: list[str] = []
        for query in queries:
            after = None
            while rows := list_households(self.workspace, query, after):
                found += [row.id for row in rows]
                after = rows[-1]
        return tuple(found)


def say_size(size_bytes: int) -> str:
    """`12 KB`, `3.4 MB`."""
    if size_bytes < 1_000_000:
        return f"{max(size_bytes / 1000, 1):,.0f} KB"
    return f"{size_bytes / 1_000_000:,.1f} MB"
