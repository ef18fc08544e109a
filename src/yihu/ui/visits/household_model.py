"""The table of households as Qt reads it: rows come page by page while the person scrolls."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from yihu.base.i18n import N_, translate
from yihu.storage.rows import HouseholdRow
from yihu.ui.look.tables import CELL_ROLE, Cell
from yihu.ui.state_words import mark_words, plan_words, visit_words
from yihu.ui.visits.presenter import VisitsPresenter

COLUMNS = (
    N_("Head"),
    N_("Address"),
    N_("People"),
    N_("Visit"),
    N_("Its plan"),
    N_("Attention"),
)
PERSONS, VISIT, PLAN = 2, 3, 4
ROOT = QModelIndex()


class HouseholdModel(QAbstractTableModel):
    """Rows of the presenter."""

    def __init__(self, presenter: VisitsPresenter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = ROOT) -> int:
        return 0 if parent.isValid() else len(self._presenter.rows)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = ROOT) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def canFetchMore(self, parent: QModelIndex | QPersistentModelIndex) -> bool:
        return not parent.isValid() and self._presenter.has_more()

    def fetchMore(self, parent: QModelIndex | QPersistentModelIndex) -> None:
        rows = self._presenter.more()
        if not rows:
            return
        first = len(self._presenter.rows)
        self.beginInsertRows(ROOT, first, first + len(rows) - 1)
        self._presenter.take(rows)
        self.endInsertRows()

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return translate(COLUMNS[section])
        if role == Qt.ItemDataRole.TextAlignmentRole and section == PERSONS:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> Any:
        row = self._presenter.rows[index.row()]
        if role == CELL_ROLE:
            return self._cell(row, index.column())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._cell(row, index.column()).words
        return None

    def _cell(self, row: HouseholdRow, column: int) -> Cell:
        if column == VISIT:
            return Cell(
                *_pill(*self._presenter.visit_of(row)), short=visit_words(row.visit_state, row.progress)[0]
            )
        return _cell_of(row, column)

    def renew(self) -> None:
        """The presenter has read its list anew."""
        self.beginResetModel()
        self.endResetModel()


def _cell_of(row: HouseholdRow, column: int) -> Cell:
    """One cell of one household."""
    if column == 0:
        return Cell(row.head_name or translate(N_("(no name yet)")), "strong")
    if column == 1:
        return Cell(" ".join(part for part in (row.group, row.address) if part), "secondary")
    if column == PERSONS:
        return Cell(str(row.persons) if row.persons else "—", "figure")
    if column == PLAN:
        return Cell(*_pill(*plan_words(row.plan_state)))
    words, tone = mark_words(row.conflicts, row.checks)
    return Cell(words, "plain", tone)


def _pill(words: str, tone: Any) -> tuple[str, Any, Any]:
    return words, "pill", tone
