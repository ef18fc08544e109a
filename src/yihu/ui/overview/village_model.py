"""The villages' table as Qt reads it."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from yihu.actions.summarize import Figure, VillageFigures
from yihu.base.i18n import N_, translate
from yihu.ui.look.tables import CELL_ROLE, Cell

COLUMNS = (N_("Village"), N_("Households"), N_("Surveyed"), N_("Signed"), N_("Surveyed so far"))
ROOT = QModelIndex()


class VillageModel(QAbstractTableModel):
    """One village a row."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._villages: tuple[VillageFigures, ...] = ()

    def show_villages(self, villages: tuple[VillageFigures, ...]) -> None:
        """Show these."""
        self.beginResetModel()
        self._villages = villages
        self.endResetModel()

    def figure(self, row: int, column: int) -> Figure:
        """What a cell counts."""
        village = self._villages[row]
        return {2: village.visited, 3: village.signed, 4: village.visited}.get(column, village.all)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = ROOT) -> int:
        return 0 if parent.isValid() else len(self._villages)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = ROOT) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return translate(COLUMNS[section])
        if role == Qt.ItemDataRole.TextAlignmentRole and 1 <= section <= 3:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> Any:
        if role not in (CELL_ROLE, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        cell = self._cell(self._villages[index.row()], index.column())
        return cell if role == CELL_ROLE else cell.words

    def _cell(self, village: VillageFigures, column: int) -> Cell:
        if column == 0:
            return Cell(village.name, "strong")
        if column == 4:
            return Cell(f"{village.surveyed_percent} %", bar=village.surveyed_percent / 100)
        figures = {1: village.all, 2: village.visited, 3: village.signed}
        return Cell(f"{figures[column].households:,}", "figure")
