"""Bars painted by hand: words, bar, figure; each can be chosen."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from yihu.ui.look.fonts import font
from yihu.ui.look.tokens import BODY, look


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar. `key` is given back when a person chooses it."""

    key: str
    words: str
    value: float
    figure: str


class BarChart(QWidget):
    """Horizontal bars, longest = widest. ↑↓ and Enter or a click choose one.

    Signals:
        chosen: the bar's key.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars: tuple[Bar, ...] = ()
        self._at = 0
        self._hovered = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_bars(self, bars: tuple[Bar, ...]) -> None:
        """Show these bars."""
        self._bars, self._at = bars, 0
        self.setAccessibleDescription(", ".join(f"{bar.words} {bar.figure}" for bar in bars))
        self.updateGeometry()
        self.update()

    def bars(self) -> tuple[Bar, ...]:
        """The bars shown."""
        return self._bars

    def sizeHint(self) -> QSize:
        return QSize(look().px(320), self._step() * max(1, len(self._bars)))

    minimumSizeHint = sizeHint  # noqa: N815 (Qt's name)

    def _step(self) -> int:
        return look().px(34)

    def _row_at(self, y: float) -> int:
        row = int(y // self._step())
        return row if 0 <= row < len(self._bars) else -1

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hovered = self._row_at(event.position().y())
        self.update()

    def leaveEvent(self, event: object) -> None:
        self._hovered = -1
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        row = self._row_at(event.position().y())
        if row >= 0:
            self._at = row
            self.chosen.emit(self._bars[row].key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if event.key() in steps and self._bars:
            self._at = min(max(self._at + steps[Qt.Key(event.key())], 0), len(self._bars) - 1)
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._bars:
            self.chosen.emit(self._bars[self._at].key)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(BODY))
        metrics = painter.fontMetrics()
        longest = max((metrics.horizontalAdvance(bar.words) for bar in self._bars), default=0)
        words = min(longest + look().px(16), self.width() * 2 // 5)
        figures = max((metrics.horizontalAdvance(bar.figure) for bar in self._bars), default=0) + look().px(
            16
        )
        most = max((bar.value for bar in self._bars), default=0) or 1
        for row, bar in enumerate(self._bars):
            self._paint_bar(painter, row, bar, words, figures, bar.value / most)

    def _paint_bar(
        self, painter: QPainter, row: int, bar: Bar, words: int, figures: int, part: float
    ) -> None:
        colours, px, step = look().colours, look().px, self._step()
        line = QRectF(0, row * step, self.width(), step)
        if row == self._hovered or (self.hasFocus() and row == self._at):
            painter.setPen(QPen(QColor(colours.green), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.hover))
            painter.drawRoundedRect(line.adjusted(1, 1, -1, -1), px(6), px(6))
        painter.setPen(QColor(colours.ink))
        text = painter.fontMetrics().elidedText(bar.words, Qt.TextElideMode.ElideRight, words - px(8))
        painter.drawText(line.adjusted(px(4), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, text)
        track = QRectF(words, line.center().y() - px(9), self.width() - words - figures, px(18))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.track))
        painter.drawRoundedRect(track, px(5), px(5))
        if bar.value > 0:
            painter.setBrush(QColor(colours.green))
            painter.drawRoundedRect(
                QRectF(track.left(), track.top(), max(px(10), track.width() * part), track.height()),
                px(5),
                px(5),
            )
        painter.setPen(QColor(colours.ink))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(line.adjusted(0, 0, -px(4), 0), right, bar.figure)


class Meter(QWidget):
    """A thin bar for a part of a whole, 0 to 1; its words are the accessible name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._part = 0.0
        self.setFixedHeight(look().px(6))

    def set_part(self, part: float, words: str = "") -> None:
        """Fill that part of the bar."""
        self._part = min(max(part, 0.0), 1.0)
        self.setAccessibleName(words)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for width, colour in ((1.0, look().colours.track), (self._part, look().colours.green)):
            painter.setBrush(QColor(colour))
            painter.drawRoundedRect(QRectF(0, 0, self.width() * width, self.height()), 3, 3)
