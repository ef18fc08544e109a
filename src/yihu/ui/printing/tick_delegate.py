"""One plan of the print list: a box to tick, whose it is, where, in which state."""

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from yihu.ui.look import font, paint_icon
from yihu.ui.look.tokens import BODY, HINT, ROW, look
from yihu.ui.printing.presenter import PaperRow

ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 2
Index = QModelIndex | QPersistentModelIndex


class TickDelegate(QStyledItemDelegate):
    """Paints the line; a click on the box ticks it."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(look().px(100), look().px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: PaperRow = index.data(ROW_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(option.rect)
        self._paint_ground(painter, option, area)
        ticked = Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole)) == Qt.CheckState.Checked
        self._paint_box(painter, self._box(area), ticked)
        self._paint_words(painter, area, row)
        painter.restore()

    def editorEvent(
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        if event.type() != QEvent.Type.MouseButtonRelease or not isinstance(event, QMouseEvent):
            return False
        if event.position().x() > self._box(QRectF(option.rect)).right() + look().px(8):
            return False
        ticked = Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole)) == Qt.CheckState.Checked
        wanted = Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked
        return model.setData(QModelIndex(index), wanted, Qt.ItemDataRole.CheckStateRole)

    @staticmethod
    def _box(area: QRectF) -> QRectF:
        size = look().px(18)
        return QRectF(area.left() + look().px(10), area.center().y() - size / 2, size, size)

    @staticmethod
    def _paint_ground(painter: QPainter, option: QStyleOptionViewItem, area: QRectF) -> None:
        colours = look().colours
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, QColor(colours.green_light))
            if option.widget is not None and option.widget.hasFocus():
                painter.fillRect(QRectF(area.left(), area.top(), 4, area.height()), QColor(colours.green))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, QColor(colours.hover))
        painter.fillRect(QRectF(area.left(), area.bottom() - 1, area.width(), 1), QColor(colours.line))

    @staticmethod
    def _paint_box(painter: QPainter, box: QRectF, ticked: bool) -> None:
        colours = look().colours
        painter.setPen(QPen(QColor(colours.green if ticked else colours.ink_3), 1.4))
        painter.setBrush(QColor(colours.green) if ticked else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 4, 4)
        if ticked:
            paint_icon(painter, "check", box.adjusted(2, 2, -2, -2), colours.on_green)

    @staticmethod
    def _paint_words(painter: QPainter, area: QRectF, row: PaperRow) -> None:
        colours, px = look().colours, look().px
        painter.setFont(font(HINT))
        width = painter.fontMetrics().horizontalAdvance(row.state) + px(18) if row.state else 0
        pill = QRectF(area.right() - width - px(8), area.center().y() - px(12), width, px(24))
        if row.state:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.ground(row.tone)))
            painter.drawRoundedRect(pill, px(12), px(12))
            painter.setPen(QColor(colours.text(row.tone)))
            painter.drawText(pill, int(Qt.AlignmentFlag.AlignCenter), row.state)
        words = area.adjusted(px(38), px(4), -width - px(14), -px(4))
        painter.setPen(QColor(colours.ink_2))
        place = painter.fontMetrics().elidedText(row.place, Qt.TextElideMode.ElideRight, int(words.width()))
        painter.drawText(words, int(Qt.AlignmentFlag.AlignBottom), place)
        painter.setFont(font(BODY, strong=True))
        painter.setPen(QColor(colours.ink))
        name = painter.fontMetrics().elidedText(row.name, Qt.TextElideMode.ElideRight, int(words.width()))
        painter.drawText(words, int(Qt.AlignmentFlag.AlignTop), name)
