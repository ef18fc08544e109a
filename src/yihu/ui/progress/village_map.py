"""The villages where they lie: how many households, and how far each is."""

from math import sqrt

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

from yihu.base.i18n import N_, translate
from yihu.ui.look import look
from yihu.ui.look.fonts import font
from yihu.ui.look.ground_map import GroundMap
from yihu.ui.look.tokens import HINT
from yihu.ui.progress.dots import VillageDot, percent_signed, words_of

_SMALLEST, _LARGEST = 9, 26
_NAMED_AT_MOST = 60
_TURN, _TOP = -16 * 360, 16 * 90
"""Of Qt's sixteenths of a degree: a whole turn clockwise, twelve o'clock."""


class VillageMap(GroundMap):
    """Each village a clock: the dark part has a signed plan, the light one was visited. Opens by the village's code."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(translate(N_("Map of the villages")))
        self.dots: tuple[VillageDot, ...] = ()

    def sizeHint(self) -> QSize:
        return QSize(look().px(400), look().px(320))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def show_dots(self, dots: tuple[VillageDot, ...]) -> None:
        """Show these villages, the largest beneath the others."""
        self.dots = tuple(sorted(dots, key=lambda dot: -dot.households))
        self.setAccessibleDescription("\n".join(map(words_of, self.dots)))
        self.fit([(dot.north, dot.east) for dot in dots])

    def draw(self, painter: QPainter) -> None:
        for dot in self.dots:
            self._draw_dot(painter, dot)
        painter.setFont(font(HINT))
        painter.setPen(QColor(look().colours.ink))
        for dot in self.dots[:_NAMED_AT_MOST]:
            middle, words = self.at(dot.north, dot.east), f"{dot.name} {percent_signed(dot)} %"
            wide = painter.fontMetrics().horizontalAdvance(words)
            painter.drawText(middle + QPointF(-wide / 2, self._radius(dot) + look().px(14)), words)

    def _draw_dot(self, painter: QPainter, dot: VillageDot) -> None:
        colours, radius, middle = look().colours, self._radius(dot), self.at(dot.north, dot.east)
        area = QRectF(middle.x() - radius, middle.y() - radius, 2 * radius, 2 * radius)
        painter.setPen(QPen(QColor(colours.green_dark), 1))
        painter.setBrush(QColor(colours.card))
        painter.drawEllipse(area)
        painter.setPen(Qt.PenStyle.NoPen)
        for part, colour in ((dot.visited, colours.green_soft), (dot.signed, colours.green)):
            painter.setBrush(QColor(colour))
            painter.drawPie(area, _TOP, round(_TURN * part / max(1, dot.households)))

    def _radius(self, dot: VillageDot) -> float:
        """As large in area as the village in households."""
        largest = max(1, self.dots[0].households)
        return look().px(_SMALLEST) + look().px(_LARGEST - _SMALLEST) * sqrt(dot.households / largest)

    def _dot_at(self, place: QPointF) -> VillageDot | None:
        for dot in reversed(self.dots):  # the small ones lie on top
            apart = self.at(dot.north, dot.east) - place
            if sqrt(apart.x() ** 2 + apart.y() ** 2) <= self._radius(dot):
                return dot
        return None

    def key_at(self, place: QPointF) -> str:
        dot = self._dot_at(place)
        return dot.code if dot else ""

    def hint_at(self, place: QPointF) -> str:
        dot = self._dot_at(place)
        return words_of(dot) if dot else ""
