"""A label of several lines that asks for all the height it needs."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from yihu.ui.look.text import TextRole


class WrappedLabel(QLabel):
    """Layouts within layouts squeeze wrapped labels to one line; this one insists."""

    def __init__(self, words: str, role: TextRole, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("rank", role)
        self.setWordWrap(True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setMinimumHeight(self.heightForWidth(event.size().width()))
