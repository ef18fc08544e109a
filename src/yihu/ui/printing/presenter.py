"""Which papers are printed, for whom, and where they go (no Qt)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from yihu.actions.list_households import list_households, list_villages
from yihu.actions.paper_contents import OF_HOUSEHOLD, OF_VILLAGE
from yihu.actions.paper_templates import (
    TemplateReport,
    add_template,
    paper_title,
    save_template,
    use_shipped_template,
)
from yihu.actions.print_papers import (
    PLAN,
    PairMissing,
    PaperEmpty,
    PlanMissing,
    PrintReport,
    group_order,
    missing_paper,
    preview_blank,
    preview_paper,
    print_blank,
    print_papers,
)
from yihu.actions.show_household import show_household
from yihu.actions.workspace import Workspace
from yihu.base.errors import UserError
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
    """One household in the list: whose, where, the state of its plan; ticked for printing or not."""

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
        self.kind = PLAN
        self.record = ""
        self.apart = False
        self._given: tuple[str, ...] = ()
        self._rows: list[HouseholdRow] = []
        self._ticked: set[str] = set()

    def enter(self, household_ids: tuple[str, ...], kind: str = PLAN, record: str = "") -> None:
        """Come for these households, or without any to choose them here; `record`: one of the first's records."""
        same = (household_ids, kind, record) == (self._given, self.kind, self.record)
        self.kind, self.record = kind, record
        if not same or not self._rows:
            self._given = household_ids
            self.read()
        else:
            self._refresh()

    @property
    def given(self) -> bool:
        """Whether the households were chosen elsewhere."""
        return bool(self._given)

    @staticmethod
    def kinds() -> tuple[tuple[str, str], ...]:
        """Every kind of paper with its title."""
        from yihu.printing.shapes import KINDS

        return tuple(
            (kind, paper_title(kind)) for kind in KINDS if kind in OF_HOUSEHOLD or kind in OF_VILLAGE
        )

    @property
    def title(self) -> str:
        """Of the kind that is chosen."""
        return paper_title(self.kind)

    @property
    def of_plans(self) -> bool:
        """Whether only households with a plan have this paper."""
        return self.kind == PLAN

    @property
    def of_village(self) -> bool:
        """Whether all that are chosen stand on one paper."""
        return self.kind in OF_VILLAGE

    def choose_kind(self, kind: str) -> None:
        """Another kind of paper, for the same households as far as they have it."""
        before = self._ticked
        shown = {row.id for row in self._rows}
        self.kind, self.record = kind, ""
        self._refresh()
        self._ticked = {row.id for row in self._rows if row.id in before or row.id not in shown}
        self.shown = self.shown if self.shown in {row.id for row in self._rows} else self._first()

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
        self.shown = self._first()

    def _first(self) -> str:
        return self._rows[0].id if self._rows else ""

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
        if self.of_plans:
            told = translate_count(N_("{count} plan chosen"), N_("{count} plans chosen"), count)
        else:
            told = translate_count(N_("{count} household chosen"), N_("{count} households chosen"), count)
        return told.format(count=count)

    def preview(self, household_id: str) -> bytes:
        """The PDF of one household's paper, or of the list on which all that are chosen stand."""
        subject = self._listed() if self.of_village else household_id
        record = self.record if household_id == self._first() and self.record else None
        return preview_paper(self.workspace, self.kind, subject, record=record, apart=self.apart)

    def _listed(self) -> tuple[str, ...]:
        """The chosen ones of the village that is looked at."""
        villages = {row.id: row.village_code for row in self._rows}
        chosen = [one for one in self.chosen() if villages[one] == villages.get(self.shown, villages[one])]
        return tuple(chosen) or (self.shown,)

    def blank(self) -> bytes:
        """The PDF of an empty paper."""
        return preview_blank(self.workspace, self.kind)

    def jobs(self) -> tuple[tuple[str, ...], ...]:
        """What goes to the printer one after the other: households, or those of each village together."""
        if not self.of_village:
            return tuple((one,) for one in self.chosen())
        villages: dict[str, list[str]] = {}
        for row in self._rows:
            if row.id in self._ticked:
                villages.setdefault(row.village_code, []).append(row.id)
        return tuple(map(tuple, villages.values()))

    def job_pdf(self, job: tuple[str, ...]) -> bytes:
        """The PDF of one of `jobs`; nothing where the household has no such paper."""
        record = self.record if job[0] == self._first() and self.record else None
        subject = job if self.of_village else job[0]
        try:
            return preview_paper(self.workspace, self.kind, subject, record=record, apart=self.apart)
        except (PlanMissing, PairMissing, PaperEmpty):
            return b""

    def sheet(self) -> bytes:
        """A PDF on the sheet that the chosen papers need."""
        return self.job_pdf(self.jobs()[0]) or self.blank()

    def nothing(self) -> UserError:
        """What is said where none of the chosen households has such a paper."""
        return missing_paper(self.kind)

    def say_left_out(self, count: int) -> str:
        """Of households that have no such paper; empty where all have one."""
        words = N_("{count} household has none yet."), N_("{count} households have none yet.")
        return translate_count(*words, count).format(count=count) if count else ""

    def save(
        self, ids: tuple[str, ...], folder: Path, one_file: bool, progress: Progress, named: bool = False
    ) -> PrintReport:
        """Write the papers as PDFs into a folder."""
        return print_papers(
            self.workspace,
            self.kind,
            ids,
            folder,
            one_file=one_file,
            named=named,
            progress=progress,
            record=self.record or None,
            apart=self.apart,
        )

    def save_blank(self, folder: Path) -> PrintReport:
        """Write an empty paper into a folder."""
        return print_blank(self.workspace, self.kind, folder)

    # how it looks

    def save_template(self, target: Path) -> None:
        """A copy of the template in force, to be edited."""
        save_template(self.workspace, self.kind, target)

    def add_template(self, path: Path) -> TemplateReport:
        """Use an edited one from now on."""
        return add_template(self.workspace, path)

    def use_shipped(self) -> TemplateReport:
        """Go back to the one that came with the program."""
        return use_shipped_template(self.workspace, self.kind)

    def say_saved(self, report: PrintReport, folder: Path) -> tuple[str, str]:
        """What was written, and where it lies."""
        told = (
            translate_count(
                N_("{count} plan saved, {pages} pages."),
                N_("{count} plans saved, {pages} pages."),
                report.papers,
            )
            if self.of_plans
            else translate_count(
                N_("{count} paper saved, {pages} pages."),
                N_("{count} papers saved, {pages} pages."),
                report.papers,
            )
        )
        beside = " · ".join(filter(None, (self.say_left_out(len(report.left_out)), str(folder))))
        return told.format(count=report.papers, pages=report.pages), beside

    def _refresh(self) -> None:
        from yihu.storage.rows import HouseholdQuery

        if self._given:
            found = [show_household(self.workspace, one).row for one in self._given]
            self._rows = [row for row in found if not self.of_plans or row.plan_state in PLAN_STATES]
            return
        self._rows = []
        states: tuple[str | None, ...] = (self.state,) if self.state else PLAN_STATES
        for state in states if self.of_plans else (None,):
            query = HouseholdQuery(village=self.village or None, group=self.group or None, plan_state=state)
            self._rows += list_households(self.workspace, query, None, MOST)
        self._rows.sort(key=lambda row: (row.village, group_order(row.group), row.address, row.number))

    def _view(self, row: HouseholdRow) -> PaperRow:
        words, tone = plan_words(row.plan_state) if row.plan_state in PLAN_STATES else ("", "grey")
        place = f"{row.village}{row.group}"
        return PaperRow(
            household_id=row.id,
            name=row.head_name,
            place=place,
            state=words,
            tone=tone,
            ticked=row.id in self._ticked,
        )
