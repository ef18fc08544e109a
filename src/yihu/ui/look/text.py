"""Labels of the type scale."""

from typing import Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from yihu.ui.look.tokens import Tone

TextRole = Literal[
    "body",
    "body2",
    "secondary",
    "hint",
    "strong",
    "large",
    "question",
    "title",
    "figure",
    "figure-large",
    "display",
]


def label(
    words: str = "", role: TextRole = "body", *, tone: Tone | None = None, wrap: bool = False
) -> QLabel:
    """A label in a role of the type scale. Plain text always: names may hold any character."""
    made = QLabel(words)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("rank", role)
    made.setWordWrap(wrap)
    if tone is not None:
        made.setProperty("tone", tone)
    return made


def set_tone(widget: QWidget, tone: Tone | None) -> None:
    """Give a label, pill, chip or notice another tone."""
    widget.setProperty("tone", tone)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


class ElidedLabel(QLabel):
    """A label of one line that ends in … where it has no room; the whole text is its tooltip."""

    def __init__(
        self, words: str = "", role: TextRole = "body", parent: QWidget | None = None, *, least_px: int = 40
    ) -> None:
        super().__init__(words, parent)
        self._least_px = least_px
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("rank", role)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self._least_px, super().sizeHint().width()), super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        words = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        self.setToolTip("" if words == self.text() else self.text())
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), int(self.alignment() | Qt.AlignmentFlag.AlignVCenter), words)
