"""Bars to choose from, and a thin bar for a part of a whole."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from yihu.printing.chart_kinds import Bars, Mark
from yihu.ui.look.chart_view import ChartView
from yihu.ui.look.tokens import look


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar. `key` is given back when a person chooses it."""

    key: str
    words: str
    value: float
    figure: str


class BarChart(QWidget):
    """Horizontal bars, longest = widest, of the program's one chart library. ↑↓ and Enter or a click choose one.

    Signals:
        chosen: the bar's key.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, choosing: bool = True) -> None:
        super().__init__(parent)
        self._bars: tuple[Bar, ...] = ()
        self._choosing = choosing
        self.view = ChartView(self)
        self.view.chosen.connect(lambda key, _series: self.chosen.emit(key))
        self.setFocusProxy(self.view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)

    def setAccessibleName(self, name: str) -> None:
        self.view.setAccessibleName(name)
        super().setAccessibleName(name)

    def set_bars(self, bars: tuple[Bar, ...]) -> None:
        """Show these bars."""
        self._bars = bars
        marks = tuple(
            Mark(label=bar.words, value=bar.value, figure=bar.figure, key=bar.key if self._choosing else "")
            for bar in bars
        )
        self.view.set_chart(Bars(marks=marks))

    def bars(self) -> tuple[Bar, ...]:
        """The bars shown."""
        return self._bars


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
