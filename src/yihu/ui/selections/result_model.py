"""The households found, as Qt reads them: a page of lines is fetched when it comes into sight."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from yihu.base.i18n import N_, translate
from yihu.register.codes import CAUSES, label
from yihu.storage.selecting import ChosenRow
from yihu.ui.look.tables import CELL_ROLE, Cell
from yihu.ui.selections.presenter import SelectionsPresenter

COLUMNS = (
    N_("Head"),
    N_("Village and group"),
    N_("Main cause"),
    N_("People"),
    N_("Income per head"),
    N_("Last visit"),
    N_("Points"),
)
HEAD, PLACE, CAUSE, PERSONS, INCOME, SEEN, POINTS = range(7)
_FIGURES = (PERSONS, INCOME, POINTS)
ROOT = QModelIndex()


class ResultModel(QAbstractTableModel):
    """Rows of the presenter's numbers."""

    def __init__(self, presenter: SelectionsPresenter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = ROOT) -> int:
        return 0 if parent.isValid() else len(self._presenter.numbers)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = ROOT) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return translate(COLUMNS[section])
        if role == Qt.ItemDataRole.TextAlignmentRole and section in _FIGURES:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> Any:
        if role not in (CELL_ROLE, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        row = self._presenter.row(index.row())
        cell = _cell(row, index.column()) if row else Cell("")
        return cell if role == CELL_ROLE else cell.words

    def renew(self) -> None:
        """The presenter has other numbers."""
        self.beginResetModel()
        self.endResetModel()


def _cell(row: ChosenRow, column: int) -> Cell:
    if column == HEAD:
        return Cell(row.head_name, "strong")
    if column == PLACE:
        return Cell(" ".join(part for part in (row.village, row.group) if part), "secondary")
    if column == CAUSE:
        return Cell(label(CAUSES, row.main_cause) if row.main_cause else "—")
    if column == PERSONS:
        return Cell(str(row.persons) if row.persons else "—", "figure")
    if column == INCOME:
        below = row.net_cents is not None and row.line_cents is not None and row.net_cents < row.line_cents
        yuan = "—" if row.net_cents is None else f"{row.net_cents / 100:,.0f}"
        return Cell(yuan, "figure", "amber" if below else None)
    if column == SEEN:
        return Cell(row.seen_on or translate(N_("never visited")), "secondary")
    return Cell("" if row.points is None else str(row.points), "figure")
