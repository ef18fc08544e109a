"""The table of villages and teams as Qt reads it, sorted by any column."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from yihu.base.i18n import N_, translate
from yihu.ui.completeness.presenter import ProgressRow
from yihu.ui.look.tables import CELL_ROLE, Cell

COLUMNS = (
    N_("Village"),
    N_("Team"),
    N_("Expected"),
    N_("Visited"),
    N_("Surveyed"),
    N_("Surveyed so far"),
    N_("Differ"),
    N_("Newest work"),
    N_("Missing"),
)
FIGURES = (2, 3, 4, 6, 8)
KEYS: tuple[Callable[[ProgressRow], Any], ...] = (
    lambda row: (row.village, row.code, row.team),
    lambda row: (row.team, row.village),
    lambda row: row.expected,
    lambda row: row.visited,
    lambda row: row.finished,
    lambda row: row.percent,
    lambda row: row.conflicts,
    lambda row: row.newest_ms,
    lambda row: row.gaps,
)
ROOT = QModelIndex()


class ProgressModel(QAbstractTableModel):
    """One team in one village a row."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[ProgressRow] = []

    def show_rows(self, rows: tuple[ProgressRow, ...]) -> None:
        """Show these."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def row(self, place: int) -> ProgressRow:
        """The row at a place, as sorted now."""
        return self._rows[place]

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self.beginResetModel()
        self._rows.sort(key=KEYS[column], reverse=order == Qt.SortOrder.DescendingOrder)
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = ROOT) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return translate(COLUMNS[section])
        if role == Qt.ItemDataRole.TextAlignmentRole and section in FIGURES:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> Any:
        if role not in (CELL_ROLE, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        cell = _cell(self._rows[index.row()], index.column())
        return cell if role == CELL_ROLE else cell.words


def _cell(row: ProgressRow, column: int) -> Cell:
    if column == 0:
        return Cell(row.village, "strong")
    if column == 1:
        return Cell(row.team, "secondary")
    if column == 5:
        return Cell(f"{row.percent} %", bar=row.percent / 100)
    if column == 7:
        return Cell(row.newest, "pill", row.newest_tone)
    figure = {2: row.expected, 3: row.visited, 4: row.finished, 6: row.conflicts, 8: row.gaps}[column]
    wrong = column in (6, 8) and figure > 0
    return Cell(f"{figure:,}" if figure or column < 5 else "", "figure", "red" if wrong else None)
