"""Which plans go on paper, and where they go (no Qt)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from yihu.actions.list_households import list_households, list_villages
from yihu.actions.print_plans import PrintReport, preview_plan, print_plans
from yihu.actions.show_household import show_household
from yihu.actions.workspace import Workspace
from yihu.base.i18n import N_, translate_count
from yihu.base.progress import Progress
from yihu.ui.state_words import plan_words
from yihu.ui.tone import Tone

if TYPE_CHECKING:
    from yihu.storage.rows import HouseholdRow, VillageRow

MOST = 5000
PLAN_STATES = ("draft", "agreed", "signed")


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperRow:
    """One plan in the list: whose, where, in which state; ticked for printing or not."""

    household_id: str
    name: str
    place: str
    state: str
    tone: Tone
    ticked: bool


class PrintPresenter:
    """Holds what is chosen while pages come and go."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.village = ""
        self.group = ""
        self.state = ""
        self.shown = ""
        self._given: tuple[str, ...] = ()
        self._rows: list[HouseholdRow] = []
        self._ticked: set[str] = set()

    def enter(self, household_ids: tuple[str, ...]) -> None:
        """Come for these households, or without any to choose them here."""
        if household_ids != self._given or not self._rows:
            self._given = household_ids
            self.read()
        else:
            self._refresh()

    @property
    def given(self) -> bool:
        """Whether the households were chosen elsewhere."""
        return bool(self._given)

    def villages(self) -> tuple[VillageRow, ...]:
        """The villages to choose from."""
        return list_villages(self.workspace)

    def groups(self) -> tuple[str, ...]:
        """The groups of the chosen village."""
        return next(
            (tuple(name for name, _ in one.groups) for one in self.villages() if one.code == self.village), ()
        )

    def choose(
        self, *, village: str | None = None, group: str | None = None, state: str | None = None
    ) -> None:
        """Choose the plans of a village, a group, a state; empty is all."""
        if village is not None and village != self.village:
            self.village, self.group = village, ""
        self.group = self.group if group is None else group
        self.state = self.state if state is None else state
        self._given = ()
        self.read()

    def read(self) -> None:
        """Read the list anew; all of it is ticked."""
        self._refresh()
        self._ticked = {row.id for row in self._rows}
        self.shown = self._rows[0].id if self._rows else ""

    def rows(self) -> tuple[PaperRow, ...]:
        """The plans in the list."""
        return tuple(self._view(row) for row in self._rows)

    def tick(self, household_id: str, ticked: bool) -> None:
        """Print this one, or not."""
        (self._ticked.add if ticked else self._ticked.discard)(household_id)

    def tick_all(self, ticked: bool) -> None:
        """Print all of the list, or none."""
        self._ticked = {row.id for row in self._rows} if ticked else set()

    def chosen(self) -> tuple[str, ...]:
        """Ids of those ticked, in the list's order."""
        return tuple(row.id for row in self._rows if row.id in self._ticked)

    def words(self) -> str:
        """How many are chosen."""
        count = len(self.chosen())
        return translate_count(N_("{count} plan chosen"), N_("{count} plans chosen"), count).format(
            count=count
        )

    def preview(self, household_id: str) -> bytes:
        """The PDF of one plan."""
        return preview_plan(self.workspace, household_id)

    def save(self, ids: tuple[str, ...], folder: Path, one_file: bool, progress: Progress) -> PrintReport:
        """Write the plans as PDFs into a folder."""
        return print_plans(self.workspace, ids, folder, one_file=one_file, progress=progress)

    @staticmethod
    def say_saved(report: PrintReport, folder: Path) -> tuple[str, str]:
        """What was written, and where it lies."""
        told = translate_count(
            N_("{count} plan saved, {pages} pages."), N_("{count} plans saved, {pages} pages."), report.papers
        )
        return told.format(count=report.papers, pages=report.pages), str(folder)

    def _refresh(self) -> None:
        from yihu.storage.rows import HouseholdQuery

        if self._given:
            found = [show_household(self.workspace, one).row for one in self._given]
            self._rows = [row for row in found if row.plan_state in PLAN_STATES]
            return
        self._rows = []
        for state in (self.state,) if self.state else PLAN_STATES:
            query = HouseholdQuery(village=self.village or None, group=self.group or None, plan_state=state)
            self._rows += list_households(self.workspace, query, None, MOST)
        self._rows.sort(key=lambda row: (row.village, row.group, row.address, row.number))

    def _view(self, row: HouseholdRow) -> PaperRow:
        words, tone = plan_words(row.plan_state)
        place = f"{row.village}{row.group}"
        return PaperRow(
            household_id=row.id,
            name=row.head_name,
            place=place,
            state=words,
            tone=tone,
            ticked=row.id in self._ticked,
        )
