"""The side list: townships, villages, groups."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QWidget,
)

from yihu.base.i18n import N_, translate
from yihu.ui.look import font, look
from yihu.ui.look.tokens import BODY, HINT, SIDE
from yihu.ui.visits.presenter import Place

PLACE_ROLE = int(Qt.ItemDataRole.UserRole) + 1
INDENTS = (0, 18, 36)


class PlaceList(QListWidget):
    """Signals:
    chosen: village code and group, each "" for none.
    """

    chosen = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "side")
        self.setFixedWidth(look().px(SIDE))
        self.setAccessibleName(translate(N_("Villages and groups")))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_PlaceDelegate(self))
        self.setMouseTracking(True)
        self.setStyleSheet(f"QListWidget {{ padding: {look().px(14)}px {look().px(12)}px; }}")
        self.currentItemChanged.connect(self._tell)

    def show_places(self, places: Sequence[Place], village: str | None, group: str | None) -> None:
        """Show the places, the one in view chosen."""
        self.blockSignals(True)
        self.clear()
        for place in places:
            item = QListWidgetItem(f"{place.words} {place.count}".strip(), self)
            item.setData(PLACE_ROLE, place)
            if place.heading:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            elif (place.village, place.group) == (village, group):
                self.setCurrentItem(item)
        self.blockSignals(False)

    def _tell(self, item: QListWidgetItem | None) -> None:
        place = item.data(PLACE_ROLE) if item is not None else None
        if isinstance(place, Place) and not place.heading:
            self.chosen.emit(place.village or "", place.group or "")


class _PlaceDelegate(QStyledItemDelegate):
    def sizeHint(self, option: Any, index: object) -> QSize:
        return QSize(look().px(100), look().px(36))

    def paint(self, painter: QPainter, option: Any, index: object) -> None:
        place = index.data(PLACE_ROLE)  # type: ignore[attr-defined]
        colours, px = look().colours, look().px
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        self._paint_ground(painter, option, chosen, place.heading)
        area = QRectF(option.rect).adjusted(px(12) + px(INDENTS[place.level]), 0, -px(12), 0)
        name = font(HINT if place.heading else BODY, strong=chosen)
        count_width = QFontMetrics(font(HINT)).horizontalAdvance(place.count) + px(8)
        if QFontMetrics(name).horizontalAdvance(place.words) + count_width <= area.width():
            painter.setFont(font(HINT))
            painter.setPen(QColor(colours.ink_2 if chosen else colours.ink_3))
            painter.drawText(area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, place.count)
        painter.setFont(name)
        painter.setPen(
            QColor(colours.ink_2 if place.heading else colours.green_dark if chosen else colours.ink)
        )
        words = painter.fontMetrics().elidedText(place.words, Qt.TextElideMode.ElideRight, int(area.width()))
        painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: Any, chosen: bool, heading: bool) -> None:
        colours, area = look().colours, QRectF(option.rect).adjusted(1, 1, -1, -1)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver) and not heading
        if not chosen and not over:
            return
        focus = chosen and option.widget is not None and option.widget.hasFocus()
        painter.setPen(QPen(QColor(colours.green), 2) if focus else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.green_light if chosen else colours.hover))
        painter.drawRoundedRect(area, look().px(8), look().px(8))
