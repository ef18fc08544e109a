"""Merged households in which nothing differs, but something doesn't fit together (no Qt)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yihu.actions.check_merged import AT_MOST, list_merged, mark_checked
from yihu.actions.labels import Labels
from yihu.actions.list_households import count_households
from yihu.base.errors import UserError
from yihu.base.i18n import N_, translate_count
from yihu.storage.rows import HouseholdQuery
from yihu.ui.state_words import household_name

if TYPE_CHECKING:
    from yihu.actions.check_merged import MergedHousehold
    from yihu.actions.workspace import Workspace
    from yihu.base.progress import Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedLine:
    """One household to look through, as the list names it."""

    household_id: str
    name: str
    words: str


class MergedList:
    """The households to look through after merging.

    Attributes:
        is_cut: there may be more of them than were looked for at once.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._found: tuple[MergedHousehold, ...] = ()
        self.is_cut = False

    def is_wanted(self) -> bool:
        """Whether some merged household may not fit together, so that `find` is worth its time."""
        return count_households(self._workspace, HouseholdQuery(marked="merged")) > 0

    def find(self, progress: Progress) -> tuple[MergedHousehold, ...]:
        """Those in which nothing differs and something doesn't fit; takes long, from any thread. Raises Cancelled."""
        found = list_merged(self._workspace, progress=progress)
        self.is_cut = len(found) == AT_MOST
        return tuple(one for one in found if not one.conflicts)

    def take(self, found: tuple[MergedHousehold, ...]) -> None:
        """Show what `find` gave."""
        self._found = found

    def lines(self) -> tuple[MergedLine, ...]:
        """The list."""
        return tuple(
            MergedLine(household_id=one.row.id, name=household_name(one.row.head_name), words=_count(one))
            for one in self._found
        )

    def doubts(self, household_id: str) -> tuple[str, ...]:
        """What doesn't fit in one of them."""
        one = next((each for each in self._found if each.row.id == household_id), None)
        if one is None:
            return ()
        labels = Labels(self._workspace, self._workspace.store.document(one.row.id).values)
        session = labels.session("household") if one.problems else None
        asked = (
            " · ".join(part for part in (session.label(each.ref) if session else "", each.message) if part)
            for each in one.problems
        )
        return (*(finding.explain() for finding in one.findings), *asked)

    def mark_checked(self, household_id: str) -> str:
        """It is right as it is; what went wrong, in words, else empty."""
        try:
            mark_checked(self._workspace, household_id)
        except UserError as trouble:
            return f"{trouble.explain()} {trouble.advise()}"
        self._found = tuple(each for each in self._found if each.row.id != household_id)
        return ""


def _count(one: MergedHousehold) -> str:
    count = len(one.findings) + len(one.problems)
    words = translate_count(N_("{count} thing to check"), N_("{count} things to check"), count)
    return words.format(count=count)
