"""A plain ground for places on the earth: no tiles, no network. The wheel draws nearer, dragging moves, a click opens."""

from collections.abc import Sequence
from math import cos, radians

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from yihu.ui.look.fonts import font
from yihu.ui.look.tokens import HINT, look

_METRES_A_DEGREE = 111_320
_SCALES_M = (50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000)
_ZOOM_AT_MOST = 200.0
_LEAST_SPAN = 1e-3
"""Degrees: a single place isn't drawn as if it were a country."""

Place = tuple[float, float]
"""North and east in degrees."""


class GroundMap(QWidget):
    """What is drawn on it, and what lies under the pointer, is the inheritor's.

    Signals:
        opened: the key of what was clicked.
    """

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMouseTracking(True)
        self._middle, self._span = QPointF(0, 0), QPointF(_LEAST_SPAN, _LEAST_SPAN)
        self._zoom, self._shift = 1.0, QPointF(0, 0)
        self._held: QPointF | None = None
        self._moved = False
        self._drawn: QPixmap | None = None

    def sizeHint(self) -> QSize:
        return QSize(look().px(600), look().px(400))

    def draw(self, painter: QPainter) -> None:
        """Draw everything but ground and scale."""
        raise NotImplementedError

    def key_at(self, place: QPointF) -> str:
        """The key of what lies under the pointer; empty for nothing."""
        raise NotImplementedError

    def hint_at(self, place: QPointF) -> str:
        """What the pointer says there."""
        return ""

    def fit(self, places: Sequence[Place]) -> None:
        """Show all of these, and draw anew."""
        norths, easts = [north for north, _ in places] or [0.0], [east for _, east in places] or [0.0]
        self._middle = QPointF((min(easts) + max(easts)) / 2, (min(norths) + max(norths)) / 2)
        wide = (max(easts) - min(easts)) * cos(radians(self._middle.y()))
        self._span = QPointF(max(_LEAST_SPAN, wide), max(_LEAST_SPAN, max(norths) - min(norths)))
        self._zoom, self._shift, self._drawn = 1.0, QPointF(0, 0), None
        self.update()

    def at(self, north: float, east: float) -> QPointF:
        """Where a place stands in the widget."""
        scale = self._scale()
        x = (east - self._middle.x()) * cos(radians(self._middle.y())) * scale
        y = (self._middle.y() - north) * scale
        return QPointF(self.width() / 2 + x, self.height() / 2 + y) + self._shift

    def _scale(self) -> float:
        """Pixels a degree of latitude."""
        margin = look().px(40)
        wide = (self.width() - 2 * margin) / self._span.x()
        high = (self.height() - 2 * margin) / self._span.y()
        return max(1.0, min(wide, high)) * self._zoom

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._drawn = None

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._drawn is None:
            ratio = self.devicePixelRatioF()
            self._drawn = QPixmap(self.size() * ratio)
            self._drawn.setDevicePixelRatio(ratio)
            self._drawn.fill(QColor(look().colours.card))
            painter = QPainter(self._drawn)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self.draw(painter)
            self._draw_scale(painter)
            painter.end()
        QPainter(self).drawPixmap(0, 0, self._drawn)

    def _draw_scale(self, painter: QPainter) -> None:
        px, metre = look().px, self._scale() / _METRES_A_DEGREE
        length = next((each for each in reversed(_SCALES_M) if each * metre <= px(160)), _SCALES_M[0])
        words = f"{length // 1000} km" if length >= 1000 else f"{length} m"
        left, bottom = px(16), self.height() - px(14)
        painter.setPen(QPen(QColor(look().colours.ink_2), 2))
        painter.drawLine(QPointF(left, bottom), QPointF(left + length * metre, bottom))
        painter.setFont(font(HINT))
        painter.drawText(
            QRectF(left, bottom - px(22), px(200), px(20)), int(Qt.AlignmentFlag.AlignLeft), words
        )

    def wheelEvent(self, event: QWheelEvent) -> None:
        factor = 1.25 if event.angleDelta().y() > 0 else 0.8
        zoom = min(_ZOOM_AT_MOST, max(1.0, self._zoom * factor))
        held = event.position() - QPointF(self.width() / 2, self.height() / 2)
        self._shift = held - (held - self._shift) * (zoom / self._zoom) if zoom > 1 else QPointF(0, 0)
        self._zoom, self._drawn = zoom, None
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._held, self._moved = event.position(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is None:
            QToolTip.showText(event.globalPosition().toPoint(), self.hint_at(event.position()), self)
            return
        step = event.position() - self._held
        if self._moved or step.manhattanLength() > look().px(4):
            self._moved, self._drawn = True, None
            self._shift, self._held = self._shift + step, event.position()
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        key = self.key_at(event.position()) if self._held is not None and not self._moved else ""
        self._held = None
        if key:
            self.opened.emit(key)
