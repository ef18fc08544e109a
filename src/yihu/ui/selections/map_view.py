"""Households as points on a plain ground: only what the register knows."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

from yihu.base.i18n import N_, translate
from yihu.storage.selecting import Spot
from yihu.ui.look import look
from yihu.ui.look.fonts import font
from yihu.ui.look.ground_map import GroundMap
from yihu.ui.look.tokens import HINT

_NEAR = 12
_NAMES_AT_MOST = 60
_POINTED_AT_MOST = 20_000
"""Beyond that many the pointer says nothing: it would stammer."""


class MapView(GroundMap):
    """Grey: in the register; green and larger: chosen. Opens by the id of a household."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(translate(N_("Map")))
        self.every: tuple[Spot, ...] = ()
        self._chosen: tuple[Spot, ...] = ()
        self.names: dict[str, str] = {}

    def show_spots(self, every: tuple[Spot, ...], chosen: tuple[Spot, ...], names: dict[str, str]) -> None:
        """Show these; `names` of villages by code."""
        self.every, self._chosen, self.names = every, chosen, names
        self.setAccessibleDescription(self.words())
        self.fit([(spot.north_udeg / 1e6, spot.east_udeg / 1e6) for spot in every])

    def words(self) -> str:
        """What stands on it, for screen readers and tests."""
        return translate(N_("{chosen} of {all} households with a known place")).format(
            chosen=f"{len(self._chosen):,}", all=f"{len(self.every):,}"
        )

    def place_of(self, spot: Spot) -> QPointF:
        """Where a household stands in the widget."""
        return self.at(spot.north_udeg / 1e6, spot.east_udeg / 1e6)

    def draw(self, painter: QPainter) -> None:
        colours = look().colours
        for spots, colour, size in (
            (self.every, colours.line_strong, 5),
            (self._chosen, colours.green, 8),
        ):
            round_ = (Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
            painter.setPen(QPen(QColor(colour), look().px(size), *round_))
            painter.drawPoints([self.place_of(spot) for spot in spots])
        self._draw_names(painter)

    def _draw_names(self, painter: QPainter) -> None:
        """Each village's name with the number chosen, above its households."""
        villages: dict[str, list[QPointF]] = {}
        for spot in self.every:
            villages.setdefault(spot.village_code, []).append(self.place_of(spot))
        counts: dict[str, int] = {}
        for spot in self._chosen:
            counts[spot.village_code] = counts.get(spot.village_code, 0) + 1
        painter.setFont(font(HINT, strong=True))
        painter.setPen(QColor(look().colours.ink))
        for code in sorted(villages, key=lambda code: -len(villages[code]))[:_NAMES_AT_MOST]:
            places = villages[code]
            x = sum(place.x() for place in places) / len(places)
            y = min(place.y() for place in places) - look().px(8)
            words = f"{self.names.get(code, code)} {counts.get(code, 0):,}"
            painter.drawText(QPointF(x - painter.fontMetrics().horizontalAdvance(words) / 2, y), words)

    def nearest(self, place: QPointF) -> Spot | None:
        """The household under the pointer; a chosen one first."""
        for spots in (self._chosen, self.every):
            near = [((self.place_of(spot) - place).manhattanLength(), spot) for spot in spots]
            close = [pair for pair in near if pair[0] <= look().px(_NEAR)]
            if close:
                return min(close, key=lambda pair: pair[0])[1]
        return None

    def key_at(self, place: QPointF) -> str:
        spot = self.nearest(place)
        return spot.id if spot else ""

    def hint_at(self, place: QPointF) -> str:
        spot = self.nearest(place) if len(self.every) < _POINTED_AT_MOST else None
        return self.names.get(spot.village_code, "") if spot else ""
