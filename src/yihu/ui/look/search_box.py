"""The search box: an icon, the text, and at the right what can be typed."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from yihu.ui.look.fonts import font
from yihu.ui.look.icons import paint_icon
from yihu.ui.look.tokens import HINT, look


class SearchBox(QLineEdit):
    """Signals:
    searched: the text, after each change.
    went_down: ↓ or Enter was pressed: on to the list.
    """

    searched = Signal(str)
    went_down = Signal()

    def __init__(self, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px = look().px
        self._hint = hint
        self.setAccessibleName(hint)
        self.setTextMargins(px(24), 0, 0, 0)
        self.setClearButtonEnabled(False)
        self.setMinimumWidth(px(160))
        self.textChanged.connect(self.searched)

    def sizeHint(self) -> QSize:
        return QSize(look().px(340), super().sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.went_down.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        px, colours = look().px, look().colours
        painter = QPainter(self)
        size = px(16)
        paint_icon(painter, "search", QRectF(px(13), (self.height() - size) / 2, size, size), colours.ink_2)
        painter.setFont(font(HINT))
        room = self.rect().adjusted(px(40) + self.fontMetrics().horizontalAdvance(self.text()), 0, -px(12), 0)
        if painter.fontMetrics().horizontalAdvance(self._hint) <= room.width():
            painter.setPen(colours.ink_3)
            painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._hint)
