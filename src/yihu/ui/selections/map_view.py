"""Households as points on a plain ground: no tiles, no network, only what the register knows."""

from math import cos, radians

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from yihu.base.i18n import N_, translate
from yihu.storage.selecting import Spot
from yihu.ui.look import look
from yihu.ui.look.fonts import font
from yihu.ui.look.tokens import HINT

_METRES_A_DEGREE = 111_320
_SCALES_M = (50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000)
_NEAR = 12
_ZOOM_AT_MOST = 200.0
_NAMES_AT_MOST = 60


class MapView(QWidget):
    """Grey: in the register; green: chosen. The wheel draws nearer, dragging moves, a click opens.

    Signals:
        opened: id of a household.
    """

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMouseTracking(True)
        self.setAccessibleName(translate(N_("Map")))
        self._every: tuple[Spot, ...] = ()
        self._chosen: tuple[Spot, ...] = ()
        self._names: dict[str, str] = {}
        self._zoom, self._shift = 1.0, QPointF(0, 0)
        self._held: QPointF | None = None
        self._moved = False
        self._drawn: QPixmap | None = None

    def sizeHint(self) -> QSize:
        return QSize(look().px(600), look().px(400))

    def show_spots(self, every: tuple[Spot, ...], chosen: tuple[Spot, ...], names: dict[str, str]) -> None:
        """Show these; `names` of villages by code."""
        self._every, self._chosen, self._names = every, chosen, names
        self._zoom, self._shift, self._drawn = 1.0, QPointF(0, 0), None
        self.setAccessibleDescription(self.words())
        self.update()

    def words(self) -> str:
        """What stands on it, for screen readers and tests."""
        return translate(N_("{chosen} of {all} households with a known place")).format(
            chosen=f"{len(self._chosen):,}", all=f"{len(self._every):,}"
        )

    def place_of(self, spot: Spot) -> QPointF:
        """Where a household stands in the widget."""
        at, scale = self._plan()
        x = (spot.east_udeg / 1e6 - at.x()) * cos(radians(at.y())) * scale
        y = (at.y() - spot.north_udeg / 1e6) * scale
        return QPointF(self.width() / 2 + x, self.height() / 2 + y) + self._shift

    def _plan(self) -> tuple[QPointF, float]:
        """The middle (east, north) and how many pixels a degree of latitude has."""
        easts = [spot.east_udeg for spot in self._every] or [0]
        norths = [spot.north_udeg for spot in self._every] or [0]
        middle = QPointF((min(easts) + max(easts)) / 2e6, (min(norths) + max(norths)) / 2e6)
        wide = max(1e-4, (max(easts) - min(easts)) / 1e6 * cos(radians(middle.y())))
        high = max(1e-4, (max(norths) - min(norths)) / 1e6)
        margin = look().px(40)
        room = min((self.width() - 2 * margin) / wide, (self.height() - 2 * margin) / high)
        return middle, max(1.0, room) * self._zoom

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._drawn is None or self._drawn.size() != self.size() * self.devicePixelRatioF():
            self._drawn = self._draw()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._drawn)

    def _draw(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        sheet = QPixmap(self.size() * ratio)
        sheet.setDevicePixelRatio(ratio)
        colours = look().colours
        sheet.fill(QColor(colours.card))
        painter = QPainter(sheet)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for spots, colour, size in (
            (self._every, colours.line_strong, 5),
            (self._chosen, colours.green, 8),
        ):
            painter.setPen(
                QPen(QColor(colour), look().px(size), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
            )
            painter.drawPoints([self.place_of(spot) for spot in spots])
        self._draw_names(painter)
        self._draw_scale(painter)
        painter.end()
        return sheet

    def _draw_names(self, painter: QPainter) -> None:
        """Each village's name with the number chosen, in the middle of its households."""
        villages: dict[str, list[QPointF]] = {}
        for spot in self._every:
            villages.setdefault(spot.village_code, []).append(self.place_of(spot))
        counts: dict[str, int] = {}
        for spot in self._chosen:
            counts[spot.village_code] = counts.get(spot.village_code, 0) + 1
        painter.setFont(font(HINT, strong=True))
        painter.setPen(QColor(look().colours.ink))
        largest = sorted(villages, key=lambda code: -len(villages[code]))[:_NAMES_AT_MOST]
        for code in largest:
            places = villages[code]
            x = sum(place.x() for place in places) / len(places)
            y = min(place.y() for place in places) - look().px(8)
            words = f"{self._names.get(code, code)} {counts.get(code, 0):,}"
            wide = painter.fontMetrics().horizontalAdvance(words)
            painter.drawText(QPointF(x - wide / 2, y), words)

    def _draw_scale(self, painter: QPainter) -> None:
        if not self._every:
            return
        px, (_, scale) = look().px, self._plan()
        metre = scale / _METRES_A_DEGREE
        length = next((each for each in reversed(_SCALES_M) if each * metre <= px(160)), _SCALES_M[0])
        words = f"{length // 1000} km" if length >= 1000 else f"{length} m"
        left, bottom = px(16), self.height() - px(16)
        painter.setPen(QPen(QColor(look().colours.ink_2), 2))
        painter.drawLine(QPointF(left, bottom), QPointF(left + length * metre, bottom))
        painter.setFont(font(HINT))
        painter.drawText(
            QRectF(left, bottom - px(22), px(200), px(20)), int(Qt.AlignmentFlag.AlignLeft), words
        )

    def nearest(self, place: QPointF) -> Spot | None:
        """The household under the pointer; a chosen one first."""
        for spots in (self._chosen, self._every):
            near = [(self._apart(self.place_of(spot), place), spot) for spot in spots]
            close = [pair for pair in near if pair[0] <= look().px(_NEAR)]
            if close:
                return min(close, key=lambda pair: pair[0])[1]
        return None

    @staticmethod
    def _apart(one: QPointF, other: QPointF) -> float:
        return (one - other).manhattanLength()

    def wheelEvent(self, event: QWheelEvent) -> None:
        factor = 1.25 if event.angleDelta().y() > 0 else 0.8
        zoom = min(_ZOOM_AT_MOST, max(1.0, self._zoom * factor))
        at = event.position() - QPointF(self.width() / 2, self.height() / 2)
        self._shift = at - (at - self._shift) * (zoom / self._zoom)
        self._zoom, self._drawn = zoom, None
        if zoom == 1.0:
            self._shift = QPointF(0, 0)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._held, self._moved = event.position(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is None:
            spot = self.nearest(event.position()) if len(self._every) < 20_000 else None
            QToolTip.showText(
                event.globalPosition().toPoint(), self._names.get(spot.village_code, "") if spot else "", self
            )
            return
        step = event.position() - self._held
        if self._moved or step.manhattanLength() > look().px(4):
            self._moved, self._drawn = True, None
            self._shift, self._held = self._shift + step, event.position()
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._held is not None and not self._moved and (spot := self.nearest(event.position())):
            self.opened.emit(spot.id)
        self._held = None
