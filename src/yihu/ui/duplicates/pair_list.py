"""The pairs at the left: names, and how sure it is."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QWidget

from yihu.base.i18n import N_, translate
from yihu.ui.duplicates.presenter import PairLine
from yihu.ui.look import font, look
from yihu.ui.look.tokens import BODY, HINT

_LINE = int(Qt.ItemDataRole.UserRole) + 1


class PairList(QListWidget):
    """Signals:
    wanted: place of a pair.
    """

    wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(translate(N_("Pairs of households")))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_PairDelegate(self))
        self.setMouseTracking(True)
        self.itemClicked.connect(lambda item: self.wanted.emit(self.row(item)))
        self.itemActivated.connect(lambda item: self.wanted.emit(self.row(item)))

    def show_lines(self, lines: Sequence[PairLine]) -> None:
        """Show these, the one in view chosen."""
        self.blockSignals(True)
        self.clear()
        for line in lines:
            item = QListWidgetItem(f"{line.name}\n{line.words}", self)
            item.setData(_LINE, line)
            item.setToolTip(line.name)
            if line.here:
                self.setCurrentItem(item)
                self.scrollToItem(item)
        self.blockSignals(False)


class _PairDelegate(QStyledItemDelegate):
    def sizeHint(self, option: Any, index: object) -> QSize:
        return QSize(look().px(100), look().px(64))

    def paint(self, painter: QPainter, option: Any, index: object) -> None:
        line: PairLine = index.data(_LINE)  # type: ignore[attr-defined]
        colours, px = look().colours, look().px
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            focus = chosen and option.widget is not None and option.widget.hasFocus()
            painter.setPen(QPen(QColor(colours.green), 2) if focus else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.green_light if chosen else colours.hover))
            painter.drawRoundedRect(QRectF(option.rect).adjusted(1, 1, -1, -1), px(8), px(8))
        area = QRectF(option.rect).adjusted(px(14), px(8), -px(14), -px(8))
        for text, letters, colour, side in (
            (line.name, font(BODY, strong=True), colours.ink, Qt.AlignmentFlag.AlignTop),
            (line.words, font(HINT), colours.text(line.tone), Qt.AlignmentFlag.AlignBottom),
        ):
            painter.setFont(letters)
            painter.setPen(QColor(colour))
            shown = QFontMetrics(letters).elidedText(text, Qt.TextElideMode.ElideRight, int(area.width()))
            painter.drawText(area, Qt.AlignmentFlag.AlignLeft | side, shown)
        painter.restore()
