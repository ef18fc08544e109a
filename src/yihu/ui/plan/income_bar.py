"""Income now, what the measures add, and the line, as one bar."""

from decimal import Decimal

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from yihu.base.i18n import N_, translate
from yihu.ui.look.fonts import font
from yihu.ui.look.tokens import HINT, look
from yihu.ui.plan.views import IncomeView


class IncomeBar(QWidget):
    """Solid what is, dark what is surely added, hatched what may be; the line across."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: IncomeView | None = None
        self.setFixedHeight(look().px(58))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_income(self, view: IncomeView) -> None:
        """Show these figures."""
        self._view = view
        self.setAccessibleName(view.words())
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        view = self._view
        if view is None or view.now is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        now, low, high = (
            float(view.now),
            float(view.low or view.now),
            float(view.high or view.low or view.now),
        )
        line = float(view.line or 0)
        most = max(now, high, line, 1.0) * 1.12
        bar = QRectF(0, look().px(8), self.width(), look().px(18))

        def at(value: float) -> float:
            return bar.left() + bar.width() * max(value, 0.0) / most

        self._paint_parts(painter, bar, at(now), at(low), at(high))
        self._paint_words(painter, bar, view, at(now), at(low), at(line) if line else None)

    def _paint_parts(self, painter: QPainter, bar: QRectF, now: float, low: float, high: float) -> None:
        colours = look().colours
        whole = QPainterPath()
        whole.addRoundedRect(bar, bar.height() / 2, bar.height() / 2)
        painter.setClipPath(whole)
        painter.fillRect(bar, QColor(colours.track))
        grown = QPainterPath()
        grown.addRoundedRect(
            QRectF(bar.left(), bar.top(), high - bar.left(), bar.height()), bar.height() / 2, bar.height() / 2
        )
        painter.setClipPath(grown.intersected(whole))
        painter.fillRect(QRectF(low, bar.top(), high - low, bar.height()), QColor(colours.green))
        painter.fillRect(
            QRectF(low, bar.top(), high - low, bar.height()),
            QBrush(QColor(colours.green_soft), Qt.BrushStyle.BDiagPattern),
        )
        painter.fillRect(QRectF(now, bar.top(), low - now, bar.height()), QColor(colours.green))
        painter.fillRect(
            QRectF(bar.left(), bar.top(), now - bar.left(), bar.height()), QColor(colours.green_soft)
        )
        painter.setClipping(False)

    def _paint_words(
        self, painter: QPainter, bar: QRectF, view: IncomeView, now: float, low: float, line: float | None
    ) -> None:
        colours, px = look().colours, look().px
        painter.setFont(font(HINT))
        under = bar.bottom() + px(6)
        said: list[tuple[float, str, str]] = [
            (bar.left(), _words(N_("last year {yuan}"), view.now), colours.ink_2)
        ]
        if view.low is not None and view.now is not None and view.low > view.now:
            said.append((now, _words(N_("surely added {yuan}"), view.low - view.now), colours.ink_2))
        if line is not None:
            painter.setPen(QPen(QColor(colours.red), 2))
            painter.drawLine(int(line), int(bar.top() - px(8)), int(line), int(bar.bottom() + px(8)))
            said.append((line, _words(N_("line {yuan}"), view.line), colours.red))
        taken = -float(px(14))
        for left, words, colour in sorted(said):
            width = painter.fontMetrics().horizontalAdvance(words)
            left = min(max(left, taken + px(14)), self.width() - width)
            taken = left + width
            painter.setPen(QColor(colour))
            painter.drawText(QRectF(left, under, width + 2, px(20)), int(Qt.AlignmentFlag.AlignLeft), words)


def _words(msgid: str, yuan: Decimal | None) -> str:
    return translate(msgid).format(yuan=f"{yuan or 0:,.0f}")
