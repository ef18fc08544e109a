"""A square code on the screen: black on white in both themes, as large as its room allows."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from yihu.ui.look.tokens import look

QUIET = 4
"""White squares around it, as its standard asks."""
LARGEST_PX, LEAST_SQUARE_PX = 440, 3

Rows = Sequence[Sequence[tuple[int, int]]]


class SquareCode(QWidget):
    """Rows of a code as runs (first column, how many) of black squares."""

    def __init__(
        self, rows: Rows, name: str, parent: QWidget | None = None, *, largest_px: int = LARGEST_PX
    ) -> None:
        super().__init__(parent)
        self._rows = rows
        self._side = len(rows) + 2 * QUIET
        self.square_px = max(LEAST_SQUARE_PX, min(8, look().px(largest_px) // self._side))
        self.setAccessibleName(name)
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        return QSize(self._side * self.square_px, self._side * self.square_px)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(Qt.GlobalColor.white))
        black = QColor(Qt.GlobalColor.black)
        size = self.square_px
        for row, runs in enumerate(self._rows):
            for start, count in runs:
                painter.fillRect((start + QUIET) * size, (row + QUIET) * size, count * size, size, black)
