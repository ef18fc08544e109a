"""The households of the desk: those to choose in, those done, those to look through after merging."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QWidget

from yihu.base.i18n import N_, translate
from yihu.ui.handover.conflicts_merged import MergedLine
from yihu.ui.handover.conflicts_presenter import HouseholdLine
from yihu.ui.look import font, look
from yihu.ui.look.tokens import BODY, HINT

_ID = int(Qt.ItemDataRole.UserRole) + 1
_LINE = int(Qt.ItemDataRole.UserRole) + 2


class ConflictList(QListWidget):
    """Signals:
    differing_wanted, merged_wanted: a household's id.
    """

    differing_wanted = Signal(str)
    merged_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(translate(N_("Households with answers that differ")))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_LineDelegate(self))
        self.setMouseTracking(True)
        self.itemClicked.connect(self._chosen)
        self.itemActivated.connect(self._chosen)

    def show_lines(self, differing: Sequence[HouseholdLine], merged: Sequence[MergedLine], here: str) -> None:
        """Show these, the one in view chosen."""
        self.blockSignals(True)
        self.clear()
        for one in differing:
            self._add(one.household_id, one.name, one.words, grey=not one.left, here=here)
        if merged:
            heading = QListWidgetItem(translate(N_("To look through after merging")), self)
            heading.setFlags(Qt.ItemFlag.NoItemFlags)
        for each in merged:
            self._add(each.household_id, each.name, each.words, grey=False, here=here, merged=True)
        self.blockSignals(False)

    def _add(
        self, household_id: str, name: str, words: str, *, grey: bool, here: str, merged: bool = False
    ) -> None:
        item = QListWidgetItem(f"{name}\n{words}", self)
        item.setData(_ID, (household_id, merged))
        item.setData(_LINE, (name, words, grey))
        item.setToolTip(f"{name}\n{words}")
        if household_id == here:
            self.setCurrentItem(item)
            self.scrollToItem(item)

    def _chosen(self, item: QListWidgetItem) -> None:
        found = item.data(_ID)
        if found:
            (self.merged_wanted if found[1] else self.differing_wanted).emit(found[0])


class _LineDelegate(QStyledItemDelegate):
    def sizeHint(self, option: Any, index: object) -> QSize:
        heading = index.data(_LINE) is None  # type: ignore[attr-defined]
        return QSize(look().px(100), look().px(40 if heading else 64))

    def paint(self, painter: QPainter, option: Any, index: object) -> None:
        line, colours, px = index.data(_LINE), look().colours, look().px  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(option.rect).adjusted(px(14), px(8), -px(14), -px(8))
        bottom = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
        if line is None:
            painter.setFont(font(HINT))
            painter.setPen(QColor(colours.ink_2))
            painter.drawText(area, bottom, str(index.data()))  # type: ignore[attr-defined]
            painter.restore()
            return
        name, words, grey = line
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        self._paint_ground(painter, option, chosen)
        for text, letters, colour, side in (
            (
                name,
                font(BODY, strong=True),
                colours.ink_3 if grey else colours.ink,
                Qt.AlignmentFlag.AlignTop,
            ),
            (words, font(HINT), colours.ink_3 if grey else colours.ink_2, Qt.AlignmentFlag.AlignBottom),
        ):
            painter.setFont(letters)
            painter.setPen(
                QColor(colours.green_dark if chosen and side == Qt.AlignmentFlag.AlignTop else colour)
            )
            shown = QFontMetrics(letters).elidedText(text, Qt.TextElideMode.ElideRight, int(area.width()))
            painter.drawText(area, Qt.AlignmentFlag.AlignLeft | side, shown)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: Any, chosen: bool) -> None:
        colours, area = look().colours, QRectF(option.rect).adjusted(1, 1, -1, -1)
        if not chosen and not option.state & QStyle.StateFlag.State_MouseOver:
            return
        focus = chosen and option.widget is not None and option.widget.hasFocus()
        painter.setPen(QPen(QColor(colours.green), 2) if focus else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.green_light if chosen else colours.hover))
        painter.drawRoundedRect(area, look().px(8), look().px(8))
