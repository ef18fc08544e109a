"""A chart of `printing.charts` in the window: drawn as SVG, each figure to be chosen by mouse or keys."""

from PySide6.QtCore import QByteArray, QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from yihu.printing.charts import (
    Chart,
    Region,
    chart_height,
    chart_regions,
    chart_svg,
    chart_words,
    make_ready,
)
from yihu.ui.look.tokens import BODY, look

_LEAST_WIDTH = 300


class ChartView(QWidget):
    """One chart, as wide as its place and as high as it needs. ↑↓ and Enter or a click choose one of its figures.

    Signals:
        chosen: the key of the bar, part or moment, and that of its series (empty: the whole bar).
    """

    chosen = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        make_ready()
        self._chart: Chart | None = None
        self._svg = QSvgRenderer(self)
        self._drawn_for: tuple[object, ...] = ()
        self._regions: tuple[Region, ...] = ()
        self._at = self._hovered = -1
        self.setMouseTracking(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_chart(self, chart: Chart) -> None:
        """Show this chart."""
        self._chart, self._drawn_for, self._at, self._hovered = chart, (), -1, -1
        self.setAccessibleDescription(chart_words(chart))
        self._fit()
        self._draw()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if self._choices() else Qt.FocusPolicy.NoFocus)
        self.update()

    def chart(self) -> Chart | None:
        """The chart shown."""
        return self._chart

    def regions(self) -> tuple[Region, ...]:
        """What can be chosen and where, in the widget's own places."""
        self._draw()
        return self._regions

    def region_at(self, x: float, y: float) -> Region | None:
        """What a person points at; parts of a bar come before the bar."""
        return next((one for one in self.regions() if one.holds(x, y)), None)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if self._chart is None:
            return look().px(40)
        return round(chart_height(self._chart, max(width, _LEAST_WIDTH), text_px=look().px(BODY)) + 0.5)

    def sizeHint(self) -> QSize:
        width = max(self.width(), look().px(_LEAST_WIDTH))
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(look().px(_LEAST_WIDTH), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        if event.size().width() != event.oldSize().width():
            self._fit()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.PaletteChange):
            self._drawn_for = ()
            self.update()
        super().changeEvent(event)

    def _fit(self) -> None:
        self.setFixedHeight(self.heightForWidth(self.width()))

    def _draw(self) -> None:
        """Draw again where chart, breadth or look changed since."""
        wanted = (self._chart, self.width(), look().scheme, look().scale)
        if self._chart is None or self._drawn_for == wanted:
            return
        self._drawn_for = wanted
        width, text = max(self.width(), _LEAST_WIDTH), look().px(BODY)
        self._svg.load(QByteArray(chart_svg(self._chart, width, dark=look().scheme == "dark", text_px=text)))
        self._regions = tuple(one for one in chart_regions(self._chart, width, text_px=text) if one.key)

    def _choices(self) -> list[int]:
        """Whole bars, parts and points for the keys, in the order of reading, each once."""
        seen, found = set(), []
        for place, one in enumerate(self.regions()):
            if (one.key, one.series) not in seen:
                seen.add((one.key, one.series))
                found.append(place)
        return sorted(found, key=lambda place: (round(self._regions[place].y), self._regions[place].x))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._chart is None:
            return
        self._draw()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        marked = self._at if self.hasFocus() else self._hovered
        if 0 <= marked < len(self._regions):
            one, px = self._regions[marked], look().px
            painter.setBrush(QColor(look().colours.hover))
            painter.setPen(QPen(QColor(look().colours.green), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.drawRoundedRect(
                QRectF(one.x, one.y, one.width, one.height).adjusted(1, 1, -1, -1), px(6), px(6)
            )
        self._svg.render(painter, QRectF(QRectF(0, 0, *self._svg.defaultSize().toTuple())))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = event.position()
        found = self.region_at(place.x(), place.y())
        hovered = self._regions.index(found) if found else -1
        if hovered == self._hovered:
            return
        self._hovered = hovered
        shape = Qt.CursorShape.PointingHandCursor if found else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)
        QToolTip.showText(event.globalPosition().toPoint(), found.words if found else "", self)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = -1
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        found = self.region_at(event.position().x(), event.position().y())
        if found and event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(found.key, found.series)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Whoever comes by the keyboard stands on the first figure."""
        if self._at < 0 and (choices := self._choices()):
            self._at = choices[0]
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1}
        choices = self._choices()
        if event.key() in steps and choices:
            at = choices.index(self._at) if self._at in choices else -1
            self._at = choices[min(max(at + steps[Qt.Key(event.key())], 0), len(choices) - 1)]
            self.setAccessibleName(self._regions[self._at].words)
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._at >= 0:
            self.chosen.emit(self._regions[self._at].key, self._regions[self._at].series)
        else:
            super().keyPressEvent(event)
