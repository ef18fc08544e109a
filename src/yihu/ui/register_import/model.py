"""Lines with a pill, as a table shows them."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from yihu.base.i18n import translate
from yihu.ui.look import CELL_ROLE, Cell
from yihu.ui.register_import.presenter import Line

Index = QModelIndex | QPersistentModelIndex


class LinesModel(QAbstractTableModel):
    """A pill in the first column, words in the others."""

    def __init__(self, heads: tuple[str, ...], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._heads = heads
        self._lines: tuple[Line, ...] = ()

    def show_lines(self, lines: tuple[Line, ...]) -> None:
        """Show these instead."""
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return translate(self._heads[section])
        return None

    def data(self, index: Index, role: int = 0) -> Any:
        line = self._lines[index.row()]
        words = line.pill if index.column() == 0 else line.words[index.column() - 1]
        if role == CELL_ROLE:
            return Cell(words, "pill", line.tone) if index.column() == 0 else Cell(words)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return words
        return None
