"""Which tables there are and which is chosen. No Qt."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from yihu.actions.export_tables import TablePeople, TableRow, list_tables, people_in_table, save_table
from yihu.actions.list_households import list_villages
from yihu.base.i18n import N_, translate
from yihu.ui.save_table.presenter import SavePresenter

if TYPE_CHECKING:
    from yihu.actions.export_tables import SavedTable
    from yihu.actions.workspace import Workspace
    from yihu.base.progress import Progress

GROUPS = {
    "official": N_("Official"),
    "work": N_("Work"),
    "forms": N_("Questionnaires"),
}


class TablesPresenter:
    """The tables, the village they are limited to, and how they are saved."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.saving = SavePresenter(workspace)
        self.tables: tuple[TableRow, ...] = ()
        self.chosen = "households"
        self.village = ""

    def find_first(self) -> tuple[TableRow, ...]:
        """The official tables and those of the work."""
        return list_tables(self.workspace, forms=False)

    def find_all(self) -> tuple[TableRow, ...]:
        """Those of all questionnaires too: reading them takes seconds."""
        return list_tables(self.workspace)

    def people(self) -> TablePeople:
        """Whose data a table of the chosen villages holds."""
        return people_in_table(self.workspace, self.villages)

    @property
    def villages(self) -> tuple[str, ...]:
        return (self.village,) if self.village else ()

    def all_villages(self) -> tuple[tuple[str, str], ...]:
        """(code, words) of each village, all of them first."""
        found = ((row.code, f"{row.township} {row.name}".strip()) for row in list_villages(self.workspace))
        return (("", translate(N_("All villages"))), *found)

    def row(self) -> TableRow | None:
        """The table that is chosen."""
        return next((row for row in self.tables if row.name == self.chosen), None)

    def save(self, path: Path, how: dict[str, Any], progress: Progress) -> SavedTable:
        """Write the chosen table."""
        return save_table(self.workspace, self.chosen, path, villages=self.villages, progress=progress, **how)
